import Attendance
import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

/// Counters are written in one order, so that two who write them never wait for each other.
@Suite struct CounterOrderTests {
    @Test func countersAreWrittenInTheOrderOfTheirKey() async throws {
        try await Ledger.with { ledger in
            let queue = try SQLiteFile(path: ledger.directory.appending(path: "rollcall.db").path)
            try queue.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE written (key TEXT);
                        CREATE TRIGGER note_written AFTER INSERT ON tally BEGIN
                          INSERT INTO written VALUES (new.day || '/' || new.hr_client_id || '/' || new.state);
                        END;
                        """)
            }
            try await ledger.ingest((0..<24).map { Ledger.punch($0 * 86_400) })
            let written = try queue.read {
                try String.fetchAll($0, sql: "SELECT key FROM written ORDER BY rowid")
            }
            #expect(written.count == 48 && written == written.sorted())
        }
    }
}
