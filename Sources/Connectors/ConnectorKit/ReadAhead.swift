/// Asks for the next pages while one is being decoded and stored: a vendor's latency is waited for once, not once
/// per page. Results come in the order of the requests.
public struct ReadAhead<Value: Sendable> {
    /// Requests under way at once.
    public static var depth: Int { 2 }

    private var underway: [Task<Value, any Error>] = []

    public init() {}

    public var count: Int { underway.count }
    public var hasRoom: Bool { underway.count < Self.depth }

    public mutating func start(_ read: @escaping @Sendable () async throws -> Value) {
        underway.append(Task(operation: read))
    }

    /// The oldest request's result; nil when none is under way. Cancelling the caller cancels the request.
    public mutating func next() async throws -> Value? {
        guard !underway.isEmpty else { return nil }
        let task = underway.removeFirst()
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    public mutating func cancel() {
        for task in underway { task.cancel() }
        underway = []
    }
}
