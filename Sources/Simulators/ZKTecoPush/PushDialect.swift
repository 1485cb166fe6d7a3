/// How one terminal's firmware writes what all of them say.
public struct PushDialect: Sendable, Hashable {
    /// Pages end in `.aspx` (contract 1).
    public var endsInASPX = false
    /// Lines end in CRLF.
    public var hasCRLF = false
    /// The last line has an end too.
    public var endsLastLine = true
    /// Nil sends no content type.
    public var contentType: String? = "text/plain"
    /// `DeviceType` of the registration; nil leaves it out.
    public var deviceType: String?
    public var pushVersion: String? = "2.4.1"
    /// Seconds from UTC in field 11 of each record; nil writes ten fields.
    public var timeOffset: Int?

    public init() {}

    /// One of each that is known, in turn.
    public static func number(_ number: Int) -> PushDialect {
        var dialect = PushDialect()
        switch number % 8 {
        case 1: dialect.endsInASPX = true
        case 2: dialect.hasCRLF = true
        case 3: dialect.endsLastLine = false
        case 4: dialect.contentType = nil
        case 5: dialect.contentType = "application/x-www-form-urlencoded"
        case 6:
            dialect.contentType = "application/push;charset=UTF-8"
            dialect.deviceType = "att"
        case 7:
            dialect.pushVersion = nil
            dialect.timeOffset = 25_200
        default: break
        }
        return dialect
    }
}

/// One record of a terminal's log.
public struct PushRecord: Sendable, Hashable {
    public let pin: String
    /// The terminal's wall clock, `YYYY-MM-DD HH:MM:SS`.
    public let time: String
    /// 0 in, 1 out, 255 none …
    public let status: Int
    /// 1 finger, 15 face …
    public let verify: Int

    public init(_ pin: String, at time: String, status: Int = 0, verify: Int = 1) {
        self.pin = pin
        self.time = time
        self.status = status
        self.verify = verify
    }

    func line(_ dialect: PushDialect) -> String {
        var fields = [pin, time, String(status), String(verify), "0", "0", "0"]
        if let offset = dialect.timeOffset {
            fields += ["0", "255.0", "255.0", offset < 0 ? "\(offset)" : "+\(offset)"]
        }
        return fields.joined(separator: "\t")
    }
}
