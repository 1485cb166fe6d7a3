import Dispatch
import Sealing
import Synchronization

/// Hashes passwords one after the other on a thread of its own: each takes 64 MiB and a tenth of a second, which
/// neither the server's threads nor its memory should feel.
final class PasswordClerk: Sendable {
    struct Overload: Error {}

    private let queue = DispatchQueue(label: "rollcall.passwords")
    private let waiting = Mutex(0)
    private static let mostWaiting = 30

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

    private func perform<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isTaken = waiting.withLock { count in
            guard count < PasswordClerk.mostWaiting else { return false }
            count += 1
            return true
        }
        guard isTaken else { throw Overload() }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
