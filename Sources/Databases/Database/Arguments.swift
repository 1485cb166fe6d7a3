/// The values of a statement's marks, in their order. `?` takes the next one, `?3` the third.
public struct Arguments: Sendable, ExpressibleByArrayLiteral {
    public private(set) var values: [Argument]

    public init(arrayLiteral elements: any Storable...) {
        values = elements.map { Argument($0) }
    }

    public init(_ values: some Sequence<some Storable>) {
        self.values = values.map { Argument($0) }
    }

    public var isEmpty: Bool { values.isEmpty }

    public static func + (one: Arguments, other: Arguments) -> Arguments {
        var all = one
        all += other
        return all
    }

    public static func += (one: inout Arguments, other: Arguments) {
        one.values += other.values
    }
}

extension Database {
    /// `?,?,?`: as many marks as there are values in a set.
    public static func marks(_ count: Int) -> String {
        repeatElement("?", count: count).joined(separator: ",")
    }
}
