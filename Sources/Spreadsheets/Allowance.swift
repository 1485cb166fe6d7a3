/// What of `totalBytes` is left.
struct Allowance {
    private let limits: SpreadsheetLimits
    private var left: Int
    private var ofRow = 0

    init(_ limits: SpreadsheetLimits) {
        self.limits = limits
        left = limits.totalBytes
    }

    mutating func spend(_ bytes: Int) throws(SpreadsheetFailure) {
        left -= bytes
        guard left >= 0 else { throw .tooLarge(limit: limits.totalBytes) }
    }

    /// A text that is handed on: its bytes, and the place that even an empty one takes.
    mutating func spend(on text: String) throws(SpreadsheetFailure) { try spend(text.utf8.count + 16) }

    /// A cell of a row, which has a bound of its own.
    mutating func spend(on text: String, inRow number: Int) throws(SpreadsheetFailure) {
        ofRow += text.utf8.count
        guard ofRow <= limits.row else { throw .rowTooLong(row: number, limit: limits.row) }
        try spend(on: text)
    }

    /// A cell that is a fault: what is noted of it.
    mutating func spendOnFault() throws(SpreadsheetFailure) { try spend(128) }

    mutating func beginRow() { ofRow = 0 }
}

/// How long a reading may go on: until its time is over, or until the task that wants it is cancelled.
struct Patience {
    private let end: ContinuousClock.Instant
    private let limit: Duration
    private var steps = 0

    init(_ limits: SpreadsheetLimits) {
        limit = limits.time
        end = .now + limits.time
    }

    func look() throws(SpreadsheetFailure) {
        if Task.isCancelled { throw .cancelled }
        guard .now <= end else { throw .tooSlow(limit: limit) }
    }

    /// Looks once in a while.
    mutating func step() throws(SpreadsheetFailure) {
        steps &+= 1
        if steps & 0x3FF == 0 { try look() }
    }
}
