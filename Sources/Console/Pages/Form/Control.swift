import Attendance
import ProgramSettings
import Wire

/// What a page lets people fill a field in with. It follows from what the field takes; its value is one text, the same
/// as commands write.
enum Control: Sendable {
    case line(isNumber: Bool)
    case secret
    case zone
    case date
    case photo
    /// Words, of which one is marked, or several.
    case marks([FieldChoice], several: Bool)
    /// Words in a list of which one is chosen.
    case list([FieldChoice])
    case duration(DurationCodec)
    /// - usual: what holds where none is chosen.
    case window(usual: WindowRule?)
    case hours

    init(_ field: FieldSpecification) {
        self =
            switch field.format {
            case _ where field.isSecret: .secret
            case .choice(let choices): .marks(choices, several: field.isRepeatable)
            case .integer: .line(isNumber: true)
            case .duration(let range, let unit): .duration(DurationCodec(units: unit.offered(upTo: range.upperBound)))
            case .windowRule: .window(usual: field.defaultValue.flatMap { WindowRule($0) })
            case .zone: .zone
            case .text, .token, .url, .path: .line(isNumber: false)
            }
    }

    init(_ setting: SettingSpecification) {
        let choices = setting.shape.choices.map { FieldChoice($0.word, $0.title) }
        self =
            switch setting.control {
            case .duration(let units, let hasOff): .duration(DurationCodec(units: units, hasOff: hasOff))
            case .hours: .hours
            case .zone: .zone
            case .plain: choices.isEmpty ? .line(isNumber: false) : .list(choices)
            }
    }

    // What the names of further inputs of one field end with.
    static let unit = ".unit"
    static let days = ".days"
    static let from = ".from"
    static let to = ".to"

    /// The texts that a sent form has for a field; empty where it has none.
    ///
    /// - Parameter id: the name of its inputs.
    func read(_ form: Form, _ id: String) -> [String] {
        let sent = form.all(id).map(\.trimmed)
        guard let first = sent.first else { return [] }
        switch self {
        case .duration(let codec): return [codec.read(first, form[id + Control.unit])]
        case .window: return [WindowCodec.read(first, days: form[id + Control.days].trimmed)]
        case .hours:
            let spans = zip(form.all(id + Control.from), form.all(id + Control.to))
            return [HoursCodec.read(first, spans.map { HoursCodec.Span(from: $0.trimmed, to: $1.trimmed) })]
        case .line, .secret, .zone, .date, .photo, .marks, .list: return sent
        }
    }
}
