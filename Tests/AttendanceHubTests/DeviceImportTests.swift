import Attendance
import AttendanceHub
import Foundation
import Spreadsheets
import Store
import SyncEngine
import TestSupport
import Testing

/// What an import makes of people's files, from the file's bytes on.
@Suite struct DeviceImportTests {
    static let heading = "name,kind,time-zone,sync-from,hr-clients,token,place-id"

    private func plan(
        _ bytes: [UInt8], _ check: @escaping @Sendable (DeviceImport) async throws -> Void
    ) async throws {
        try await TestHub.with(now: "2026-12-01T10:00:00+07:00") { hub, _ in
            let file = hub.directory.appending(path: "table").path
            try Data(bytes).write(to: URL(filePath: file))
            try await check(try await DeviceImport(DeviceTable.read(path: file), hub: hub.attendance))
        }
    }

    /// A list of one device for each date.
    private func list(_ dates: [String]) -> [UInt8] {
        let rows = dates.enumerated().map { "D\($0),hanet,,\($1),,tok,\($0 + 1)" }
        return Array(([Self.heading] + rows).joined(separator: "\n").utf8)
    }

    /// The dates that a list's rows come to, by their numbers in the file, and what is said of them.
    private func read(_ cells: [String], dates: DateOrder = .asFound) async throws -> [String] {
        try await TestHub.with(now: "2026-12-01T10:00:00+07:00") { hub, _ in
            let file = hub.directory.appending(path: "table.csv").path
            try Data(list(cells)).write(to: URL(filePath: file))
            let plan = try await DeviceImport(DeviceTable.read(path: file), dates: dates, hub: hub.attendance)
            return plan.adding.map { $0.syncFrom?.description ?? "none" }
                + plan.bad.map { "row \($0.row) bad" } + plan.warnings.map { "row \($0.row): \($0.warning.en)" }
        }
    }

    @Test(arguments: [
        "2026-11-01", "2026-11-1", "2026/11/01", "2026.11.1", "2026-11-01 00:00:00", "2026-11-01T00:00:00",
        "2026-11-01 12:00 AM",
    ])
    func theYearFirstFormsAreRead(_ text: String) async throws {
        #expect(try await read([text]) == ["2026-11-01"])
    }

    @Test func aDateThatCanBeReadInOneWayIsTaken() async throws {
        #expect(try await read(["25/11/2026"]) == ["2026-11-25"])
        #expect(try await read(["25-11-2026"]) == ["2026-11-25"])
        #expect(try await read(["25.11.2026"]) == ["2026-11-25"])
        #expect(try await read(["11/25/2026"]) == ["2026-11-25"])
        #expect(try await read(["5/5/2026"]) == ["2026-05-05"])
        #expect(try await read(["25/11/2026", "11/26/2026"]) == ["2026-11-25", "2026-11-26"])
    }

    @Test(arguments: [
        "31/02/2026", "13/13/2026", "1/11/26", "46327", "2026-13-01", "01/11-2026", "1/1/1/2026", "soon",
        "０１/11/2026",
    ])
    func whatIsNoDateIsRefused(_ text: String) async throws {
        #expect(try await read([text]) == ["row 2 bad"])
    }

