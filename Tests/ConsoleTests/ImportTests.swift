import Access
import Attendance
import AttendanceHub
import HTTPTransport
import Store
import SyncEngine
import TestSupport
import Testing

/// The import page: what the preview says of people's files, and the order of dates that is chosen there.
@Suite struct ImportTests {
    private let list = "name,kind,sync-from,token,place-id\nA,hanet,%,tok,1\n"

    private func upload(_ date: String, _ dates: String, _ visitor: TestConsole.Visitor) async throws -> String {
        let bytes = Array(list.replacing("%", with: date).utf8)
        return try await visitor.upload("/devices/import", bytes, named: "list.csv", as: "file", ["dates": dates]).text
    }

    @Test func theOrderOfDatesIsChosenWithTheFileAndKept() async throws {
        try await TestConsole.with(now: "2026-12-01T10:00:00+07:00") { test, _ in
            let admin = try await test.visitor(.admin)
            let page = try await admin.get("/devices/import")
            #expect(page.text.contains("<option value=\"month-first\">"))
            let asked = try await upload("11/1/2026", "as-found", admin)
            #expect(asked.contains("ngày 1 tháng 11 năm 2026") && asked.contains("2026-01-11"))
            let preview = try await upload("11/1/2026", "month-first", admin)
            let mark = "name=\"import\" value=\""
            let start = try #require(preview.firstRange(of: mark)?.upperBound)
            let id = String(preview[start...].prefix { $0 != "\"" })
            let applied = try await admin.post("/devices/import/apply", ["import": id])
            #expect(applied.status == 303)
            #expect(try await test.hub.store.devices.all().first?.syncFrom?.description == "2026-11-01")
        }
    }

    @Test func aReadingThatWasDecidedIsShownBeforeAnythingChanges() async throws {
        try await TestConsole.with(now: "2026-12-01T10:00:00+07:00") { test, _ in
            let admin = try await test.visitor(.admin)
            let preview = try await upload("01/11/2026", "as-found", admin)
            #expect(preview.contains("01/11/2026 được hiểu là ngày 1 tháng 11 năm 2026"))
            #expect(try await test.hub.store.devices.all().isEmpty)
        }
    }

    /// Cells by the thousand that name one long text: a file of few kilobytes once it is packed.
    @Test func aSmallFileThatUnpacksToGigabytesIsAnsweredAndNobodyElseWaits() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 40)
            let bomb = TestWorkbook(
                rows: String(repeating: "<row>\(cells)</row>", count: 100),
                strings: "<si><t>\(String(repeating: "đ", count: 200_000))</t></si>")
            let bytes = bomb.bytes
            async let answers = withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await admin.upload("/devices/import", bytes, named: "a.xlsx", as: "file").text }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for _ in 0..<20 { #expect(try await admin.get("/account", timeout: .seconds(5)).status == 200) }
            for answer in try await answers { #expect(answer.contains("dài hơn 32.767 ký tự")) }
        }
    }

    @Test func aFileOfTenThousandBadRowsShowsTheFirstAndCountsTheRest() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let text = "name,kind\n" + String(repeating: "A,nobody\n", count: 900)
            let page = try await admin.upload("/devices/import", Array(text.utf8), named: "a.csv", as: "file").text
            #expect(page.contains("còn 700 dòng lỗi nữa") && page.count < 200_000)
            let many = "name,kind\n" + String(repeating: "A,hanet\n", count: 10_001)
            let refused = try await admin.upload("/devices/import", Array(many.utf8), named: "a.csv", as: "file").text
            #expect(refused.contains("hơn 10.000 thiết bị"))
        }
    }

    @Test func thePreviewNamesBadRowsAndLeavesOutColumnsOfNotes() async throws {
        try await TestConsole.with(now: "2026-12-01T10:00:00+07:00") { test, _ in
            let admin = try await test.visitor(.admin)
            let text = "Tên thiết bị,Loại,Token,PlaceID,Ghi chú\n<i>Cổng</i>,hanet,t,1,x\nKho,hanet,t,,y\n"
            let page = try await admin.upload("/devices/import", Array(text.utf8), named: "a.csv", as: "file").text
            #expect(page.contains("Bỏ qua các cột không nhận ra: “Ghi chú”."))
            #expect(page.contains("&lt;i&gt;Cổng&lt;/i&gt;") && !page.contains("<i>Cổng"))
            let bad = try #require(page.firstRange(of: ">Kho<"))
            #expect(page[bad.upperBound...].contains("“PlaceID”: "))
        }
    }

    @Test func aTemplateIsHadOfEachKindInTheReadersLanguage() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let csv = try await admin.get("/devices/import/template.csv?kind=hanet")
            #expect(csv.status == 200 && csv.body.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(csv.text.contains("Tên thiết bị,Loại kết nối,") && csv.text.contains("PlaceID"))
            #expect(csv.text.contains("VÍ DỤ") && !csv.text.contains("API ID"))
            let all = try await admin.get("/devices/import/template.xlsx")
            #expect(all.status == 200 && all.body.starts(with: [0x50, 0x4B]))
            let page = try await admin.upload("/devices/import", Array(all.body), named: "t.xlsx", as: "file").text
            #expect(page.contains("Bỏ qua dòng ví dụ") && !page.contains("class=\"primary\">Nhập"))
            #expect(try await admin.get("/devices/import/template.csv?kind=fax").status == 422)
        }
    }

    @Test func programsChooseTheOrderToo() async throws {
        try await TestConsole.with(now: "2026-12-01T10:00:00+07:00") { test, _ in
            let program = try await test.program([.devicesWrite])
            func send(_ dates: String) async throws -> String {
                let heading = "[\"name\",\"kind\",\"sync-from\",\"token\",\"place-id\"]"
                let rows = "[\(heading),[\"A\",\"hanet\",\"01/11/2026\",\"t\",\"1\"]]"
                return try await program.send(
                    .post, "/api/v1/device-imports", json: "{\"rows\":\(rows),\"dryRun\":true\(dates)}"
                ).text
            }
            #expect(try await send("").contains("\"warnings\":[{\"row\":2,"))
            #expect(try await send(",\"dates\":\"day-first\"").contains("\"warnings\":[]"))
            #expect(try await send(",\"dates\":\"year-first\"").contains("\"status\":422"))
        }
    }

    @Test func everyTableOfDevicesBeginsWithTheMarkThatExcelNeeds() async throws {
        try await TestConsole.with(now: "2026-12-01T10:00:00+07:00") { test, _ in
            let admin = try await test.visitor(.admin)
            let program = try await test.program([.devicesWrite])
            let replies = [
                try await admin.get("/devices/export.csv"),
                try await program.get("/api/v1/device-exports?format=csv"),
            ]
            for reply in replies { #expect(reply.status == 200 && reply.body.starts(with: [0xEF, 0xBB, 0xBF])) }
        }
    }
}

