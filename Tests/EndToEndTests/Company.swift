import Attendance
import Foundation
import Simulators
import TestSupport
import Testing
import Wire

/// The real program on a data directory, with simulated vendors that the test process serves.
struct Company: Sendable {
    let rollcall: RollcallBinary
    let directory: URL
    let hanet: HanetSimulator
    let nuveq: NuveqSimulator
    let base: BaseCheckinSimulator
    let receiver: WebhookReceiver
    let addresses: [String]

    static func with<Value: Sendable>(
        environment: [String: String] = [:], data: URL? = nil,
        _ body: @escaping @Sendable (Company) async throws -> Value
    ) async throws -> Value {
        let hanet = HanetSimulator()
        hanet.setPlace("13433", name: "Hà Nội", .kept([]))
        let nuveq = NuveqSimulator()
        let base = BaseCheckinSimulator(codes: Set((1000...3000).map(String.init) + (10...60).map { "AD\($0)" }))
        let receiver = WebhookReceiver()
        return try await withTemporaryDirectory { directory in
            try await SimulatedServer.serving([hanet, nuveq, base, receiver]) { addresses in
                try await body(
                    Company(
                        rollcall: RollcallBinary(
                            data: data ?? directory.appending(path: "data"), environment: environment),
                        directory: directory, hanet: hanet, nuveq: nuveq, base: base, receiver: receiver,
                        addresses: addresses))
            }
        }
    }

    /// Real data of the days up to now.
    func fill(people: Int = 12, days: Int = 10) {
        let now = Instant.now.milliseconds
        hanet.setPlace("13433", name: "Hà Nội", .realistic(people: people, days: days, now: now))
        nuveq.setEvents(NuveqSimulator.realistic(people: people, days: days, now: now))
    }

    /// Runs a command that must succeed; its JSON.
    @discardableResult
    func ok(_ arguments: String..., input: String? = nil) async throws -> JSONValue {
        let result = try await rollcall.start(arguments + ["--json"], input: input).finish()
        #expect(result.status == 0, "\(arguments): \(result.errors)")
        return result.json
    }

    func addClients() async throws {
        try await ok(
            "hr", "add", "Base", "--kind", "base-checkin", "--set", "token=base-token", "--set",
            "base-url=\(addresses[2])")
        try await ok(
            "hr", "add", "File", "--kind", "file", "--set", "path=\(directory.path)/punches.jsonl", "--set",
            "format=jsonl")
    }

    func addHanet(from: String? = nil, hr: [String] = ["Base", "File"]) async throws {
        let extra = from.map { ["--sync-from", $0] } ?? []
        let arguments =
            [
                "device", "add", "H", "--kind", "hanet", "--set", "token=-", "--set", "place-id=13433", "--set",
                "base-url=\(addresses[0])",
            ] + hr.flatMap { ["--hr", $0] } + extra
        let result = try await rollcall.start(arguments, input: "hanet-token\n").finish()
        #expect(result.status == 0, "\(result.errors)")
    }

    func addNuveq(from: String? = nil, hr: [String] = ["Base", "File"]) async throws {
        let extra = from.map { ["--sync-from", $0] } ?? []
        let arguments =
            [
                "device", "add", "N", "--kind", "nuveq", "--set", "api-id=344", "--set", "token-key=nuveq-key", "--set",
                "base-url=\(addresses[1])",
            ] + hr.flatMap { ["--hr", $0] } + extra
        let result = try await rollcall.start(arguments).finish()
        #expect(result.status == 0, "\(result.errors)")
    }

    /// A date so many days before today, as Vietnam counts.
    static func daysAgo(_ days: Int) -> String {
        Zone.vietnam.date(at: .now).adding(days: -days).description
    }

    /// The ids in the file that the File client writes.
    func fileIDs() throws -> [String] {
        let path = directory.path + "/punches.jsonl"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))["id"]?.text ?? ""
        }
    }
}

extension JSONValue {
    /// The number under a path of names.
    func number(_ path: String...) -> Int {
        var value: JSONValue? = self
        for name in path { value = value?[name] }
        return Int(value?.integer ?? -1)
    }

    var keys: Set<String> {
        guard case .object(let members) = self else { return [] }
        return Set(members.map(\.name))
    }
}
