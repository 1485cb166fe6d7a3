import Foundation
import Synchronization

/// A started process with files for its three streams.
///
/// Foundation's own `Process` lists the open files of this one while it starts another, and crashes where hundreds of
/// them come and go, as they do while all tests run at once.
public final class ChildProcess: Sendable {
    private let id: pid_t
    /// The exit status, or the number of the signal that ended it; nil while it runs.
    private let ended = Mutex<Int32?>(nil)

    /// - Parameter arguments: the path of the program first.
    public init(
        _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
        input: String = "/dev/null", output: String = "/dev/null", errors: String = "/dev/null"
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY, 0)
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let status = posix_spawn(&id, arguments[0], &actions, nil, &words, &variables)
        guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO) }
        self.id = id
    }

    public var isRunning: Bool {
        ended.withLock { ended in
            guard ended == nil else { return false }
            var word: Int32 = 0
            guard waitpid(id, &word, WNOHANG) == id else { return true }
            let signal = word & 0x7F
            ended = signal == 0 ? (word >> 8) & 0xFF : signal
            return false
        }
    }

    public func kill(_ signal: Int32) {
        // Once it was waited for, its number may be another's.
        if isRunning { _ = Foundation.kill(id, signal) }
    }

    /// Waits for its end, which is made after five minutes: what never ends would hold all tests up, and not be named.
    ///
    /// - Throws: `ETIMEDOUT` where it had to be ended.
    public func status() async throws -> Int32 {
        let end = ContinuousClock.now + .seconds(300)
        while isRunning, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
        guard !isRunning else {
            kill(SIGKILL)
            throw POSIXError(.ETIMEDOUT)
        }
        return ended.withLock { $0 ?? -1 }
    }
}
