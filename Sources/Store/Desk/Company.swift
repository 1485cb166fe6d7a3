import Attendance
import GRDB

/// A service provider that files cases once it is verified.
public struct Company: Sendable, Identifiable {
    public enum State: String, Sendable, CaseIterable {
        case waiting, verified, refused

        public var label: Phrase {
            switch self {
            case .waiting: Phrase(en: "waits for verification", vi: "chờ xác thực")
            case .verified: Phrase(en: "verified", vi: "đã xác thực")
            case .refused: Phrase(en: "refused", vi: "bị từ chối")
            }
        }
    }

    public let id: Int64
    public let name: String
    public let taxCode: String
    public let contact: String
    public let state: State
    /// Why it was refused.
    public let reason: String?
    public let madeBy: String
    public let madeAt: Instant
    public let decidedBy: String?
    public let decidedAt: Instant?
    public let hasDocument: Bool

    init(_ row: Row) {
        id = row["id"]
        name = row["name"]
        taxCode = row["tax_code"]
        contact = row["contact"]
        state = State(rawValue: row["state"]) ?? .waiting
        reason = row["reason"]
        madeBy = row["made_by"]
        madeAt = row["made_at"]
        decidedBy = row["decided_by"]
        decidedAt = row["decided_at"]
        hasDocument = row["has_document"]
    }

    static let columns = """
        company.id, company.name, tax_code, contact, state, reason, made_by, made_at, decided_by, decided_at,
        document IS NOT NULL AS has_document
        """
}

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
