import Attendance
import Foundation
import Simulators
import TestSupport
import Testing
import Wire

@Suite struct ClockTests {
    private func with(_ body: @escaping @Sendable (Company, ShiftedClock) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let clock = try ShiftedClock(in: directory)
            try await Company.with(environment: clock.environment) { company in try await body(company, clock) }
        }
    }

    private func row(_ ago: Duration, _ person: Int) -> HanetCheckin {
        HanetCheckin(
            personName: "P\(person)", aliasID: String(1000 + person), personID: "27\(person)",
            checkinTime: (Instant.now - ago).milliseconds)
    }

    private func device(_ company: Company) async throws -> JSONValue {
        try await company.ok("device", "list").array?.first ?? .null
    }

    private func complete(_ company: Company) async throws -> Instant {
        let text = try await device(company)["completeUpTo"]?.text ?? ""
        return TimeText.instant(rfc3339: text) ?? Instant(milliseconds: .max)
    }

    /// Ahead by thirty days, for six seconds in passing or for as long as it takes to be believed: afterwards records
    /// come and go as before, and everybody is told.
    @Test(arguments: [6, 14]) func aServersClockThatWasAheadHoldsNothingBack(_ seconds: Int) async throws {
        try await with { company, clock in
            company.hanet.add([row(.minutes(50), 1)], to: "13433")
            try await company.addClients()
            try await company.addHanet(hr: ["Base"])
            try await company.ok("device", "edit", "H", "--set", "period-seconds=10")
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
            let hasBegun = try await eventually { company.base.records.count == 1 }
            #expect(hasBegun)
            try clock.set(.hours(24 * 30))
            try await Task.sleep(for: .seconds(seconds))
            try clock.set(.zero)
            company.hanet.add([row(.minutes(40), 2), row(.seconds(20), 3)], to: "13433")
            let goesOn = try await eventually { company.base.records.count == 3 }
            #expect(goesOn)
            let upTo = try await complete(company)
            #expect(upTo <= .now)
            let history = try await company.ok("history")
            #expect(history.array?.contains { $0["detail"]?.text?.contains("clock") == true } == true)
            let status = try await company.ok("status")
            #expect(status["warnings"]?.array?.contains { $0["code"]?.text == "clock" } == true)
            let found = try await device(company)
            #expect(found["warnings"]?.array?.contains { $0["code"]?.text == "clock" } == true)
            server.kill(SIGTERM)
            let result = try await server.finish()
            #expect(result.status == 0 && result.errors.contains("warning clock: "), "\(result.errors)")
        }
    }

    @Test func aServerThatStartedAheadGoesOnOnceTheClockIsSet() async throws {
        try await with { company, clock in
            company.hanet.add([row(.minutes(50), 1)], to: "13433")
            try await company.addClients()
            try await company.addHanet(hr: ["Base"])
            try clock.set(.hours(24 * 30))
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
            let hasLooked = try await eventually { company.hanet.calls.values.reduce(0, +) > 1 }
            #expect(hasLooked)
            try clock.set(.zero)
            company.hanet.add([row(.seconds(20), 2)], to: "13433")
            let goesOn = try await eventually { company.base.records.count == 2 }
            #expect(goesOn)
            let upTo = try await complete(company)
            #expect(upTo <= .now)
            server.kill(SIGTERM)
            _ = try await server.finish()
        }
    }

    @Test func twoYearsBehindAtTheFirstSyncReadAndPushNoHistory() async throws {
        try await with { company, clock in
            try clock.set(.hours(-24 * 730))
            let old = (0..<10).map { row(.hours(24 * (730 + $0 % 3) + 1), $0) }
            let between = (0..<30).map { row(.hours(24 * (100 + 20 * $0)), 100 + $0) }
            let recent = [row(.minutes(5), 200), row(.minutes(1), 201)]
            company.hanet.add(old + between + recent, to: "13433")
            try await company.addClients()
            try await company.addHanet(hr: ["Base"])
            try await company.ok("sync", "H")
            try clock.set(.zero)
            try await company.ok("sync", "H")
            try await company.ok("push")
            // The first of a month has few records; none of the old ones went.
            let oldest = Instant.now - .hours(24 * 92)
            #expect(company.base.records.values.allSatisfy { $0.time * 1000 >= oldest.milliseconds })
            let found = try await device(company)
            let codes = found["warnings"]?.array?.compactMap { $0["code"]?.text } ?? []
            #expect(codes.contains("unread") && codes.contains("clock"), "\(codes)")
            // Somebody asks for it.
            try await company.ok("sync", "H", "--from", Company.daysAgo(735))
            let all = try await company.ok("punches")
            #expect(all.array?.count == 42)
            let after = try await device(company)
            #expect(after["warnings"]?.array?.contains { $0["code"]?.text == "unread" } == false)
        }
    }
}
