import Foundation
import Store

extension Store {
    /// The store of a data directory in which nothing has happened yet.
    ///
    /// Its tables were made once for all tests of this process: making them is the largest part of a small test. All
    /// of these stores have one key. Whoever tests keys or migrations opens a directory of its own.
    public static func fresh(in directory: URL) throws -> Store {
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (name, content) in try EmptyDirectory.files.get() {
            let path = directory.appending(path: name).path
            guard !FileManager.default.fileExists(atPath: path),
                FileManager.default.createFile(
                    atPath: path, contents: content, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteFileExists) }
        }
        return try Store(directory: directory, environment: [:])
    }
}

private enum EmptyDirectory {
    static let files = Result {
        let directory = FileManager.default.temporaryDirectory.appending(path: "rollcall-empty-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        // Closed by its end, which moves everything out of the log.
        do { _ = try Store(directory: directory, environment: [:]) }
        let log = directory.appending(path: "rollcall.db-wal")
        if let size = try? log.resourceValues(forKeys: [.fileSizeKey]).fileSize, size > 0 {
            throw CocoaError(.fileReadUnknown)
        }
        return try ["rollcall.db", "rollcall.key"].map { ($0, try Data(contentsOf: directory.appending(path: $0))) }
    }
}
