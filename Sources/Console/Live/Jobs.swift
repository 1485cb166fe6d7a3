import Access
import Attendance
import Foundation
import Synchronization
import Wire

/// Something that a person started and that goes on after the answer: a sync, a test, a push.
public struct Job: Sendable, Identifiable {
    public struct Line: Sendable {
        let title: Phrase
        let text: Phrase
        /// Nil while it goes on.
        let isFine: Bool?
    }

    public let id: String
    /// `sync`, `test`, `push`, `hr-test`, `unbind`, `network-search`.
    let kind: String
    let title: Phrase
    let actor: Actor
    /// The account that started it; nil for a program.
    let accountID: Int64?
    let startedAt: Instant
    /// The page of what it is about; nil where it is about many.
    let place: String?
    var endedAt: Instant?
    var lines: [Line] = []
    /// What the API tells of it once it has ended, by language.
    var result: [Language: JSONValue] = [:]

    /// The page that it was started from.
    var back: String {
        if let place { return place }
        return switch kind {
        case "push", "hr-test": "/hr"
        case "unbind", "network-search": "/network"
        default: "/devices"
        }
    }

    var isFine: Bool { !lines.contains { $0.isFine == false } }
}

/// Runs jobs one beside the other and remembers the last of them. A service: jobs end with the server.
public final class Jobs: Sendable {
    private struct State {
        var jobs: [String: Job] = [:]
        var order: [String] = []
        var revision = 0
    }

    private typealias Work = @Sendable () async -> Void

    private let state = Mutex(State())
    private let queue = AsyncStream<Work>.makeStream()
    private let now: @Sendable () -> Instant
    private static let mostRemembered = 200

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    /// Runs what is started until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await work in queue.stream { group.addTask { await work() } }
            group.cancelAll()
        }
    }

    /// Changes whenever a job does.
    var revision: Int { state.withLock { $0.revision } }

    func find(_ id: String) -> Job? { state.withLock { $0.jobs[id] } }

    /// Starts work under a new job's id.
    func start(
        _ kind: String, _ title: Phrase, about place: String? = nil, by principal: Principal,
        _ work: @escaping @Sendable (@escaping @Sendable (Job.Line) -> Void) async -> [Language: JSONValue]
    ) -> Job {
        let job = Job(
            id: UUID().uuidString.lowercased(), kind: kind, title: title, actor: principal.actor,
            accountID: principal.accountID, startedAt: now(), place: place)
        state.withLock { state in
            state.jobs[job.id] = job
            state.order.append(job.id)
            if state.order.count > Jobs.mostRemembered { state.jobs[state.order.removeFirst()] = nil }
            state.revision += 1
        }
        queue.continuation.yield { [self] in
            let result = await work { [self] line in change(job.id) { $0.lines.append(line) } }
            change(job.id) { job in
                job.result = result
                job.endedAt = now()
            }
        }
        return job
    }

    private func change(_ id: String, _ body: (inout Job) -> Void) {
        state.withLock { state in
            guard var job = state.jobs[id] else { return }
            body(&job)
            state.jobs[id] = job
            state.revision += 1
        }
    }
}

/// Steps as they pass, collected for the result.
final class StepList: Sendable {
    private let lines = Mutex<[Job.Line]>([])

    var all: [Job.Line] { lines.withLock { $0 } }

    func append(_ line: Job.Line) { lines.withLock { $0.append(line) } }
}
