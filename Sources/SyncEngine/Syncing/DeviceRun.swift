import Attendance
import ConnectorKit
import ProgramSettings
import Store

/// One device's run, from its plan to its end. The device's lock is held.
struct DeviceRun {
    let engine: Engine
    let device: Device
    let actor: Actor
    let progress: @Sendable (SyncProgressNote) -> Void
    /// The vendor's clock, as its replies tell it.
    private let vendorClock: VendorClock
    /// How far the source has handed in its records, where that is not the end of the window.
    private let reach = Reach()

    init(
        engine: Engine, device: Device, by actor: Actor, progress: @escaping @Sendable (SyncProgressNote) -> Void
    ) {
        self.engine = engine
        self.device = device
        self.actor = actor
        self.progress = progress
        vendorClock = VendorClock(engine.http, now: engine.now)
    }

    private var store: Store { engine.store }

    func perform(_ request: SyncRequest, into report: inout SyncReport) async throws {
        guard device.isEnabled else {
            throw RequestFailure(
                Phrase(
                    en: "the device is disabled; rollcall device enable “\(device.name)” turns it on",
                    vi: "thiết bị đang bị vô hiệu; dùng rollcall device enable “\(device.name)” để kích hoạt"))
        }
        let kind = try kind()
        let policy = PolicyFields.policy(kind.policy, with: device.fields)
        let now = engine.now()
        switch request {
        case .dated(let from, let to, _):
            let plan = try await plan(from: from, to: to, policy: policy, now: now)
            let unfinished = try await unfinished(now) { $0.from == plan.window.from && $0.to <= plan.window.to }
            guard let unfinished, let window = unfinished.window else {
                return try await execute(try await begin(plan, request.cause, now), into: &report)
            }
            try await execute(unfinished, into: &report)
            guard report.ok, let rest = Window(from: window.to, to: plan.window.to) else { return }
            let remainder = RunPlan(window: rest, settlesFirstSync: false, isAsked: true)
            try await execute(try await begin(remainder, request.cause, now), into: &report)
        case .undated(let cause):
            guard let plan = try await undated(cause, policy, device, now) else { return }
            // A run that died is continued; what came since is then a short window of its own.
            guard let unfinished = try await unfinished(now, where: { $0.from <= plan.window.from }) else {
                return try await execute(try await begin(plan, cause, now), into: &report)
            }
            try await execute(unfinished, into: &report)
            guard report.ok else { return }
            let refreshed = try await store.devices.find(id: String(device.id))
            guard let rest = try await undated(cause, policy, refreshed, engine.now()) else { return }
            try await execute(try await begin(rest, cause, now), into: &report)
        }
    }

    private func undated(
        _ cause: RunCause, _ policy: SyncPolicy, _ device: Device, _ now: Instant
    ) async throws -> RunPlan? {
        RunPlan(
            cause: cause, policy: policy, progress: try await believed(device, at: now), now: now, zone: device.zone)
    }

    /// What is known of the device, without what a clock that was ahead has written.
    private func believed(_ device: Device, at now: Instant) async throws -> SyncProgress {
        guard device.progress.isAhead(of: now) else { return device.progress }
        let proven = try await store.runs.provenComplete(of: device, at: now)
        return device.progress.believed(at: now, proven: proven)
    }

    /// The run that died or failed on its way, if its window is of use for what is asked now.
    private func unfinished(_ now: Instant, where isOfUse: (Window) -> Bool) async throws -> SyncRun? {
        guard let run = try await store.runs.unfinished(of: device, now: now), let window = run.window,
            isOfUse(window)
        else { return nil }
        return run
    }

    /// - Parameter run: that it is made for; nil for a test of the connection.
    func connector(_ policy: RetryPolicy? = nil, for run: SyncRun? = nil) async throws -> any Connector {
        let secrets = try await store.devices.secrets(of: device)
        return try kind().makeConnector(try await context(secrets, policy, for: run))
    }

