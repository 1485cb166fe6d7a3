import Attendance
import Scheduling
import Sealing

/// Hashes passwords one after the other on a thread of its own: each takes 64 MiB and a tenth of a second, which
/// neither the server's threads nor its memory should feel.
final class PasswordClerk: Sendable {
    /// One is hashed and 29 wait.
    private let pool = WorkerPool(
        "passwords", width: 1, mostWaiting: 29, isModest: true, overload: PasswordClerk.overload)

    static let overload = Overload(
        Phrase(en: "too many people sign in at once: try again", vi: "quá nhiều lượt đăng nhập: hãy thử lại"),
        retryAfter: .seconds(2))

    func hash(_ password: String) async throws -> String {
        try await pool.run { try PasswordHash.make(password) }
    }

    /// - Parameter hash: nil where there is no such account; the time is spent all the same, so that nobody learns
    ///   which names exist.
    func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await pool.run {
            guard let hash else {
                _ = try PasswordHash.make(password)
                return false
            }
            return PasswordHash.verify(password, against: hash)
        }
    }
}
