import Attendance
import Foundation
import GRDB

/// Which punches a page of the console shows, and in which order.
public struct PunchSearch: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        /// Newest first.
        case newest
        /// Oldest first.
        case oldest
        /// By employee code, newest first within one.
        case code
        /// By device name, newest first within one.
        case device
    }

    public var code: String? {
        didSet { code = code.map(EmployeeCode.cleaned) }
    }
    /// Part of a name, with or without accents.
    public var person: String?
    public var sourceID: Int64?
    /// Days of the device's own calendar, both included.
    public var from: LocalDate?
    public var to: LocalDate?
    /// Punches with a delivery in this state.
    public var state: DeliveryState?
    /// That delivery's HR client; nil is any.
    public var hrClientID: Int64?
    public var order = Order.newest

    public init() {}

    var needsCounting: Bool { code != nil || person != nil }
}

/// Where a page ends: opaque to clients, bound to the order it was made in.
public struct PunchCursor: Hashable, Sendable {
    let order: PunchSearch.Order
    /// The employee code or source id that the page ended in.
    let group: String
    let at: Int64
    let id: Int64
    /// Towards the start: the page before.
    let isBackwards: Bool

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

    init(order: PunchSearch.Order, group: String, at: Int64, id: Int64, isBackwards: Bool) {
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

public struct PunchPage: Sendable {
    public let punches: [PunchWithDeliveries]
    public let next: PunchCursor?
    public let previous: PunchCursor?

    /// A page of nothing.
    public static let empty = PunchPage(punches: [], next: nil, previous: nil)
}

/// How many punches a search has in all.
public struct PunchTotals: Sendable {
    public var punches = 0
    /// Counting stopped: there are at least so many.
    public var isAtLeast = false
    /// Deliveries by state; nil where only the punches were counted.
    public var deliveries: [DeliveryState: Int]?

    /// What a search counts at most where no counter is kept.
    public static let mostCounted = 10_000

    public init() {}
}
