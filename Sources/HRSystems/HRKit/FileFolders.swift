import Attendance
import Foundation

/// Where HR clients may write files: folders that the owner of this machine has allowed, each with all below it.
///
/// Whoever may change HR clients over the network is not therefore trusted with the machine's files.
public struct FileFolders: Sendable {
    /// The folder in the data directory that is always allowed.
    public static let exports = "exports"

    /// Absolute paths.
    public let allowed: [String]
    /// Nothing in it is written but `exports/`, whatever was allowed.
    public let dataDirectory: String

    /// - Parameter folders: what was allowed besides `exports/`.
    public init(dataDirectory: URL, folders: [String]) {
        self.dataDirectory = dataDirectory.standardizedFileURL.path
        allowed = ([dataDirectory.appending(path: FileFolders.exports).path] + folders).map(FileFolders.standardized)
    }

    /// The allowed folder that a file lies in, told by its path alone; nil where none is.
    public func root(of path: String) -> String? {
        let path = FileFolders.standardized(path)
        return allowed.filter { path.utf8.starts(with: ($0 == "/" ? "/" : $0 + "/").utf8) }
            .max { $0.utf8.count < $1.utf8.count }
    }

    /// Whether a folder is the data directory or lies in it, `exports/` excepted. Links are followed.
    public func isOwn(_ folder: String) -> Bool {
        let folder = FileFolders.real(folder)
        let own = FileFolders.real(dataDirectory)
        let exports = own + "/" + FileFolders.exports
        guard folder == own || folder.hasPrefix(own + "/") else { return false }
        return folder != exports && !folder.hasPrefix(exports + "/")
    }

    private static func standardized(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}

extension FileFolders {
    /// Why a file is not written.
    public func refusal(of path: String) -> Phrase {
        let list = allowed.joined(separator: ", ")
        return Phrase(
            en:
                "\(path) lies in no folder that the owner of this machine has allowed (\(list)); another one is allowed with rollcall serve --file-folder FOLDER",
            vi:
                "\(path) không nằm trong thư mục được chủ máy cho phép (\(list)); cho phép thêm bằng rollcall serve --file-folder THƯ-MỤC"
        )
    }
}
