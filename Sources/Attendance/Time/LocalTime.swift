/// A date and a wall-clock time as a device shows them, without a time zone; whole seconds.
public struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let date: LocalDate
    /// Seconds since the local midnight, 0…86399.
    public let secondOfDay: Int

    /// Nil when the time of day lies outside 00:00:00…23:59:59.
    public init?(date: LocalDate, hour: Int, minute: Int, second: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.date = date
        self.secondOfDay = hour * 3600 + minute * 60 + second
    }

    /// Local midnight at the start of `date`.
    public init(startOf date: LocalDate) {
        self.date = date
        self.secondOfDay = 0
    }

    /// Reads the seconds since 1970 as if the wall clock stood at UTC.
    init(wallSeconds: Int64) {
        let days = wallSeconds.flooredDivision(by: 86_400)
        date = LocalDate(daysSince1970: days)
        secondOfDay = Int(wallSeconds - days * 86_400)
    }

    /// The inverse of `init(wallSeconds:)`.
    var wallSeconds: Int64 { date.daysSince1970 * 86_400 + Int64(secondOfDay) }

    public var hour: Int { secondOfDay / 3600 }
    public var minute: Int { secondOfDay / 60 % 60 }
    public var second: Int { secondOfDay % 60 }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }

    /// `HH:MM:SS`
    public var timeText: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }

    /// `YYYY-MM-DD HH:MM:SS`
    public var description: String { "\(date) \(timeText)" }

    /// Appends `YYYY-MM-DD HH:MM:SS` in ASCII: the ledger's column, without a string in between.
    public func write(to bytes: inout [UInt8]) {
        func append(_ number: Int, _ divisor: Int) {
            var divisor = divisor
            while divisor > 0 {
                bytes.append(UInt8(48 + number / divisor % 10))
                divisor /= 10
            }
        }
        append(date.year, 1000)
        bytes.append(UInt8(ascii: "-"))
        append(date.month, 10)
        bytes.append(UInt8(ascii: "-"))
        append(date.day, 10)
        bytes.append(UInt8(ascii: " "))
        append(hour, 10)
        bytes.append(UInt8(ascii: ":"))
        append(minute, 10)
        bytes.append(UInt8(ascii: ":"))
        append(second, 10)
    }

    /// Reads `YYYY-MM-DD` followed by a blank or `T` and `HH:MM[:SS[.fraction]]`; the fraction is cut off.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 16, bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
            let date = LocalDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let time = LocalTime.secondOfDay(bytes[11...])
        else { return nil }
        self.date = date
        self.secondOfDay = time
    }

    /// Joins a date and a `HH:MM[:SS[.fraction]]` that a vendor keeps in two fields.
    public init?(date: LocalDate, timeText: some StringProtocol) {
        guard let time = LocalTime.secondOfDay(Array(timeText.utf8)[...]) else { return nil }
        self.date = date
        self.secondOfDay = time
    }

    private static func secondOfDay(_ bytes: ArraySlice<UInt8>) -> Int? {
        let fields = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count), fields[0].count == 2, fields[1].count == 2,
            let hour = decimal(fields[0]), let minute = decimal(fields[1]), hour < 24, minute < 60
        else { return nil }
        guard fields.count == 3 else { return hour * 3600 + minute * 60 }
        let parts = fields[2].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0].count == 2, let second = decimal(parts[0]), second < 60 else { return nil }
        if parts.count == 2, decimal(parts[1]) == nil { return nil }
        return hour * 3600 + minute * 60 + second
    }
}
