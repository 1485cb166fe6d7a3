import Attendance
import ConnectorKit
import Synchronization
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
        let box = LineBox()
        do {
            try await sink.alone { try await open(into: box) }
            if let line = box.line { try await hold(line, sink) }
            await end(box)
            // Only a terminal that does not tell of punches lets the line end well.
            try await Task.sleep(for: TerminalListening.deaf)
        } catch {
            await end(box)
            throw (error as? TerminalFailure)?.explained(context) ?? error
        }
    }

    /// Opens the line and has punches told on it. Where the terminal tells none, there is no line.
    private func open(into box: LineBox) async throws {
        let line = try await context.openLine()
        box.line = line
        let told = try await line.session.identity()
        if !told.serialNumber.isEmpty { try await context.identify(told.serialNumber) }
        // Registered first, and read then: what happens while the log comes is told, and not lost between the two.
        do throws(TerminalFailure) {
            try await line.session.listen()
            lines.add(line)
        } catch {
            guard case .refused = error.problem else { throw error }
            await end(box)
        }
    }

    private func end(_ box: LineBox) async {
        guard let line = box.line else { return }
        box.line = nil
        lines.remove(line)
        await line.session.close()
    }

    private func hold(_ line: TerminalLine, _ sink: ListenerSink) async throws {
        let session = line.session
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

    private func layout(of line: TerminalLine) -> RecordLayout? {
        line.layout ?? context.facts.notes["layout"].flatMap(RecordLayout.init(rawValue:))
    }

    private func take(
        _ event: TerminalEvent, _ data: [UInt8], _ line: TerminalLine, _ people: TerminalPeople, _ sink: ListenerSink
    ) async throws {
        switch event {
        case .other: break
        // A log of slots does not know the id that the event has: the two would be two punches. So it may be where nobody
        // knows the log yet.
        case .punch(let punch) where layout(of: line)?.tellsSlotOnly == false:
            var page = Page()
            page.rows = 1
            let records = TerminalRecords(zone: context.zone, now: context.now(), people: people)
            do throws(TerminalRecords.RecordFailure) {
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
            let end = ContinuousClock.now + TerminalListening.gathering
            while try await line.session.nextEvent(within: max(.zero, end - .now)) != nil, .now < end { heard += 1 }
            try await sink.read()
            for _ in 1..<heard { try await line.session.acknowledgeEvent() }
        }
        // Stored before it is acknowledged (contract 12.5).
        try await line.session.acknowledgeEvent()
    }
}

/// The line of one listener, from its opening to its end.
private final class LineBox: Sendable {
    private let held = Mutex<TerminalLine?>(nil)

    var line: TerminalLine? {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}
