import Attendance

/// What a company says of itself.
public struct CompanyDraft: Sendable {
    public var name: String
    /// Ten digits, or ten and three of a branch.
    public var taxCode: String
    public var contact: String
    /// JPEG of its papers.
    public var document: [UInt8]

    public init(name: String, taxCode: String, contact: String, document: [UInt8]) {
        self.name = name
        self.taxCode = taxCode
        self.contact = contact
        self.document = document
    }

    /// What a company's name is, for whoever wrote something else.
    public static let nameRule = Phrase(
        en: "write the company's name, 2 to 200 characters", vi: "hãy nhập tên công ty, từ 2 đến 200 ký tự")

    /// What a tax code is, for whoever wrote something else.
    public static let taxCodeRule = Phrase(
        en: "a tax code has 10 digits, 12, or 10 and three of a branch (0312345678-001)",
        vi: "mã số thuế có 10 chữ số, 12 chữ số, hoặc 10 kèm ba số chi nhánh (0312345678-001)")

    /// Whether a text has the form of a Vietnamese tax code.
    public static func isTaxCode(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, first.utf8.count == 10 || first.utf8.count == 12,
            parts.count == 1 || (parts.count == 2 && first.utf8.count == 10 && parts[1].utf8.count == 3)
        else { return false }
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
