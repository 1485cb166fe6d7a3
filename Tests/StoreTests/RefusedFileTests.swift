import Attendance
import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

@testable import Store

/// What the files and the database refuse is said, and nothing is half done.
@Suite struct RefusedFileTests {
    @Test func aDirectoryThatARestoreHoldsIsNotOpened() async throws {
        try await withTemporaryDirectory { directory in
            _ = try Store.fresh(in: directory)
            let lock = try FileLock.acquire(directory.appending(path: "in-use.lock"))
            #expect(lock != nil)
            #expect(throws: StoreFailure.self) { _ = try Store(directory: directory, environment: [:]) }
            withExtendedLifetime(lock) {}
        }
    }

    @Test func aLockThatCannotBeMadeIsAnErrorAndNotAHolder() async throws {
        try await withTemporaryDirectory { directory -> Void in
            #expect(throws: StoreFailure.self) { _ = try FileLock.acquire(directory) }
        }
    }

    @Test func aDeviceIsFoundByItsNumberAndNoOther() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let found = try await devices.find(String(ledger.device.id))
            #expect(found.name == "Office")
            await #expect(throws: StoreFailure.self) { _ = try await devices.find("999") }
        }
    }

    @Test func whatIsGoneIsNotFoundByItsNumber() async throws {
        try await Ledger.with { ledger in
            let (device, client) = (ledger.device.id, ledger.client.id)
            let names = try await ledger.store.file.read { database in
                [try database.device(id: device).name, try database.hrClient(id: client).name]
            }
            #expect(names == ["Office", "HR"])
            await #expect(throws: StoreFailure.self) {
                _ = try await ledger.store.file.read { try $0.device(id: device + 99).name }
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await ledger.store.file.read { try $0.hrClient(id: client + 99).name }
            }
        }
    }

    @Test func aPunchThatTheDatabaseRefusesStopsThePageAndNothingOfItIsKept() async throws {
        try await Ledger.with { ledger in
            try ledger.change(
                """
                CREATE TRIGGER refuse BEFORE INSERT ON punch WHEN NEW.code = '13'
                BEGIN SELECT RAISE(ABORT, 'no thirteen'); END
                """)
            let error = await #expect(throws: StoreFailure.self) {
                _ = try await ledger.ingest([Ledger.punch(1), Ledger.punch(2, code: "13")])
            }
            #expect(error.map { "\($0)" }?.contains("no thirteen") == true)
            #expect(try ledger.value("SELECT count(*) FROM punch") == 0)
        }
    }

    /// More punches than are sorted at once: code after code by the index.
    @Test func manyPunchesComeByCodeAndTheNewestFirstOnPagesOfAnySize() async throws {
        try await Ledger.with { ledger in
            for part in 0..<4 {
                try await ledger.ingest(
                    (0..<800).map { number in
                        let key = part * 800 + number
                        return Ledger.punch(
                            "k\(key)", at: ledger.now - .minutes((key * 7919) % 3203), code: "c\(100 + key % 23)")
                    })
            }
            var search = PunchSearch()
            search.order = .code
            var found: [StoredPunch] = []
            var position: PunchCursor?
            repeat {
                let page = try await ledger.store.punches.search(search, at: position, limit: 450)
                found += page.punches.map(\.punch)
                position = page.next
            } while position != nil
            #expect(found.count == 3200 && Set(found.map(\.id)).count == 3200)
            let sorted = found.sorted { ($0.code, $1.at, $1.id) < ($1.code, $0.at, $0.id) }
            #expect(found.map(\.id) == sorted.map(\.id))
        }
    }
}
