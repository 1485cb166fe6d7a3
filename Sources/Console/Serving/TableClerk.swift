import Hub
import Spreadsheets

/// Reads uploaded tables on threads of its own, two at once: what a stranger's file costs is felt by those who upload
/// files, and by nobody else.
final class TableClerk: Sendable {
    private let threads = WorkThreads("tables", width: 2, mostWaiting: 12)

    /// - Throws: `RequestFailure` with the sentence for the person who chose the file; `Overload`; `CancellationError`.
    func read(_ bytes: [UInt8], named name: String) async throws -> [TableRow] {
        let table = try await threads.run { try DeviceTable.read(bytes, named: name) }
        try Task.checkCancellation()
        return table
    }
}
