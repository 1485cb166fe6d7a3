import Attendance
import GRDB

public enum DeliveryState: Int64, Sendable, CaseIterable {
    case waiting = 0
    case delivered = 1
    case parked = 2
    case rejected = 3

    public var word: String { "\(self)" }
}

/// The stored words for why a delivery does not move.
public enum DeliveryReason {
    public static let emptyCode = "emptyCode"
    public static let unknownCode = "unknownCode"
    /// Waiting, however old: a person asked for it.
    public static let asked = "asked"
    /// Held: older than what goes to HR unasked.
    public static let tooOld = "tooOld"

    public static let emptyCodePhrase = Phrase(
        en: "the person has no employee code at the vendor; enter it there and the punch goes with the next sync",
        vi: "người này chưa có mã chấm công tại nhà cung cấp; nhập mã tại đó, bản ghi sẽ được gửi sau lần đồng bộ tới")

    static let heldPhrase = Phrase(
        en: "held: it goes with the next timed push, or when somebody pushes",
        vi: "đang giữ lại: được gửi trong lần đẩy định kỳ tới, hoặc khi có người bấm đẩy")
    static let disabledPhrase = Phrase(
        en: "the HR client is disabled; enable it and the punch goes",
        vi: "HRM client đang bị vô hiệu; kích hoạt lại thì bản ghi sẽ được gửi")

    public static let tooOldPhrase = Phrase(
        en:
            "older than \(RunPlan.longestCatchUp.components.seconds / 86_400) days when it was read: it goes to HR only when somebody pushes its dates",
        vi:
            "cũ hơn \(RunPlan.longestCatchUp.components.seconds / 86_400) ngày khi được đọc: chỉ gửi lên HR khi có người đẩy theo ngày"
    )

    /// The sentence of a stored word; nil for words whose sentence is stored beside them.
    static func phrase(of code: String?) -> Phrase? {
        switch code {
        case emptyCode: emptyCodePhrase
        case tooOld: tooOldPhrase
        default: nil
        }
    }
}

/// One punch's state at one HR client.
public struct Delivery: Sendable {
    public let punchID: Int64
    public let hrClient: String
    public let state: DeliveryState
    /// Times that it was tried, alone or in a pass that its HR client could not take.
    public let attempts: Int
    /// When it reached this state; nil while nothing was tried.
    public let at: Instant?
    /// When it is tried next; nil while it is held or settled.
    public let nextTryAt: Instant?
    /// Why it does not move.
    public let reason: Phrase?
    /// The employee code that the client received it under, where a mapping made it another than the device's.
    public let hrCode: String?
    /// Since when its HR client takes nothing; nil while it does, and for what does not wait.
    public let failingSince: Instant?

    static let columns = """
        delivery.punch_id, delivery.state, delivery.attempts, delivery.at, delivery.due_at, delivery.reason_code,
        delivery.reason, delivery.hr_code, hr_client.name AS hr_name, hr_client.enabled AS hr_enabled, hr_client.failure AS hr_failure,
        hr_client.failing_since AS hr_failing_since, hr_client.next_attempt_at AS hr_next_attempt_at,
        hr_client.attempted_at AS hr_attempted_at, hr_client.failures AS hr_failures
        """

    init(_ row: Row) {
        punchID = row["punch_id"]
        hrClient = row["hr_name"]
        let state = DeliveryState(rawValue: row["state"]) ?? .waiting
        self.state = state
        at = row["at"]
        hrCode = row["hr_code"]
        let own = Column.phrase(row["reason"]) ?? DeliveryReason.phrase(of: row["reason_code"])
        let tries: Int = row["attempts"]
        let dueAt: Instant? = row["due_at"]
        guard state == .waiting else {
            (attempts, nextTryAt, reason, failingSince) = (tries, nil, own, nil)
            return
        }
        let client = WaitedFor(row)
        attempts = max(tries, client.passes(including: dueAt))
        nextTryAt = client.isEnabled ? dueAt.map { max($0, client.nextAttemptAt) } : nil
        failingSince = client.failingSince
        reason =
            client.isEnabled
            ? (dueAt == nil ? own : client.failure ?? own) ?? (dueAt == nil ? DeliveryReason.heldPhrase : nil)
            : DeliveryReason.disabledPhrase
    }
}

/// The HR client that a waiting delivery waits for: a target that is down as a whole leaves its mark here, not at each
/// of the punches that wait.
private struct WaitedFor {
    let isEnabled: Bool
    let failure: Phrase?
    let failingSince: Instant?
    let nextAttemptAt: Instant
    private let lastPassAt: Instant?
    private let failures: Int

    init(_ row: Row) {
        isEnabled = row["hr_enabled"]
        failure = Column.phrase(row["hr_failure"])
        failingSince = row["hr_failing_since"]
        nextAttemptAt = row["hr_next_attempt_at"]
        lastPassAt = row["hr_attempted_at"]
        failures = row["hr_failures"]
    }

    /// How many failed passes surely had a delivery in them that was due at `due`: all, where it waited when they
    /// began, else the last one.
    func passes(including due: Instant?) -> Int {
        guard failure != nil, let due else { return 0 }
        if let failingSince, due <= failingSince { return failures }
        return lastPassAt.map { due <= $0 } ?? false ? 1 : 0
    }
}
