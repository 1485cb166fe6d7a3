import Attendance
import ConnectorKit
import Spreadsheets

/// What becomes of one row of a table of devices.
public struct ImportedRow: Sendable {
    public enum Outcome: Sendable {
        case bad(ImportFault)
        case adding(DeviceDraft)
        case editing(Device, DeviceDraft)
        /// An example of the template that nobody has filled in.
        case example
    }

    /// Its number in the file.
    public let number: Int
    /// The device's name as it stands in the file; empty where it has none.
    public let name: String
    /// What tells the device apart at its vendor, as it stands in the file; empty where the row does not say.
    public let identity: String
    public let outcome: Outcome
    /// What the person should look at.
    public let warnings: [Phrase]
}

/// The cells of one row by our names of their columns.
struct ImportCells {
    let cells: [String: String]
    let kinds: DeviceKinds

    var name: String { cells["name"] ?? "" }

    /// What the row says of the vendor's identity, secrets never.
    func identity(of kind: String?) -> String {
        guard let kind = (kind ?? cells["kind"]).flatMap({ kinds[DeviceTable.kind($0, kinds)] }) else { return "" }
        let fields = kind.fields.specifications.filter { $0.isRequired && !$0.isSecret }
        return fields.compactMap { cells[$0.name] }.filter { !$0.isEmpty }.joined(separator: " · ").shortened
    }

    /// The row as an entry over what an existing device of its name has.
    ///
    /// - Throws: `ColumnFailure`.
    func entry(_ dates: FileDates, over existing: Device?, warnings: inout [Phrase]) throws(ColumnFailure)
        -> DeviceEntry
    {
        guard !name.isEmpty else { throw ColumnFailure("name", en: "is empty", vi: "trống") }
        if name.mayHaveLostLetters {
            warnings.append(
                Phrase(
                    en: "“\(name)” has a question mark inside a word: was a letter lost when the file was saved?",
                    vi: "“\(name)” có dấu hỏi giữa từ: có thể đã mất chữ khi lưu tệp?"))
        }
        let kind = try kind(of: existing)
        var entry = DeviceEntry(name: name, kind: kind.id, values: FieldValues())
        if let text = cells["time-zone"], !text.isEmpty {
            guard let zone = Zone(identifier: text) else {
                throw ColumnFailure(
                    "time-zone", en: "holds “\(text)”, which is not a time zone such as Asia/Ho_Chi_Minh",
                    vi: "có “\(text)” không phải múi giờ dạng Asia/Ho_Chi_Minh")
            }
            entry.zone = zone
        }
        if let text = cells["sync-from"], !text.isEmpty {
            let reading = try dates.read(text)
            entry.syncFrom = reading.date
            if let warning = reading.warning { warnings.append(warning) }
        }
        if let text = cells["hr-clients"] {
            entry.hrClients = text.split(separator: ";").map(\.trimmed).filter { !$0.isEmpty }
        }
        if let text = cells[DeviceTable.tags] {
            do { entry.tags = try DeviceTags(typed: text) } catch {
                throw ColumnFailure(
                    DeviceTable.tags, en: "cannot be taken: \(error.phrase.en)", vi: "không hợp lệ: \(error.phrase.vi)")
            }
        }
        let general = DeviceTable.fixed + [DeviceTable.tags]
        for (column, text) in cells.sorted(by: { $0.key < $1.key }) where !general.contains(column) {
            guard let field = kind.fields[column] else {
                if text.isEmpty { continue }
                throw ColumnFailure(
                    column,
                    en: "is none of “\(kind.title.en)”: clear the cell, or correct the connection type",
                    vi: "không dùng cho “\(kind.title.vi)”: hãy xóa ô này hoặc sửa loại kết nối")
            }
            // An empty secret keeps what the device has.
            if text.isEmpty && field.isSecret { continue }
            let parts = field.isRepeatable ? text.split(separator: ";").map(\.trimmed) : [text]
            entry.values.set(column, all: parts.isEmpty ? [""] : parts)
        }
        return entry
    }

    private func kind(of existing: Device?) throws(ColumnFailure) -> DeviceKind {
        guard let text = cells["kind"].flatMap({ $0.isEmpty ? nil : $0 }) ?? existing?.kind else {
            throw ColumnFailure("kind", en: "is empty", vi: "trống")
        }
        if let kind = kinds[DeviceTable.kind(text, kinds)] { return kind }
        let known = Phrase(
            en: kinds.all.map { "\($0.id) (\($0.title.en))" }.joined(separator: ", "),
            vi: kinds.all.map { "\($0.id) (\($0.title.vi))" }.joined(separator: ", "))
        throw ColumnFailure(
            "kind", en: "holds “\(text)”, which is no connection type; there are \(known.en)",
            vi: "có “\(text)” không phải loại kết nối; các loại là \(known.vi)")
    }
}
