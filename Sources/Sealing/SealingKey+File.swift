import Foundation
import Glibc

extension SealingKey {
    public static let environmentVariable = "ROLLCALL_KEY"

    /// The key of a data directory: `ROLLCALL_KEY` where it is set, else the key file, which is made (mode 0600)
    /// when it is missing and `createIfMissing` allows it.
    public static func load(
        file: URL, environment: [String: String], createIfMissing: Bool
    ) throws(SealingFailure) -> SealingKey? {
        if let text = environment[environmentVariable], !text.isEmpty {
            return try SealingKey(text: text, source: environmentVariable)
        }
        let path = file.path
        if let key = try read(path: path) { return key }
        guard createIfMissing else { return nil }
        let key = try generate()
        // Written aside and linked into place: a key file is whole or absent, and two first runs agree on one.
        let temporary = path + ".\(getpid()).\(Digest.hexadecimal(Sodium.random(count: 4)[...]))"
        defer { unlink(temporary) }
        let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreadableKeyFile(path: path, reason: String(cString: strerror(errno))) }
        let line = Array((key.text + "\n").utf8)
        let written = write(descriptor, line, line.count)
        let synced = fsync(descriptor)
        close(descriptor)
        guard written == line.count, synced == 0 else {
            throw .unreadableKeyFile(path: path, reason: String(cString: strerror(errno)))
        }
        if link(temporary, path) == 0 { return key }
        return try read(path: path)
    }

    private static func read(path: String) throws(SealingFailure) -> SealingKey? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw .unreadableKeyFile(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & 0o077 == 0 else { throw .exposedKeyFile(path: path) }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw .unreadableKeyFile(path: path, reason: String(cString: strerror(EACCES)))
        }
        return try SealingKey(text: text, source: path)
    }
}
