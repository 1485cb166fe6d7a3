import Attendance
import Foundation
import GRDB
import Wire

/// One photo of a case, without its pixels.
public struct Evidence: Sendable, Identifiable {
    public let id: Int64
    public let caseID: Int64
    public let fileName: String
    /// SHA-256 of the file as it came, hexadecimal.
    public let digest: String
    /// What it looks like, 32 bytes.
    public let looks: [UInt8]
    /// Of the picture that people see, in pixels.
    public let width: Int
    public let height: Int
    /// What was read on it.
    public let findings: JSONValue
    public let addedBy: String
    public let addedAt: Instant
    /// False once its time was over.
    public let isKept: Bool
    /// Who struck it out of a filed case, and when; nil while it stands.
    public let struck: (by: String, at: Instant)?

    init(_ row: Row) {
        id = row["id"]
        caseID = row["case_id"]
        fileName = row["file_name"]
        digest = row["digest"]
        looks = Array(row["looks"] as Data)
        width = row["width"]
        height = row["height"]
        let text: String = row["findings"]
        findings = (try? JSONValue(parsing: Array(text.utf8))) ?? .null
        addedBy = row["added_by"]
        addedAt = row["added_at"]
        isKept = row["kept"]
        let struckBy: String? = row["struck_by"]
        let struckAt: Instant? = row["struck_at"]
        if let struckBy, let struckAt { struck = (struckBy, struckAt) } else { struck = nil }
    }

    static let columns = """
        evidence.id, case_id, file_name, digest, looks, width, height, findings, added_by, added_at, struck_by, struck_at,
        shown IS NOT NULL AS kept
        """
}

/// A photo that comes in.
public struct EvidenceDraft: Sendable {
    public var fileName: String
    public var digest: String
    public var looks: [UInt8]
    public var width: Int
    public var height: Int
    public var findings: JSONValue
    /// JPEG.
    public var whole: [UInt8]
    /// JPEG, verification codes covered.
    public var shown: [UInt8]

    public init(
        fileName: String, digest: String, looks: [UInt8], width: Int, height: Int, findings: JSONValue,
        whole: [UInt8], shown: [UInt8]
    ) {
        self.fileName = fileName
        self.digest = digest
        self.looks = looks
        self.width = width
        self.height = height
        self.findings = findings
        self.whole = whole
        self.shown = shown
    }
}