    func context(
        _ secrets: FieldValues, _ policy: RetryPolicy? = nil, for run: SyncRun? = nil
    ) async throws -> ConnectorContext {
        let field = try kind().toldIdentity
        return ConnectorContext(
            fields: device.fields.merging(secrets), zone: device.zone, http: vendorClock,
            retrier: Retrier(policy ?? actor.patience.policy), now: engine.now,
            credentials: CredentialStore { [engine, device] renewal in
                try await engine.renewCredentials(of: device, by: renewal)
            }, facts: device.facts ?? DeviceFacts(),
            identify: { [engine, device, actor] identity in
                guard let field else { return }
                try await engine.bind(device, to: identity, field: field, by: actor)
            }, terminal: engine.pushLine(of: device, by: actor, for: run))
    }

    private func kind() throws -> DeviceKind { try engine.deviceKinds.stored(device.kind) }

    private func plan(
        from: TimeText?, to: TimeText?, policy: SyncPolicy, now: Instant
    ) async throws -> RunPlan {
        let end = to?.upperBound(in: device.zone) ?? now
        let start = from?.lowerBound(in: device.zone) ?? policy.device.start(now: min(end, now), zone: device.zone)
        try DateLimit.check(start, policy: policy, now: now, zone: device.zone)
        guard let window = Window(from: start, to: min(end, now)) else {
            throw RequestFailure(
                Phrase(
                    en: "the window is empty: --from must lie before --to and before now",
                    vi: "khoảng thời gian rỗng: --from phải trước --to và trước hiện tại"))
        }
        let known = try await believed(device, at: now)
        let readsLateRecords = known.isLookBack(start, policy: policy, now: now, zone: device.zone)
        return RunPlan(
            window: window, settlesFirstSync: false, readsLateRecords: readsLateRecords, isAsked: from != nil)
    }

    private func begin(_ plan: RunPlan, _ cause: RunCause, _ now: Instant) async throws -> SyncRun {
        if let gap = plan.gap, gap.reason == .unasked { try await engine.noteLeap(of: device, gap, now: now) }
        return try await store.runs.begin(plan, device: device, cause: cause, act: Act(by: actor, at: now))
    }

    /// Fetches a run's window to its end, and notes how it ended.
    private func execute(_ run: SyncRun, into report: inout SyncReport) async throws {
        guard let window = run.window else { return }
        report.window = report.window ?? window
        let settings = try await store.settings.current()
        do {
            let connector = try await connector(for: run)
            try await fetch(run, window, connector, dueAt: settings.pushAfterSync ? engine.now() : nil, run.isAsked)
            let done = try await store.runs.succeed(
                run, device: device, nextRunAt: engine.now() + period(settings), vendorTime: vendorClock.time,
                skew: vendorClock.skew, reach: reach.instant, act: Act(by: actor, at: engine.now()))
            report.add(done)
        } catch is NewIdentityFailure {
            // From here on it is what it told, and may read another source.
            let device = try await store.devices.find(id: String(device.id))
            let again = DeviceRun(engine: engine, device: device, by: actor, progress: progress)
            return try await again.execute(run, into: &report)
        } catch {
            let failure = error.explained
            // Stopped, not failed: the run stays open and the next one continues it.
            if failure.blame == .cancellation || Task.isCancelled { throw error }
            let phrase = failure.phrase
            report.error = phrase
            let isStoreFault = error is StoreFailure && !DeviceRun.isKeyFault(error)
            let needsPerson = failure.blame.needsPerson && !isStoreFault
            // The store itself may be what fails (a full disk): then the report is all there is to say it.
            if let ended = try? await store.runs.fail(
                run, device: device, error: phrase, needsPerson: needsPerson,
                nextRunAt: engine.now() + backOff(settings, needsPerson: needsPerson), skew: vendorClock.skew,
                act: Act(by: actor, at: engine.now()))
            {
                report.add(ended)
            }
        }
        try? await engine.noteClock(of: device, vendorClock)
    }

    private static func isKeyFault(_ error: any Error) -> Bool {
        if case .key? = error as? StoreFailure { return true }
        return false
    }

