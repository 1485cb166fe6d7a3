/// What the store knows around a mapping that somebody wants: a device's code that is to go to HR under another.
public struct MappingFacts: Sendable {
    public let code: String
    public let hrCode: String
    /// The names on punches of the device's code, the missing one (empty) included.
    public let names: [String]
    /// Parked and rejected punches of the device's code at this client: they go at once.
    public let released: Int
    /// Days of the devices' own calendars on which those lie.
    public let days: Int
    /// Punches of the device's code that wait for this client as it is: they go under the HR code too.
    public let waiting: Int
    /// Who else is known under the HR code.
    public let holders: [CodeHolder]

    public init(
        code: String, hrCode: String, names: [String], released: Int, days: Int, waiting: Int, holders: [CodeHolder]
    ) {
        self.code = code
        self.hrCode = hrCode
        self.names = names
        self.released = released
        self.days = days
        self.waiting = waiting
        self.holders = holders
    }
}

/// Somebody whose punches are, or go, under an employee code.
public struct CodeHolder: Hashable, Sendable {
    /// The code at the devices.
    public let code: String
    /// Empty where the devices send none.
    public let name: String
    /// Punches of this code and name that are kept.
    public let punches: Int
    /// Counting stopped: there may be more.
    public let isAtLeast: Bool
    /// A mapping of the same client sends them there; else it is their own code.
    public let isMapped: Bool

    /// Of one code: counting stops here, since to a person more is the same.
    public static let mostCounted = 100_000

    public init(
        code: String, name: String, punches: Int, isAtLeast: Bool, isMapped: Bool
    ) {
        self.code = code
        self.name = name
        self.punches = punches
        self.isAtLeast = isAtLeast
        self.isMapped = isMapped
    }
}
