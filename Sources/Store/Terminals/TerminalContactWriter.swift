import Attendance
import Database

/// What one commit learns of a terminal.
struct TerminalContactWriter {
    private let database: Database
    private let device: Device
    private let now: Instant
    private var contact: TerminalContact
    private var before: TerminalContact?

    init(_ database: Database, _ device: Device, now: Instant) {
        self.database = database
        self.device = device
        self.now = now
        contact = TerminalContact(deviceID: device.id)
    }

    mutating func load() throws {
        before = try database.terminal(device.id)
        if let before { contact = before }
    }

    /// It called from this address.
    mutating func meet(at address: String) throws {
        if let last = contact.lastAt, contact.address != address, !contact.address.isEmpty,
            now.since(last) < TerminalContact.twoAddressesWithin
        {
            let isKnown = contact.otherAddressAt.map { now.since($0) < TerminalContact.remembered } ?? false
            contact.otherAddress = contact.address
            contact.otherAddressAt = now
            // Once a day: two terminals with one number call in turn every few seconds.
            if !isKnown { try tell(.addresses(address, contact.address)) }
        }
        contact.address = address
        contact.lastAt = now
    }

    mutating func note(_ facts: TerminalFacts, isWrongMode: Bool?) {
        contact.facts = contact.facts.merging(facts)
        if let isWrongMode { contact.wrongModeAt = isWrongMode ? contact.wrongModeAt ?? now : nil }
    }

    /// It handed in records, and they were taken.
    mutating func note(_ page: IngestPage, otherOffset: Int?) {
        contact.lines += page.rows
        contact.undecodable += page.undecodable.count
        contact.wrongModeAt = nil
        if !page.punches.isEmpty { contact.otherOffset = otherOffset }
    }

    /// Somebody called in its name and was turned away.
    mutating func refuse(_ reason: TerminalContact.Refusal.Reason, from address: String) throws {
        let known = contact.refusal
        let isKnown = known.map { $0.reason == reason && now.since($0.at) < TerminalContact.remembered } ?? false
        contact.refusal = TerminalContact.Refusal(reason, from: address, at: now)
        if reason == .tooLarge { contact.failingSince = contact.failingSince ?? now }
        if !isKnown { try tell(.callRefused(reason, from: address)) }
    }

    func store() throws {
        guard contact != before else { return }
        try database.cachedStatement(
            sql: """
                INSERT INTO terminal (device_id, last_at, address, other_address, other_address_at, refusal,
                  refusal_address, refusal_at, facts, wrong_mode_at, other_offset, failing_since, lines, undecodable)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (device_id) DO UPDATE SET last_at = excluded.last_at, address = excluded.address,
                  other_address = excluded.other_address, other_address_at = excluded.other_address_at,
                  refusal = excluded.refusal, refusal_address = excluded.refusal_address,
                  refusal_at = excluded.refusal_at, facts = excluded.facts, wrong_mode_at = excluded.wrong_mode_at,
                  other_offset = excluded.other_offset, failing_since = excluded.failing_since, lines = excluded.lines,
                  undecodable = excluded.undecodable
                """
        ).execute(
            arguments: [
                device.id, contact.lastAt, contact.address, contact.otherAddress, contact.otherAddressAt,
                contact.refusal?.reason.rawValue, contact.refusal?.address, contact.refusal?.at, contact.facts.stored,
                contact.wrongModeAt, contact.otherOffset, contact.failingSince, contact.lines, contact.undecodable,
            ])
        try hasten()
    }

    /// A device whose runs failed while its terminal was silent is not left to its back-off when the terminal calls again.
    private func hasten() throws {
        guard let last = contact.lastAt, last != before?.lastAt,
            before?.lastAt.map({ last.since($0) >= TerminalContactWriter.silence }) ?? true
        else { return }
        try database.execute(
            sql: "UPDATE device SET next_run_at = ? WHERE id = ? AND failures > 0 AND next_run_at > ?",
            arguments: [now, device.id, now])
    }

    private static let silence = Duration.minutes(1)

    private func tell(_ event: HistoryEvent.Device) throws {
        try database.recordHistory(.device(event), of: device.name, act: Act(by: .schedule, at: now))
    }
}
