import Attendance

/// What was asked does not fit the companies that there are.
public enum CompanyFailure: Failure, Hashable {
    /// No company has this id.
    case unknown(String)
    /// Whoever proposes it is to be added to the one that is there.
    case isHereAlready
    /// Two companies would have one tax code.
    case taxCodeTaken(String, by: String)
    /// It would be refused, and nobody would know why.
    case noReason

    public var phrase: Phrase {
        switch self {
        case .unknown(let id): Phrase(en: "there is no company \(id)", vi: "không có công ty \(id)")
        case .isHereAlready:
            Phrase(
                en: "a company with this tax code is here already: ask an administrator to add you to it",
                vi: "đã có công ty với mã số thuế này: hãy nhờ quản trị viên thêm bạn vào")
        case .taxCodeTaken(let code, let holder):
            Phrase(
                en: "\(holder) has the tax code \(code): two companies cannot have one, refuse one of them first",
                vi: "\(holder) đã có mã số thuế \(code): mỗi công ty một mã số thuế, hãy từ chối một bên trước")
        case .noReason: Phrase(en: "say why it is refused", vi: "hãy ghi lý do từ chối")
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .isHereAlready, .taxCodeTaken, .noReason: .request
        }
    }

    public var field: String? { self == .noReason ? "reason" : nil }
}

extension Company {
    /// What stands against an account's naming its company: one that was not refused has the tax code.
    public static func objection(toProposing taxCode: String, beside others: [Company]) -> CompanyFailure? {
        holder(of: taxCode, among: others) == nil ? nil : .isHereAlready
    }

    /// What stands against there being a verified company of a tax code.
    ///
    /// - Parameter id: of the company that waits for it; nil for a new one.
    public static func objection(
        toVerifying taxCode: String, for id: Int64? = nil, beside others: [Company]
    ) -> CompanyFailure? {
        holder(of: taxCode, among: others.filter { $0.id != id }).map { .taxCodeTaken(taxCode, by: $0.name) }
    }

    /// A refused company holds no tax code.
    private static func holder(of taxCode: String, among companies: [Company]) -> Company? {
        companies.first { $0.taxCode == taxCode && $0.state != .refused }
    }
}
