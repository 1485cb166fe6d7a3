import ArgumentParser
import Foundation
import Simulators

/// Serves simulated ZKTeco terminals that are pulled.
struct ZKTecoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zkteco",
        abstract: "Simulated ZKTeco terminals, each on a port of its own, TCP and UDP.",
        discussion: """
            Prints a line for each terminal: zkteco SERIAL LAYOUT ADDRESS:PORT. Runs until it is stopped.
            """)

    @Option(help: "The first port; 0 chooses one for each terminal.") var port = 4370
    @Option(help: "An address of this machine.") var address = "127.0.0.1"
    @Option(
        help:
            "How rows of the log are laid out, repeatable, a terminal each: \(SimulatedZKTerminal.LogLayout.allCases.map(\.rawValue).joined(separator: ", ")). All of them unless given."
    )
    var layout: [SimulatedZKTerminal.LogLayout] = []
    @Option(help: "Bytes of a user: 28, 72 or 120. What such terminals have unless given.") var userWidth: Int?
    @Option(help: "Bytes of an event: 10, 12, 14, 32, 36, 37 or 52.") var eventLayout = 32
    @Option(help: "How many people of the simulated company are known.") var users = 24
    @Option(help: "So many days of punches, up to now.") var days = 30
    @Option(help: "So many punches, one after the other, instead of days.") var rows: Int?
    @Option(help: "The comm key, up to six digits; 0 for none.") var commKey: UInt32 = 0
    @Option(help: "Somebody punches every so many milliseconds.") var punchEvery: Int?
    @Flag(help: "Print users and punches too, with tabs between their fields.") var list = false

    func validate() throws {
        guard SimulatedZKTerminal.EventLayout(rawValue: eventLayout) != nil else {
            throw ValidationError("No event has \(eventLayout) bytes.")
        }
        if let userWidth, ![28, 72, 120].contains(userWidth) {
            throw ValidationError("No user has \(userWidth) bytes.")
        }
        guard (0...10_000).contains(users), (0...3650).contains(days), (0...1_000_000).contains(rows ?? 0),
            (0...65_535).contains(port), (1...3_600_000).contains(punchEvery ?? 1)
        else { throw ValidationError("A number is out of range.") }
    }

    func run() async throws {
        let layouts = layout.isEmpty ? SimulatedZKTerminal.LogLayout.allCases : layout
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, layout) in layouts.enumerated() {
                let terminal = terminal(layout, number: index + 1)
                if list { Self.write(Self.list(terminal)) }
                group.addTask {
                    try await terminal.run(address: address, port: port == 0 ? 0 : port + index) { started in
                        let serial = terminal.configuration.serialNumber
                        Self.write("zkteco \(serial) \(layout.rawValue) \(address):\(started)\n")
                    }
                }
                if let punchEvery { group.addTask { try await keepPunching(terminal, every: punchEvery) } }
            }
            try await group.waitForAll()
        }
    }

    private func terminal(_ layout: SimulatedZKTerminal.LogLayout, number: Int) -> SimulatedZKTerminal {
        var configuration = SimulatedZKTerminal.Configuration()
        configuration.serialNumber = "CQZ72251600\(number < 10 ? "0" : "")\(number)"
        configuration.commKey = commKey
        configuration.layout = layout
        configuration.userWidth = userWidth ?? layout.usualUserWidth
        configuration.eventLayout = .init(rawValue: eventLayout) ?? configuration.eventLayout
        configuration.people = SimulatedZKTerminal.madePeople(users, numbersOnly: configuration.userWidth == 28)
        // Two punches in one segment are lost on some clients.
        configuration.tcp.eventPause = .milliseconds(100)
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let log =
            rows.map { SimulatedZKTerminal.madeLog(of: configuration.people, rows: $0, now: now) }
            ?? SimulatedZKTerminal.madeLog(of: configuration.people, days: days, now: now)
        configuration.capacities.log = max(configuration.capacities.log, log.count + 1000)
        configuration.capacities.users = max(configuration.capacities.users, users)
        return SimulatedZKTerminal(configuration, log: log)
    }

    private func keepPunching(_ terminal: SimulatedZKTerminal, every milliseconds: Int) async throws {
        let people = terminal.configuration.people
        guard !people.isEmpty else { return }
        for turn in 0... {
            try await Task.sleep(for: .milliseconds(milliseconds))
            let person = people[turn % people.count]
            let punch = SimulatedZKTerminal.Punch(
                uid: person.uid, userID: person.userID, time: terminal.localTime, state: UInt8(turn % 2))
            if list { Self.write(Self.line("event", terminal, punch)) }
            terminal.punch(punch)
        }
    }

    private static func list(_ terminal: SimulatedZKTerminal) -> String {
        let serial = terminal.configuration.serialNumber
        var text = ""
        for person in terminal.configuration.people {
            let name = String(decoding: person.nameBytes, as: UTF8.self)
            text += "user\t\(serial)\t\(person.uid)\t\(person.userID)\t\(name)\t\(person.privilege)\n"
        }
        for punch in terminal.log { text += line("punch", terminal, punch) }
        return text
    }

    private static func line(_ word: String, _ terminal: SimulatedZKTerminal, _ punch: SimulatedZKTerminal.Punch)
        -> String
    {
        "\(word)\t\(terminal.configuration.serialNumber)\t\(punch.uid)\t\(punch.userID)\t\(punch.time.text)\t"
            + "\(punch.verify)\t\(punch.state)\n"
    }

    private static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}

extension SimulatedZKTerminal.LogLayout: ExpressibleByArgument {}
