import Attendance
import Sealing

extension MappingWarning {
    /// The same for the same people and codes, however many punches there are by now: a confirmation carries it, so
    /// that it does not count for somebody who became known in the meantime.
    public var mark: String {
        let holders = self.holders.map { "\($0.code)\u{1}\($0.name)\u{1}\($0.isMapped)" }.sorted()
        return Digest.identifier(
            code, hrCode, names.sorted().joined(separator: "\u{2}"), holders.joined(separator: "\u{2}"), length: 32)
    }
}
