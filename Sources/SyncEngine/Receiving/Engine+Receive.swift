import Attendance
import ConnectorKit
import Logging
import ProgramSettings
import Store

/// What became of a webhook call. Whatever was taken is durable.
public enum HookOutcome: Sendable {
    case stored(new: Int)
    /// To be confirmed by a pull.
    case announced
    /// Heard before.
    case known
    case ignored(reason: String)
    case refused(Phrase)
}

extension Engine {
    /// Whether there is such an address, as far as is remembered: `receive` knows for certain.
    public func hasHook(kind: String, secret: String) async throws(StoreFailure) -> Bool {
        try await hooks.address(kind: kind, secret: secret) != nil
    }

    /// Takes a webhook call that came to an address; nil where there is no such address.
    public func receive(_ body: [UInt8], kind: String, secret: String) async throws(StoreFailure) -> HookOutcome? {
        while let address = try await hooks.address(kind: kind, secret: secret) {
            let (arrival, outcome) = try await read(body, address, mayForward: true)
            switch try await hooks.take(arrival) {
            case .stored(let new): return .stored(new: new)
            case .announced: return .announced
            case .known: return .known
            case .counted: return outcome
            // Somebody changed the device or its address meanwhile: it is read by what holds now.
            case .stale: hooks.forget(kind: kind, secret: secret)
            }
        }
        return nil
    }

    /// What a call is, and what is answered where it is only counted.
    private func read(
        _ body: [UInt8], _ address: HookAddress, mayForward: Bool
    ) async throws(StoreFailure) -> (HookArrival, HookOutcome) {
        let device = address.device
        guard let intake = deviceKinds[device.kind]?.webhook else {
            return refused(address, Phrase(en: "this kind has no webhooks", vi: "loại này không có webhook"))
        }
        guard device.isEnabled else {
            return refused(address, Phrase(en: "the device is disabled", vi: "thiết bị đang bị vô hiệu"))
        }
        let call = WebhookCall(
            body: body, fields: address.fields, identity: device.identity, zone: device.zone, now: now())
        switch intake.read(call) {
        case .refused(let phrase): return refused(address, phrase)
        case .ignored(let reason): return (HookArrival(address, .ignored), .ignored(reason: reason))
        case .forIdentity(let identity):
            // One application may push for several places: each is a device of its own, with its own secrets.
            guard mayForward, let other = try await store.hooks.address(address, forIdentity: identity) else {
                return (HookArrival(address, .ignored), .ignored(reason: "otherPlace"))
            }
            return try await read(body, other, mayForward: false)
        case .records(let page): return (HookArrival(address, .records(IngestPage(page))), .known)
        case .announced(let punch): return (HookArrival(address, .announced(punch)), .known)
        }
    }

    private func refused(_ address: HookAddress, _ phrase: Phrase) -> (HookArrival, HookOutcome) {
        (HookArrival(address, .refused), .refused(phrase))
    }

    /// Pulls the moments of announcements that are due and settles them; returns how many punches that brought. Where
    /// another process is at it, it is left to that one.
    ///
    /// - Parameter progress: called after each question to a vendor.
    public func confirmAnnouncements(progress: () -> Void = {}) async throws(StoreFailure) -> Int {
        guard let lock = try store.lock(.job("confirmations")) else { return 0 }
        defer { withExtendedLifetime(lock) {} }
        let due = try await store.hooks.due(now: now())
        var new = 0
        for (deviceID, announcements) in Dictionary(grouping: due, by: \.deviceID) {
            let device = try await store.devices.find(id: String(deviceID))
            for group in Engine.neighbours(announcements) {
                new += try await confirm(group, device)
                progress()
            }
        }
        return new
    }

    /// Announcements of the same minute share a pull.
    private static func neighbours(_ announcements: [Announcement]) -> [[Announcement]] {
        var groups: [[Announcement]] = []
        for announcement in announcements.sorted(by: { $0.at < $1.at }) {
            if let last = groups.last?.last, announcement.at.since(last.at) <= .minutes(1) {
                groups[groups.count - 1].append(announcement)
            } else {
                groups.append([announcement])
            }
        }
        return groups
    }

    private func confirm(_ group: [Announcement], _ device: Device) async throws(StoreFailure) -> Int {
        var new = 0
        if let first = group.first, let last = group.last,
            let window = Window(
                from: Instant(seconds: first.at.seconds) - .seconds(1),
                to: Instant(seconds: last.at.seconds) + .seconds(2)
            )
        {
            do {
                new = try await masked { try await pull(window, device) }
            } catch let error as StoreFailure {
                throw error
            } catch {
                log.warning("\(device.name): webhook not confirmed yet: \(error.explained.phrase.en)")
            }
        }
        let now = now()
        for announcement in group {
            if try await store.hooks.isConfirmed(announcement, device: device) {
                try await store.hooks.settle(announcement, .confirmed, nextAttemptAt: now, device: device, now: now)
            } else {
                // The vendor's list may lag behind its webhook; a day later it will not come any more.
                // Tries count too: a clock that leaps a day ahead is not a day of waiting.
                let isOver = now.since(announcement.receivedAt) > .hours(24) && announcement.attempts >= 8
                let pause = Backoff.announcements.delay(afterFailures: announcement.attempts + 1)
                try await store.hooks.settle(
                    announcement, isOver ? .notFound : .announced, nextAttemptAt: now + pause, device: device, now: now)
            }
        }
        return new
    }

    private func pull(_ window: Window, _ device: Device) async throws -> Int {
        let settings = try await store.settings.current()
        let run = DeviceRun(engine: self, device: device, by: .schedule) { _ in }
        let tally = NewCount()
        try await run.connector().fetch(window, resuming: nil) { page in
            let counts = try await store.hooks.ingest(
                IngestPage(page), device: device,
                release: ReleaseRule(dueAt: settings.pushAfterSync ? now() : nil, now: now()), now: now())
            await tally.add(counts.new)
        }
        return await tally.count
    }
}

private actor NewCount {
    private(set) var count = 0

    func add(_ new: Int) { count += new }
}

extension IngestPage {
    init(_ page: Page) {
        let page = page.bounded()
        self.init(
            rows: page.rows, punches: page.punches, skipped: page.skipped,
            undecodable: page.undecodable.map { (reason: $0.reason, raw: $0.raw) }, checkpoint: page.checkpoint,
            facts: page.facts)
    }
}
