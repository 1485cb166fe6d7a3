import Attendance
import Database
import Wire
import WorkingTime

/// The desk's working calendar, in all its versions: a case keeps the one that it was filed under.
public struct CalendarRepository: Sendable {
    let file: StoreFile

    /// The calendar in force; the one that comes with the program while nobody has made another.
    public func current() async throws(StoreFailure) -> WorkingCalendar {
        try await file.read { try $0.workingCalendar() }
    }

    /// - Throws: `damaged` where the version is not there.
    public func version(_ version: Int) async throws(StoreFailure) -> WorkingCalendar {
        try await file.read { try $0.workingCalendar(version) }
    }

    /// Puts another calendar in force. Cases that are filed keep theirs.
    ///
    /// - Throws: `refused` with what is wrong in the document.
    public func replace(
        _ document: JSONValue, act: Act
    ) async throws(StoreFailure) -> WorkingCalendar {
        try await file.write { database in
            let next = try database.workingCalendar().version + 1
            let calendar = try CalendarDocument.calendar(document, version: next)
            try database.execute(
                sql: "INSERT INTO working_calendar (version, document, actor, at) VALUES (?, ?, ?, ?)",
                arguments: [next, CalendarDocument.json(calendar).description, act.by.name, act.at])
            try database.recordHistory(
                "calendar.changed", String(next),
                Phrase(en: "working calendar, version \(next)", vi: "lịch làm việc, phiên bản \(next)"),
                act: act)
            return calendar
        }
    }
}

extension Database {
    /// The newest version, or the one that is asked for.
    func workingCalendar(_ version: Int? = nil) throws -> WorkingCalendar {
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT version, document FROM working_calendar WHERE ?1 IS NULL OR version = ?1
                ORDER BY version DESC LIMIT 1
                """, arguments: [version])
        guard let row else {
            guard version == nil || version == WorkingCalendar.vietnam.version else {
                throw DataFailure.damaged(path: "", detail: "working calendar \(version ?? 0) is missing")
            }
            return .vietnam
        }
        let text: String = row["document"]
        return try CalendarDocument.calendar(try JSONValue(parsing: Array(text.utf8)), version: row["version"])
    }
}