    @Test func aDateOfTwoReadingsIsNeverTakenInSilence() async throws {
        // The padded form of Vietnam is taken, with a word.
        #expect(try await read(["01/11/2026"]) == ["2026-11-01", "row 2: 01/11/2026 was read as 1 November 2026"])
        // The short form is American Excel's as well: nothing decides.
        #expect(try await read(["11/1/2026"]) == ["row 2 bad"])
        #expect(try await read(["1.11.2026"]) == ["row 2 bad"])
        #expect(try await read(["10/11/2026", "9/9/2026"]) == ["2026-09-09", "row 2 bad"])
        // A date that is only day first decides for the file, an only month-first one never does.
        #expect(
            try await read(["11/1/2026", "25/11/2026"])
                == [
                    "2026-01-11", "2026-11-25",
                    "row 2: 11/1/2026 was read as 11 January 2026, because the file also has 25/11/2026",
                ])
        #expect(try await read(["11/1/2026", "11/25/2026"]) == ["2026-11-25", "row 2 bad"])
        #expect(try await read(["01/11/2026", "11/25/2026"]) == ["2026-11-25", "row 2 bad"])
        let mixed = try await read(["11/1/2026", "25/11/2026", "11/25/2026"])
        #expect(mixed == ["2026-11-25", "2026-11-25", "row 2 bad"])
    }

    @Test func theChosenOrderHoldsForEveryDate() async throws {
        #expect(try await read(["11/1/2026", "01/11/2026"], dates: .dayFirst) == ["2026-01-11", "2026-11-01"])
        #expect(try await read(["11/1/2026", "01/11/2026"], dates: .monthFirst) == ["2026-11-01", "2026-01-11"])
        #expect(try await read(["11/25/2026", "2026-11-01"], dates: .dayFirst) == ["2026-11-01", "row 2 bad"])
        #expect(try await read(["25/11/2026"], dates: .monthFirst) == ["row 2 bad"])
    }

    @Test func theQuestionNamesBothReadingsInBothLanguages() async throws {
        try await plan(list(["11/1/2026"])) { plan in
            let reason = try #require(plan.bad.first?.reason)
            for word in ["11 January 2026", "1 November 2026", "2026-01-11", "2026-11-01"] {
                #expect(reason.en.contains(word))
            }
            for word in ["ngày 11 tháng 1 năm 2026", "ngày 1 tháng 11 năm 2026", "2026-01-11", "2026-11-01"] {
                #expect(reason.vi.contains(word))
            }
        }
    }

    @Test func aTimeBehindTheDateIsLeftOutWithAWord() async throws {
        #expect(
            try await read(["2026-11-01 08:30:00"])
                == ["2026-11-01", "row 2: the time 08:30:00 was left out"])
    }

    @Test func rowsAreNamedByTheirNumbersInTheFile() async throws {
        let heading = Self.heading.replacing(",", with: ";")
        let text = "sep=;\r\n\(heading)\r\n\r\n;;;;;;\r\nA;hanet;;;;tok;1\r\nB;hanet;;;;;2\r\n"
        try await plan(Array(text.utf8)) { plan in
            #expect(plan.adding.map(\.name) == ["A"] && plan.bad.map(\.row) == [6])
        }
    }

    @Test func aCellThatCannotBeToldMakesItsRowBad() async throws {
        var rows = TestWorkbook.rows([["name", "kind", "token", "place-id", ""]])
        func row(_ number: Int, _ place: String, _ beside: String = "") -> String {
            let cells = ["D\(number)", "hanet", "tok"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
            return "<row r=\"\(number)\">\(cells.joined())\(place)\(beside)</row>"
        }
        rows += row(2, "<c r=\"D2\"><f>1</f></c>") + row(4, "<c r=\"D4\" t=\"e\"><v>#N/A</v></c>")
        rows += row(5, "<c r=\"D5\"><v>1234567890123456</v></c>")
        // What stands under no heading is nobody's.
        rows += row(7, "<c r=\"D7\"><v>13433.0</v></c>", "<c r=\"E7\" t=\"e\"><v>#REF!</v></c>")
        rows += "<row r=\"8\"><c r=\"E8\" t=\"e\"><v>#REF!</v></c></row>"
        try await plan(TestWorkbook(rows: rows).bytes) { plan in
            #expect(plan.bad.map(\.row) == [2, 4, 5])
            #expect(zip(plan.bad, ["D2", "D4", "D5"]).allSatisfy { $0.reason.en.hasPrefix("cell \($1) holds") })
            #expect(plan.adding.map(\.name) == ["D7"] && plan.adding.first?.fields["place-id"] == "13433")
        }
    }

    @Test func lettersThatWereLostAreNeverStored() async throws {
        let rows = "C\u{FFFD}ng,hanet,,,,tok,1\nC?ng,hanet,,,,tok,2\nOK?,hanet,,,,tok,3"
        try await plan(Array("\(Self.heading)\n\(rows)".utf8)) { plan in
            #expect(plan.bad.map(\.row) == [2] && plan.warnings.map(\.row) == [3])
        }
    }

    @Test func signsThatShowNothingHinderNowhere() async throws {
        let heading = "\u{FEFF}\u{A0}na\u{200B}me\u{A0},\u{2060}kind,token,place-id\u{200B}"
        let text = "\(heading)\n\u{A0}Cổng\u{A0}chính\u{200B},ha\u{AD}net,tok,\u{200E}13433\u{A0}"
        try await plan(Array(text.utf8)) { plan in
            #expect(plan.bad.isEmpty && plan.adding.map(\.name) == ["Cổng chính"])
            #expect(plan.adding.first?.fields["place-id"] == "13433")
        }
    }

    @Test(arguments: ["csv", "xlsx"]) func whatIsExportedIsImportedAsItWas(_ format: String) async throws {
        try await TestHub.with(now: "2026-12-01T10:00:00+07:00") { hub, _ in
            try await hub.addDevice(
                "=Cổng, \"chính\"", kind: "hanet", ["token": "t", "place-id": "007"],
                syncFrom: LocalDate(year: 2026, month: 11, day: 1))
            let file = hub.directory.appending(path: "devices.\(format)").path
            try DeviceTable.write(
                DeviceTable.rows(try await hub.store.devices.all(), hub.engine.deviceKinds), path: file)
            let bytes = Array(try Data(contentsOf: URL(filePath: file)))
            #expect(bytes.starts(with: format == "csv" ? [0xEF, 0xBB, 0xBF] : [0x50, 0x4B]))
            let plan = try await DeviceImport(DeviceTable.read(path: file), hub: hub.attendance)
            #expect(plan.bad.isEmpty && plan.warnings.isEmpty && plan.adding.isEmpty)
            let change = try #require(plan.editing.first)
            #expect(change.draft.name == change.device.name && change.draft.fields == change.device.fields)
            #expect(change.draft.syncFrom == change.device.syncFrom)
        }
    }
}
