import Attendance
import Foundation
import Simulators
import TestSupport
import Testing
import Wire

/// What waits, and what goes nowhere, is said wherever one would look.
@Suite struct WarningTests {
    private func row(_ person: Int, minutesAgo: Int) -> HanetCheckin {
        HanetCheckin(
            personName: "P\(person)", aliasID: String(1000 + person), personID: "27\(person)",
            checkinTime: Instant.now.milliseconds - Int64(minutesAgo) * 60_000)
    }

    @Test func aDeviceWithoutAnHRClientIsSaidToBe() async throws {
        try await Company.with { company in
            company.hanet.add([row(1, minutesAgo: 1)], to: "13433")
            try await company.addHanet(hr: [])
            try await company.ok("sync", "H")
            let list = try await company.ok("device", "list")
            let warning = list.array?.first?["warnings"]?.array?.first
            #expect(warning?["code"]?.text == "noHRClient" && warning?["text"]?.text?.contains("go nowhere") == true)
            let status = try await company.ok("status")
            #expect(status["devices"]?.array?.first?["warnings"]?.array?.first?["code"]?.text == "noHRClient")
            for command in [["device", "list"], ["status"], ["trace", "1"]] {
                let result = try await company.rollcall.start(command).finish()
                #expect(result.status == 0 && result.output.contains("go"), "\(command)")
                #expect(result.output.contains("nowhere"), "\(command): \(result.output)")
            }
            // Attached, it is said no longer.
            try await company.addClients()
            try await company.ok("device", "edit", "H", "--hr", "Base")
            let attached = try await company.ok("device", "list")
            #expect(attached.array?.first?["warnings"]?.array?.isEmpty == true)
        }
    }

    @Test func anHRSystemThatIsDownIsSaidWithReasonSinceWhenAndNextTry() async throws {
        try await Company.with { company in
            company.hanet.add([row(1, minutesAgo: 2), row(2, minutesAgo: 1)], to: "13433")
            try await company.addClients()
            try await company.addHanet(hr: ["Base"])
            company.base.faults.order(.status(503), on: "/v1", times: 10_000)
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
            var client = JSONValue.null
            for _ in 0..<300 {
                client = try await company.ok("hr", "list").array?.first ?? .null
                if client["failingSince"]?.text != nil { break }
                try await Task.sleep(for: .milliseconds(200))
            }
            server.kill(SIGTERM)
            _ = try await server.finish()
            #expect(client["reason"]?.text?.contains("503") == true, "\(client)")
            let since = TimeText.instant(rfc3339: client["failingSince"]?.text ?? "")
            let next = TimeText.instant(rfc3339: client["nextTryAt"]?.text ?? "")
            #expect(since != nil && next != nil)
            let trace = try await company.ok("trace", "1")
            let delivery = trace["deliveries"]?.array?.first ?? .null
            #expect(delivery["state"]?.text == "waiting")
            #expect((delivery["attempts"]?.integer ?? 0) >= 1)
            #expect(delivery["reason"]?.text?.contains("503") == true)
            #expect(TimeText.instant(rfc3339: delivery["nextTryAt"]?.text ?? "") != nil)
            let status = try await company.ok("status")
            let line = status["hrClients"]?.array?.first { $0["hr"]?.text == "Base" } ?? .null
            #expect(line["failingSince"]?.text != nil && line["reason"]?.text?.contains("503") == true)
            let warnings = status["devices"]?.array?.first?["warnings"]?.array ?? []
            #expect(warnings.contains { $0["code"]?.text == "hrFailing" })
            for command in [["hr", "list"], ["status"], ["trace", "1"]] {
                let result = try await company.rollcall.start(command).finish()
                #expect(result.output.contains("503"), "\(command): \(result.output)")
            }
            // It is well again: nothing of it remains.
            company.base.faults.clear()
            try await company.ok("push")
            let well = try await company.ok("hr", "list").array?.first ?? .null
            #expect(well["failingSince"] == .null && well["reason"] == .null && well["nextTryAt"] == .null)
        }
    }

    @Test func lastSyncedIsTheLastSuccess() async throws {
        try await Company.with { company in
            try await company.addHanet(hr: [])
            try await company.ok("sync", "H")
            let before = try await company.ok("device", "list").array?.first?["lastSuccessAt"]?.text
            company.hanet.faults.order(.status(403), on: "/person", times: 10_000)
            let failed = try await company.rollcall.run("sync", "H")
            #expect(failed.status == 1)
            let after = try await company.ok("device", "list").array?.first ?? .null
            #expect(before != nil && after["lastSuccessAt"]?.text == before)
            #expect(after["lastRun"]?["ok"] == .bool(false))
        }
    }

    /// Names, codes and ids as people paste them into a terminal.
    @Test func whatIsPastedWithInvisibleSignsIsWhatPeopleSee() async throws {
        try await Company.with { company in
            company.hanet.add([row(1, minutesAgo: 1)], to: "13433")
            let added = try await company.rollcall.run(
                "device", "add", "\u{200B}Ha\u{300} No\u{323}\u{302}i\u{A0}", "--kind", "hanet", "--set",
                "token=hanet-token\u{FEFF}", "--set", "place-id=\u{200B}13433", "--set",
                "base-url=\(company.addresses[0])")
            #expect(added.status == 0, "\(added.errors)")
            let name = try await company.ok("device", "list").array?.first?["name"]?.text ?? ""
            #expect(Array(name.utf8) == Array("Hà Nội".utf8))
            for spelling in ["Hà Nội", "Ha\u{300} No\u{323}\u{302}i", "Hà\u{A0}Nội", "Hà Nội\u{200E}"] {
                try await company.ok("sync", spelling)
            }
            let found = try await company.ok("punches", "--code", "10\u{200B}01")
            #expect(found.array?.count == 1)
            let again = try await company.rollcall.run(
                "device", "add", "Ha\u{300} Nội", "--kind", "hanet", "--set", "token=t", "--set", "place-id=2")
            #expect(again.status == 1 && again.errors.contains("Hà Nội"), "\(again.errors)")
        }
    }
}
