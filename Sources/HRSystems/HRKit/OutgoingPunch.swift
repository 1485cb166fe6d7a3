import Attendance

/// A punch on its way to one HR client.
public struct OutgoingPunch: Sendable {
    /// The same for this punch for ever, on every attempt and after every time-zone correction: the HR side's
    /// means to tell a repetition. 24 hexadecimal digits.
    public let recordID: String
    public let code: String
    public let personName: String
    public let at: Instant
    public let local: LocalTime
    /// Seconds from UTC that tie `local` to `at`.
    public let offset: Int
    public let direction: Direction
    /// The device's name.
    public let device: String
    public let deviceKind: String
    /// The vendor's identity of the source (Hanet place id, Nuveq API id …).
    public let sourceIdentity: String
    /// The camera or door within it.
    public let sourceDevice: String
    /// Attempts that failed before: it may have arrived with one of them.
    public let attempts: Int

    public init(
        recordID: String, code: String, personName: String, at: Instant, local: LocalTime, offset: Int,
        direction: Direction, device: String, deviceKind: String, sourceIdentity: String, sourceDevice: String,
        attempts: Int = 0
    ) {
        self.recordID = recordID
        self.code = code
        self.personName = personName
        self.at = at
        self.local = local
        self.offset = offset
        self.direction = direction
        self.device = device
        self.deviceKind = deviceKind
        self.sourceIdentity = sourceIdentity
        self.sourceDevice = sourceDevice
        self.attempts = attempts
    }

    /// RFC 3339 with the offset that was used for `local`.
    public var atText: String {
        "\(local.date)T\(local.timeText)" + Zone.offsetText(offset)
    }
}
