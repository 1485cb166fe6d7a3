import Access
import Attendance
import AttendanceHub

/// A list of devices to be read from a file.
struct ImportPage: PageModel {
    static let template = "import"

    let token: String
    let columns: String
    let orders: [Choice]
}

extension ImportPage {
    /// - Parameters:
    ///   - columns: all that a file may have.
    ///   - order: of dates, as it was chosen; empty where it was not.
    init(columns: [String], order: String, for reader: Reader) {
        token = reader.formToken
        self.columns = columns.prefix(12).joined(separator: ", ") + " …"
        orders = DateOrder.allCases.map {
            let name =
                switch $0 {
                case .asFound: reader.say("as found", "tự nhận theo tệp")
                case .dayFirst: reader.say("day first", "ngày đứng trước")
                case .monthFirst: reader.say("month first", "tháng đứng trước")
                }
            return Choice($0.rawValue, name, isChosen: $0.rawValue == order)
        }
    }
}

/// What the file would change, before anything has.
struct ImportPreviewPage: PageModel {
    static let template = "import-preview"

    struct Row: Sendable {
        let row: String
        let tone: String
        let what: String
        let name: String
        let detail: String
    }

    let addCount: Int
    let editCount: Int
    let badCount: Int
    let rows: [Row]
    let importID: String
    let canApply: Bool
    let applyText: String
    let token: String
}

extension ImportPreviewPage {
    /// Bad rows that are shown.
    private static let mostBadRows = 200

    /// - Parameter id: under which the plan is kept until it is confirmed; empty where there is nothing to apply.
    init(_ plan: DeviceImport, keptAs id: String, for reader: Reader) {
        addCount = plan.adding.count
        editCount = plan.editing.count
        badCount = plan.bad.count
        rows =
            ImportPreviewPage.badRows(plan, reader)
            + plan.warnings.map {
                Row(
                    row: String($0.row), tone: "warn", what: reader.say("please check", "cần kiểm tra"), name: "",
                    detail: $0.warning[reader.language])
            }
            + plan.adding.map {
                Row(
                    row: "", tone: "good", what: reader.say("add", "thêm"), name: $0.name,
                    detail: "\($0.kind) · \($0.identity)")
            }
            + plan.editing.map {
                Row(
                    row: "", tone: "warn", what: reader.say("change", "sửa"), name: $0.draft.name,
                    detail: ImportPreviewPage.differences($0.device, $0.draft, reader))
            }
        importID = id
        canApply = plan.changesSomething
        let good = addCount + editCount
        applyText =
            plan.bad.isEmpty
            ? reader.say("Import", "Nhập") : reader.say("Import the \(good) good rows", "Nhập \(good) dòng hợp lệ")
        token = reader.formToken
    }

    private static func badRows(_ plan: DeviceImport, _ reader: Reader) -> [Row] {
        let shown = plan.bad.prefix(mostBadRows).map {
            Row(
                row: String($0.row), tone: "bad", what: reader.say("bad row", "dòng lỗi"), name: "",
                detail: $0.reason[reader.language])
        }
        guard plan.bad.count > mostBadRows else { return shown }
        let more = Texts.number(plan.bad.count - mostBadRows, reader.language)
        return shown + [
            Row(
                row: "…", tone: "bad", what: reader.say("bad rows", "dòng lỗi"), name: "",
                detail: reader.say("\(more) more bad rows", "còn \(more) dòng lỗi nữa"))
        ]
    }

    /// What an import changes of a device; of secrets only that they change.
    private static func differences(_ device: Device, _ draft: DeviceDraft, _ reader: Reader) -> String {
        var parts: [String] = []
        func compare(_ name: String, _ old: String, _ new: String) {
            if old != new { parts.append("\(name): \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)") }
        }
        compare("kind", device.kind, draft.kind)
        compare("time-zone", device.zone.identifier, draft.zone.identifier)
        compare("sync-from", device.syncFrom?.description ?? "", draft.syncFrom?.description ?? "")
        compare("hr-clients", device.hrClients.joined(separator: ";"), draft.hrClients.joined(separator: ";"))
        for name in Set(device.fields.names + draft.fields.names).sorted() {
            compare(
                name, device.fields.all(name).joined(separator: ";"), draft.fields.all(name).joined(separator: ";"))
        }
        for name in draft.secrets.names.sorted() {
            parts.append(reader.say("\(name): a new secret", "\(name): giá trị bí mật mới"))
        }
        return parts.isEmpty ? reader.say("no difference", "không thay đổi") : parts.joined(separator: "; ")
    }
}

extension DeviceImport {
    /// Whether anything is left to apply.
    var changesSomething: Bool { !adding.isEmpty || !editing.isEmpty }
}
