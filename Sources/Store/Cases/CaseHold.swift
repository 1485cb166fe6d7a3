import Attendance
import Database
import Foundation
import UnbindingCases

/// Says that somebody is carrying a case out at this moment: a kernel lock, which ends with the process that holds it,
/// however that ends. A case that is being unbound without one was left behind.
public final class CaseHold: Sendable {
    private let descriptor: Int32

    /// Nil where somebody else has it, in this process or another.
    init?(_ id: Int64, in directory: URL) throws(StoreFailure) {
        let path = directory.appending(path: "locks/executing").path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .data(.directory(path: path, reason: String(cString: strerror(errno)))) }
        // One byte of the file for each case, held by this descriptor and not by the process: two of one process stand
        // against each other too.
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(id)
        range.l_len = 1
        guard fcntl(descriptor, CaseHold.setLock, &range) == 0 else {
            close(descriptor)
            return nil
        }
    }

    /// Open file description locks, `F_OFD_SETLK`. Source: fcntl(2).
    private static let setLock: Int32 = 37

    deinit {
        close(descriptor)
    }
}

extension CaseRepository {
    /// Takes the right to carry a case out, until it is let go of; nil where somebody has it.
    public func hold(_ unbindingCase: UnbindingCase) throws(StoreFailure) -> CaseHold? {
        try CaseHold(unbindingCase.id, in: file.directory)
    }

    /// Cases that are being carried out, or were when a process ended.
    public func executing() async throws(StoreFailure) -> [UnbindingCase] {
        try await file.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM unbinding_case WHERE state = 'executing' ORDER BY id")
                .compactMap(UnbindingCase.init)
        }
    }
}
