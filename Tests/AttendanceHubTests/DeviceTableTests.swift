import Attendance
import ConnectorKit
import Foundation
import Server
import Spreadsheets
import Store
import SyncEngine
import TestSupport
import Testing

@testable import AttendanceHub

/// The device list as a table: its columns, what people call them, its files.
@Suite struct DeviceTableTests {
    private let kinds = Kinds.devices

    @Test func everyFieldOfEveryKindHasOneColumnBehindTheFixedOnes() {
        let columns = DeviceTable.columns(kinds)
        #expect(Array(columns.prefix(5)) == ["name", "kind", "time-zone", "sync-from", "hr-clients"])
        #expect(Set(columns).count == columns.count)
        for kind in kinds.all { #expect(Set(kind.fields.specifications.map(\.name)).isSubset(of: columns)) }
    }

    @Test(arguments: [
        ("name", "name"), ("NAME", "name"), (" Tên thiết bị ", "name"), ("Tên hệ thống/thiết bị *", "name"),
        ("Device name:", "name"), ("Loại kết nối", "kind"), ("Múi giờ", "time-zone"), ("time_zone", "time-zone"),
        ("Time Zone", "time-zone"), ("Đồng bộ từ", "sync-from"), ("HRM client", "hr-clients"), ("Place ID", "place-id"),
        ("PlaceID", "place-id"), ("Access token", "token"), ("API ID", "api-id"), ("Địa chỉ API", "base-url"),
        ("Số seri", "serial-number"), ("Số sê-ri", "serial-number"),
    ])
    func aHeadingMeansAColumnAsPeopleWriteIt(_ heading: String, _ column: String) {
        #expect(DeviceTable.column(heading, kinds) == column)
    }

    @Test(arguments: ["", "Cột lạ", "tokens", "place"]) func anUnknownHeadingMeansNone(_ heading: String) {
        #expect(DeviceTable.column(heading, kinds) == nil)
    }

    @Test(arguments: [
        ("hanet", "hanet"), ("Hanet AI", "hanet"), ("Camera Hanet AI", "hanet"), ("Hanet AI cameras", "hanet"),
        ("NUVEQ", "nuveq"), ("Nuveq-cloud", "nuveq"), ("fax", "fax"),
    ])
    func aKindIsItsWordOrItsTitle(_ text: String, _ kind: String) {
        #expect(DeviceTable.kind(text, kinds) == kind)
    }

    @Test func anExportHoldsEverythingButSecrets() async throws {
        try await TestHub.with { hub, _ in
            try await hub.addHR("Base", kind: "base-checkin", ["token": "b"])
            try await hub.addHR("File", kind: "file", ["path": hub.store.directory.path + "/exports/p.csv"])
            try await hub.addDevice(
                "Gate", kind: "hanet", ["token": "hidden-token", "place-id": "1", "client-secret": "hidden-secret"],
                syncFrom: LocalDate("2026-03-01"), hr: ["Base", "File"])
            let rows = DeviceTable.rows(try await hub.store.devices.all(), hub.engine.deviceKinds)
            #expect(rows.count == 2 && rows[0].count == rows[1].count)
            let cells = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
            #expect(cells["name"] == "Gate" && cells["kind"] == "hanet" && cells["time-zone"] == "Asia/Ho_Chi_Minh")
            #expect(cells["sync-from"] == "2026-03-01" && cells["hr-clients"] == "Base;File")
            #expect(cells["place-id"] == "1" && cells["token"] == "" && cells["client-secret"] == "")
            #expect(!rows[1].joined().contains("hidden"))
        }
    }

    @Test func aFileIsWrittenAndReadByItsEndingAndOtherEndingsAreRefused() async throws {
        try await withTemporaryDirectory { directory in
            let rows = [["name", "kind"], ["=1+1", "a;b \"c\", ổ"]]
            for name in ["t.csv", "T.CSV", "t.xlsx", "T.XLSX"] {
                let path = directory.appending(path: name).path
                try DeviceTable.write(rows, path: path)
                let read = try DeviceTable.read(path: path)
                #expect(read.map(\.cells) == rows, "\(name)")
            }
            for name in ["t.xls", "t", "t.csv.txt", "csv"] {
                let path = directory.appending(path: name).path
                #expect(throws: RequestFailure.self) { try DeviceTable.write(rows, path: path) }
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            for folder in ["nowhere/t.csv", "nowhere/t.xlsx"] {
                let path = directory.appending(path: folder).path
                #expect(throws: RequestFailure.self) { try DeviceTable.write(rows, path: path) }
                #expect(throws: RequestFailure.self) { try DeviceTable.read(path: path) }
            }
        }
    }

    @Test func whatIsNoTableIsNamedWithItsFile() {
        for (bytes, words) in [
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "before 2007"), ([0x50, 0x4B, 3, 4], "no table"),
        ] as [([UInt8], String)] {
            do {
                _ = try DeviceTable.read(bytes, named: "list.xls")
                Issue.record("read")
            } catch {
                let said = error.explained.phrase.en
                #expect(said.hasPrefix("list.xls: ") && said.contains(words), "\(said)")
            }
        }
    }

    @Test(arguments: [
        ("a?b", true), ("Cổ?ng", true), ("C?", false), ("?C", false), ("a ?b", false), ("1?2", false), ("??", false),
        ("a?", false), ("", false),
    ])
    func aQuestionMarkInsideAWordIsALetterThatMayBeLost(_ text: String, _ isLost: Bool) {
        #expect(text.mayHaveLostLetters == isLost)
    }
}
