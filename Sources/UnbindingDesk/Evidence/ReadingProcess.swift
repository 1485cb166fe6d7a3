import CProcess
import Foundation
import Labels

/// One `rollcall-labels`: started when it is needed, asked about one photo at a time, ended where it takes too long, and
/// started again for the next. It belongs to one piece of work at a time.
final class ReadingProcess {
    private struct Child {
        let id: pid_t
        /// To it, and from it.
        let input: Int32
        let output: Int32
        let hello: ReadingHello
    }

    /// Where the program lies: beside the one that runs.
    static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "rollcall-labels").path

    private let path: String
    private let limit: ReadingLimit
    private var child: Child?

    init(_ path: String, limit: ReadingLimit) {
        self.path = path
        self.limit = limit
    }

    deinit { stop() }

    /// Starts it where it does not run.
    func greet() throws(ReadingFailure) -> ReadingHello {
        if let child { return child.hello }
        let started = try start()
        child = started
        return started.hello
    }

    /// Has a photo read.
    func read(_ request: ReadingRequest, _ bytes: [UInt8]) throws(ReadingFailure) -> (
        answer: ReadingAnswer, pictures: [UInt8]
    ) {
        _ = try greet()
        guard let child else { throw .ended }
        let time = ReadingTimer(of: child.id, limit)
        let pipe = MessagePipe(input: child.output, output: child.input) { !time.isOver }
        do throws(MessagePipeFailure) {
            try pipe.send(request, bytes)
            guard let (answer, pictures) = try pipe.receive(ReadingAnswer.self) else { throw .closed }
            return (answer, pictures)
        } catch {
            stop()
            throw error == .givenUp ? .tookTooLong : .ended
        }
    }

    /// Ends it at once.
    func stop() {
        guard let child else { return }
        close(child.input)
        close(child.output)
        kill(child.id, SIGKILL)
        var status: Int32 = 0
        while waitpid(child.id, &status, 0) < 0, errno == EINTR {}
        self.child = nil
    }

    private func start() throws(ReadingFailure) -> Child {
        let known = ProcessInfo.processInfo.environment
        // One thread each: two photos at once have the two processors.
        var environment = ["OMP_THREAD_LIMIT": "1", "SWIFT_BACKTRACE": "enable=no"]
        for name in ["LD_LIBRARY_PATH", "TESSDATA_PREFIX"] { environment[name] = known[name] }
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in variables { free(text) } }
        var (id, input, output) = (pid_t(0), Int32(0), Int32(0))
        let status = process_start(path, &variables, &id, &input, &output)
        guard status == 0 else { throw .unavailable(path: path, reason: String(cString: strerror(status))) }

        let time = ReadingTimer(of: id, .start)
        let pipe = MessagePipe(input: output, output: input) { !time.isOver }
        let hello = try? pipe.receive(ReadingHello.self)
        let started = Child(
            id: id, input: input, output: output, hello: hello?.head ?? ReadingHello(readsText: false, walls: []))
        guard hello != nil else {
            child = started
            stop()
            throw .unavailable(path: path, reason: "it ends as soon as it is started")
        }
        return started
    }
}

/// What the reading of a photo may take at most.
public struct ReadingLimit: Sendable {
    /// Of the processor.
    public var processor: Duration
    /// By the clock: on a machine that is busy with other things a reading takes longer, and is not to blame.
    public var clock: Duration

    public init(processor: Duration, clock: Duration) {
        self.processor = processor
        self.clock = clock
    }

    public static let usual = ReadingLimit(processor: .seconds(5), clock: .seconds(15))
    /// Loading what it needs.
    static let start = ReadingLimit(processor: .seconds(10), clock: .seconds(60))
}

/// Watches what another process takes from now on.
private struct ReadingTimer: Sendable {
    private let clock: clockid_t?
    private let usedBefore: Duration
    private let begunAt = ContinuousClock.now
    private let limit: ReadingLimit

    init(of process: pid_t, _ limit: ReadingLimit) {
        var found = clockid_t()
        clock = clock_getcpuclockid(process, &found) == 0 ? found : nil
        self.limit = limit
        usedBefore = ReadingTimer.used(clock)
    }

    var isOver: Bool {
        ContinuousClock.now - begunAt > limit.clock || ReadingTimer.used(clock) - usedBefore > limit.processor
    }

    private static func used(_ clock: clockid_t?) -> Duration {
        var time = timespec()
        guard let clock, clock_gettime(clock, &time) == 0 else { return .zero }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
