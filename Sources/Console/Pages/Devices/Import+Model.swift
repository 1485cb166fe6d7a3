import Access
import Attendance
import AttendanceHub
import ConnectorKit

/// A list of devices to be read from a file.
struct ImportPage: PageModel {
    static let template = "import"

    let token: String
    let orders: [Choice]
    /// Kinds that a template can be made for.
    let kinds: [Choice]
}

extension ImportPage {
    /// - Parameter order: of dates, as it was chosen; empty where it was not.
    init(_ known: DeviceKinds, order: String, for reader: Reader) {
        token = reader.formToken
        orders = DateOrder.allCases.map {
            let name =
                switch $0 {
                case .asFound: reader.say("as found", "tự nhận theo tệp")
                case .dayFirst: reader.say("day first", "ngày đứng trước")
                case .monthFirst: reader.say("month first", "tháng đứng trước")
                }
            return Choice($0.rawValue, name, isChosen: $0.rawValue == order)
        }
        kinds = known.all.map { Choice($0.id, $0.title[reader.language]) }
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
        /// What tells the device apart at its vendor; nil where the row does not say.
        let identity: String?
        let details: [String]
    }

    let addCount: String
    let editCount: String
    let badCount: String
    /// Of the file as a whole.
    let warnings: [String]
    let rows: [Row]
    let importID: String
    let canApply: Bool
    let applyText: String
    let token: String
}

extension ImportPreviewPage {
    /// Rows of one sort that are shown: bad ones, and others.
    private static let most = (bad: 200, others: 500)

    /// - Parameter id: under which the plan is kept until it is confirmed; empty where there is nothing to apply.
    init(_ plan: DeviceImport, keptAs id: String, _ kinds: DeviceKinds, for reader: Reader) {
        let bad = plan.rows.filter(\.isBad)
        let others = plan.rows.filter { !$0.isBad }
        let good = plan.adding.count + plan.editing.count
        addCount = Texts.number(plan.adding.count, reader.language)
        editCount = Texts.number(plan.editing.count, reader.language)
        badCount = Texts.number(bad.count, reader.language)
        warnings = plan.header.warnings.map { Texts.sentence($0[reader.language]) }
        rows =
            bad.prefix(ImportPreviewPage.most.bad).map { Row($0, kinds, reader) }
            + Row.rest(of: bad.count, shown: ImportPreviewPage.most.bad, "bad", reader)
            + others.prefix(ImportPreviewPage.most.others).map { Row($0, kinds, reader) }
            + Row.rest(of: others.count, shown: ImportPreviewPage.most.others, "good", reader)
        importID = id
        canApply = plan.changesSomething
        let count = Texts.number(good, reader.language)
        applyText =
            bad.isEmpty
            ? reader.say("Import", "Nhập") : reader.say("Import the \(count) good rows", "Nhập \(count) dòng hợp lệ")
        token = reader.formToken
    }
}

extension ImportPreviewPage.Row {
    fileprivate init(_ row: ImportedRow, _ kinds: DeviceKinds, _ reader: Reader) {
        let warnings = row.warnings.map { Texts.sentence($0[reader.language]) }
        self.row = String(row.number)
        name = row.name
        identity = row.identity.isEmpty ? nil : row.identity
        switch row.outcome {
        case .bad(let fault):
            (tone, what) = ("bad", reader.say("bad row", "dòng lỗi"))
            details = [Texts.sentence(fault.onPage[reader.language])]
        case .adding(let draft):
            (tone, what) = (warnings.isEmpty ? "good" : "warn", reader.say("add", "thêm"))
            details = [kinds[draft.kind]?.title[reader.language] ?? draft.kind] + warnings
        case .editing(let device, let draft):
            (tone, what) = ("warn", reader.say("change", "sửa"))
            details = ImportDifferences(device, draft, kinds, reader).lines + warnings
        case .example:
            (tone, what) = ("off", reader.say("left out", "bỏ qua"))
            details = warnings
        }
    }

    /// The line for what is not shown; none where everything is.
    fileprivate static func rest(of count: Int, shown most: Int, _ tone: String, _ reader: Reader) -> [Self] {
        guard count > most else { return [] }
        let more = Texts.number(count - most, reader.language)
        let words =
            tone == "bad"
            ? reader.say("\(more) more bad rows", "còn \(more) dòng lỗi nữa")
            : reader.say("\(more) more rows", "còn \(more) dòng nữa")
        return [Self(row: "…", tone: tone, what: words, name: "", identity: nil, details: [])]
    }
}

extension ImportedRow {
    fileprivate var isBad: Bool { if case .bad = outcome { true } else { false } }
}

extension DeviceImport {
    /// Whether anything is left to apply.
    var changesSomething: Bool { !adding.isEmpty || !editing.isEmpty }
}
