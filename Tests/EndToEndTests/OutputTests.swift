import Attendance
import Foundation
import Simulators
import TestSupport
import Testing
import Wire

/// What commands write, and where they end with 1 although a part was done.
@Suite struct OutputTests {
    private func rows(_ count: Int) -> [HanetCheckin] {
        let now = Instant.now.milliseconds
        return (0..<count).map {
            HanetCheckin(
                personName: "P\($0)", aliasID: String(1000 + $0), personID: "27\($0)",
                checkinTime: now - 60_000 - Int64($0) * 1000)
        }
    }

    @Test func aLimitIsKeptAcrossPagesAndAFileIsItsOwnersAlone() async throws {
        try await Company.with { company in
            let none = try await company.rollcall.run("punches", "--json")
            #expect(none.output == "[]\n")
            let header = try await company.rollcall.run("punches", "--format", "csv")
            #expect(header.output.hasPrefix("\u{FEFF}id,code") && header.output.split(separator: "\r\n").count == 1)
            company.hanet.add(rows(1010), to: "13433")
            try await company.addHanet(from: Company.daysAgo(2), hr: [])
            try await company.ok("sync", "H")
            for limit in [499, 500, 501, 1001] {
                let punches = try await company.ok("punches", "--limit", String(limit))
                let codes = try #require(punches.array).map { $0["code"]?.text ?? "" }
                // The newest first, each once.
                #expect(codes == (0..<limit).map { String(1000 + $0) })
            }
            let file = company.directory.appending(path: "out.csv").path
            try Data(repeating: 0x61, count: 1 << 20).write(to: URL(fileURLWithPath: file))
            try FileManager.default.removeItem(atPath: file)
            try await company.ok("punches", "--format", "csv", "-o", file)
            #expect(try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline).count == 1011)
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let nowhere = try await company.rollcall.run("punches", "--format", "csv", "-o", "/nowhere/out.csv")
            #expect(nowhere.status == 1 && nowhere.errors.contains("/nowhere/out.csv"))
        }
    }

    @Test func aRunThatFailsInPartsShowsTheGoodPartAndEndsWithOne() async throws {
        try await Company.with { company in
            company.hanet.add(rows(3), to: "13433")
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(2), hr: ["Base"])
            try await company.addNuveq(from: Company.daysAgo(2), hr: ["File"])
            company.nuveq.setKeys([])
            let sync = try await company.rollcall.run("sync", "--all", "--json")
            #expect(sync.status == 1 && sync.errors.contains("N: "))
            let runs = sync.json["runs"]?.array ?? []
            #expect(runs.map { $0["ok"]?.bool } == [true, false] && runs.map { $0.number("new") } == [3, 0])
            #expect(company.base.records.count == 3)
            // Without the push behind it, punches wait until somebody pushes to the clients of the device.
            try await company.ok("settings", "set", "push-after-sync", "false")
            company.hanet.add(
                [
                    HanetCheckin(
                        personName: "P", aliasID: "1500", personID: "9",
                        checkinTime: Instant.now.milliseconds - 5000)
                ], to: "13433")
            try await company.ok("sync", "H")
            #expect(company.base.records.count == 3)
            let other = try await company.ok("push", "--device", "N")
            #expect(other["hrClients"]?.array?.map { $0["hr"]?.text } == ["File"] && company.base.records.count == 3)
            company.base.faults.order(.status(403), on: "/v1", times: 100)
            let refused = try await company.rollcall.run("push", "--json")
            #expect(refused.status == 1 && refused.errors.contains("Base: "))
            #expect(refused.json["hrClients"]?.array?.count == 2)
            company.base.faults.clear()
            let pushed = try await company.ok("push", "--device", "H")
            #expect(pushed["hrClients"]?.array?.map { $0["hr"]?.text } == ["Base"] && company.base.records.count == 4)
        }
    }

    @Test func aBackupIsPutBackAndSaysWhatToEnterAgain() async throws {
        try await Company.with { company in
            try await company.addClients()
            try await company.addHanet()
            let file = company.directory.appending(path: "copy.backup").path
            let backup = try await company.ok("backup", file)
            #expect(backup["withKey"]?.bool == false && backup["caseLogs"] == .null)
            let elsewhere = RollcallBinary(data: company.directory.appending(path: "elsewhere"))
            let restored = try await elsewhere.run("restore", file, "--json")
            #expect(restored.status == 0, "\(restored.errors)")
            let fields = restored.json["secretsToEnter"]?.array?.compactMap { $0["field"]?.text } ?? []
            #expect(fields.contains("token"), "\(restored.output)")
            let list = try await elsewhere.run("device", "list", "--json")
            #expect(list.json.array?.map { $0["name"]?.text } == ["H"])
            let broken = company.directory.appending(path: "broken").path
            try Data("no backup".utf8).write(to: URL(fileURLWithPath: broken))
            let refused = try await elsewhere.run("restore", broken)
            #expect(refused.status == 1 && refused.errors.hasPrefix("rollcall: "))
            let still = try await elsewhere.run("device", "list", "--json")
            #expect(still.json.array?.count == 1)
        }
    }

    @Test func cleaningAsksSaysWhatItRemovedAndKeepsWhatIsNotMeant() async throws {
        try await Company.with { company in
            company.hanet.add(rows(4), to: "13433")
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(2), hr: ["Base"])
            try await company.ok("sync", "H")
            for subject in ["devices", "punches", "push-history"] {
                let asked = try await company.rollcall.run("clean", subject, input: "yes\n")
                #expect(asked.status == 1 && asked.errors.contains("--yes"), "\(subject)")
            }
            let before = try await company.ok("clean", "punches", "--before", Company.daysAgo(3), "--yes")
            #expect(before.number("removed") == 0)
            let punches = try await company.ok("clean", "punches", "--yes")
            #expect(punches.number("removed") == 4 && punches["cleaned"]?.text == "punches")
            // What HR has is remembered: reading it again sends nothing twice.
            try await company.ok("sync", "H", "--from", Company.daysAgo(2))
            #expect(company.base.records.count == 4)
            let devices = try await company.ok("clean", "devices", "--yes")
            #expect(devices.number("removed") == 1)
            let left = try await company.ok("punches")
            #expect(left.array?.count == 4)
        }
    }
}
