import Attendance

/// What a connector has of a terminal that calls by itself: what is known of it, and orders that it fetches. Filled by
/// whoever starts the run.
public struct PushLine: Sendable {
    /// The schedule asks, which comes again by itself; else somebody waits.
    public let isScheduled: Bool
    public let contact: @Sendable () async throws -> TerminalContact?
    /// Leaves an order for the terminal; its id.
    public let order: @Sendable (TerminalOrder) async throws -> Int64
    public let state: @Sendable (_ order: Int64) async throws -> TerminalOrderState
    /// Takes an order back that the terminal has not fetched yet.
    public let withdraw: @Sendable (_ order: Int64) async throws -> Void
    /// Notes that the terminal has handed a window in, whatever of it was refused before.
    public let settle: @Sendable (Window) async throws -> Void

    public init(
        isScheduled: Bool, contact: @escaping @Sendable () async throws -> TerminalContact?,
        order: @escaping @Sendable (TerminalOrder) async throws -> Int64,
        state: @escaping @Sendable (_ order: Int64) async throws -> TerminalOrderState,
        withdraw: @escaping @Sendable (_ order: Int64) async throws -> Void,
        settle: @escaping @Sendable (Window) async throws -> Void = { _ in }
    ) {
        self.isScheduled = isScheduled
        self.contact = contact
        self.order = order
        self.state = state
        self.withdraw = withdraw
        self.settle = settle
    }

    /// Of a terminal that nothing is known of, and that fetches nothing: what all other kinds have.
    public static let none = PushLine(
        isScheduled: true, contact: { nil }, order: { _ in 0 }, state: { _ in .withdrawn }, withdraw: { _ in })
}
