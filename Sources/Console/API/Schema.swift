import Attendance
import Wire

/// What a value of the API looks like: written into the OpenAPI document, and held against what comes in, so that
/// the two cannot differ.
indirect enum Schema: Sendable {
    case string(minimum: Int = 0, maximum: Int = 10_000, pattern: String? = nil)
    /// `YYYY-MM-DD`
    case date
    /// RFC 3339.
    case time
    case integer(ClosedRange<Int64>)
    case number
    case boolean
    case choice([String])
    case array(Schema, maximum: Int = 1000)
    case object([Property], allowsOthers: Bool = false)
    /// An object whose values are all alike.
    case map(Schema)
    case either(Schema, Schema)
    case nullable(Schema)
    case anything

    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        init(_ name: String, _ schema: Schema, required: Bool = true) {
            self.name = name
            self.schema = schema
            isRequired = required
        }
    }

    /// JSON Schema 2020-12, as OpenAPI 3.1 takes it.
    var json: JSONValue {
        switch self {
        case .string(let minimum, let maximum, let pattern):
            var members: [JSONValue.Member] = [
                JSONValue.Member("type", "string"), JSONValue.Member("maxLength", JSONValue(maximum)),
            ]
            if minimum > 0 { members.append(JSONValue.Member("minLength", JSONValue(minimum))) }
            if let pattern { members.append(JSONValue.Member("pattern", .string(pattern))) }
            return .object(members)
        case .date: return ["type": "string", "format": "date"]
        case .time: return ["type": "string", "format": "date-time"]
        case .integer(let range):
            return [
                "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
            ]
        case .number: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .choice(let words): return ["type": "string", "enum": .array(words.map { .string($0) })]
        case .array(let element, let maximum):
            return ["type": "array", "items": element.json, "maxItems": JSONValue(maximum)]
        case .object(let properties, let allowsOthers):
            return [
                "type": "object",
                "properties": .object(properties.map { JSONValue.Member($0.name, $0.schema.json) }),
                "required": .array(properties.filter(\.isRequired).map { .string($0.name) }),
                "additionalProperties": .bool(allowsOthers),
            ]
        case .map(let value): return ["type": "object", "additionalProperties": value.json]
        case .either(let first, let second): return ["anyOf": [first.json, second.json]]
        case .nullable(let schema): return ["anyOf": [schema.json, ["type": "null"]]]
        case .anything: return [:]
        }
    }

    /// Why a value does not fit; nil when it does. `place` is where it stands, for the sentence.
    func objection(to value: JSONValue, at place: String) -> Phrase? {
        switch (self, value) {
        case (.anything, _), (.boolean, .bool), (.number, .integer), (.number, .double): return nil
        case (.nullable, .null): return nil
        case (.nullable(let schema), _): return schema.objection(to: value, at: place)
        case (.string(let minimum, let maximum, let pattern), .string(let text)):
            let isNumber = pattern == nil || text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if (minimum...maximum).contains(text.unicodeScalars.count), isNumber { return nil }
            return Phrase(
                en: "“\(place)” takes \(minimum) to \(maximum) characters",
                vi: "“\(place)” nhận từ \(minimum) đến \(maximum) ký tự")
        case (.date, .string(let text)):
            if LocalDate(text) != nil { return nil }
            return Phrase(en: "“\(place)” takes a date like 2026-11-01", vi: "“\(place)” nhận ngày dạng 2026-11-01")
        case (.time, .string(let text)):
            if TimeText.instant(rfc3339: text) != nil { return nil }
            return Phrase(en: "“\(place)” takes an RFC 3339 time", vi: "“\(place)” nhận thời gian RFC 3339")
        case (.integer(let range), .integer(let number)):
            if range.contains(number) { return nil }
            return Phrase(
                en: "“\(place)” lies from \(range.lowerBound) to \(range.upperBound)",
                vi: "“\(place)” phải từ \(range.lowerBound) đến \(range.upperBound)")
        case (.choice(let words), .string(let text)):
            if words.contains(text) { return nil }
            let list = words.joined(separator: ", ")
            return Phrase(en: "“\(place)” is one of \(list)", vi: "“\(place)” là một trong: \(list)")
        case (.array(let element, let maximum), .array(let elements)):
            guard elements.count <= maximum else {
                return Phrase(
                    en: "“\(place)” takes at most \(maximum) elements", vi: "“\(place)” nhận tối đa \(maximum) phần tử")
            }
            for (index, item) in elements.enumerated() {
                if let objection = element.objection(to: item, at: "\(place)[\(index)]") { return objection }
            }
            return nil
        case (.object(let properties, let allowsOthers), .object(let members)):
            for property in properties where property.isRequired && value[property.name] == nil {
                return Phrase(en: "“\(property.name)” is missing", vi: "thiếu “\(property.name)”")
            }
            for member in members {
                guard let property = properties.first(where: { $0.name == member.name }) else {
                    if allowsOthers { continue }
                    let list = properties.map(\.name).joined(separator: ", ")
                    return Phrase(
                        en: "there is no “\(member.name)” here; there is \(list)",
                        vi: "không có “\(member.name)”; chỉ có \(list)")
                }
                if let objection = property.schema.objection(to: member.value, at: member.name) { return objection }
            }
            return nil
        case (.map(let schema), .object(let members)):
            for member in members {
                if let objection = schema.objection(to: member.value, at: member.name) { return objection }
            }
            return nil
        case (.either(let first, let second), _):
            guard first.objection(to: value, at: place) != nil else { return nil }
            return second.objection(to: value, at: place)
        default:
            return Phrase(en: "“\(place)” has another type", vi: "“\(place)” sai kiểu dữ liệu")
        }
    }

    /// A query parameter's text as the value it stands for; nil when it is no such text.
    func value(of text: String) -> JSONValue? {
        switch self {
        case .integer: return Int64(text).flatMap { String($0) == text ? .integer($0) : nil }
        case .boolean: return text == "true" ? true : text == "false" ? false : nil
        default: return .string(text)
        }
    }
}
