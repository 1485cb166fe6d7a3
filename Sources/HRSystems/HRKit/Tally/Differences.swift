import Attendance
import Synchronization

/// Sentences about batches that were taken in part, kept until the pass asks for them.
public final class Differences: Sendable {
    private let sentences = Mutex<[Phrase]>([])

    public init() {}

    public func add(_ sentence: Phrase) { sentences.withLock { $0.append(sentence) } }

    public func take() -> [Phrase] {
        sentences.withLock { sentences in
            defer { sentences = [] }
            return sentences
        }
    }
}
