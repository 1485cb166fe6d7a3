import Attendance
import ConnectorKit
import ZKTeco

/// Hears punches of one terminal while they happen.
struct TerminalListening {
    let context: ConnectorContext
    let lines: TerminalLines

    /// Events that come close together share one reading of the log.
    private static let gathering = Duration.seconds(1)
    /// A firmware that does not tell of punches is asked again so much later.
    private static let deaf = Duration.hours(1)

    /// Holds the line until it breaks.
    func run(_ sink: ListenerSink) async throws {
        do {
            let line = try await context.openLine()
            do {
                try await hold(line, sink)
            } catch {
                await end(line)
                throw error
            }
            await end(line)
            // Only a terminal that does not tell of punches lets the line end well.
            try await Task.sleep(for: TerminalListening.deaf)
        } catch let failure as TerminalFailure {
            throw failure.explained(context)
        }
    }

    private func end(_ line: TerminalLine) async {
        lines.remove(line)
        await line.session.close()
    }

    private func hold(_ line: TerminalLine, _ sink: ListenerSink) async throws {
        let session = line.session
        let told = try await session.identity()
        if !told.serialNumber.isEmpty { try await context.identify(told.serialNumber) }
        // Registered first, then read: what happens while the log comes is told, and not lost between the two.
        do throws(TerminalFailure) {
            try await session.listen()
        } catch {
            if case .refused = error.problem { return }
            throw error
        }
        lines.add(line)
        try await sink.read()
        let people = TerminalPeople((try? await session.users()) ?? [])
        let heartbeat = Duration.seconds(context.fields["heartbeat-seconds"].flatMap { Int($0) } ?? 60)
        while true {
            try Task.checkCancellation()
            if let (event, data) = try await session.nextEvent(within: heartbeat) {
                try await take(event, data, line, people, sink)
            } else {
                // A cable that was pulled says nothing: only an answer proves the line.
                _ = try await session.time()
            }
        }
    }

    private func take(
        _ event: TerminalEvent, _ data: [UInt8], _ line: TerminalLine, _ people: TerminalPeople, _ sink: ListenerSink
    ) async throws {
        switch event {
        case .other: break
        // A log of slots does not know the id that the event has: the two would be two punches.
        case .punch(let punch) where line.layout?.tellsSlotOnly != true:
            var page = Page()
            page.rows = 1
            let records = TerminalRecords(zone: context.zone, now: context.now(), people: people)
            do throws(TerminalRecords.Undecodable) {
                page.punches = [try records.punch(punch, data)]
            } catch {
                page.undecodable = [
                    UndecodableRecord(
                        reason: error.reason, raw: TerminalRecords.raw(data[...], as: "event", nil, nil))
                ]
            }
            try await sink.take(page)
        case .punch, .punchUnnamed:
            var heard = 1
            while try await line.session.nextEvent(within: TerminalListening.gathering) != nil { heard += 1 }
            try await sink.read()
            for _ in 1..<heard { try await line.session.acknowledgeEvent() }
        }
        // Stored before it is acknowledged (contract 12.5).
        try await line.session.acknowledgeEvent()
    }
}
