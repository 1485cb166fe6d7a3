import Attendance
import ConnectorKit
import Foundation
import Spreadsheets
import Store

/// The device list as a table: fixed columns, then one per field of any kind, then the tags.
public enum DeviceTable {
    public static let fixed = ["name", "kind", "time-zone", "sync-from", "hr-clients"]

    public static func columns(_ kinds: DeviceKinds) -> [String] {
        var names = fixed
        for field in kinds.all.flatMap(\.fields.specifications) where !names.contains(field.name) {
            names.append(field.name)
        }
        return names + [tags]
    }

    static let tags = DeviceTags.field

    /// The table with its header; secret cells are empty.
    public static func rows(_ devices: [Device], _ kinds: DeviceKinds) -> [[String]] {
        let columns = columns(kinds)
        let fields = columns.dropFirst(fixed.count).dropLast()
        return [columns]
            + devices.map { device in
                [
                    device.name, device.kind, device.zone.identifier, device.syncFrom?.description ?? "",
                    device.hrClients.joined(separator: ";"),
                ] + fields.map { device.fields.all($0).joined(separator: ";") } + [device.tags.text]
            }
    }

    /// Writes rows to a `.csv` or `.xlsx` file, by its ending. The byte order mark makes Excel read the letters of a
    /// `.csv` as UTF-8.
    public static func write(_ rows: [[String]], path: String) throws {
        do {
            if path.lowercased().hasSuffix(".xlsx") {
                let writer = try XLSXWriter(path: path)
                for row in rows { try writer.append(row) }
                try writer.close()
            } else if path.lowercased().hasSuffix(".csv") {
                let text = CSV.byteOrderMark + rows.map(CSV.line).joined()
                guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
                    throw SpreadsheetFailure.cannotWrite(reason: String(cString: strerror(errno)))
                }
            } else {
                throw RequestFailure(
                    en: "\(path): the file must end in .csv or .xlsx", vi: "\(path): tệp phải có đuôi .csv hoặc .xlsx")
            }
        } catch let error as SpreadsheetFailure {
            throw RequestFailure(en: "\(path): \(error.phrase.en)", vi: "\(path): \(error.phrase.vi)")
        }
    }

    /// Reads a table file.
    ///
    /// - Throws: `RequestFailure` with the sentence for the person who chose the file.
    public static func read(path: String) throws -> [TableRow] {
        let data: Data?
        do {
            // Nothing is read of an empty file.
            data = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(
                upToCount: SpreadsheetLimits().bytes + 1)
        } catch {
            throw RequestFailure(en: "the file \(path) cannot be read", vi: "không đọc được tệp \(path)")
        }
        return try read(Array(data ?? Data()), named: URL(fileURLWithPath: path).lastPathComponent)
    }

    /// Reads the bytes of a table file.
    ///
    /// - Throws: `RequestFailure` with the sentence for the person who chose the file.
    public static func read(_ bytes: [UInt8], named name: String) throws -> [TableRow] {
        do { return try rows(bytes) } catch {
            throw RequestFailure(en: "\(name): \(error.phrase.en)", vi: "\(name): \(error.phrase.vi)")
        }
    }

    /// Reads a table by what it holds, not by its name: XLSX, Excel's web pages that are named `.xls`, or CSV.
    private static func rows(_ bytes: [UInt8]) throws(SpreadsheetFailure) -> [TableRow] {
        if bytes.starts(with: [0x50, 0x4B]) { return try XLSXReader.rows(bytes) }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .oldWorkbook }
        if HTMLTable.matches(bytes) { return try HTMLTable.rows(bytes) }
        return try CSV.rows(bytes)
    }

    /// The column that a heading means: our own names, and the labels of forms in either language.
    static func column(_ heading: String, _ kinds: DeviceKinds) -> String? {
        let key = squeezed(heading)
        if let known = columns(kinds).first(where: { squeezed($0) == key }) { return known }
        if let fixed = labels[key] { return fixed }
        return kinds.all.flatMap(\.fields.specifications).first { field in
            squeezed(field.label.en) == key || squeezed(field.label.vi) == key
        }?.name
    }

    /// What forms call a column: one of all devices, or a field of a kind. Our name where there is no such column.
    public static func label(of column: String, _ kinds: DeviceKinds) -> Phrase {
        titles[column] ?? kinds.all.lazy.compactMap { $0.fields[column]?.label }.first ?? Phrase(verbatim: column)
    }

    private static let titles = [
        "name": Phrase(en: "Device name", vi: "Tên thiết bị"),
        "kind": Phrase(en: "Connection type", vi: "Loại kết nối"),
        "time-zone": Phrase(en: "Time zone", vi: "Múi giờ"),
        "sync-from": Phrase(en: "Sync from", vi: "Đồng bộ từ"),
        "hr-clients": Phrase(en: "HR clients", vi: "HRM client"), tags: Phrase(en: "Tags", vi: "Nhãn"),
    ]

    private static let labels: [String: String] = {
        let list: [(String, [String])] = [
            (
                "name",
                [
                    "Tên", "Tên thiết bị", "Tên hệ thống", "Tên hệ thống/thiết bị", "Device name", "System name",
                    "System/device name",
                ]
            ),
            ("kind", ["Loại", "Loại kết nối", "Connection type", "Type"]),
            ("time-zone", ["Múi giờ"]),
            ("sync-from", ["Thời gian đồng bộ từ", "Đồng bộ từ"]),
            // As files of former versions call it.
            ("serial-number", ["Số sê-ri"]),
            ("hr-clients", ["HRM client", "HRM clients", "HR client"]),
            (tags, ["Nhãn", "Tag"]),
        ]
        var labels: [String: String] = [:]
        for (column, names) in list {
            for name in names { labels[squeezed(name)] = column }
        }
        return labels
    }()

    /// Without case, blanks, dashes and the mark of required fields.
    static func squeezed(_ text: String) -> String {
        String(text.lowercased().filter { !$0.isWhitespace && !"-_*:".contains($0) })
    }

    /// The kind that a cell means: its word or its title in either language.
    static func kind(_ text: String, _ kinds: DeviceKinds) -> String {
        let key = squeezed(text)
        let found = kinds.all.first { kind in
            [kind.id, kind.title.en, kind.title.vi].contains { squeezed($0) == key } || key == kind.id + "ai"
        }
        return found?.id ?? text
    }
}
