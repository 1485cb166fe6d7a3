import Foundation
import HTTPTransport
import Simulators
import TestSupport
import Testing
import Wire

/// What a former version stored is worth the same to the present one.
@Suite struct FormerDataTests {
    /// Far from where and when the data was made.
    private static let elsewhere = ["TZ": "America/New_York"]

    @Test func everyAnswerOfTheFormerVersionIsStillGiven() async throws {
        try await withTemporaryDirectory { folder in
            let former = try await FormerData(in: folder)
            #expect(former.answers.count > 20)
            let clock = try ShiftedClock(in: folder)
            try clock.set(.seconds(1000 * 86_400))
            let program = RollcallBinary(
                data: former.directory, environment: clock.environment.merging(Self.elsewhere) { $1 })
            for answer in former.answers {
                let result = try await program.start(answer.question + ["--json"]).finish()
                #expect(result.status == 0, "\(answer.question): \(result.errors)")
                let given = FormerData.asBefore(result.json, answer.question)
                #expect(answer.expected.difference(from: given) == nil, "\(answer.question)")
            }
        }
    }

    @Test func theLogsOfItsCasesVerify() async throws {
        try await withTemporaryDirectory { folder in
            let former = try await FormerData(in: folder)
            let verified = try await RollcallBinary(data: former.directory).run("unbind", "verify-log", "--all")
            #expect(verified.status == 0, "\(verified.errors)")
        }
    }

    @Test func itsSecretsAreStillUnsealed() async throws {
        try await withTemporaryDirectory { folder in
            let former = try await FormerData(in: folder)
            try await Company.with(data: former.directory) { company in
                company.fill(people: 2, days: 2)
                // The vendor has moved; the token is the one that was sealed then, and it takes no other.
                try await company.ok("device", "edit", "Hà Nội", "--set", "base-url=\(company.addresses[0])")
                let tested = try await company.rollcall.run("device", "test", "Hà Nội")
                #expect(tested.status == 0, "\(tested.errors)")
            }
        }
    }

    @Test func peopleAndProgramsSignInAsBefore() async throws {
        try await served { former, address, http in
            let token = [(name: "Authorization", value: "Bearer \(former.token)")]
            for page in former.pages {
                let reply = try await http.send(
                    HTTPCall(.get, address + "/api/v1" + page.question[0], headers: token, timeout: .seconds(20)))
                let json = try JSONValue(parsing: reply.body)
                let given = FormerData.asBefore(json, page.question)
                #expect(page.expected.difference(from: given) == nil, "\(page.question)")
            }
            let lan = try await signIn("lan", former.password, at: address, http)
            #expect(try await get("/devices", as: lan, at: address, http).contains("Kho Bình Dương"))
            #expect(try await signIn("lan", "another password", at: address, http) == nil)
        }
    }

    /// No version has let anybody make such an account; a database may have it all the same.
    @Test func anAccountByTheNameOfTheCommandLineIsCalledOtherwiseAndHasNothingOfItsCases() async throws {
        try await served { former, address, http in
            #expect(try await signIn("command", former.password, at: address, http) == nil)
            #expect(try await signIn("rules", former.password, at: address, http) == nil)
            let command = try #require(try await signIn("user-command", former.password, at: address, http))
            let cases = try await get("/cases", as: command, at: address, http)
            // Its company's, and none that the command line filed.
            #expect(cases.contains("UB26-00005") && !cases.contains("UB26-00001"))
            let call = HTTPCall(
                .get, address + "/cases/UB26-00001", headers: [(name: "Cookie", value: command)], timeout: .seconds(20))
            #expect(try await http.send(call).status == 404)
        }
    }

    /// Runs `body` while the program serves the former data at an address.
    private func served(
        _ body: @escaping @Sendable (FormerData, String, any HTTPSending) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let former = try await FormerData(in: folder)
            let program = RollcallBinary(data: former.directory, environment: Self.elsewhere)
            let server = try program.start(["serve", "--listen", "127.0.0.1:0"])
            #expect(try await eventually { server.outputNow.contains("http://") || !server.isRunning })
            let address = String(
                server.outputNow.split(separator: " ").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "")
            do {
                try await HTTPTransport.with(quotes: .everything) { http in try await body(former, address, http) }
            } catch {
                server.kill(SIGKILL)
                throw error
            }
            server.kill(SIGTERM)
            let ended = try await server.finish()
            #expect(ended.status == 0, "\(ended.errors)")
        }
    }

    /// The session's cookie; nil where the password is refused.
    private func signIn(
        _ name: String, _ password: String, at address: String, _ http: any HTTPSending
    ) async throws -> String? {
        let call = HTTPCall(
            .post, address + "/login",
            headers: [
                (name: "Content-Type", value: "application/x-www-form-urlencoded"), (name: "Origin", value: address),
            ], body: FormBody(["name": name, "password": password]).bytes, timeout: .seconds(20))
        let reply = try await http.send(call)
        let cookies = reply.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
        return cookies.first { $0.hasPrefix("rollcall=") }.map { String($0.prefix { $0 != ";" }) }
    }

    private func get(
        _ path: String, as session: String?, at address: String, _ http: any HTTPSending
    ) async throws -> String {
        let headers = session.map { [(name: "Cookie", value: $0)] } ?? []
        let reply = try await http.send(HTTPCall(.get, address + path, headers: headers, timeout: .seconds(20)))
        return String(decoding: reply.body, as: UTF8.self)
    }
}
