import Attendance
import Serials

/// What one photo says of the serial that a case is for, seen by whoever took it: the judgement of the rules, and before it
/// what a better photo would change.
public enum PhotoVerdict: Hashable, Sendable {
    /// It shows the case's device and others, which are in the order of their letters.
    case several(others: [ShortSerial])
    /// Its letters read like the serial, and no code says so.
    case lettersAlone
    /// All that it shows is this other device.
    case another(ShortSerial)
    /// No serial can be read on it.
    case unreadable
    /// What `EvidenceRules` say of it: the reviewer sees the same.
    case judged(CaseCheck.Result, Phrase)

    public init(_ photo: PhotoFacts, claimed: ShortSerial) {
        let serials = Set(photo.finds.map(\.serial))
        let codes = photo.finds.filter(\.source.isCode).map(\.serial)
        let (result, phrase) = EvidenceRules.judge([photo], claimed: claimed)
        if serials.contains(claimed), serials.count > 1 {
            self = .several(others: serials.subtracting([claimed]).sorted { $0.text < $1.text })
        } else if serials == [claimed], codes.isEmpty {
            self = .lettersAlone
        } else if result == .fail, let other = codes.first {
            self = .another(other)
        } else if serials.isEmpty {
            self = .unreadable
        } else {
            self = .judged(result, phrase)
        }
    }
}
