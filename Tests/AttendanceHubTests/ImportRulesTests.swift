import Attendance
import AttendanceHub
import Foundation
import Spreadsheets
import Store
import SyncEngine
import TestSupport
import Testing
import Wire

/// Which rows of a table are taken, which are not, and that a bad one costs no good one.
@Suite struct ImportRulesTests {
    private func plan(_ hub: TestHub, _ rows: String...) async throws -> DeviceImport {
        let table = try DeviceTable.read(Array(rows.joined(separator: "\n").utf8), named: "list.csv")
        return try await DeviceImport(table, hub: hub.attendance)
    }

    private func reasons(_ plan: DeviceImport) -> [String] { plan.bad.map { "\($0.row): \($0.reason.en)" } }

    private static let heading = "name,kind,hr-clients,token,place-id"

    @Test func twoDevicesNeverShareANameOrAnIdentity() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let plan = try await plan(
                hub, Self.heading, "A,hanet,,t,2", "A,hanet,,t,3", "B,hanet,,t,2", "C,hanet,,t,1", "Old,,,,1",
                "D,nuveq,,,")
            #expect(plan.adding.map(\.name) == ["A"] && plan.editing.map(\.draft.name) == ["Old"])
            let said = reasons(plan)
            #expect(said.count == 4)
            #expect(said[0].hasPrefix("3: ") && said[0].contains("occurs twice"))
            #expect(said[1].hasPrefix("4: ") && said[1].contains("A") && said[2].hasPrefix("5: "))
            #expect(said[2].contains("Old") && said[3].hasPrefix("7: "))
        }
    }

    @Test func aNameIsTheSameDeviceHoweverItsLettersAreComposed() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Cổng", kind: "hanet", ["token": "t", "place-id": "1"])
            let plan = try await plan(hub, Self.heading, "Co\u{302}\u{309}ng\u{200B},,,,1")
            #expect(plan.bad.isEmpty && plan.adding.isEmpty && plan.editing.map(\.device.name) == ["Cổng"])
        }
    }

    @Test func anEmptySecretKeepsWhatTheDeviceHasAndAnEmptyFieldEmptiesIt() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            let device = try await hub.addDevice(
                "Gate", kind: "hanet", ["token": "t", "place-id": "1", "timeout-seconds": "9"], hr: ["Base"])
            // Without the column the clients stay.
            let other = try await self.plan(hub, "name,timeout-seconds", "Gate,8")
            let heading = "name,hr-clients,token,place-id,timeout-seconds,api-id,person-types"
            let plan = try await plan(hub, heading, "Gate,,,1,,,employee; customer ")
            let draft = try #require(plan.editing.first?.draft)
            #expect(plan.bad.isEmpty && draft.secrets == FieldValues() && draft.fields["timeout-seconds"] == nil)
            #expect(draft.fields.all("person-types") == ["employee", "customer"] && draft.hrClients.isEmpty)
            try await hub.attendance.apply(plan, act: Act(by: .person("test"), at: hub.clock.now))
            #expect(try await hub.store.devices.secrets(of: device)["token"] == "t")
            #expect(other.editing.first?.draft.hrClients == ["Base"])
        }
    }

    @Test func severalClientsStandInOneCellAndEachMustBeThere() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            try await hub.addHR("File", kind: "file", ["path": hub.store.directory.path + "/exports/p.csv"])
            let plan = try await plan(
                hub, Self.heading, "A,hanet, Base ; File;,t,1", "B,hanet,Base;Payroll,t,2", "C,hanet,,t,3")
            #expect(plan.adding.map(\.hrClients) == [["Base", "File"], []])
            #expect(plan.bad.map(\.row) == [3] && plan.bad.first?.reason.en.contains("Payroll") == true)
        }
    }

    @Test func aRowThatSaysTooLittleIsBadAndSaysWhat() async throws {
        try await TestHub.with { hub, _ in
            let heading = "name,kind,time-zone,token,place-id,api-id"
            let plan = try await plan(
                hub, heading, ",hanet,,t,1,", "A,,,t,2,", "B,fax,,t,3,", "C,hanet,Mars/Olympus,t,4,", "D,hanet,,t,5,7",
                "E,hanet,,t,,", "F,Camera Hanet AI,Asia/Tokyo,t,6,")
            #expect(plan.adding.map(\.name) == ["F"] && plan.adding.first?.zone.identifier == "Asia/Tokyo")
            let said = reasons(plan)
            let words = [
                "“name” is empty", "“kind” is empty", "“fax”, which is no connection type", "not a time zone", "api-id",
                "place-id",
            ]
            #expect(said.count == words.count)
            for (reason, word) in zip(said, words) { #expect(reason.contains(word), "\(reason)") }
        }
    }

    @Test func aTableThatCannotBeUnderstoodIsRefusedAsAWhole() async throws {
        try await TestHub.with { hub, _ in
            for rows in [[",,", " , "], ["colour,size", "red,1"]] {
                let table = try DeviceTable.read(Array(rows.joined(separator: "\n").utf8), named: "list.csv")
                await #expect(throws: RequestFailure.self, "\(rows)") {
                    _ = try await DeviceImport(table, hub: hub.attendance)
                }
            }
        }
    }

    @Test func columnsThatNobodyKnowsAreLeftOutAndNamed() async throws {
        try await TestHub.with { hub, _ in
            let plan = try await plan(
                hub, "Ghi chú,name,Tên thiết bị,kind,token,place-id,<b>\(String(repeating: "x", count: 300))</b>",
                "phòng 3,A,B,hanet,t,1,9", "phòng 4,,C,hanet,t,2,")
            #expect(plan.adding.map(\.name) == ["A"] && plan.bad.map(\.row) == [3])
            let said = plan.warnings.filter { $0.row == 1 }.map(\.warning.vi)
            #expect(said.count == 2 && said[0].contains("“Tên thiết bị”") && said[0].contains("“name”"))
            #expect(said[1].hasPrefix("bỏ qua các cột không nhận ra: “Ghi chú”, “<b>xxx") && said[1].count < 200)
        }
    }

    @Test func aBadRowIsToldInTheWordsOfItsFileAndOfTheForms() async throws {
        try await TestHub.with { hub, _ in
            let plan = try await plan(
                hub, "Tên thiết bị,Loại,PlaceId,access-token,api-id,hr-clients", "A,hanet,,t,,", "B,hanet,x y,t,,",
                "C,hanet,3,\"a b\",,", "D,hanet,4,t,7,", "E,hanet,5,t,,Payroll", ",hanet,6,t,,", "G,fax,7,t,,",
                "A,hanet,8,t,,")
            let faults = plan.rows.compactMap { row -> Phrase? in
                if case .bad(let fault) = row.outcome { fault.onPage } else { nil }
            }
            let beginnings = [
                "“PlaceId”: ", "“PlaceId”: phải là số", "“access-token”: chứa khoảng trắng",
                "“api-id”: không dùng cho “Camera Hanet AI”",
                "“hr-clients” (HRM client): có “Payroll”", "“Tên thiết bị”: trống",
                "“Loại” (Loại kết nối): có “fax”", "“Tên thiết bị”: có “A” ở cả dòng 2",
            ]
            #expect(faults.count == beginnings.count, "\(faults.map(\.vi))")
            for (fault, words) in zip(faults, beginnings) {
                #expect(fault.vi.hasPrefix(words), "\(fault.vi)")
                #expect(!fault.vi.contains("trường “") && !fault.en.contains("field “"), "\(fault)")
            }
            // The command line keeps its names.
            #expect(plan.bad.first?.reason.en.hasPrefix("field “place-id” is missing") == true)
            #expect(plan.rows.map(\.name).prefix(2) == ["A", "B"] && plan.rows[1].identity == "x y")
            #expect(plan.rows.map(\.number) == Array(2...9))
        }
    }

    @Test(arguments: Language.allCases) func theTemplateIsReadBackAndItsExamplesImportNothing(
        _ language: Language
    ) async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            let kinds = hub.engine.deviceKinds
            for chosen in [kinds.all] + kinds.all.map({ [$0] }) {
                let rows = DeviceTemplate.rows(for: chosen, of: kinds, clients: ["Base"], language)
                #expect(rows.count == chosen.count + 1 && Set(rows[0]).count == rows[0].count)
                let table = rows.enumerated().map { TableRow(number: $0 + 1, cells: $1) }
                let plan = try await DeviceImport(table, hub: hub.attendance)
                #expect(plan.adding.isEmpty && plan.bad.isEmpty && plan.header.warnings.isEmpty)
                #expect(plan.warnings.map(\.row) == Array(2..<(chosen.count + 2)))
            }
            // A row of it that is filled in is a device.
            var filled = DeviceTemplate.rows(for: [try kinds.named("hanet")], of: kinds, clients: ["Base"], language)
            filled[1][0] = "Cổng"
            for (index, heading) in filled[0].enumerated() {
                if heading.lowercased().contains("token") && filled[1][index].hasPrefix("←") { filled[1][index] = "t" }
                if heading == "PlaceID" { filled[1][index] = "13433" }
            }
            let plan = try await DeviceImport(
                filled.enumerated().map { TableRow(number: $0 + 1, cells: $1) }, hub: hub.attendance)
            #expect(plan.bad.isEmpty && plan.adding.map(\.identity) == ["13433"])
            #expect(plan.adding.first?.hrClients == ["Base"])
        }
    }

    @Test func aFileOfTenThousandIsTakenAndOneMoreIsNot() async throws {
        try await TestHub.with { hub, _ in
            let rows = (0...10_000).map { "\($0)," }
            func table(_ count: Int) throws -> [TableRow] {
                try DeviceTable.read(Array(("name,kind\n" + rows[..<count].joined(separator: "\n")).utf8), named: "x")
            }
            let most = try await DeviceImport(try table(10_000), hub: hub.attendance)
            #expect(most.bad.count == 10_000)
            await #expect(throws: RequestFailure.self) {
                _ = try await DeviceImport(try table(10_001), hub: hub.attendance)
            }
        }
    }

    @Test func allIsAppliedOrNothing() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let plan = try await plan(hub, Self.heading, "A,hanet,,t,2", "B,hanet,,t,3", "Old,,,,4")
            // Somebody takes a name while the person still looks at the plan.
            try await hub.addDevice("B", kind: "hanet", ["token": "t", "place-id": "9"])
            await #expect(throws: StoreFailure.self) {
                try await hub.attendance.apply(plan, act: Act(by: .person("test"), at: hub.clock.now))
            }
            let devices = try await hub.store.devices.all()
            #expect(Set(devices.map { "\($0.name) \($0.identity)" }) == ["Old 1", "B 9"])
        }
    }

    @Test func whatWouldHappenIsSaidInShapesThatScriptsRead() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addDevice("Old", kind: "hanet", ["token": "t", "place-id": "1"])
            let plan = try await plan(hub, Self.heading, "A?b,hanet,,t,2", "Old,,,,1", "X,,,,")
            let json = JSONValue.object(plan.json(.en))
            #expect(json["added"]?.array?.map(\.text) == ["A?b"] && json["changed"]?.array?.map(\.text) == ["Old"])
            #expect(json["bad"]?.array?.first?["row"]?.integer == 4)
            #expect(json["bad"]?.array?.first?["error"]?.text?.isEmpty == false)
            #expect(json["warnings"]?.array?.first?["row"]?.integer == 2)
            let warning = JSONValue.object(plan.json(.vi))["warnings"]?.array?.first?["warning"]?.text
            #expect(warning?.contains("dấu hỏi") == true)
        }
    }
}
