import Attendance

/// One setting: what it is called, what it takes, where its value lies, and how people are told of it.
///
/// Every door is made from the table of these: what is refused and why, the stored text, `rollcall settings`, the schema
/// and JSON of the API, the page and its fields. A new setting is a property of `Settings`, with its default, and an
/// entry in one of the lists of `Specifications`.
public struct SettingSpecification: Sendable {
    /// In words with hyphens, as it is stored and typed.
    public let name: String
    public let shape: SettingShape
    public let control: SettingControl
    /// What a form calls it.
    public let label: Phrase
    /// What a form says below it; empty where the label says all.
    public let help: Phrase
    private let takes: Phrase
    private let atField: Phrase
    private let write: @Sendable (Settings) -> String
    private let read: @Sendable (String, inout Settings) -> Bool

    init<Value>(
        _ name: String, _ path: any WritableKeyPath<Settings, Value> & Sendable, _ format: SettingFormat<Value>,
        label: Phrase, help: Phrase = Phrase(verbatim: "")
    ) {
        self.name = name
        self.label = label
        self.help = help
        shape = format.shape
        control = format.control
        takes = format.takes
        atField =
            format.atField ?? Phrase(en: "enter \(format.takes.en)", vi: "hãy nhập \(format.takes.vi)")
        write = { format.write($0[keyPath: path]) }
        read = { text, settings in
            guard let value = format.read(text) else { return false }
            settings[keyPath: path] = value
            return true
        }
    }

    /// All of them, in the order in which people are shown them.
    public static let all: [SettingSpecification] = SettingSection.all.flatMap(\.settings)

    static let named = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The value as text.
    public func text(in settings: Settings) -> String { write(settings) }

    /// The value of a program in which nobody has set anything.
    public var defaultText: String { write(Settings()) }

    /// - Throws: `SettingFailure` that says what the setting takes.
    func set(_ text: String, in settings: inout Settings) throws(SettingFailure) {
        guard isShort(text), read(text, &settings) else {
            throw .refused(
                Phrase(
                    en: "the setting “\(name)” takes \(takes.en)", vi: "thiết lập “\(name)” nhận \(takes.vi)"),
                atField: atField)
        }
    }

    /// Bounds of length are for what is typed: a stored text may be longer, and holds.
    func restore(_ text: String, in settings: inout Settings) { _ = read(text, &settings) }

    private func isShort(_ text: String) -> Bool {
        guard case .text(let maximum) = shape else { return true }
        return text.unicodeScalars.count <= maximum
    }
}
