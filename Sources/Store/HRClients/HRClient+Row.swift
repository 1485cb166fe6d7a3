import Attendance
import Database

extension HRClient {
    init(_ row: Row) {
        self.init(id: row["id"], name: row["name"], kind: row["kind"], nextAttemptAt: row["next_attempt_at"])
        isEnabled = row["enabled"]
        fields = Column.fields(row["fields"])
        failures = row["failures"]
        attention = Column.phrase(row["attention"])
        failingSince = row["failing_since"]
        failure = Column.phrase(row["failure"])
    }
}
