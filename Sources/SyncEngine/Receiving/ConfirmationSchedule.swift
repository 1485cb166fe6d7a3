import Attendance
import Logging
import Store

/// Confirms what webhooks announced: at once when one came in, and again later where the vendor's list lagged.
public final class ConfirmationSchedule: Sendable {
    private let engine: Engine
    private let stored: @Sendable () -> Void
    private let bell = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    /// - Parameter stored: told when punches came in.
    public init(engine: Engine, stored: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.stored = stored
    }

    public func wakeUp() { bell.continuation.yield() }

    /// Runs until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                while (try? await Task.sleep(for: .seconds(2))) != nil { wakeUp() }
            }
            for await _ in bell.stream {
                do {
                    if try await engine.confirmAnnouncements() > 0 { stored() }
                } catch {
                    engine.log.error("webhooks: \(error.explained.phrase.en)")
                }
                if Task.isCancelled { break }
            }
            group.cancelAll()
        }
    }
}
