import Foundation

/// Why the file could not be used, in the system's words.
struct FileDropFailure: Error {
    enum Step {
        /// It lies in no allowed folder.
        case notAllowed
        /// A link on the way to it, or in its place.
        case link
        /// Something else stands in its place, or it holds something else.
        case foreign
        case open, lock, write
    }

    let step: Step
    let reason: String

    init(_ step: Step) {
        self.step = step
        reason = String(cString: strerror(errno))
    }
}

/// A file that only grows, by whole batches: locked while it is open here, cut back when an append does not fit
/// (a full disk), and mended when a power cut left half a line. The program that reads it may move it away at any
/// time: then the next batch begins a new one. What others made in its place is left alone.
struct AppendOnlyFile {
    private let descriptor: Int32

    init(in folder: borrowing DropFolder, _ format: PunchLines) throws(FileDropFailure) {
        descriptor = try AppendOnlyFile.locked(folder)
        do throws(FileDropFailure) {
            try check(format)
            try mend()
            if try isEmpty { try folder.sync() }
        } catch {
            close()
            throw error
        }
    }

    /// Opens and locks the file that has the name now: while the lock was waited for, it may have been moved away.
    private static func locked(_ folder: borrowing DropFolder) throws(FileDropFailure) -> Int32 {
        var tries = 0
        while true {
            let descriptor = try opened(folder, flags: O_CREAT)
            guard flock(descriptor, LOCK_EX) == 0 else {
                let error = FileDropFailure(.lock)
                Foundation.close(descriptor)
                throw error
            }
            var opened = stat()
            var named = stat()
            tries += 1
            let isNamed =
                fstat(descriptor, &opened) == 0
                && fstatat(folder.descriptor, folder.name, &named, AT_SYMLINK_NOFOLLOW) == 0
                && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
            if isNamed { return descriptor }
            Foundation.close(descriptor)
            guard tries < 5 else {
                errno = EAGAIN
                throw FileDropFailure(.lock)
            }
        }
    }

    private static func opened(_ folder: borrowing DropFolder, flags: Int32) throws(FileDropFailure) -> Int32 {
        // A pipe in its place must not hold us up.
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags
        let descriptor = openat(folder.descriptor, folder.name, flags, 0o640)
        guard descriptor >= 0 else {
            throw FileDropFailure(errno == ELOOP ? .link : errno == EISDIR ? .foreign : .open)
        }
        return descriptor
    }

    /// Whether the file could be used, without touching anything.
    ///
    /// - Returns: Whether it is there already.
    static func examine(_ folder: borrowing DropFolder, _ format: PunchLines) throws(FileDropFailure) -> Bool {
        let descriptor: Int32
        do throws(FileDropFailure) { descriptor = try opened(folder, flags: 0) } catch {
            guard errno == ENOENT, folder.isWritable else { throw error }
            return false
        }
        let file = AppendOnlyFile(descriptor: descriptor)
        defer { file.close() }
        try file.check(format)
        return true
    }

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Refuses what is not a file of ours: devices, pipes, a second name of another file, a file with another beginning.
    private func check(_ format: PunchLines) throws(FileDropFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileDropFailure(.open) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 else { throw FileDropFailure(.foreign) }
        var head = [UInt8](repeating: 0, count: min(PunchLines.longestLine, Int(status.st_size)))
        guard pread(descriptor, &head, head.count, 0) == head.count else { throw FileDropFailure(.open) }
        guard format.mayHaveWritten(head) else { throw FileDropFailure(.foreign) }
    }

    func close() { Foundation.close(descriptor) }

    var isEmpty: Bool { get throws(FileDropFailure) { try size() == 0 } }

    /// The last `count` bytes, or all of a shorter file.
    func tail(bytes count: Int) throws(FileDropFailure) -> [UInt8] {
        let size = try size()
        let length = min(count, size)
        var bytes = [UInt8](repeating: 0, count: length)
        let read = pread(descriptor, &bytes, length, off_t(size - length))
        guard read == length else { throw FileDropFailure(.open) }
        return bytes
    }

    /// Appends all of `bytes` durably, or leaves the file as it was.
    func append(_ bytes: [UInt8]) throws(FileDropFailure) {
        guard !bytes.isEmpty else { return }
        let size = try size()
        let written = pwrite(descriptor, bytes, bytes.count, off_t(size))
        guard written == bytes.count, fsync(descriptor) == 0 else {
            if written >= 0, written < bytes.count { errno = ENOSPC }
            let error = FileDropFailure(.write)
            ftruncate(descriptor, off_t(size))
            throw error
        }
        // Deleted meanwhile: nobody will ever read what was written.
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
            errno = ENOENT
            throw FileDropFailure(.write)
        }
    }

    /// Cuts off a last line without its end.
    private func mend() throws(FileDropFailure) {
        let tail = try tail(bytes: PunchLines.longestLine)
        guard let last = tail.last, last != 0x0A else { return }
        let torn = tail.reversed().prefix { $0 != 0x0A }.count
        guard ftruncate(descriptor, off_t(try size() - torn)) == 0 else { throw FileDropFailure(.write) }
    }

    private func size() throws(FileDropFailure) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileDropFailure(.open) }
        return Int(status.st_size)
    }
}
