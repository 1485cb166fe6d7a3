extension FieldSpecification {
    /// How long one answer may take: every kind has it.
    public static let timeout = FieldSpecification(
        "timeout-seconds", .duration(1...300, .seconds), default: String(FieldValues.usualTimeout),
        label: Phrase(en: "Time-out", vi: "Thời gian chờ"),
        help: Phrase(en: "how long to wait for one answer", vi: "chờ mỗi lần phản hồi bao lâu"))
}

extension FieldValues {
    static let usualTimeout = 20

    /// How long one answer may take.
    public var timeout: Duration {
        .seconds(self[FieldSpecification.timeout.name].flatMap { Int($0) } ?? FieldValues.usualTimeout)
    }
}
