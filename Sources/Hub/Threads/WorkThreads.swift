import Attendance
import Foundation
import Synchronization

/// Threads of their own for work that would hold up the server's: passwords, uploaded tables. So many at once, so many
/// waiting, the rest is turned away.
///
/// They are threads of the system: queues of Dispatch would share theirs with Swift's own tasks, which then wait for a
/// processor that the work does not give away.
public final class WorkThreads: Sendable {
    /// Too much waits already.
    public struct Overload: Failure {
        public var phrase: Phrase {
            Phrase(
                en: "too many files are being read: try again in a moment",
                vi: "đang đọc quá nhiều tệp: hãy thử lại sau giây lát")
        }

        public var blame: Blame { .load }
        public var retryAfter: Duration? { .seconds(5) }
    }

    private let executor: Executor
    private let mostWaiting: Int
    private let waiting = Mutex(0)

    /// - Parameters:
    ///   - width: pieces of work at once.
    ///   - mostWaiting: pieces of work that are taken on, those at work included.
    public init(_ name: String, width: Int, mostWaiting: Int) {
        executor = Executor(name, width)
        self.mostWaiting = mostWaiting
    }

    deinit { executor.end() }

    /// Does the work there. It can ask `Task.isCancelled`: it is still the caller's task.
    ///
    /// - Throws: `Overload`; what the work throws.
    public func run<Value: Sendable>(_ work: @Sendable () throws -> Value) async throws -> Value {
        let isTaken = waiting.withLock { count in
            guard count < mostWaiting else { return false }
            count += 1
            return true
        }
        guard isTaken else { throw Overload() }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withTaskExecutorPreference(executor) { try work() }
    }
}

/// Runs jobs on threads that wait for them.
private final class Executor: TaskExecutor, @unchecked Sendable {
    /// Guards `jobs` and `isOver`.
    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []
    private var isOver = false

    init(_ name: String, _ width: Int) {
        for _ in 0..<width {
            let thread = Thread { [self] in serve() }
            thread.name = name
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.withLock { jobs.append(job) }
        condition.signal()
    }

    /// The threads end once there is nothing left to do.
    func end() {
        condition.withLock { isOver = true }
        condition.broadcast()
    }

    private func serve() {
        // Whoever is served beside this work goes first. On Linux 0 is the calling thread.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func next() -> UnownedJob? {
        condition.withLock {
            while jobs.isEmpty {
                if isOver { return nil }
                condition.wait()
            }
            return jobs.removeFirst()
        }
    }
}
