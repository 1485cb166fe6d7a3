/// A person enrolled at a terminal, as far as punches need it. The password beside it is not read.
public struct TerminalUser: Hashable, Sendable {
    /// The slot within the terminal, which another person gets after a deletion.
    public let slot: UInt16
    /// What HR knows the person by.
    public let userID: String
    /// As the terminal's language wrote it; empty where it cannot be read.
    public let name: String

    public init(slot: UInt16, userID: String, name: String) {
        self.slot = slot
        self.userID = userID
        self.name = name
    }

    /// Reads a terminal's user list; nil where its records have a width that nobody knows (contract 10).
    ///
    /// - Parameters:
    ///   - data: the records, without the size before them.
    ///   - count: how many the terminal says that there are; 0 where it does not.
    public static func list(_ data: ArraySlice<UInt8>, count: Int) -> [TerminalUser]? {
        if data.isEmpty { return [] }
        let fitting = UserRecordWidth.allCases.filter { width in
            guard data.count % width.rawValue == 0 else { return false }
            return data.count / width.rawValue == count || isPlausible(data, width)
        }
        // By the count where it decides, else by what the records say.
        let counted = fitting.filter { data.count / $0.rawValue == count && isPlausible(data, $0) }
        let decided = counted.isEmpty ? fitting.filter { isPlausible(data, $0) } : counted
        guard decided.count == 1, let width = decided.first else { return nil }
        return stride(from: data.startIndex, to: data.endIndex, by: width.rawValue).compactMap {
            width.read(data[$0..<($0 + width.rawValue)])
        }
    }

    private static func isPlausible(_ data: ArraySlice<UInt8>, _ width: UserRecordWidth) -> Bool {
        let starts = stride(from: data.startIndex, to: data.endIndex, by: width.rawValue)
        var good = 0
        var seen = 0
        for start in starts.prefix(200) {
            seen += 1
            if width.read(data[start..<(start + width.rawValue)]) != nil { good += 1 }
        }
        return good * 5 >= seen * 4
    }
}

/// How many bytes a terminal spends on a user.
enum UserRecordWidth: Int, CaseIterable {
    case narrow = 28
    case wide = 72

    func read(_ record: ArraySlice<UInt8>) -> TerminalUser? {
        let slot = record.littleEndian16(at: 0)
        let privilege = record[record.startIndex + 2]
        // Users, enrollers, managers, administrators; the lowest bit is “disabled”.
        guard privilege & 0xF0 == 0 else { return nil }
        switch self {
        case .narrow:
            let number = record.littleEndian32(at: 24)
            guard number > 0 else { return nil }
            return TerminalUser(slot: slot, userID: String(number), name: name(record.dropFirst(8).prefix(8)))
        case .wide:
            guard let id = UserID.text(record.dropFirst(48).prefix(24)) else { return nil }
            return TerminalUser(slot: slot, userID: id, name: name(record.dropFirst(11).prefix(24)))
        }
    }

    /// UTF-8 that may be cut within its last letter (contract 10); in another encoding it is nobody's name.
    private func name(_ field: ArraySlice<UInt8>) -> String {
        var bytes = field.prefix { $0 != 0 }
        for _ in 0..<4 {
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            bytes = bytes.dropLast()
        }
        return ""
    }
}
