/// Where a punch stands on its way to an HR client. The numbers are those in the database.
public enum DeliveryState: Int64, Sendable, CaseIterable {
    case waiting = 0
    case delivered = 1
    case parked = 2
    case rejected = 3

    public var word: String { "\(self)" }
}
