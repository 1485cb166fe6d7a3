import Foundation
import TestSupport
import Testing
import Wire

/// Accounts and tokens on the command line.
@Suite struct PeopleCommandTests {
    private func with(_ body: (RollcallBinary) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await body(RollcallBinary(data: directory.appending(path: "data")))
        }
    }

    @Test func anAccountIsMadeListedGivenANewPasswordAndShutOut() async throws {
        try await with { rollcall in
            let weak = try await rollcall.run("user", "add", "lan", "--role", "admin", input: "1234567890\n")
            #expect(weak.status == 1 && weak.errors.contains("too easy to guess"))
            let added = try await rollcall.run(
                "user", "add", "lan", "--role", "admin", "--json", input: "quẹt thẻ lúc tám giờ\n")
            #expect(added.status == 0 && added.json["role"]?.text == "admin")
            let taken = try await rollcall.run("user", "add", "LAN", "--role", "viewer", input: "một câu khác hẳn\n")
            #expect(taken.status == 1 && taken.errors.contains("taken"))
            let role = try await rollcall.run("user", "add", "x", "--role", "king", input: "một câu khác hẳn\n")
            #expect(role.status == 64)
            let last = try await rollcall.run("user", "disable", "lan")
            #expect(last.status == 1 && last.errors.contains("last administrator"))
            _ = try await rollcall.run("user", "add", "hoa", "--role", "viewer", input: "một câu khác hẳn\n")
            let disabled = try await rollcall.run("user", "disable", "hoa")
            #expect(disabled.status == 0)
            let password = try await rollcall.run("user", "password", "lan", input: "lại một câu khác\n")
            #expect(password.status == 0)
            let list = try await rollcall.run("user", "list", "--json")
            #expect(list.json.array?.map { $0["name"]?.text } == ["hoa", "lan"])
            #expect(list.json.array?.map { $0["enabled"]?.bool } == [false, true])
            // Neither password nor hash is anywhere to be read.
            let files = try FileManager.default.contentsOfDirectory(atPath: rollcall.directory.path)
            for file in files where file.hasPrefix("rollcall.db") {
                let bytes = try Data(contentsOf: rollcall.directory.appending(path: file))
                #expect(bytes.range(of: Data("câu khác".utf8)) == nil)
            }
            #expect(!list.output.contains("argon2"))
        }
    }

    @Test func aTokenIsPrintedOnceListedWithoutItAndRevoked() async throws {
        try await with { rollcall in
            let none = try await rollcall.run("api-token", "add", "report")
            #expect(none.status == 64)
            let scope = try await rollcall.run("api-token", "add", "report", "--scope", "everything")
            #expect(scope.status == 64)
            let added = try await rollcall.run(
                "api-token", "add", "report", "--scope", "punches.read", "--scope", "status.read")
            #expect(added.status == 0 && added.output.hasPrefix("rollcall_"))
            let list = try await rollcall.run("api-token", "list", "--json")
            #expect(list.json.array?.first?["scopes"]?.array?.map(\.text) == ["punches.read", "status.read"])
            #expect(!list.output.contains(added.output.trimmingCharacters(in: .whitespacesAndNewlines)))
            let revoked = try await rollcall.run("api-token", "revoke", "report")
            #expect(revoked.status == 0)
            let again = try await rollcall.run("api-token", "revoke", "report")
            #expect(again.status == 1 && again.errors.contains("no API token"))
        }
    }

    @Test func aPausedDeviceIsLeftAloneByTheScheduleAndNotByAPerson() async throws {
        try await Company.with { company in
            company.fill()
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(9))
            let paused = try await company.rollcall.run("device", "pause", "H")
            #expect(paused.status == 0)
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
            try await Task.sleep(for: .seconds(2))
            let before = try await company.ok("device", "list")
            #expect(before.array?.first?.number("punchCount") == 0)
            let synced = try await company.rollcall.run("sync", "H")
            #expect(synced.status == 0)
            let after = try await company.ok("device", "list")
            #expect(after.array?.first.map { $0.number("punchCount") > 0 } == true)
            server.kill(SIGTERM)
            let result = try await server.finish()
            #expect(result.status == 0)
        }
    }
}
