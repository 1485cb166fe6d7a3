import Foundation

/// Why the file could not be used, in the system's words.
struct FileDropError: Error {
    enum Step { case open, lock, write }
    let step: Step
    let reason: String

    init(_ step: Step) {
        self.step = step
        reason = String(cString: strerror(errno))
    }
}

/// A file that only grows, by whole batches: locked while it is open here, cut back when an append does not fit
/// (a full disk), and mended when a power cut left half a line. The program that reads it may move it away at any
/// time: then the next batch begins a new one.
struct AppendOnlyFile {
    private let descriptor: Int32

    init(path: String) throws(FileDropError) {
        descriptor = try AppendOnlyFile.locked(path)
        do throws(FileDropError) {
            try mend()
            // A new file's name lies in its folder, and is lost in a power cut unless that is synced too.
            if try isEmpty { try AppendOnlyFile.syncFolder(of: path) }
        } catch {
            close()
            throw error
        }
    }

    /// Opens and locks the file that has the name now: while the lock was waited for, it may have been moved away.
    private static func locked(_ path: String) throws(FileDropError) -> Int32 {
        var tries = 0
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
            guard descriptor >= 0 else { throw FileDropError(.open) }
            guard flock(descriptor, LOCK_EX) == 0 else {
                let error = FileDropError(.lock)
                Foundation.close(descriptor)
                throw error
            }
            var opened = stat()
            var named = stat()
            tries += 1
            let isNamed =
                fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_dev == named.st_dev
                && opened.st_ino == named.st_ino
            if isNamed { return descriptor }
            Foundation.close(descriptor)
            guard tries < 5 else {
                errno = EAGAIN
                throw FileDropError(.lock)
            }
        }
    }

    private static func syncFolder(of path: String) throws(FileDropError) {
        // The name may be a link: what counts is the folder of the file itself.
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder in which we may write but not read cannot be synced; the punches go all the same.
        guard folder >= 0 else { return }
        defer { Foundation.close(folder) }
        // Some network file systems know no such call.
        guard fsync(folder) == 0 || [EINVAL, ENOTSUP, EBADF, EROFS].contains(errno) else {
            throw FileDropError(.write)
        }
    }

    func close() { Foundation.close(descriptor) }

    var isEmpty: Bool { get throws(FileDropError) { try size() == 0 } }

    /// The last `count` bytes, or all of a shorter file.
    func tail(bytes count: Int) throws(FileDropError) -> [UInt8] {
        let size = try size()
        let length = min(count, size)
        var bytes = [UInt8](repeating: 0, count: length)
        let read = pread(descriptor, &bytes, length, off_t(size - length))
        guard read == length else { throw FileDropError(.open) }
        return bytes
    }

    /// Appends all of `bytes` durably, or leaves the file as it was.
    func append(_ bytes: [UInt8]) throws(FileDropError) {
        guard !bytes.isEmpty else { return }
        let size = try size()
        let written = pwrite(descriptor, bytes, bytes.count, off_t(size))
        guard written == bytes.count, fsync(descriptor) == 0 else {
            if written >= 0, written < bytes.count { errno = ENOSPC }
            let error = FileDropError(.write)
            ftruncate(descriptor, off_t(size))
            throw error
        }
        // Deleted meanwhile: nobody will ever read what was written.
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
            errno = ENOENT
            throw FileDropError(.write)
        }
    }

    /// Cuts off a last line without its end.
    private func mend() throws(FileDropError) {
        let tail = try tail(bytes: PunchLines.longestLine)
        guard let last = tail.last, last != 0x0A else { return }
        let torn = tail.reversed().prefix { $0 != 0x0A }.count
        guard ftruncate(descriptor, off_t(try size() - torn)) == 0 else { throw FileDropError(.write) }
    }

    private func size() throws(FileDropError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileDropError(.open) }
        return Int(status.st_size)
    }
}
