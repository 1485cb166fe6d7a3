import Attendance
import Sealing

extension StoredPunch {
    /// The same for this punch for ever, so that an HR system knows a repetition: from the source's identity and the
    /// record's own key, never from our row numbers or from anything that a time-zone correction changes.
    public var recordID: String { Digest.identifier(kind, identity, sourceKey, length: 24) }
}
