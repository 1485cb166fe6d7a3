/// Who did something, as histories and logs name it.
public enum Actor: Hashable, Sendable {
    /// Somebody who signed in, by the name of the account.
    case person(String)
    /// A program with an API token, by the token's name.
    case token(String)
    /// A part of this program.
    case machine(Machine)

    /// The parts of this program that act by themselves. Their words are those of histories and logs: no account and no
    /// token may be called like one (`UserNameRule`).
    public enum Machine: String, Hashable, Sendable, CaseIterable {
        /// Whoever has the data directory in hand, by the command line: an administrator by that alone.
        case command
        /// The server, because the time had come.
        case schedule
        /// The rules by which unbinding cases are decided without a person.
        case rules
        /// What watches over the clock of the machine.
        case clock
        /// The demonstration, which makes devices and HR clients of its own.
        case demo
        /// What tells people and programs of cases.
        case notices
        /// What forgets photos and keys when their time is over.
        case retention
        /// What looks after cases that a process left in the middle.
        case system
        /// A newer version, when it first opened the database.
        case upgrade
    }

    public static let command = Actor.machine(.command)
    public static let schedule = Actor.machine(.schedule)
    public static let rules = Actor.machine(.rules)

    /// The word that is stored and shown: `rules`, `token timesheets`, a person's name.
    public var name: String {
        switch self {
        case .person(let name): name
        case .token(let name): "token \(name)"
        case .machine(let machine): machine.rawValue
        }
    }

    /// Reads `name` back.
    public init(stored name: String) {
        if let machine = Machine(rawValue: name) {
            self = .machine(machine)
        } else if name.hasPrefix("token ") {
            self = .token(String(name.dropFirst("token ".count)))
        } else {
            self = .person(name)
        }
    }
}

extension Actor: CustomStringConvertible {
    public var description: String { name }
}

/// Who does something, and when.
public struct Act: Hashable, Sendable {
    public let by: Actor
    public let at: Instant
    /// The import of devices that it is a part of, by its id; nil where it is none.
    public private(set) var importID: Int64?

    public init(by actor: Actor, at instant: Instant) {
        by = actor
        at = instant
    }

    /// The same act as a part of an import of devices.
    public func asPart(ofImport id: Int64) -> Act {
        var act = self
        act.importID = id
        return act
    }
}
