import Attendance
import Hub
import Sealing

/// Hashes passwords one after the other on a thread of its own: each takes 64 MiB and a tenth of a second, which
/// neither the server's threads nor its memory should feel.
final class PasswordClerk: Sendable {
    struct Overload: Failure {
        var phrase: Phrase {
            Phrase(en: "too many people sign in at once: try again", vi: "quá nhiều lượt đăng nhập: hãy thử lại")
        }

        var blame: Blame { .load }
        var retryAfter: Duration? { .seconds(2) }
    }

    private let threads = WorkThreads("passwords", width: 1, mostWaiting: 30)

    func hash(_ password: String) async throws -> String {
        try await perform { try PasswordHash.make(password) }
    }

    /// - Parameter hash: nil where there is no such account; the time is spent all the same, so that nobody learns
    ///   which names exist.
    func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await perform {
            guard let hash else {
                _ = try PasswordHash.make(password)
                return false
            }
            return PasswordHash.verify(password, against: hash)
        }
    }

    private func perform<Value: Sendable>(_ work: @Sendable () throws -> Value) async throws -> Value {
        do { return try await threads.run(work) } catch is WorkThreads.Overload { throw Overload() }
    }
}
