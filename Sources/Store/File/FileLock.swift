import Attendance
import Foundation

/// A kernel lock on a file. It ends with the process that holds it, however that ends: nothing to clean up, no
/// lease to wait for.
public final class FileLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Nil when another holder, in this process or another, stands against it; with `waits` it waits for that one
    /// instead, which must be a matter of moments.
    static func acquire(_ file: URL, exclusive: Bool = true, waits: Bool = false) throws(StoreFailure) -> FileLock? {
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .data(.directory(path: file.path, reason: String(cString: strerror(errno))))
        }
        while flock(descriptor, (exclusive ? LOCK_EX : LOCK_SH) | (waits ? 0 : LOCK_NB)) != 0 {
            if errno == EINTR { continue }
            close(descriptor)
            return nil
        }
        return FileLock(descriptor: descriptor)
    }

    deinit {
        // Said, not left to the closing: a child process that is just being started shares the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
