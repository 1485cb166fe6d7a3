import Access
import Attendance
import AttendanceHub
import HTTPTransport
import LocalNetwork
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// An account that anybody can make opens nothing before its company is verified.
@Suite struct NewcomerTests {
    @Test func beforeItsCompanyIsVerifiedAnInstallerSeesItsCompanyAlone() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let newcomer = try await test.newcomer()
            for path in ["/network", "/cases/new", "/desk", "/devices", "/punches", "/calendar", "/bindings"] {
                let reply = try await newcomer.get(path)
                #expect(reply.status == 303 && reply.header("Location") == "/company", "\(path)")
            }
            for path in [
                "/network/search", "/network/1/remove", "/network/1/0/key", "/network/1/0/unbind",
                "/network/1/0/binding", "/cases/new", "/cases/scan",
            ] {
                #expect(try await newcomer.post(path).status == 403, "\(path)")
            }
            #expect(try await newcomer.get("/cases").status == 403)
            #expect(try await newcomer.get("/company").status == 200)
            #expect(try await newcomer.get("/").header("Location") == "/company")
            #expect(try await test.hub.store.networks.all().isEmpty)
        }
    }

    @Test func verifyingTheCompanyOpensTheDeskAndRefusingItClosesItAgain() async throws {
        try await TestConsole.with { test, _ in
            let newcomer = try await test.newcomer()
            let store = test.hub.store
            let user = try await store.users.find(newcomer.name)
            let company = try await store.companies.propose(
                CompanyDraft(name: "A", taxCode: "0312345678", contact: "x", document: [1]), by: user.name,
                now: test.hub.clock.now)
            #expect(try await newcomer.get("/network").status == 303)
            try await store.companies.decide(
                company, verified: true, reason: "", act: Act(by: .person("test"), at: test.hub.clock.now))
            #expect(try await newcomer.get("/cases").status == 200)
            #expect(try await newcomer.get("/network").status == 200)
            try await store.companies.decide(
                company, verified: false, reason: "x", act: Act(by: .person("test"), at: test.hub.clock.now))
            #expect(try await newcomer.get("/network").status == 303)
        }
    }

    @Test func aListIsForgottenByWhoSearchedAndWhoRunsTheHub() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.visitor(.installer)
            func list(_ actor: String) async throws -> Int64 {
                try await test.hub.store.networks.keep(
                    [], of: "eth0", ignored: 0, isReported: false, act: Act(by: .person(actor), at: test.hub.clock.now)
                ).id
            }
            let other = try await test.visitor(.installer)
            let own = try await list(installer.name)
            #expect(try await other.post("/network/\(own)/remove").status == 403)
            #expect(try await installer.post("/network/\(own)/remove").status == 303)
            let third = try await list(other.name)
            let worker = try await test.visitor(.operator)
            #expect(try await worker.post("/network/\(third)/remove").status == 303)
        }
    }

    @Test(arguments: [
        "command", "Command", "schedule", "token backup", "TOKEN: x", "token-backup", "clock", "notices", "retention",
        "r\u{200B}ule", "system", "Hệ thống", "...",
    ])
    func namesOfMachinesAreReserved(_ name: String) async throws {
        try await TestHub.with { hub, _ in
            await #expect(throws: StoreFailure.self) {
                _ = try await hub.store.users.add(
                    name, role: .installer, passwordHash: "x", act: Act(by: .person("x"), at: hub.clock.now))
            }
            return
        }
        #expect(UserNameRule.objection(to: "Nguyễn Văn Lệnh") == nil && UserNameRule.objection(to: "tokyo") == nil)
    }

    @Test func whatAMachineFiledBelongsToNoAccount() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.visitor(.installer)
            let draft = CaseDraft(network: .other, serial: try #require(.init(exactly: "Q01728482")))
            let machine = try await test.hub.store.cases.open(draft, installer: "command", now: test.hub.clock.now)
            let own = try await test.hub.store.cases.open(draft, installer: installer.name, now: test.hub.clock.now)
            #expect(machine.installerID == nil && own.installerID != nil)
            let page = try await installer.get("/cases").text
            #expect(page.contains(own.number) && !page.contains(machine.number))
            #expect(try await installer.get("/cases/\(machine.number)").status == 404)
        }
    }
}
