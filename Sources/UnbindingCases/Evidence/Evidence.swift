import Attendance
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

    public init(
        id: Int64, caseID: Int64, fileName: String, digest: String, looks: [UInt8], width: Int, height: Int,
        findings: JSONValue, addedBy: String, addedAt: Instant, isKept: Bool = true,
        struck: (by: String, at: Instant)? = nil
    ) {
        self.id = id
        self.caseID = caseID
        self.fileName = fileName
        self.digest = digest
        self.looks = looks
        self.width = width
        self.height = height
        self.findings = findings
        self.addedBy = addedBy
        self.addedAt = addedAt
        self.isKept = isKept
        self.struck = struck
    }
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
