import Foundation

/// Threads that wait for jobs, started with the first.
///
/// They are threads of the system: queues of Dispatch would share theirs with Swift's own tasks, which then wait for a
/// processor that the work does not give away.
final class PoolThreads: TaskExecutor, @unchecked Sendable {
    private let name: String
    private let width: Int
    private let isModest: Bool
    /// Guards everything below.
    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []
    private var hasBegun = false
    private var isOver = false

    /// - Parameter isModest: whether whoever is served beside this work goes first.
    init(_ name: String, _ width: Int, isModest: Bool) {
        self.name = name
        self.width = width
        self.isModest = isModest
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = condition.withLock {
            jobs.append(job)
            defer { hasBegun = true }
            return !hasBegun
        }
        if isFirst { begin() }
        condition.signal()
    }

    /// The threads end once there is nothing left to do.
    func end() {
        condition.withLock { isOver = true }
        condition.broadcast()
    }

    private func begin() {
        for _ in 0..<width {
            let thread = Thread { [self] in serve() }
            thread.name = name
            thread.start()
        }
    }

    private func serve() {
        // A program at the other end of a pipe that has ended says so by an error, not by a signal that would end this one.
        var pipes = sigset_t()
        sigemptyset(&pipes)
        sigaddset(&pipes, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipes, nil)
        // On Linux 0 is the calling thread.
        if isModest { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10) }
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
