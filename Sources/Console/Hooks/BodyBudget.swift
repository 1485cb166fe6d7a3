import Hummingbird
import NIOCore
import Synchronization

/// The memory that bodies of terminals may take together: who finds no room comes again, and nothing of it is kept.
final class BodyBudget: Sendable {
    enum Body: Sendable {
        /// To be given back by `release`.
        case bytes([UInt8])
        case tooLarge
        case noRoom
    }

    private let most: Int
    private let taken = Mutex(0)

    /// - Parameter most: bytes.
    init(most: Int = 32 << 20) {
        self.most = most
    }

    /// Reads a body.
    ///
    /// - Parameter announced: its length as its sender says.
    /// - Throws: where the connection ends in the middle of it.
    func collect(_ body: RequestBody, upTo limit: Int, announced: Int?) async throws -> Body {
        if let announced, announced > limit { return .tooLarge }
        var bytes: [UInt8] = []
        do {
            for try await buffer in body {
                let count = buffer.readableBytes
                guard bytes.count + count <= limit else {
                    release(bytes.count)
                    return .tooLarge
                }
                guard take(count) else {
                    release(bytes.count)
                    return .noRoom
                }
                bytes.append(contentsOf: buffer.readableBytesView)
            }
        } catch {
            release(bytes.count)
            throw error
        }
        return .bytes(bytes)
    }

    func release(_ count: Int) { taken.withLock { $0 -= count } }

    private func take(_ count: Int) -> Bool {
        taken.withLock { taken in
            guard taken + count <= most else { return false }
            taken += count
            return true
        }
    }
}
