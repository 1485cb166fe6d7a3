/// How much a terminal keeps and could keep, by its own count (contract 4). Some firmware counts wrongly: no number here
/// proves anything about the log.
public struct TerminalSizes: Hashable, Sendable {
    public let users: Int
    public let records: Int
    /// Nil where the firmware does not say.
    public let userCapacity: Int?
    public let recordCapacity: Int?

    /// Reads what is there of the answer; nil where not even the count of records is.
    public init?(_ data: [UInt8]) {
        func value(_ index: Int) -> Int? {
            guard data.count >= index * 4 + 4 else { return nil }
            return Int(Int32(bitPattern: data.littleEndian32(at: index * 4)))
        }
        guard let users = value(4), let records = value(8) else { return nil }
        self.users = max(0, users)
        self.records = max(0, records)
        userCapacity = value(15).flatMap { $0 > 0 ? $0 : nil }
        recordCapacity = value(16).flatMap { $0 > 0 ? $0 : nil }
    }
}
