import ProgramSettings

/// Texts at the bounds of one setting, made from its description: what every door takes, and what every door refuses.
public struct SettingSample: Sendable {
    public let setting: SettingSpecification
    public let taken: [String]
    public let refused: [String]

    public static let all = SettingSpecification.all.map(SettingSample.init)

    init(_ setting: SettingSpecification) {
        self.setting = setting
        switch setting.shape {
        case .integer(let range):
            taken = [String(range.lowerBound), String(range.upperBound)]
            refused = [String(range.lowerBound - 1), "2.5", String(range.upperBound + 1)]
        case .flag:
            taken = ["true", "false"]
            refused = ["yes"]
        case .choice(let choices):
            taken = choices.map(\.word)
            refused = ["no such word"]
        case .text(let maximum):
            let fitting = SettingSample.texts.first { Self.isTaken($0(maximum), by: setting) }
            taken = [setting.defaultText] + (fitting.map { [$0(maximum)] } ?? [])
            refused = [(fitting ?? { String(repeating: "A", count: $0) })(maximum + 1)]
        }
    }

    private static func isTaken(_ text: String, by setting: SettingSpecification) -> Bool {
        var settings = Settings()
        return (try? settings.set(setting.name, text)) != nil
    }

    /// Texts of a length, one for each form that settings have.
    private static let texts: [@Sendable (Int) -> String] = [
        { String(repeating: "a", count: $0) },
        { "https://x.test/" + String(repeating: "a", count: $0 - 15) },
        { String(repeating: "a", count: $0 - 3) + ":25" },
        { String(repeating: ",", count: $0) },
        { length in
            let spans = (length - 4 + 11) / 12
            let short = 4 + 12 * spans - length
            return "only "
                + (0..<spans).map { $0 < short ? "8:20-09:40" : "08:20-09:40" }.joined(separator: ",")
        },
    ]
}
