import Attendance
import ConnectorKit

/// Why a row of a table cannot be imported.
public struct ImportFault: Sendable {
    /// In the words of the command line and the API: columns by our names.
    public let reason: Phrase
    /// In the words of the file and the forms: the column as it is headed there, and the label of its field.
    public let onPage: Phrase

    init(_ error: any Error, in header: ImportHeader, _ kinds: DeviceKinds) {
        let failure = error.explained
        let all: [any Failure] = (failure as? FieldFailure)?.all ?? [failure]
        let told = all.map { ImportFault.onPage($0, header, kinds) }
        reason = failure.phrase
        onPage = Phrase(
            en: told.map(\.en).joined(separator: "; "), vi: told.map(\.vi).joined(separator: "; "))
    }

    private static func onPage(_ failure: any Failure, _ header: ImportHeader, _ kinds: DeviceKinds) -> Phrase {
        guard let field = failure.field, DeviceTable.columns(kinds).contains(field) else { return failure.phrase }
        let title = header.title(of: field, kinds)
        let said =
            (failure as? ColumnFailure)?.predicate
            ?? ImportFault.withoutName((failure as? FieldFailure)?.atField ?? failure.phrase, of: field)
        return Phrase(en: "\(title.en): \(said.en)", vi: "\(title.vi): \(said.vi)")
    }

    /// What a sentence says of a field that it names as the command line does.
    private static func withoutName(_ sentence: Phrase, of field: String) -> Phrase {
        func told(_ text: String, _ beginning: (name: String, words: String), _ list: String) -> String {
            let text = text.firstRange(of: list).map { String(text[..<$0.lowerBound]) } ?? text
            guard text.hasPrefix(beginning.name) else { return text }
            return beginning.words + text.dropFirst(beginning.name.count)
        }
        let en = told(sentence.en, ("field “\(field)” ", ""), " (fields: ")
        let vi = told(sentence.vi, ("trường “\(field)” ", ""), " (các trường: ")
        return Phrase(en: en, vi: told(vi, ("thiếu trường “\(field)”", "còn thiếu"), " (các trường: "))
    }
}

/// What is wrong with a cell, by its column.
struct ColumnFailure: Failure {
    /// By our name.
    let column: String
    /// What is said of the column: `is empty`.
    let predicate: Phrase

    var field: String? { column }
    var blame: Blame { .request }
    var phrase: Phrase {
        Phrase(en: "the column “\(column)” \(predicate.en)", vi: "cột “\(column)” \(predicate.vi)")
    }

    init(_ column: String, en: String, vi: String) {
        self.column = column
        predicate = Phrase(en: en, vi: vi)
    }
}
