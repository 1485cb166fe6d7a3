import Attendance
import Foundation
import ProgramSettings
import Store
import TestSupport
import Testing

@Suite struct BackupTests {
    @Test func aBackupWithItsKeyBringsEverythingBack() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            let file = ledger.directory.appending(path: "b.rollcall").path
            try await ledger.store.maintenance.backUp(to: file, withKey: true)
            try await withTemporaryDirectory { other in
                let report = try Restore.run(from: file, into: other, environment: [:])
                #expect(report.secretsToEnter.isEmpty)
                let restored = try Store(directory: other, environment: [:])
                let device = try await restored.devices.find("Office")
                #expect(device.punchCount == 1)
                #expect(try await restored.devices.secrets(of: device)["token"] == "very-secret-device-token")
            }
        }
    }

    @Test func aBackupWithoutItsKeySaysWhichSecretsToEnterAgain() async throws {
        try await Ledger.with { ledger in
            let file = ledger.directory.appending(path: "b.rollcall").path
            try await ledger.store.maintenance.backUp(to: file, withKey: false)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            let key = try String(contentsOf: ledger.directory.appending(path: "rollcall.key"), encoding: .utf8)
            #expect(bytes.range(of: Data(key.trimmed.utf8)) == nil)
            try await withTemporaryDirectory { other in
                let report = try Restore.run(from: file, into: other, environment: [:])
                #expect(Set(report.secretsToEnter.map { "\($0.owner) \($0.field)" }) == ["Office token", "HR token"])
                let restored = try Store(directory: other, environment: [:])
                let device = try await restored.devices.find("Office")
                #expect(try await restored.devices.secretNames(of: device).isEmpty)
            }
        }
    }

    @Test func aRestoreChecksBeforeItReplaces() async throws {
        try await Ledger.with { ledger in
            let data = ledger.directory.appending(path: "second")
            do {
                let second = try Store(directory: data, environment: [:])
                try await second.settings.set("auto-sync-minutes", "9", act: Act(by: .person("t"), at: .now))
            }
            let bad = ledger.directory.appending(path: "bad").path
            try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: bad))
            #expect(throws: StoreFailure.self) { try Restore.run(from: bad, into: data, environment: [:]) }
            #expect(throws: StoreFailure.self) { try Restore.run(from: bad + "x", into: data, environment: [:]) }
            let second = try Store(directory: data, environment: [:])
            #expect(try await second.settings.current().autoSyncMinutes == 9)
            // And not under a running program.
            let good = ledger.directory.appending(path: "good").path
            try await ledger.store.maintenance.backUp(to: good, withKey: false)
            #expect(throws: StoreFailure.self) { try Restore.run(from: good, into: data, environment: [:]) }
        }
    }
}
