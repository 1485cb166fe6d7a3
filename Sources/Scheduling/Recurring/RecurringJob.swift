/// What the program does again and again while it serves: reading devices, delivering, telling, forgetting.
///
/// Whoever runs a server runs each of them by `run`; when its next turn comes, whether it still moves and what becomes of
/// its errors is the business of its `loop`.
public protocol RecurringJob: Sendable {
    var loop: JobLoop { get }

    /// Does what is to be done now, once. Turns never overlap.
    ///
    /// - Throws: what went wrong; the next turn comes all the same.
    func turn(_ turn: JobTurn) async throws

    /// Called once the loop has ended.
    func stopped()
}

extension RecurringJob {
    /// Takes turns until the task is cancelled.
    ///
    /// - Parameter report: told when the job begins to fail and when it works again.
    public func run(reporting report: @escaping JobReport = { _ in }) async {
        await loop.run(self, reporting: report)
        stopped()
    }

    public func stopped() {}
}

/// Hears of a job that fails or works again; it must not fail itself.
public typealias JobReport = @Sendable (JobEvent) async -> Void

/// What is told of a job: once when it begins to fail and once when it works again, however often it tries between.
public struct JobEvent: Sendable {
    public enum Change: Sendable {
        case failed(any Error)
        case recovered
    }

    public let loop: JobLoop
    public let change: Change

    public init(loop: JobLoop, change: Change) {
        self.loop = loop
        self.change = change
    }
}
