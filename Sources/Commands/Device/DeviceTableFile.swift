import Attendance
import ConnectorKit
import Foundation
import Spreadsheets
import Store
import SyncEngine

/// The device list as a table: fixed columns, then one per field of any kind.
struct DeviceTableFile {
    static let fixed = ["name", "kind", "time-zone", "sync-from", "hr-clients"]

    static func fieldNames(_ kinds: DeviceKinds) -> [String] {
        var names: [String] = []
        for field in kinds.all.flatMap(\.fields.specifications) where !names.contains(field.name) {
            names.append(field.name)
        }
        return names
    }

    /// A device's row; secret cells are empty.
    static func row(_ device: Device, fields: [String]) -> [String] {
        [
            device.name, device.kind, device.zone.identifier, device.syncFrom?.description ?? "",
            device.hrClients.joined(separator: ";"),
        ] + fields.map { device.fields.all($0).joined(separator: ";") }
    }

    static func read(_ path: String) throws -> [[String]] {
        do {
            if path.lowercased().hasSuffix(".xlsx") { return try XLSXReader.rows(path: path) }
            guard path.lowercased().hasSuffix(".csv") else { throw wrongType(path) }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Failure(en: "the file \(path) cannot be read", vi: "không đọc được tệp \(path)")
            }
            return try CSV.rows(Array(data))
        } catch let error as SpreadsheetError {
            throw Failure(en: "\(path): \(error.phrase.en)", vi: "\(path): \(error.phrase.vi)")
        }
    }

    static func wrongType(_ path: String) -> Failure {
        Failure(en: "\(path): the file must end in .csv or .xlsx", vi: "\(path): tệp phải có đuôi .csv hoặc .xlsx")
    }

    /// One row as an entry over what an existing device of that name has.
    ///
    /// - Throws: `Failure` naming the column.
    static func entry(_ row: [String: String], kinds: DeviceKinds, existing: Device?) throws -> DeviceEntry {
        guard let name = row["name"], !name.isEmpty else {
            throw Failure(en: "the column “name” is empty", vi: "cột “name” trống")
        }
        guard let kindID = row["kind"].flatMap({ $0.isEmpty ? nil : $0 }) ?? existing?.kind else {
            throw Failure(en: "the column “kind” is empty", vi: "cột “kind” trống")
        }
        var entry = DeviceEntry(name: name, kind: kindID, values: FieldValues())
        if let text = row["time-zone"], !text.isEmpty {
            guard let zone = Zone(identifier: text) else {
                throw Failure(en: "“\(text)” is no time zone", vi: "“\(text)” không phải múi giờ")
            }
            entry.zone = zone
        }
        if let text = row["sync-from"], !text.isEmpty {
            guard let date = LocalDate(text) else {
                throw Failure(
                    en: "sync-from “\(text)” is no date like 2026-11-01",
                    vi: "sync-from “\(text)” không phải ngày dạng 2026-11-01")
            }
            entry.syncFrom = date
        }
        if let text = row["hr-clients"] {
            entry.hrClients = text.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
        }
        let set = kinds[kindID]?.fields
        for (column, text) in row where !fixed.contains(column) {
            let isSecret = set?.isSecret(column) ?? false
            // An empty secret keeps what the device has; a field of another kind is none of this row's.
            if text.isEmpty && (isSecret || set?[column] == nil) { continue }
            let parts = set?[column]?.isRepeatable == true ? text.split(separator: ";").map(\.trimmed) : [text]
            entry.values.set(column, all: parts.isEmpty ? [""] : parts)
        }
        return entry
    }
}

extension SpreadsheetError {
    var phrase: Phrase {
        switch self {
        case .tooLarge(let limit):
            Phrase(en: "larger than \(limit >> 20) MiB", vi: "lớn hơn \(limit >> 20) MiB")
        case .tooManyRows(let limit): Phrase(en: "more than \(limit) rows", vi: "nhiều hơn \(limit) dòng")
        case .unclosedQuote(let row):
            Phrase(en: "a quote is not closed in row \(row)", vi: "dấu nháy không đóng ở dòng \(row)")
        case .noWorkbook: Phrase(en: "no XLSX workbook", vi: "không phải tệp XLSX")
        case .malformedXML(let part):
            Phrase(en: "\(part) inside cannot be read", vi: "không đọc được \(part) bên trong")
        case .cannotWrite(let reason): Phrase(en: "cannot be written: \(reason)", vi: "không ghi được: \(reason)")
        }
    }
}