/// Past imports on their pages: what can be undone is offered, by and for everybody who may change devices.
@Suite struct PastImportTests {
    private func importList(_ rows: String, _ visitor: TestConsole.Visitor) async throws -> String {
        let table = Array("name,kind,api-id,token-key\n\(rows)\n".utf8)
        let page = try await visitor.upload("/devices/import", table, named: "máy <1>.csv", as: "file").text
        let id = try #require(page.firstMatch(of: /name="import" value="([^"]+)"/).map { String($0.1) })
        let applied = try await visitor.post("/devices/import/apply", ["import": id])
        return try #require(applied.header("Location"))
    }

    @Test func anImportIsUndoneByAnotherAdministrator() async throws {
        try await TestConsole.with { test, _ in
            let (admin, other) = (try await test.visitor(.admin), try await test.visitor(.admin))
            let address = try await importList("A,nuveq,344,secret-of-a\n<b>B</b>,nuveq,345,k", admin)
            let shown = try await other.get(address).text
            #expect(shown.contains("Hoàn tác (2 thiết bị)") && shown.contains("máy &lt;1&gt;.csv"))
            #expect(shown.contains("&lt;b&gt;B&lt;/b&gt;") && !shown.contains("secret-of-a"))
            #expect(try await other.get("/devices/imports").text.contains("có thể hoàn tác 2"))
            #expect(try await other.post(address + "/undo", [:]).status == 303)
            let after = try await other.get(address).text
            #expect(after.contains("Đã hoàn tác 2 thiết bị.") && !after.contains("Hoàn tác (2"))
            #expect(try await test.hub.store.devices.all().isEmpty)
            // Whoever comes second is told that nothing is left.
            #expect(try await admin.post(address + "/undo", [:]).status == 303)
            #expect(try await admin.get(address).text.contains("Đã hoàn tác 0 thiết bị."))
        }
    }

    @Test func whatStaysIsNamedWithItsReason() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let address = try await importList("A,nuveq,344,k\nB,nuveq,345,k", admin)
            let device = try await test.hub.store.devices.find("A")
            try await test.hub.store.devices.setPaused(true, [device], act: Act(by: .command, at: test.hub.clock.now))
            let entry = DeviceEntry(name: "A2", kind: "nuveq", values: FieldValues())
            _ = try await test.hub.attendance.edit(device, to: entry, act: Act(by: .command, at: test.hub.clock.now))
            #expect(try await admin.get(address).text.contains("Hoàn tác (1 thiết bị)"))
            _ = try await admin.post(address + "/undo", [:])
            let after = try await admin.get(address).text
            #expect(after.contains("Đã hoàn tác 1 thiết bị. Giữ nguyên 1 (“A” đã được sửa sau khi nhập)."))
            #expect(try await test.hub.store.devices.all().map(\.name) == ["A2"])
            #expect(try await admin.get("/devices/imports/77").status == 404)
        }
    }
}
