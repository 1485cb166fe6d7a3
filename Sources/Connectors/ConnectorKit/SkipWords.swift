import Attendance

/// What a kind calls the rows that its runs skip, for a person. Scripts get the reasons' own words, which runs count by.
public struct SkipWords: Sendable {
    private let own: [String: Phrase]

    /// Reasons that are the same for all vendors: rows that no connector can make a punch of.
    private static let common: [String: Phrase] = [
        "tooLong": Phrase(en: "longer than any record is", vi: "dài bất thường"),
        "noTime": Phrase(en: "without a time", vi: "không có giờ"),
        "noIdentity": Phrase(en: "without an id", vi: "không có mã bản ghi"),
        "impossibleTime": Phrase(en: "with an impossible time", vi: "giờ không hợp lý"),
    ]

    /// - Parameter own: the vendor's own reasons (`stranger`), each with what it is called.
    public init(_ own: [String: Phrase] = [:]) {
        self.own = own
    }

    /// What a reason is called; the reason itself where a former version counted by it.
    public func phrase(_ reason: String) -> Phrase {
        own[reason] ?? SkipWords.common[reason] ?? Phrase(verbatim: reason)
    }

    /// Counts by reason as a list, in the order of their reasons: “strangers 5, visitors 1”.
    public func list(_ counts: [String: Int]) -> Phrase {
        let parts = counts.sorted { $0.key < $1.key }.map { (phrase($0.key), $0.value) }
        let text = { (language: Language) in parts.map { "\($0[language]) \($1)" }.joined(separator: ", ") }
        return Phrase(en: text(.en), vi: text(.vi))
    }
}
