import Attendance
import Foundation
import Sealing
import Store
import TestSupport
import Testing

/// Who may read the key and the database, and who holds which lock.
@Suite struct KeyAndLockTests {
    private func error(opening directory: URL, _ environment: [String: String] = [:]) -> StoreFailure? {
        do throws(StoreFailure) {
            _ = try Store(directory: directory, environment: environment)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o620, 0o602, 0o610, 0o644])
    func aKeyFileThatOthersMayReachOpensNothing(_ mode: Int) async throws {
        try await withTemporaryDirectory { directory in
            #expect(error(opening: directory) == nil)
            let key = directory.appending(path: "rollcall.key").path
            chmod(key, mode_t(mode))
            guard case .key(.exposedKeyFile(key))? = error(opening: directory) else {
                Issue.record("opened with a key of mode \(String(mode, radix: 8))")
                return
            }
            chmod(key, 0o600)
            #expect(error(opening: directory) == nil)
        }
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o666])
    func aDatabaseThatOthersMayReachIsClosedToThem(_ mode: Int) async throws {
        try await withTemporaryDirectory { directory in
            #expect(error(opening: directory) == nil)
            let path = directory.appending(path: "rollcall.db").path
            // What a crash may leave beside it.
            for name in [path, path + "-wal", path + "-shm"] {
                if !FileManager.default.fileExists(atPath: name) {
                    try Data().write(to: URL(fileURLWithPath: name))
                }
                chmod(name, mode_t(mode))
            }
            let store = try Store(directory: directory, environment: [:])
            _ = try await store.devices.all()
            for name in [path, path + "-wal", path + "-shm"] {
                let found = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
                #expect(found == 0o600, "\(name)")
            }
        }
    }

    @Test func aKeyOfTheEnvironmentIsNotWrittenDown() async throws {
        try await withTemporaryDirectory { directory in
            let text = String(repeating: "0a", count: 32)
            let environment = [SealingKey.environmentVariable: text]
            let store = try Store(directory: directory, environment: environment)
            try await store.programSecrets.keep("authority", as: "ca-key")
            #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "rollcall.key").path))
            let again = try Store(directory: directory, environment: environment)
            #expect(try await again.programSecrets.load("ca-key") == "authority")
            let wrong = [SealingKey.environmentVariable: String(repeating: "0b", count: 32)]
            let other = try Store(directory: directory, environment: wrong)
            await #expect(throws: StoreFailure.self) { try await other.programSecrets.load("ca-key") }
            guard case .key(.malformedKey)? = error(opening: directory, [SealingKey.environmentVariable: "short"])
            else {
                Issue.record("a key that is none was taken")
                return
            }
        }
    }

    @Test func aSecretIsBoundToItsOwnerAndItsField() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            let own = "owner_kind = 'device' AND owner_id = \(ledger.device.id)"
            try ledger.change(
                """
                UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE \(own))
                WHERE owner_kind = 'device' AND owner_id = \(branch.id)
                """)
            await #expect(throws: StoreFailure.self) { try await ledger.store.devices.secrets(of: branch) }
            try ledger.change("UPDATE secret SET field = 'other' WHERE \(own)")
            await #expect(throws: StoreFailure.self) { try await ledger.store.devices.secrets(of: ledger.device) }
            try ledger.change("UPDATE secret SET owner_kind = 'device', owner_id = 99 WHERE owner_kind = 'hr'")
            // What cannot be opened hides nothing else.
            try await ledger.store.programSecrets.keep("readable", as: "ca-key")
            #expect(try await ledger.store.sealedValues.all() == ["readable"])
        }
    }

    @Test func everySealedValueIsKnownAndTheRevisionGrowsWithEachChange() async throws {
        try await Ledger.with { ledger in
            let sealed = ledger.store.sealedValues
            #expect(Set(try await sealed.all()) == ["very-secret-device-token", "very-secret-hr-token"])
            let before = try await sealed.revision()
            try await ledger.store.devices.keepSecrets(FieldValues(["token": ["renewed"]]), of: ledger.device)
            #expect(Set(try await sealed.all()) == ["renewed", "very-secret-hr-token"])
            #expect(try await sealed.revision() > before)
        }
    }

    @Test func theBrowsersKeyIsMadeOnceWhoeverAsksFirst() async throws {
        try await Ledger.with { ledger in
            let other = try Store(directory: ledger.directory, environment: [:])
            async let first = ledger.store.programSecrets.browserKey()
            async let second = other.programSecrets.browserKey()
            let keys = try await [first, second, ledger.store.programSecrets.browserKey()]
            #expect(Set(keys).count == 1 && keys[0].count >= 40)
        }
    }

    @Test func aLockIsOneHoldersUntilItGoesAway() async throws {
        try await Ledger.with { ledger in
            let other = try Store(directory: ledger.directory, environment: [:])
            var held = try ledger.store.lock(.device(1))
            #expect(held != nil)
            #expect(try ledger.store.lock(.device(1)) == nil)
            #expect(try other.lock(.device(1)) == nil)
            #expect(try other.lock(.device(2)) != nil)
            #expect(try other.lock(.hrClient(1)) != nil)
            held = nil
            #expect(try other.lock(.device(1)) != nil)
        }
    }
}
