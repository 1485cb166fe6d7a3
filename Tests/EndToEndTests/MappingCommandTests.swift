import Attendance
import Foundation
import Simulators
import TestSupport
import Testing
import Wire

/// `hr map`, `unmap` and `mappings`, from the vendor's record to what HR holds.
@Suite struct MappingCommandTests {
    /// Lan is 17 at the camera and unknown to HR; Minh is 42 at both.
    private func withLanParked(_ body: @escaping @Sendable (Company) async throws -> Void) async throws {
        try await Company.with(environment: ["LANG": "C.UTF-8"]) { company in
            company.base.setCodes(["42"])
            let now = Instant.now.milliseconds - 60_000
            let day: Int64 = 86_400_000
            let rows = [
                ("Lan", "17", now), ("Lan", "17", now - day), ("Lan", "17", now - 2 * day), ("Minh", "42", now),
            ]
            company.hanet.add(
                rows.map { HanetCheckin(personName: $0, aliasID: $1, personID: $1, checkinTime: $2) }, to: "13433")
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(4), hr: ["Base"])
            try await company.ok("sync", "H")
            #expect(company.base.records.values.map(\.userCode) == ["42"])
            try await body(company)
        }
    }

    @Test func nothingGoesToAnotherPersonWithoutConfirm() async throws {
        try await withLanParked { company in
            for wanted in ["42", "042"] {
                let refused = try await company.rollcall.run("hr", "map", "Base", "17", wanted, "--json")
                #expect(refused.status == 1 && refused.output.isEmpty)
                #expect(refused.errors.hasPrefix("rollcall: “17” (Lan, 3 punches on 3 days)"), "\(refused.errors)")
                #expect(refused.errors.contains("known here as Minh") && refused.errors.contains("--confirm"))
            }
            try await company.ok("push")
            #expect(company.base.records.count == 1)
            let parked = try await company.ok("parked")
            #expect(parked.array?.count == 3)
            let none = try await company.ok("hr", "mappings")
            #expect(none.array?.isEmpty == true)
        }
    }

    @Test func aConfirmedMappingGoesAndIsTakenBackWithAList() async throws {
        try await withLanParked { company in
            let mapped = try await company.ok("hr", "map", "Base", "17", "42", "--confirm")
            #expect(mapped["hr"]?.text == "Base" && mapped["code"]?.text == "17" && mapped["hrCode"]?.text == "42")
            #expect(mapped.number("released") == 3)
            let mappings = try #require(try await company.ok("hr", "mappings", "--hr", "Base").array)
            #expect(mappings.map { $0["hrCode"]?.text } == ["42"])
            #expect(mappings.first?["alsoKnownAs"]?.array == ["Minh"])
            let elsewhere = try await company.ok("hr", "mappings", "--hr", "File")
            #expect(elsewhere.array?.isEmpty == true)
            try await company.ok("push")
            #expect(company.base.records.values.map(\.userCode) == ["42", "42", "42", "42"])
            let removed = try await company.ok("hr", "unmap", "Base", "17")
            #expect(removed["hr"]?.text == "Base" && removed["code"]?.text == "17")
            #expect(removed.number("total") == 3)
            let received = try #require(removed["received"]?.array)
            #expect(received.count == 3 && received.allSatisfy { $0["hrCode"]?.text == "42" })
            #expect(
                received.allSatisfy {
                    $0.keys.isSuperset(of: ["id", "at", "code", "name", "device", "hrCode"])
                        && $0["code"]?.text == "17" && $0["name"]?.text == "Lan"
                })
            let times = received.compactMap { $0["at"]?.text }
            #expect(times == times.sorted())
            // Nothing is sent again, and there is nothing more to take back.
            try await company.ok("push")
            #expect(company.base.records.count == 4)
            let again = try await company.rollcall.run("hr", "unmap", "Base", "17")
            #expect(again.status == 1 && again.errors.contains("not mapped"))
        }
    }

    @Test func aCodeOfNobodyIsMappedAtOnceAndARemapListsWhatTheFirstHadSent() async throws {
        try await withLanParked { company in
            company.base.setCodes(["42", "900", "901"])
            let mapped = try await company.ok("hr", "map", "Base", "17", "900")
            #expect(mapped.number("released") == 3 && mapped.number("total") == 0)
            try await company.ok("push")
            let shown = try await company.rollcall.run("hr", "map", "Base", "17", "901")
            #expect(shown.status == 0 && shown.output.contains("HR had received 3 punches"))
        }
    }
}
