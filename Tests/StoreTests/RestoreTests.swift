import Attendance
import Foundation
import GRDB
import ProgramSettings
import Sealing
import Store
import TestSupport
import Testing

/// What a restore looks at before it replaces, what it keeps, and whom it lets read the result.
@Suite struct RestoreTests {
    private func mode(_ path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
    }

    private func backUp(_ ledger: Ledger, withKey: Bool = true) async throws -> String {
        let path = ledger.directory.appending(path: "backup").path
        try await ledger.store.maintenance.backUp(to: path, withKey: withKey)
        return path
    }

    /// A data directory with a setting of its own, and nobody in it.
    private func withData(_ body: (URL) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            do {
                let store = try Store(directory: directory, environment: [:])
                try await store.settings.set("auto-sync-minutes", "9", act: Act(by: .person("t"), at: .now))
            }
            try await body(directory)
        }
    }

    private func error(_ backup: String, into directory: URL) -> StoreFailure? {
        do throws(StoreFailure) {
            _ = try Restore.run(from: backup, into: directory, environment: [:])
            return nil
        } catch {
            return error
        }
    }

    private func edit(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func expectUntouched(_ directory: URL) async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(!names.contains { $0.contains("before-restore") || $0.contains("incoming") }, "\(names)")
        let store = try Store(directory: directory, environment: [:])
        #expect(try await store.settings.current().autoSyncMinutes == 9)
    }

    @Test func whatIsNoBackupIsToldApartAndTouchesNothing() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger)
            try await withData { data in
                let stranger = data.deletingLastPathComponent().appending(path: "\(UUID().uuidString).db").path
                defer { try? FileManager.default.removeItem(atPath: stranger) }
                try edit(stranger, "CREATE TABLE t (x)")
                guard case .data(.notRollcall(stranger))? = error(stranger, into: data) else {
                    Issue.record("another program's database was taken")
                    return
                }
                try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: stranger))
                guard case .data(.notRollcall(stranger))? = error(stranger, into: data) else {
                    Issue.record("what is not a database was taken")
                    return
                }
                try edit(path, "INSERT INTO grdb_migrations VALUES ('999 the future')")
                guard case .data(.newerThanProgram(path))? = error(path, into: data) else {
                    Issue.record("a newer database was taken")
                    return
                }
                try await expectUntouched(data)
            }
        }
    }

    @Test func aDamagedBackupIsFoundBeforeAnythingIsReplaced() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest((0..<400).map { Ledger.punch($0) })
            let path = try await backUp(ledger)
            // An index that lost an entry: every page can be read, and the whole is not sound.
            try edit(
                path,
                """
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = 'CREATE INDEX punch_at ON punch (run_id)' WHERE name = 'punch_at';
                """)
            try await withData { data in
                guard case .data(.damaged(path, _))? = error(path, into: data) else {
                    Issue.record("a damaged backup was taken")
                    return
                }
                try await expectUntouched(data)
            }
        }
    }

    @Test func aRunningProgramIsNotReplacedUnderneath() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger)
            try await withData { data in
                let running = try Store(directory: data, environment: [:])
                guard case .data(.inUse)? = error(path, into: data) else {
                    Issue.record("replaced")
                    return
                }
                #expect(try await running.settings.current().autoSyncMinutes == 9)
            }
        }
    }

    @Test func theFormerDatabaseIsKeptWithWhatStoodInItsLog() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger)
            try await ledger.ingest([Ledger.punch(1)])
            try await withTemporaryDirectory { data in
                // As a power cut leaves it: the last commits stand in the log alone.
                for name in ["rollcall.db", "rollcall.db-wal", "rollcall.key"] {
                    try FileManager.default.copyItem(
                        at: ledger.directory.appending(path: name), to: data.appending(path: name))
                }
                let report = try Restore.run(from: path, into: data, environment: [:])
                let former = try #require(report.formerDatabase)
                #expect(former.hasPrefix(data.appending(path: "rollcall.db.before-restore-").path))
                let queue = try DatabaseQueue(path: former)
                #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM punch") } == 1)
                try queue.close()
                let restored = try Store(directory: data, environment: [:])
                #expect(try await restored.devices.find("Office").punchCount == 0, "no log of the former one")
            }
        }
    }

    @Test func whereNothingWasNothingIsKept() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger)
            try await withTemporaryDirectory { data in
                let report = try Restore.run(
                    from: path, into: data.appending(path: "new/place"), environment: [:])
                #expect(report.formerDatabase == nil && report.secretsToEnter.isEmpty)
            }
        }
    }

    @Test func nobodyElseMayReadTheBackupTheDatabaseOrTheKey() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger)
            #expect(mode(path) == 0o600)
            chmod(path, 0o644)
            try await withData { data in
                _ = try Restore.run(from: path, into: data, environment: [:])
                #expect(mode(data.appending(path: "rollcall.key").path) == 0o600)
                #expect(mode(data.appending(path: "rollcall.db").path) == 0o600)
            }
        }
    }

    @Test func theKeyTravelsInTheBackupAndStaysInNoDatabase() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger)
            let key = try String(contentsOf: ledger.directory.appending(path: "rollcall.key"), encoding: .utf8)
            func holdsKey(_ path: String) throws -> Bool {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                return bytes.range(of: Data(key.trimmed.utf8)) != nil
            }
            #expect(try holdsKey(path))
            try await withData { data in
                _ = try Restore.run(from: path, into: data, environment: [:])
                let queue = try DatabaseQueue(path: data.appending(path: "rollcall.db").path)
                let rows = try await queue.read {
                    try Int.fetchOne($0, sql: "SELECT count(*) FROM meta WHERE name = 'backup-key'")
                }
                try queue.close()
                #expect(rows == 0)
                let carried = try String(contentsOf: data.appending(path: "rollcall.key"), encoding: .utf8)
                #expect(carried.trimmed == key.trimmed)
                // A backup without the key has none, also where the database was restored from one that had.
                let restored = try Store(directory: data, environment: [:])
                let second = data.appending(path: "second").path
                try await restored.maintenance.backUp(to: second, withKey: false)
                #expect(try !holdsKey(second))
            }
        }
    }

    @Test func theKeyThatIsThereStaysWhereTheBackupCarriesNone() async throws {
        try await Ledger.with { ledger in
            let path = try await backUp(ledger, withKey: false)
            try await ledger.store.programSecrets.keep("authority", as: "ca-key")
            let withProgram = ledger.directory.appending(path: "second").path
            try await ledger.store.maintenance.backUp(to: withProgram, withKey: false)
            try await withTemporaryDirectory { data in
                let key = data.appending(path: "rollcall.key")
                try FileManager.default.copyItem(at: ledger.directory.appending(path: "rollcall.key"), to: key)
                let before = try Data(contentsOf: key)
                #expect(try Restore.run(from: path, into: data, environment: [:]).secretsToEnter.isEmpty)
                #expect(try Data(contentsOf: key) == before)
            }
            try await withData { data in
                let report = try Restore.run(from: withProgram, into: data, environment: [:])
                #expect(
                    Set(report.secretsToEnter.map { "\($0.owner): \($0.field)" }) == [
                        "Office: token", "HR: token", "Rollcall: ca-key",
                    ])
                let restored = try Store(directory: data, environment: [:])
                #expect(try await restored.sealedValues.all().isEmpty)
                #expect(try await restored.programSecrets.load("ca-key") == nil)
            }
        }
    }

    @Test func sharedCredentialsAndAWebhooksAddressAreAskedForByTheirDevices() async throws {
        try await Ledger.with { ledger in
            var draft = Ledger.draft("Office")
            draft.account = AccountDraft(identity: "app", fields: ["token"])
            _ = try await ledger.store.devices.edit(
                ledger.device, to: draft, act: Act(by: .person("t"), at: ledger.now))
            _ = try await ledger.store.hooks.make(for: ledger.device, act: Act(by: .person("t"), at: ledger.now))
            let path = try await backUp(ledger, withKey: false)
            try await withData { data in
                let report = try Restore.run(from: path, into: data, environment: [:])
                #expect(
                    Set(report.secretsToEnter.map { "\($0.owner): \($0.field)" }) == [
                        "Office: token", "HR: token", "Office: webhook address",
                    ])
            }
        }
    }

    @Test func aBackupThatCannotBeWrittenLeavesNoPartBehind() async throws {
        try await Ledger.with { ledger in
            let folder = ledger.directory.appending(path: "folder").path
            try FileManager.default.createDirectory(atPath: folder + "/full", withIntermediateDirectories: true)
            for path in [folder, ledger.directory.path + "/none/backup"] {
                do throws(StoreFailure) {
                    try await ledger.store.maintenance.backUp(to: path, withKey: true)
                    Issue.record("written")
                } catch {
                    guard case .data(.directory(path, _)) = error else {
                        Issue.record("\(error)")
                        return
                    }
                }
                #expect(!FileManager.default.fileExists(atPath: path + ".part"))
            }
        }
    }
}
