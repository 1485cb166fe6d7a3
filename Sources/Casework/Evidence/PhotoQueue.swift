import Foundation

/// Photos that wait to be read, and whose turn it is: one of each owner at a time, of those who wait the one whose
/// photos took least so far. Whoever sends photos that take long waits for them, and nobody else does.
final class PhotoQueue: @unchecked Sendable {
    struct Job {
        let owner: String
        let work: (ReadingProcess) -> Void
        /// Called instead of the work where the queue ends before.
        let giveUp: () -> Void
    }

    /// Guards everything below.
    private let condition = NSCondition()
    private var waiting: [Job] = []
    /// Owners one of whose photos is being read.
    private var atWork: Set<String> = []
    /// How long the photos of an owner took since the queue was last empty.
    private var taken: [String: Duration] = [:]
    private var isOver = false

    static let most = 24
    static let mostOfOne = 8

    var count: Int { condition.withLock { waiting.count } }

    /// False where too much waits already.
    func add(_ job: Job) -> Bool {
        condition.withLock {
            guard !isOver, waiting.count < PhotoQueue.most,
                waiting.count(where: { $0.owner == job.owner }) < PhotoQueue.mostOfOne
            else { return false }
            waiting.append(job)
            condition.broadcast()
            return true
        }
    }

    /// The next whose turn it is, once there is one; nil once the queue has ended.
    func next() -> Job? {
        condition.withLock {
            while !isOver {
                if let place = place() {
                    let job = waiting.remove(at: place)
                    atWork.insert(job.owner)
                    return job
                }
                condition.wait()
            }
            return nil
        }
    }

    func finished(_ job: Job, after duration: Duration) {
        condition.withLock {
            atWork.remove(job.owner)
            taken[job.owner, default: .zero] += duration
            if waiting.isEmpty, atWork.isEmpty { taken = [:] }
            condition.broadcast()
        }
    }

    func end() {
        let left = condition.withLock {
            isOver = true
            condition.broadcast()
            defer { waiting = [] }
            return waiting
        }
        for job in left { job.giveUp() }
    }

    private func place() -> Int? {
        waiting.indices.filter { !atWork.contains(waiting[$0].owner) }.min {
            let (one, other) = (taken[waiting[$0].owner] ?? .zero, taken[waiting[$1].owner] ?? .zero)
            return one == other ? $0 < $1 : one < other
        }
    }
}
