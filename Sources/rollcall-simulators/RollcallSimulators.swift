import ArgumentParser
import Foundation
import Simulators

/// Stand-ins of vendor systems, for trying Rollcall, for tests and for benchmarks.
@main
struct RollcallSimulators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollcall-simulators", abstract: "Stand-ins of vendors' clouds and devices.",
        subcommands: [CloudsCommand.self, TerminalsCommand.self, ZKTecoCommand.self, PushTerminalsCommand.self],
        defaultSubcommand: CloudsCommand.self)
}

/// Serves the simulated clouds on fixed ports.
struct CloudsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clouds", abstract: "Simulated Hanet, Nuveq, Base Check-in and a webhook receiver on loopback.")

    @Option(help: "The first of four ports: Hanet, Nuveq, Base Check-in, webhook receiver.") var port = 8090
    @Option(help: "Make so many Hanet rows in place 1 instead of a company in place 13433.") var hanetRows = 0
    @Option(help: "When the made rows begin, in epoch milliseconds.") var hanetStart: Int64 = 0
    @Option(help: "Milliseconds between made rows.") var hanetStep: Int64 = 1000
    @Option(help: "Serve so many small Hanet places, numbered from 1.") var places = 0

    @Option(help: "How many of the company's 24 people the HR system does not know.") var unknownPeople = 0
    @Option(help: "Milliseconds that the vendors take for each answer.") var slow = 0

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let hanet = HanetSimulator()
        var codes = Set(
            SimulatedPeople.employees(24).dropFirst(unknownPeople).map { String($0.code.drop { $0 == "0" }) })
        if hanetRows > 0 {
            hanet.setPlace(
                "1", name: "Benchmark", .made(count: hanetRows, start: hanetStart, step: hanetStep))
            codes.formUnion((1000..<1997).map { String($0) })
        } else if places > 0 {
            let rows = HanetCheckins.realistic(people: 5, days: 2, now: now)
            for place in 1...places { hanet.setPlace(String(place), name: "Place \(place)", rows) }
        } else {
            hanet.setPlace("13433", name: "Văn phòng Hà Nội", .realistic(people: 24, days: 60, now: now))
        }
        let nuveq = NuveqSimulator()
        nuveq.setEvents(NuveqSimulator.realistic(people: 24, days: 60, now: now))
        if slow > 0 {
            for plan in [hanet.faults, nuveq.faults] {
                plan.order(.slow(seconds: Double(slow) / 1000), times: .max)
            }
        }
        let clouds: [(name: String, simulator: any Simulator)] = [
            ("hanet", hanet), ("nuveq", nuveq), ("base-checkin", BaseCheckinSimulator(codes: codes)),
            ("webhook", WebhookReceiver()),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, cloud) in clouds.enumerated() {
                group.addTask {
                    try await SimulatedServer.run(cloud.simulator, port: port + index) { started in
                        FileHandle.standardOutput.write(Data("\(cloud.name) http://127.0.0.1:\(started)\n".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
