import Attendance
import Database
import Foundation
import Wire

// How values of the domain lie in columns.

extension Instant: Storable {
    public static var columnType: ColumnType { .integer }
    public var columnValue: ColumnValue? { .integer(milliseconds) }

    public init?(columnValue: ColumnValue?) {
        guard let milliseconds = Int64(columnValue: columnValue) else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

enum Column {
    static func text(_ values: FieldValues) -> String {
        let members = values.values.sorted { $0.key < $1.key }.map {
            JSONValue.Member($0.key, .array($0.value.map { .string($0) }))
        }
        return JSONValue.object(members).description
    }

    static func fields(_ text: String) -> FieldValues {
        guard case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else { return FieldValues() }
        var values = FieldValues()
        for member in members { values.set(member.name, all: member.value.array?.compactMap(\.text) ?? []) }
        return values
    }

    static func text(_ phrase: Phrase) -> String {
        let value: JSONValue = ["en": .string(phrase.en), "vi": .string(phrase.vi)]
        return value.description
    }

    static func phrase(_ text: String?) -> Phrase? {
        guard let text, let value = try? JSONValue(parsing: Array(text.utf8)) else { return nil }
        return Phrase(en: value["en"]?.text ?? "", vi: value["vi"]?.text ?? "")
    }

    static func text(_ tags: DeviceTags) -> String { JSONValue.array(tags.words.map { .string($0) }).description }

    static func tags(_ text: String) -> DeviceTags {
        // Most devices have none, and there are many.
        if text == "[]" { return .none }
        let words = (try? JSONValue(parsing: Array(text.utf8)))?.array ?? []
        return DeviceTags(stored: words.compactMap(\.text))
    }

    static func text(_ counts: [String: Int]) -> String { JSONValue(counts: counts).description }

    static func counts(_ text: String) -> [String: Int] {
        guard case .object(let members)? = try? JSONValue(parsing: Array(text.utf8)) else { return [:] }
        return Dictionary(members.map { ($0.name, Int($0.value.integer ?? 0)) }) { $1 }
    }
}
