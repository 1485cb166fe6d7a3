/// How a terminal lays a punch out in its log (contract 6). What older clients call the “encoding length” is its size.
public enum RecordLayout: String, Hashable, Sendable, CaseIterable, Codable {
    /// The common one of all terminals with a colour screen, first: it is tried first.
    case bytes40 = "40"
    /// As `bytes40` with nine more: face terminals since 2022.
    case bytes49 = "49"
    /// As `bytes40` with eight more.
    case bytes48 = "48"
    /// With ids of ten characters: terminals on port 5055.
    case bytes22 = "22"
    /// With a number as id.
    case bytes16 = "16"
    /// With the user's slot alone, the time behind one byte.
    case bytes8a = "8a"
    /// With the user's slot alone, verification and state in one byte.
    case bytes8b = "8b"

    /// Bytes of one record.
    public var size: Int {
        switch self {
        case .bytes40: 40
        case .bytes49: 49
        case .bytes48: 48
        case .bytes22: 22
        case .bytes16: 16
        case .bytes8a, .bytes8b: 8
        }
    }

    /// Whether records tell the slot only, so that the user list says who it was.
    public var tellsSlotOnly: Bool { self == .bytes8a || self == .bytes8b }

    /// Reads one record; nil where its person or its time cannot be.
    ///
    /// - Parameter bytes: exactly `size` of them.
    public func read(_ bytes: ArraySlice<UInt8>) -> AttendanceRecord? {
        let start = bytes.startIndex
        func record(_ person: AttendanceRecord.Person?, time: Int, verify: UInt8, state: UInt8) -> AttendanceRecord? {
            guard let person, let time = TerminalTime(packed: bytes.littleEndian32(at: time)) else { return nil }
            return AttendanceRecord(person: person, time: time, verify: verify, state: state)
        }
        switch self {
        case .bytes40, .bytes48, .bytes49:
            return record(
                UserID.text(bytes[(start + 2)..<(start + 26)]).map { .userID($0) }, time: 27,
                verify: bytes[start + 26], state: bytes[start + 31])
        case .bytes22:
            return record(
                UserID.text(bytes[(start + 2)..<(start + 12)]).map { .userID($0) }, time: 13,
                verify: bytes[start + 12], state: bytes[start + 17])
        case .bytes16:
            let number = bytes.littleEndian32(at: 0)
            return record(
                number > 0 ? .userID(String(number)) : nil, time: 4, verify: bytes[start + 8], state: bytes[start + 9])
        case .bytes8a:
            return record(
                slot(bytes), time: 3, verify: bytes[start + 2], state: bytes[start + 7])
        case .bytes8b:
            return record(
                slot(bytes), time: 4, verify: bytes[start + 2] & 0x0F, state: bytes[start + 2] >> 4)
        }
    }

    private func slot(_ bytes: ArraySlice<UInt8>) -> AttendanceRecord.Person? {
        let slot = bytes.littleEndian16(at: 0)
        return slot > 0 ? .slot(slot) : nil
    }
}

/// One punch of a terminal's log.
public struct AttendanceRecord: Hashable, Sendable {
    /// Whose it is, as far as the record itself says.
    public enum Person: Hashable, Sendable {
        case userID(String)
        /// To be looked up in the user list.
        case slot(UInt16)
    }

    public let person: Person
    public let time: TerminalTime
    /// How the person was recognised (contract 11): 1 finger, 15 face; any other is kept as it is.
    public let verify: UInt8
    /// The key that was pressed (contract 11): 0 in, 1 out; what each means is set at the terminal.
    public let state: UInt8

    public init(person: Person, time: TerminalTime, verify: UInt8, state: UInt8) {
        self.person = person
        self.time = time
        self.verify = verify
        self.state = state
    }
}
