import Attendance
import Foundation
import Store
import TestSupport
import Testing

@Suite struct PrivateFileTests {
    private func mode(_ file: URL) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]) as? Int
    }

    @Test func theDatabaseItsLogAndItsIndexAreTheirOwnersWhateverTheFolder() async throws {
        try await withTemporaryDirectory { directory in
            let data = directory.appending(path: "data")
            try FileManager.default.createDirectory(at: data, withIntermediateDirectories: false)
            chmod(data.path, 0o755)
            do {
                let store = try Store(directory: data, environment: [:])
                _ = try await store.users.all()
                for name in ["rollcall.db", "rollcall.db-wal", "rollcall.db-shm", "rollcall.key"] {
                    #expect(mode(data.appending(path: name)) == 0o600, "\(name)")
                }
            }
            chmod(data.appending(path: "rollcall.db").path, 0o644)
            let store = try Store(directory: data, environment: [:])
            _ = try await store.users.all()
            #expect(mode(data.appending(path: "rollcall.db")) == 0o600)
        }
    }

    @Test func aMissingDatabaseBesideAKeyIsSaidAndNothingIsMade() async throws {
        try await withTemporaryDirectory { directory in
            do { _ = try Store(directory: directory, environment: [:]) }
            for name in ["rollcall.db", "rollcall.db-wal", "rollcall.db-shm"] {
                try? FileManager.default.removeItem(at: directory.appending(path: name))
            }
            do throws(StoreFailure) {
                _ = try Store(directory: directory, environment: [:])
                Issue.record("a new database was made")
            } catch {
                guard case .data(.missingDatabase(let path)) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(path.hasSuffix("rollcall.db") && error.phrase.vi.contains("khôi phục"))
            }
            #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "rollcall.db").path))
        }
    }

    @Test func whatWasCancelledIsNoFaultOfTheDisk() {
        let error = StoreFailure(CancellationError())
        #expect(error.phrase.en.contains("cancelled") && !error.phrase.en.contains("disk"))
    }
}
