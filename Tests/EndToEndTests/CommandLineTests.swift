import Attendance
import Foundation
import ProgramSettings
import Simulators
import TestSupport
import Testing
import Wire

/// The command line as CLI.md promises it.
@Suite struct CommandLineTests {
    @Test func shapesHaveTheKeysThatScriptsRelyOn() async throws {
        try await Company.with { company in
            company.fill()
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(9))
            try await company.addNuveq(from: Company.daysAgo(9))
            let sync = try await company.ok("sync", "--all")
            let runs = try #require(sync["runs"]?.array)
            #expect(runs.count == 2)
            for run in runs {
                #expect(
                    run.keys.isSuperset(of: [
                        "device", "from", "to", "fetched", "new", "duplicates", "skipped", "ok", "error", "durationMs",
                    ]))
                #expect(run["ok"]?.bool == true && run.number("new") > 0)
            }
            let device = try #require(try await company.ok("device", "list").array?.first)
            #expect(
                device.keys.isSuperset(of: [
                    "id", "name", "kind", "enabled", "timeZone", "syncFrom", "hrClients", "punchCount", "latestPunchAt",
                    "lastRun", "completeUpTo",
                ]))
            #expect(device["lastRun"]?.keys.isSuperset(of: ["at", "ok", "error"]) == true)
            let punches = try await company.ok("punches", "--limit", "3")
            #expect(punches.array?.count == 3)
            let punch = try #require(punches.array?.first)
            #expect(
                punch.keys.isSuperset(of: [
                    "id", "device", "code", "name", "at", "localDate", "localTime", "sourceDevice", "deliveries",
                ]))
            let delivery = try #require(punch["deliveries"]?.array?.first)
            #expect(delivery.keys.isSuperset(of: ["hr", "state", "attempts", "at", "reason"]))
            let push = try await company.ok("push")
            let client = try #require(push["hrClients"]?.array?.first)
            #expect(
                client.keys.isSuperset(of: ["hr", "attempted", "delivered", "parked", "rejected", "waiting", "error"]))
            let status = try await company.ok("status")
            #expect(
                status.keys.isSuperset(of: [
                    "from", "to", "pulled", "delivered", "waiting", "parked", "rejected", "devices", "hrClients",
                ]))
            #expect(status.number("waiting") == 0)
            #expect(status.number("pulled") == runs.map { $0.number("new") }.reduce(0, +))
            let trace = try await company.ok("trace", String(punch.number("id")))
            #expect(trace["vendorRecord"]?.keys.isEmpty == false)
            let history = try await company.ok("history", "--limit", "5")
            #expect(history.array?.isEmpty == false)
            let kinds = try await company.ok("device", "kinds")
            #expect(kinds.array?.map { $0["kind"]?.text } == ["hanet", "nuveq", "zkteco", "zkteco-push"])
        }
    }

    @Test func dataAndJsonWorkBeforeAndAfterTheCommand() async throws {
        try await withTemporaryDirectory { directory in
            let before = RollcallBinary(data: directory)
            let first = try await before.run("--json", "settings")
            #expect(first.status == 0 && first.json.number("autoSyncMinutes") == 2)
            let after = try await before.run("settings", "show", "--json", "--data", directory.path)
            #expect(after.json == first.json)
        }
    }

    @Test func wrongUsageIs64AndWhatIsNotDoneIs1() async throws {
        try await withTemporaryDirectory { directory in
            let rollcall = RollcallBinary(data: directory)
            for usage in [
                ["frobnicate"], ["sync"], ["sync", "--all", "X"], ["punches", "--limit", "0"],
                ["push", "--from", "soon"],
            ] {
                let result = try await rollcall.start(usage).finish()
                #expect(result.status == 64, "\(usage)")
            }
            for refusal in [
                ["sync", "nobody"], ["device", "add", "X", "--kind", "telepathy"], ["trace", "99"],
                ["device", "add", "X", "--kind", "hanet", "--set", "token=t"],
                ["device", "add", "X", "--kind", "hanet", "--set", "token=a b", "--set", "place-id=1"],
                ["device", "add", "X", "--kind", "hanet", "--set", "tokn=a", "--set", "place-id=1"],
                ["settings", "set", "sync-hours", "now and then"], ["clean", "punches"],
            ] {
                let result = try await rollcall.start(refusal).finish()
                #expect(result.status == 1 && result.errors.hasPrefix("rollcall: "), "\(refusal): \(result.errors)")
                #expect(result.output.isEmpty)
            }
            let unknown = try await rollcall.run("device", "add", "X", "--kind", "hanet", "--set", "tokn=a")
            #expect(unknown.errors.contains("the fields are token*! place-id*"))
        }
    }

    @Test func settingsAreTakenAndRefusedAtTheBoundsOfTheirDescription() async throws {
        try await withTemporaryDirectory { directory in
            let rollcall = RollcallBinary(data: directory)
            for sample in SettingSample.all {
                let name = sample.setting.name
                let taken = try await rollcall.run("settings", "set", name, sample.taken.last ?? "")
                #expect(taken.status == 0, "\(name): \(taken.errors)")
                let refused = try await rollcall.run("settings", "set", name, sample.refused.last ?? "")
                #expect(refused.status == 1 && refused.errors.contains("“\(name)”"), "\(name): \(refused.errors)")
            }
            let shown = try await rollcall.run("settings").output.split(separator: "\n").map { $0.prefix { $0 != " " } }
            #expect(shown.map(String.init) == SettingSample.all.map(\.setting.name))
        }
    }

    @Test func errorsAreSaidInTheLanguageOfThePerson() async throws {
        try await withTemporaryDirectory { directory in
            let vietnamese = RollcallBinary(data: directory, environment: ["LANG": "vi_VN.UTF-8"])
            let spoken = try await vietnamese.run("sync", "ai-do")
            #expect(spoken.errors.contains("không có thiết bị “ai-do”"))
            _ = try await vietnamese.run("settings", "set", "language", "en")
            let set = try await vietnamese.run("sync", "ai-do")
            #expect(set.errors.contains("there is no device “ai-do”"))
        }
    }

    @Test func noCommandPrintsASecret() async throws {
        try await Company.with { company in
            try await company.addClients()
            try await company.addHanet()
            let csv = company.directory.appending(path: "devices.csv").path
            var printed = ""
            for command in [
                ["device", "list", "--json"], ["device", "show", "H", "--json"], ["device", "show", "H"],
                ["hr", "show", "Base", "--json"], ["history"], ["device", "export", csv], ["sync", "H"],
            ] {
                let result = try await company.rollcall.start(command).finish()
                printed += result.output + result.errors
            }
            printed += try String(contentsOfFile: csv, encoding: .utf8)
            #expect(!printed.contains("hanet-token") && !printed.contains("base-token"))
            #expect(printed.contains("(set)"))
        }
    }

    @Test func aMonthBackOrThreeIsReadInTheDevicesZone() async throws {
        try await Company.with { company in
            try await company.addNuveq(hr: [])
            let today = Zone.vietnam.date(at: .now)
            let tooFar = today.adding(months: -3).adding(days: -1).description
            for command in [["sync", "N", "--from", tooFar], ["device", "edit", "N", "--sync-from", tooFar]] {
                let result = try await company.rollcall.start(command).finish()
                #expect(result.status == 1 && result.errors.contains("last 3 months at most"), "\(result.errors)")
            }
            let sync = try await company.ok(
                "sync", "N", "--from", today.adding(days: -2).description, "--to", today.adding(days: -1).description)
            let run = try #require(sync["runs"]?.array?.first)
            #expect(run["from"]?.text == "\(today.adding(days: -2))T00:00:00+07:00")
            #expect(run["to"]?.text == "\(today)T00:00:00+07:00")
        }
    }

    @Test func exportsHoldExactlyWhatIsFiltered() async throws {
        try await Company.with { company in
            company.fill()
            try await company.addHanet(from: Company.daysAgo(9), hr: [])
            try await company.ok("sync", "H")
            let all = try #require(try await company.ok("punches").array)
            let code = try #require(all.first { $0["code"]?.text?.isEmpty == false }?["code"]?.text)
            let wanted = all.filter { $0["code"]?.text == code }
            let csv = try await company.rollcall.run("punches", "--code", code, "--format", "csv")
            #expect(csv.output.split(whereSeparator: \.isNewline).count == wanted.count + 1)
            let path = company.directory.appending(path: "p.xlsx").path
            let xlsx = try await company.rollcall.run("punches", "--code", code, "--format", "xlsx", "-o", path)
            #expect(xlsx.status == 0)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(bytes.starts(with: Data("PK".utf8)))
            let from = try #require(wanted.first?["localDate"]?.text)
            let day = try #require(try await company.ok("punches", "--from", from, "--to", from).array)
            #expect(day.count == all.filter { $0["localDate"]?.text == from }.count)
        }
    }

    @Test func aDeviceListTravelsAsATable() async throws {
        try await Company.with { company in
            try await company.addClients()
            try await company.addHanet()
            try await company.addNuveq()
            for name in ["devices.csv", "devices.xlsx"] {
                let path = company.directory.appending(path: name).path
                try await company.ok("device", "export", path)
                // Secret cells are empty and keep the secrets of existing devices.
                let again = try await company.ok("device", "import", path)
                #expect(again["changed"]?.array?.count == 2 && again["added"]?.array?.isEmpty == true)
                let shown = try await company.ok("device", "show", "H")
                #expect(shown["fields"]?["token"]?.text == "(set)")
                #expect(shown["hrClients"]?.array == ["Base", "File"])
            }
            let path = company.directory.appending(path: "new.csv").path
            let table = """
                name,kind,time-zone,hr-clients,token,place-id,api-id,token-key
                Good,hanet,Asia/Ho_Chi_Minh,Base,tok,77,,
                Bad,hanet,,,tok,not-a-number,,
                Same,hanet,,,tok,13433,,
                """
            try table.write(toFile: path, atomically: true, encoding: .utf8)
            let refused = try await company.rollcall.run("device", "import", path)
            #expect(refused.status == 1)
            #expect(
                refused.errors.contains("row 3: ") && refused.errors.contains("row 4: ")
                    && !refused.errors.contains("row 2: "))
            let dry = try await company.ok("device", "import", path, "--dry-run", "--skip-bad")
            #expect(dry["imported"]?.bool == false && dry["added"]?.array == ["Good"])
            let before = try await company.ok("device", "list")
            #expect(before.array?.count == 2)
            let partial = try await company.ok("device", "import", path, "--skip-bad")
            #expect(partial["imported"]?.bool == true)
            let after = try await company.ok("device", "list")
            #expect(after.array?.count == 3)
            // The newest import is undone; the history finds what it did.
            let past = try #require(try await company.ok("device", "imports").array?.first)
            #expect(past["file"]?.text == "new.csv" && past["undoable"]?.integer == 1)
            let id = try #require(past["id"]?.integer)
            let undone = try await company.ok("device", "imports", "--undo", String(id))
            #expect(undone["undone"]?.integer == 1 && undone["kept"]?.array?.isEmpty == true)
            #expect(try await company.ok("device", "list").array?.count == 2)
            let told = try await company.ok("history", "--device", "Good", "--event", "devices")
            #expect(told.array?.map { $0["event"]?.text } == ["device.removed", "device.added"])
            #expect(told.array?.allSatisfy { $0["importId"]?.integer == id } == true)
            #expect(
                try await company.ok("history", "--event", "device.added", "--to", "2020-01-01").array?.isEmpty == true)
            #expect(try await company.rollcall.run("history", "--event", "moon").status == 1)
        }
    }

    @Test func aPunchOfAPersonWithoutACodeIsParkedAndRetriedByHand() async throws {
        try await Company.with { company in
            company.base.setCodes(["1001"])
            company.hanet.add(
                [("1001", "1"), ("1002", "2"), ("", "3")].map {
                    HanetCheckin(
                        personName: "P", aliasID: $0.0, personID: $0.1,
                        checkinTime: Instant.now.milliseconds - 60_000)
                }, to: "13433")
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(1), hr: ["Base"])
            try await company.ok("sync", "H")
            let parked = try #require(try await company.ok("parked").array)
            #expect(Set(parked.map { $0["code"]?.text }) == ["1002", ""])
            #expect(parked.allSatisfy { $0["state"]?.text == "parked" && $0["reason"]?.text?.isEmpty == false })
            company.base.setCodes(["1001", "1002"])
            let retried = try await company.ok("parked", "--retry")
            #expect(retried["hrClients"]?.array?.first?.number("delivered") == 1)
            let left = try await company.ok("parked")
            #expect(left.array?.count == 1)
        }
    }

    @Test func theDemonstrationEndsWithNothingWaiting() async throws {
        try await withTemporaryDirectory { directory in
            let process = RollcallBinary(data: directory, environment: ["TMPDIR": directory.path])
            let demo = try await process.runWithoutData("demo", "--once", "--json")
            #expect(demo.status == 0, "\(demo.errors)")
            #expect(demo.json.number("waiting") == 0 && demo.json.number("pulled") > 1000)
            #expect(demo.json["devices"]?.array?.count == 3)
            for client in demo.json["hrClients"]?.array ?? [] { #expect(client.number("delivered") > 1000) }
            #expect(demo.json["hrClients"]?.array?.count == 2)
        }
    }
}
