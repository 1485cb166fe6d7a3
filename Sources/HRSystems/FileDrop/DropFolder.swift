import Foundation
import HRKit

/// The folder of a file, opened from the allowed folder down, step by step, so that no link leads out of it.
struct DropFolder: ~Copyable {
    let descriptor: Int32
    /// The file's name in it.
    let name: String

    init(of path: String, _ folders: FileFolders) throws(FileDropFailure) {
        (descriptor, name) = try DropFolder.opened(path, folders)
    }

    private static func opened(_ path: String, _ folders: FileFolders) throws(FileDropFailure) -> (Int32, String) {
        guard let root = folders.root(of: path) else { throw FileDropFailure(.notAllowed) }
        // Byte by byte, as the kernel takes a path apart.
        var steps = Array(URL(fileURLWithPath: path).standardizedFileURL.path.utf8).dropFirst(root.utf8.count)
            .split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        guard let name = steps.popLast(), !steps.contains(".."), name != ".." else {
            throw FileDropFailure(.notAllowed)
        }
        // How the owner's own folder is reached is the owner's matter, links included.
        var folder = Glibc.open(root, flags)
        guard folder >= 0 else { throw FileDropFailure(.open) }
        for step in steps {
            let next = openat(folder, step, flags | O_NOFOLLOW)
            let error = FileDropFailure(errno == ENOTDIR || errno == ELOOP ? .link : .open)
            Glibc.close(folder)
            guard next >= 0 else { throw error }
            folder = next
        }
        guard let real = self.path(of: folder), !folders.isOwn(real) else {
            Glibc.close(folder)
            throw FileDropFailure(.notAllowed)
        }
        return (folder, name)
    }

    deinit { Glibc.close(descriptor) }

    /// A folder in which we may write but not read can be opened this way alone: Linux's O_PATH, which glibc shows
    /// to GNU programs only.
    private static let flags = 0x20_0000 | O_DIRECTORY | O_CLOEXEC

    /// Where the kernel says that an open folder is.
    private static func path(of descriptor: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
    }

    /// Whether new files can be made in it.
    var isWritable: Bool { faccessat(descriptor, ".", W_OK | X_OK, 0) == 0 }

    /// A new file's name lies in its folder, and is lost in a power cut unless that is synced too.
    func sync() throws(FileDropFailure) {
        let folder = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // A folder in which we may write but not read cannot be synced; the punches go all the same.
        guard folder >= 0 else { return }
        defer { Glibc.close(folder) }
        // Some network file systems know no such call.
        guard fsync(folder) == 0 || [EINVAL, ENOTSUP, EBADF, EROFS].contains(errno) else {
            throw FileDropFailure(.write)
        }
    }
}
