/// Why a mapping needs a person's confirmation: punches of one person would land on another's timesheet.
///
/// It is needed where somebody who is not plainly the same person is known under the HR code, by their own code or by
/// another mapping of the same client, and where the device's code is itself carried by several people. A name that
/// is missing on either side is not proof that it is the same person.
public struct MappingWarning: Sendable {
    /// The code at the devices.
    public let code: String
    public let hrCode: String
    /// Names on punches of the device's code; none where nobody is known by it, an empty one where it is missing.
    public let names: [String]
    /// Punches that would go at once.
    public let punches: Int
    /// Days on which those lie.
    public let days: Int
    /// Punches on their way that would go under the HR code too.
    public let waiting: Int
    /// Who else the HR code stands for; none where it is only the device's code that several people carry.
    public let holders: [CodeHolder]

    /// Nil where no confirmation is needed.
    public init?(_ facts: MappingFacts) {
        let own = facts.names.map(PersonName.init)
        holders = facts.holders.filter { holder in
            let name = PersonName(holder.name)
            return own.isEmpty || !own.allSatisfy { $0.isLike(name) }
        }
        let named = own.filter { !$0.isMissing }
        let areSeveral = named.contains { first in named.contains { !first.isLike($0) } }
        guard !holders.isEmpty || areSeveral else { return nil }
        code = facts.code
        hrCode = facts.hrCode
        names = facts.names
        punches = facts.released
        days = facts.days
        waiting = facts.waiting
    }

    /// The names that the warning is about, each once: those of the holders, else those that share the device's code.
    public var knownAs: [String] { (holders.isEmpty ? names.map(MappingWarning.shown) : others).filter { !$0.isEmpty } }

    /// The names of the holders, each once; empty where it is missing.
    public var others: [String] {
        var others: [String] = []
        for name in holders.map({ MappingWarning.shown($0.name) }) where !others.contains(name) { others.append(name) }
        return others
    }

    /// Names come from devices: nothing in them may steer what shows them.
    public static func shown(_ name: String) -> String { String(EmployeeCode.cleaned(name).prefix(100)) }
}

/// What a person said to a warning.
public enum MappingConfirmation: Sendable {
    case none
    /// Yes, whoever it is.
    case anybody
    /// Yes, knowing of the people of this warning's `mark`, and of no others.
    case people(mark: String)

    /// - Parameters:
    ///   - isGiven: whether somebody said yes.
    ///   - mark: of the warning that was confirmed; empty where it names nobody.
    public init(isGiven: Bool, mark: String = "") {
        self = !isGiven ? .none : mark.isEmpty ? .anybody : .people(mark: mark)
    }

    /// - Parameter mark: of the warning that stands now.
    public func covers(_ mark: @autoclosure () -> String) -> Bool {
        switch self {
        case .none: false
        case .anybody: true
        case .people(let confirmed): confirmed == mark()
        }
    }
}
