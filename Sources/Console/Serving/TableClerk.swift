import Attendance
import AttendanceHub
import Scheduling
import Spreadsheets

/// Reads uploaded tables on threads of its own, two at once: what a stranger's file costs is felt by those who upload
/// files, and by nobody else.
final class TableClerk: Sendable {
    /// Two are read and ten wait.
    private let pool = WorkerPool(
        "tables", width: 2, mostWaiting: 10, isModest: true,
        overload: Overload(
            Phrase(
                en: "too many files are being read: try again in a moment",
                vi: "đang đọc quá nhiều tệp: hãy thử lại sau giây lát"), retryAfter: .seconds(5)))

    /// - Throws: `RequestFailure` with the sentence for the person who chose the file; `Overload`; `CancellationError`.
    func read(_ bytes: [UInt8], named name: String) async throws -> [TableRow] {
        let table = try await pool.run { try DeviceTable.read(bytes, named: name) }
        try Task.checkCancellation()
        return table
    }
}
