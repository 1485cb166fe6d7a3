import Attendance
import Foundation
import SeededChance
import Simulators
import TestSupport
import Testing
import Wire

/// Kill it anywhere: a restart goes on where it stood, without loss, double or repair by hand.
@Suite struct CrashTests {
    static let kills = 50

    @Test func killedAtRandomMomentsNothingIsLostAndNothingIsDoubled() async throws {
        try await Company.with { company in
            try await company.addClients()
            // A store of some days, read anew by dates in every round, so that there is always work to interrupt.
            try await company.addHanet(from: Company.daysAgo(20))
            try await company.addNuveq(from: Company.daysAgo(20))
            company.nuveq.setEvents(NuveqSimulator.realistic(people: 8, days: 15, now: Instant.now.milliseconds))
            var chance = SeededGenerator(seed: 2026)
            var person = 0
            var killed = 0
            var rounds = 0
            while killed < Self.kills {
                rounds += 1
                try #require(rounds < 500, "too few runs live long enough to be killed")
                // Some more people pass the camera.
                person += 40
                company.hanet.add(Self.arrivals(person - 40..<person), to: "13433")
                let command =
                    rounds % 4 == 0
                    ? ["push"]
                    : rounds % 4 == 1 ? ["sync", "--all", "--from", Company.daysAgo(20)] : ["sync", "--all"]
                let process = try company.rollcall.start(command)
                try await Task.sleep(for: .milliseconds(Int.random(in: 20...500, using: &chance)))
                if process.isRunning {
                    process.kill(SIGKILL)
                    killed += 1
                }
                _ = try await process.finish()
            }
            try await company.ok("sync", "--all", "--from", Company.daysAgo(20))
            try await company.ok("push")
            try await Self.check(company, hanetRows: person)
        }
    }

    private static func arrivals(_ people: Range<Int>) -> [HanetCheckin] {
        let start = Zone.vietnam.startOfDay(holding: .now - .hours(48)).milliseconds
        return people.map {
            HanetCheckin(
                personName: "P\($0)", aliasID: String(1000 + $0 % 900), personID: "2763\($0)",
                checkinTime: start + Int64($0) * 1000)
        }
    }

    /// Every record of the vendors is in the store once, and every stable id is at both HR sides once.
    private static func check(_ company: Company, hanetRows: Int) async throws {
        let hanet = try #require(try await company.ok("punches", "--device", "H").array)
        #expect(hanet.count == hanetRows)
        let all = try #require(try await company.ok("punches").array)
        let expected = Set(all.filter { $0["code"]?.text?.isEmpty == false }.compactMap { $0["recordId"]?.text })
        let status = try await company.ok("status")
        #expect(status.number("waiting") == 0 && status.number("rejected") == 0)
        let inFile = try company.fileIDs()
        #expect(inFile.count == Set(inFile).count, "a line stands twice in the file")
        #expect(Set(inFile) == expected)
        #expect(Set(company.base.records.keys).isSubset(of: expected))
        let parked = try #require(try await company.ok("parked", "--hr", "Base").array)
        #expect(company.base.records.count + parked.count == all.count)
        let check = try await company.ok("device", "list")
        #expect(check.array?.allSatisfy { $0["lastRun"]?["ok"]?.bool == true } == true)
    }

    @Test func twoProcessesOnOneDirectoryDisturbNeither() async throws {
        try await Company.with { company in
            company.fill(people: 20, days: 12)
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(11))
            try await company.addNuveq(from: Company.daysAgo(11))
            for _ in 0..<3 {
                let running = try ["sync", "sync", "push"].map {
                    try company.rollcall.start($0 == "sync" ? ["sync", "--all", "--json"] : ["push", "--json"])
                }
                for process in running {
                    let result = try await process.finish()
                    let errors = result.errors.split(separator: "\n").filter { !$0.contains("busy") }
                    #expect(errors.isEmpty, "\(result.errors)")
                    #expect(result.status == 0 || result.errors.contains("busy"))
                }
            }
            try await company.ok("sync", "--all")
            let status = try await company.ok("status")
            let expected = try #require(try await company.ok("punches").array).count
            #expect(status.number("pulled") == expected && status.number("waiting") == 0)
            let ids = try company.fileIDs()
            #expect(ids.count == Set(ids).count)
            #expect(company.base.arrivals.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func busyEndsWithTheProcessThatIsBusy() async throws {
        try await Company.with { company in
            company.fill()
            try await company.addHanet(from: Company.daysAgo(5), hr: [])
            company.hanet.faults.order(.hang(seconds: 60), on: "getTotalCheckin")
            let stuck = try company.rollcall.start(["sync", "H"])
            // The lock's file comes into being with the lock.
            let lock = company.directory.appending(path: "data/locks/device-1").path
            let isBusy = try await eventually { FileManager.default.fileExists(atPath: lock) }
            #expect(isBusy)
            let second = try await company.rollcall.run("sync", "H", "--json")
            #expect(stuck.isRunning)
            #expect(second.status == 1 && second.errors.contains("busy"))
            #expect(second.json["runs"]?.array?.first?["busy"]?.bool == true)
            stuck.kill(SIGKILL)
            _ = try await stuck.finish()
            company.hanet.faults.clear()
            try await company.ok("sync", "H")
        }
    }
}
