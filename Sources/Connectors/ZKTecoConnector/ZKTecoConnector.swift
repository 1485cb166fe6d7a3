import Attendance
import ConnectorKit
import ZKTeco

/// Reads one terminal's log: always all of it, since the protocol has no dates; then hands on what is new, and what lies in
/// the window.
struct ZKTecoConnector: Connector {
    let context: ConnectorContext
    let lines: TerminalLines

    /// Records of one page.
    private static let pageSize = 2000
    /// The log is read so often even where the terminal's count says that nothing changed: some count wrongly
    /// (contract 20.3).
    private static let longestTrust = Duration.hours(24)

    func fetch(
        _ window: Window, resuming checkpoint: String?, into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        if let line = lines[context.terminalAddress] {
            do {
                return try await read(on: line, window, trustsCount: line.hasRead, into: sink)
            } catch let failure as TerminalFailure where failure.isOfTheLine {
                // The line broke, which its listener may not know yet: one of our own may stand.
            } catch let failure as TerminalFailure { throw failure.explained(context) }
        }
        do {
            let line = try await context.openLine()
            do {
                try await read(on: line, window, trustsCount: true, into: sink)
                await line.session.close()
            } catch {
                await line.session.close()
                throw error
            }
        } catch let failure as TerminalFailure { throw failure.explained(context) }
    }

    /// - Parameter trustsCount: whether a log whose count has not moved need not be read.
    private func read(
        on line: TerminalLine, _ window: Window, trustsCount: Bool, into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        let session = line.session
        let told = try await session.identity()
        if !told.serialNumber.isEmpty { try await context.identify(told.serialNumber) }
        var facts = try await facts(told, session)
        facts.notes["protocol"] = session.transport.rawValue
        // Of the reading that follows: whoever punches meanwhile moves the next count.
        facts.notes["count"] = facts.records.map(String.init)
        if trustsCount, isKnown(facts, window) {
            return try await sink(page(facts))
        }
        let expectation = expectation(told)
        let log = try await session.log(expectation, now: context.terminalNow)
        line.layout = log?.layout ?? line.layout
        line.hasRead = true
        let people = try await people(session, log?.layout)
        // Asked anew: people punched while the log came.
        facts.records = try await session.sizes().records
        guard let log else { return try await sink(page(facts)) }
        facts.notes["layout"] = log.layout.rawValue
        facts.notes["layoutOf"] = told.key
        try await hand(log, people, window, &facts, into: sink)
    }

    /// Hands on the log, page by page; what was found out goes with the last one, so that it is kept only with it.
    private func hand(
        _ log: AttendanceLog, _ people: TerminalPeople, _ window: Window, _ facts: inout DeviceFacts,
        into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        let now = context.now()
        let records = TerminalRecords(zone: context.zone, now: now, people: people)
        let mark = context.facts.notes["mark"].flatMap { [UInt8](hexDigits: $0) }
        // Where the mark is gone, the log was cleared: all of it is new.
        let known = mark.map { log.known(upTo: $0) ?? 0 }
        let reachesNow = window.to >= now - .minutes(1)
        var page = Page()
        for index in 0..<log.count {
            let bytes = log.record(at: index)
            let isNew = index >= known ?? 0
            do throws(TerminalRecords.RecordFailure) {
                guard let record = log.layout.read(bytes) else { throw .init(reason: "noIdentity") }
                let punch = try records.punch(record, bytes, layout: log.layout)
                let isWithin = punch.at >= window.from && (punch.at < window.to || reachesNow)
                if isWithin || known != nil && isNew {
                    page.rows += 1
                    page.punches.append(punch)
                } else if isNew {
                    page.rows += 1
                    page.skip("beforeWindow")
                }
            } catch  where isNew {
                page.rows += 1
                page.undecodable.append(
                    UndecodableRecord(
                        reason: error.reason, raw: TerminalRecords.raw(bytes, as: log.layout.rawValue, nil, nil)))
            } catch {
                // Kept when it was new.
            }
            if page.rows >= ZKTecoConnector.pageSize {
                try await sink(page)
                page = Page()
            }
        }
        facts.notes["mark"] = log.mark().hexDigits
        if reachesNow {
            facts.notes["readFrom"] = String(window.from.milliseconds)
            facts.notes["readAt"] = String(now.milliseconds)
        }
        page.facts = facts
        try await sink(page)
    }

