import CZip
import Foundation

/// A ZIP archive that is made in one go.
enum ZipFile {
    /// - Parameter at: the time of every entry, so that one dossier made twice is the same bytes.
    static func bytes(of entries: [(name: String, bytes: [UInt8])], at seconds: Int64) throws -> [UInt8] {
        // A folder that nobody else on this machine may enter.
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-dossier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path + "/dossier.zip"
        var status: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &status) else { throw ZIPFailure() }
        for entry in entries {
            // The archive frees its own copy when it is closed.
            guard let copy = malloc(max(entry.bytes.count, 1)) else { throw ZIPFailure() }
            entry.bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, $0.count) } }
            guard let source = zip_source_buffer(archive, copy, zip_uint64_t(entry.bytes.count), 1) else {
                free(copy)
                zip_discard(archive)
                throw ZIPFailure()
            }
            let index = zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(source)
                zip_discard(archive)
                throw ZIPFailure()
            }
            zip_file_set_mtime(archive, zip_uint64_t(index), time_t(seconds), 0)
        }
        guard zip_close(archive) == 0 else {
            zip_discard(archive)
            throw ZIPFailure()
        }
        guard let data = FileManager.default.contents(atPath: path) else { throw ZIPFailure() }
        return Array(data)
    }
}
