import Attendance
import ConnectorKit
import Logging
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
    /// Takes a webhook call that came to a device's address.
    public func receive(_ body: [UInt8], on device: Device) async throws(StoreError) -> HookOutcome {
        let outcome = try await receive(body, on: device, mayForward: true)
        var isRefused = false
        if case .refused = outcome { isRefused = true }
        try await store.hooks.count(device, refused: isRefused, now: now())
        return outcome
    }

    private func receive(
        _ body: [UInt8], on device: Device, mayForward: Bool
    ) async throws(StoreError) -> HookOutcome {
        guard let intake = deviceKinds[device.kind]?.webhook else {
            return .refused(Phrase(en: "this kind has no webhooks", vi: "loại này không có webhook"))
        }
        guard device.isEnabled else {
            return .refused(Phrase(en: "the device is disabled", vi: "thiết bị đang bị vô hiệu"))
        }
        let secrets = try await store.devices.secrets(of: device)
        let call = WebhookCall(
            body: body, fields: device.fields.merging(secrets), identity: device.identity, zone: device.zone,
            now: now())
        switch intake.read(call) {
        case .refused(let phrase): return .refused(phrase)
        case .ignored(let reason): return .ignored(reason: reason)
        case .forIdentity(let identity):
            // One application may push for several places: each is a device of its own, with its own secrets.
            let other = try await store.devices.all().first { $0.kind == device.kind && $0.identity == identity }
            guard mayForward, let other else { return .ignored(reason: "otherPlace") }
            return try await receive(body, on: other, mayForward: false)
        case .records(let page):
            let settings = try await store.settings.current()
            let counts = try await store.hooks.ingest(
                IngestPage(page), device: device,
                release: ReleaseRule(dueAt: settings.pushAfterSync ? now() : nil, now: now()), now: now())
            return counts.new > 0 ? .stored(new: counts.new) : .known
        case .announced(let punch):
            return try await store.hooks.announce(punch, device: device, now: now()) == nil ? .known : .announced
        }
    }

    /// Pulls the moments of announcements that are due and settles them; returns how many punches that brought.
    public func confirmAnnouncements() async throws(StoreError) -> Int {
        let due = try await store.hooks.due(now: now())
        var new = 0
        for (deviceID, announcements) in Dictionary(grouping: due, by: \.deviceID) {
            let device = try await store.devices.find(id: String(deviceID))
            for group in Engine.neighbours(announcements) { new += try await confirm(group, device) }
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

    private func confirm(_ group: [Announcement], _ device: Device) async throws(StoreError) -> Int {
        var new = 0
        if let first = group.first, let last = group.last,
            let window = Window(
                from: Instant(seconds: first.at.seconds) - .seconds(1),
                to: Instant(seconds: last.at.seconds) + .seconds(2)
            )
        {
            do {
                new = try await pull(window, device)
            } catch let error as StoreError {
                throw error
            } catch {
                log.warning(
                    "\(device.name): webhook not confirmed yet: \((error as? ConnectorFailure)?.phrase.en ?? "\(error)")"
                )
            }
        }
        let now = now()
        for announcement in group {
            if try await store.hooks.isConfirmed(announcement, device: device) {
                try await store.hooks.settle(announcement, .confirmed, nextAttemptAt: now, device: device, now: now)
            } else {
                // The vendor's list may lag behind its webhook; a day later it will not come any more.
                // Tries count too: a clock that leaps a day ahead is no day of waiting.
                let isOver = now.since(announcement.receivedAt) > .hours(24) && announcement.attempts >= 8
                let pause = min(Duration.seconds(2) * Double(1 << min(announcement.attempts, 9)), .minutes(15))
                try await store.hooks.settle(
                    announcement, isOver ? .notFound : .announced, nextAttemptAt: now + pause, device: device, now: now)
            }
        }
        return new
    }

    private func pull(_ window: Window, _ device: Device) async throws -> Int {
        let settings = try await store.settings.current()
        let run = DeviceRun(engine: self, device: device, patience: .background) { _ in }
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
        self.init(
            rows: page.rows, punches: page.punches, skipped: page.skipped,
            undecodable: page.undecodable.map { (reason: $0.reason, raw: $0.raw) }, checkpoint: page.checkpoint)
    }
}