    /// Whether nothing can have come since the last reading, by the terminal's own count: only below its capacity, and
    /// not for longer than a day (contract 20.3).
    private func isKnown(_ facts: DeviceFacts, _ window: Window) -> Bool {
        let notes = context.facts.notes
        let now = context.now()
        guard let records = facts.records, records > 0, notes["count"] == String(records),
            let capacity = facts.recordCapacity, records < capacity, window.to >= now - .minutes(1),
            let from = notes["readFrom"].flatMap({ Int64($0) }), window.from.milliseconds >= from,
            let at = notes["readAt"].flatMap({ Int64($0) }).map(Instant.init(milliseconds:)),
            at <= now, now.since(at) < ZKTecoConnector.longestTrust
        else { return false }
        return true
    }

    private func facts(
        _ told: TerminalIdentity, _ session: TerminalSession
    ) async throws(TerminalFailure) -> DeviceFacts {
        let sizes = try await session.sizes()
        var facts = DeviceFacts()
        facts.serialNumber = told.serialNumber.isEmpty ? nil : told.serialNumber
        facts.firmware = told.firmware.isEmpty ? nil : told.firmware
        facts.model = told.deviceName.isEmpty ? nil : told.deviceName
        facts.users = sizes.users
        facts.records = sizes.records
        facts.recordCapacity = sizes.recordCapacity
        facts.clockDrift = try await context.drift(of: session)
        facts.heardAt = context.now()
        return facts
    }

    private func page(_ facts: DeviceFacts) -> Page {
        var page = Page()
        page.facts = facts
        return page
    }

    private func expectation(_ told: TerminalIdentity) -> LayoutFinding.Expectation {
        let notes = context.facts.notes
        switch context.fields["record-length"] ?? "auto" {
        case "auto":
            guard let layout = notes["layout"].flatMap(RecordLayout.init(rawValue:)), notes["layoutOf"] == told.key
            else {
                return .nothing
            }
            return .remembered(layout)
        case "8": return .configured([.bytes8a, .bytes8b])
        case let entered: return RecordLayout(rawValue: entered).map { .configured([$0]) } ?? .nothing
        }
    }

    /// The user list. Names are a comfort; where records tell only slots, the list says whose they are, and without it
    /// punches would go to the wrong people.
    private func people(
        _ session: TerminalSession, _ layout: RecordLayout?
    ) async throws(TerminalFailure) -> TerminalPeople {
        let isNeeded = layout?.tellsSlotOnly == true
        do throws(TerminalFailure) {
            guard let users = try await session.users() else {
                if isNeeded { throw TerminalFailure(.damaged, at: .users) }
                return TerminalPeople([])
            }
            return TerminalPeople(users)
        } catch {
            if isNeeded || error.isOfTheLine || error.problem == .cancelled { throw error }
            return TerminalPeople([])
        }
    }

    var connectionSteps: [ConnectionStep] { TerminalTest(context: context, lines: lines).steps }
}

extension TerminalIdentity {
    /// What its log's layout belongs to: new firmware may lay it out anew.
    var key: String { "\(serialNumber) \(firmware)" }
}

extension ConnectorContext {
    /// What a terminal whose clock is right shows.
    var terminalNow: TerminalTime? {
        let local = zone.local(at: now())
        return TerminalTime(
            year: local.date.year, month: local.date.month, day: local.date.day, hour: local.hour, minute: local.minute,
            second: local.second)
    }

    /// The terminal's clock less ours; nil where its clock shows no time. A clock of whole seconds that was asked a moment
    /// ago is never more exact than a second.
    func drift(of session: TerminalSession) async throws(TerminalFailure) -> Duration? {
        guard let time = try await session.time(),
            let date = LocalDate(year: time.year, month: time.month, day: time.day),
            let local = LocalTime(date: date, hour: time.hour, minute: time.minute, second: time.second)
        else { return nil }
        return zone.instant(of: local).since(now())
    }
}

extension Array where Element == UInt8 {
    fileprivate var hexDigits: String {
        map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }

    fileprivate init?(hexDigits text: String) {
        let values = text.compactMap(\.hexDigitValue)
        guard values.count == text.count, values.count % 2 == 0 else { return nil }
        self = stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
