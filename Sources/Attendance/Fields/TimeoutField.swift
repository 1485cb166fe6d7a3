extension FieldSpecification {
    /// How long one answer may take: every kind has it.
    public static let timeout = FieldSpecification(
        "timeout-seconds", .integer(1...300), default: String(FieldValues.usualTimeout),
        label: Phrase(en: "Time-out (seconds)", vi: "Thời gian chờ (giây)"),
        help: Phrase(en: "seconds to wait for one answer", vi: "số giây chờ mỗi lần phản hồi"))
}

extension FieldValues {
    static let usualTimeout = 20

    /// How long one answer may take.
    public var timeout: Duration {
        .seconds(self[FieldSpecification.timeout.name].flatMap { Int($0) } ?? FieldValues.usualTimeout)
    }
}
