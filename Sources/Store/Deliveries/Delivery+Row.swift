import Attendance
import Database

extension Delivery {
    static let columns = """
        delivery.punch_id, delivery.state, delivery.attempts, delivery.at, delivery.due_at, delivery.reason_code,
        delivery.reason, delivery.hr_code, hr_client.name AS hr_name, hr_client.enabled AS hr_enabled, hr_client.failure AS hr_failure,
        hr_client.failing_since AS hr_failing_since, hr_client.next_attempt_at AS hr_next_attempt_at,
        hr_client.attempted_at AS hr_attempted_at, hr_client.failures AS hr_failures
        """

    init(_ row: Row) {
        self.init(
            punchID: row["punch_id"], hrClient: row["hr_name"],
            state: DeliveryState(rawValue: row["state"]) ?? .waiting, tries: row["attempts"], at: row["at"],
            dueAt: row["due_at"],
            reason: Column.phrase(row["reason"]) ?? DeliveryReason.phrase(of: row["reason_code"]),
            hrCode: row["hr_code"],
            waitingFor: AwaitedClient(
                isEnabled: row["hr_enabled"], failure: Column.phrase(row["hr_failure"]),
                failingSince: row["hr_failing_since"], nextAttemptAt: row["hr_next_attempt_at"],
                lastPassAt: row["hr_attempted_at"], failures: row["hr_failures"]))
    }
}
