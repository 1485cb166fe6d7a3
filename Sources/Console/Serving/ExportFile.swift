import Foundation
import Hummingbird

/// A file that is written to be sent, in a folder that nobody else on this machine may enter. It is gone when nothing
/// holds it any more: sent, given up, or never asked for.
final class ExportFile: Sendable {
    private let folder: String
    let path: String

    init(_ format: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-export-\(UUID().uuidString)").path
        path = folder + "/export." + format
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The file, piece by piece.
    var body: ResponseBody {
        ResponseBody { writer in
            guard let handle = FileHandle(forReadingAtPath: self.path) else { return try await writer.finish(nil) }
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: 256 << 10), !piece.isEmpty {
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
    }
}
