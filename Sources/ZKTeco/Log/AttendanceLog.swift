/// A terminal's log as it was read: its bytes, and the layout that was found for them.
public struct AttendanceLog: Sendable {
    /// Records one behind the other.
    public let bytes: ArraySlice<UInt8>
    public let layout: RecordLayout

    public init(bytes: ArraySlice<UInt8>, layout: RecordLayout) {
        self.bytes = bytes
        self.layout = layout
    }

    /// Whole records; a rest that is shorter than one is none.
    public var count: Int { bytes.count / layout.size }

    /// The bytes of one record.
    public func record(at index: Int) -> ArraySlice<UInt8> {
        let start = bytes.startIndex + index * layout.size
        return bytes[start..<(start + layout.size)]
    }

    /// Calls `body` with each record from `first` on, in the log's order: what it says, nil where it cannot be, and its
    /// bytes. Takes one pass.
    public func forEach(
        from first: Int = 0, _ body: (AttendanceRecord?, ArraySlice<UInt8>) throws -> Void
    ) rethrows {
        for index in first..<max(first, count) {
            let bytes = record(at: index)
            try body(layout.read(bytes), bytes)
        }
    }

    /// How many records at the start were there when the log ended in `mark` (records' bytes, the latest last): all
    /// behind them came since. Nil where the mark is not found, as after a log was cleared.
    ///
    /// A ring that dropped its oldest records has the mark further to the front; it is looked for from the end.
    public func known(upTo mark: [UInt8]) -> Int? {
        guard !mark.isEmpty, mark.count % layout.size == 0, mark.count <= bytes.count else { return nil }
        let length = mark.count / layout.size
        for end in stride(from: count, through: length, by: -1) {
            let start = bytes.startIndex + (end - length) * layout.size
            if bytes[start..<(start + mark.count)].elementsEqual(mark) { return end }
        }
        return nil
    }

    /// The latest records, for `known(upTo:)` of the next reading.
    public func mark(records: Int = 8) -> [UInt8] {
        Array(bytes.prefix(count * layout.size).suffix(min(records, count) * layout.size))
    }
}
