/// A count that stopped where going on would have taken too long.
public struct BoundedCount: Hashable, Sendable {
    /// At most what was counted to.
    public let number: Int
    /// Counting stopped: there are at least so many.
    public let isAtLeast: Bool

    /// - Parameters:
    ///   - found: what was counted, up to one more than `most`.
    ///   - most: what is counted to.
    public init(found: Int, most: Int) {
        number = min(found, most)
        isAtLeast = found > most
    }
}

/// Why punches are parked or rejected at one HR client, and how many.
public struct OpenReason: Sendable {
    /// `parked` or `rejected`.
    public let state: DeliveryState
    /// The stored word: `emptyCode`, `unknownCode`, `exhausted`, `refused`.
    public let code: String
    /// What is said of one of them, in HR's words where it is HR that refuses.
    public let phrase: Phrase?
    public let count: Int

    public init(state: DeliveryState, code: String, phrase: Phrase?, count: Int) {
        self.state = state
        self.code = code
        self.phrase = phrase
        self.count = count
    }
}

/// A device whose punches go to an HR client.
public struct SendingDevice: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    public let isEnabled: Bool
    /// Its punches that wait for the client.
    public let waiting: Int

    public init(id: Int64, name: String, isEnabled: Bool, waiting: Int) {
        self.id = id
        self.name = name
        self.isEnabled = isEnabled
        self.waiting = waiting
    }
}
