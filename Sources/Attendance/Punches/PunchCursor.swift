import Foundation

/// Where a page ends: opaque to clients, bound to the order it was made in.
public struct PunchCursor: Hashable, Sendable {
    public let order: PunchSearch.Order
    /// The employee code or source id that the page ended in.
    public let group: String
    /// Milliseconds since 1970.
    public let at: Int64
    public let id: Int64
    /// Towards the start: the page before.
    public let isBackwards: Bool

    /// Base64url of its parts.
    public var text: String {
        let plain = "\(order.rawValue)|\(at)|\(id)|\(isBackwards ? 1 : 0)|\(group)"
        return Data(plain.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for anything that `text` did not make.
    public init?(_ text: String) {
        guard text.utf8.count < 1000 else { return nil }
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        let filled = padded + String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: filled), let plain = String(data: data, encoding: .utf8) else {
            return nil
        }
        let parts = plain.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, let order = PunchSearch.Order(rawValue: String(parts[0])), let at = Int64(parts[1]),
            let id = Int64(parts[2]), parts[3] == "0" || parts[3] == "1"
        else { return nil }
        self.init(order: order, group: String(parts[4]), at: at, id: id, isBackwards: parts[3] == "1")
    }

    public init(order: PunchSearch.Order, group: String, at: Int64, id: Int64, isBackwards: Bool) {
        self.order = order
        self.group = group
        self.at = at
        self.id = id
        self.isBackwards = isBackwards
    }

    /// Just behind a day, for the jump to a date.
    public static func endOfDay(_ date: LocalDate, in zone: Zone, order: PunchSearch.Order) -> PunchCursor {
        let edge = order == .oldest ? zone.startOfDay(date) : zone.startOfDay(date.adding(days: 1))
        return PunchCursor(
            order: order, group: "", at: edge.milliseconds, id: order == .oldest ? 0 : .min, isBackwards: false)
    }
}