    /// Pages are stored while the next ones are fetched.
    private func fetch(
        _ run: SyncRun, _ window: Window, _ connector: any Connector, dueAt: Instant?, _ isAsked: Bool
    ) async throws {
        let lane = PageLane { [store, device, engine, vendorClock] pages in
            let release = ReleaseRule(
                dueAt: dueAt, isAsked: isAsked, now: max(engine.now(), vendorClock.time ?? engine.now()))
            _ = try await store.runs.ingest(pages, run: run, device: device, release: release, now: engine.now())
        }
        let tally = Tally(run.fetched)
        let bound = RunBound()
        do {
            try await connector.fetch(window, resuming: run.checkpoint) { [device, engine, progress, reach] page in
                try await bound.check(page, of: device.name)
                if let end = page.reach { reach.note(end) }
                try await lane.push(IngestPage(page))
                let note = SyncProgressNote(
                    device: device.name, fetched: await tally.add(page.rows), expected: page.expectedRows)
                engine.activeRuns.note(note, deviceID: device.id)
                progress(note)
            }
        } catch {
            // What was fetched is kept, and its checkpoint with it.
            try? await lane.drain()
            throw error
        }
        try await lane.drain()
    }

    /// Seconds to the next timed run, up to 5 % early so that devices added together drift apart.
    private func period(_ settings: Settings) -> Duration {
        let policy = (try? kind()).map { PolicyFields.policy($0.policy, with: device.fields) }
        let seconds = policy?.periodSeconds ?? (settings.autoSyncMinutes > 0 ? settings.autoSyncMinutes * 60 : 120)
        return .seconds(seconds) * Double.random(in: 0.95...1)
    }

    private func backOff(_ settings: Settings, needsPerson: Bool) -> Duration {
        if needsPerson { return Backoff.probe }
        return Backoff.device(period: period(settings)).delay(afterFailures: device.failures + 1)
    }
}

/// Ends runs of vendors that never come to an end.
private actor RunBound {
    /// A thousand people who pass four times a day make a million and a half in a year.
    static let mostRows = 10_000_000
    static let mostPages = 1_000_000
    /// Pages one after the other without a single row.
    static let mostEmptyPages = 2000

    private var rows = 0
    private var pages = 0
    private var empty = 0

    func check(_ page: Page, of device: String) throws(ConnectorFailure) {
        rows += page.rows
        pages += 1
        empty = page.rows == 0 ? empty + 1 : 0
        guard rows <= RunBound.mostRows, pages <= RunBound.mostPages, empty <= RunBound.mostEmptyPages else {
            throw ConnectorFailure(
                .badReply, step: Phrase(en: "read records", vi: "đọc bản ghi"),
                problem: Phrase(
                    en: "the answers do not end: \(rows.written(.en)) rows on \(pages.written(.en)) pages in one run",
                    vi:
                        "phản hồi không kết thúc: \(rows.written(.vi)) dòng trên \(pages.written(.vi)) trang trong một lần đọc"
                ),
                remedy: Phrase(
                    en:
                        "Check the base-url; for a real history of this size, sync it in shorter windows (--from, --to).",
                    vi: "Hãy kiểm tra base-url; nếu lịch sử lớn thật, hãy đồng bộ theo khoảng ngắn hơn (--from, --to).")
            )
        }
    }
}

/// The vendor's limit on how far back can be asked, said before anything is sent.
public enum DateLimit {
    public static func check(_ start: Instant, policy: SyncPolicy, now: Instant, zone: Zone) throws(RequestFailure) {
        guard let months = policy.furthestBackMonths, let limit = policy.furthestBack(now: now, zone: zone),
            start < limit
        else { return }
        throw RequestFailure(
            Phrase(
                en:
                    "this kind can be asked for the last \(months) months at most: not before \(zone.date(at: limit).written)",
                vi:
                    "loại kết nối này chỉ đọc được tối đa \(months) tháng gần nhất: không sớm hơn \(zone.date(at: limit).written)"
            ))
    }
}

private actor Tally {
    private var count: Int

    init(_ count: Int) {
        self.count = count
    }

    func add(_ rows: Int) -> Int {
        count += rows
        return count
    }
}
