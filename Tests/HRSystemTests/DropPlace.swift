import Attendance
import Foundation
import HRKit
import HTTPTransport
import TestSupport

@testable import FileDrop

/// A file client's file, in a folder of one test's own.
struct DropPlace {
    let path: String
    let folders: FileFolders

    func folder() throws(FileDropFailure) -> DropFolder { try DropFolder(of: path, folders) }

    func open(_ format: PunchLines = .csv) throws(FileDropFailure) -> AppendOnlyFile {
        try AppendOnlyFile(in: folder(), format)
    }

    func system(_ format: String = "csv") -> FileDropSystem {
        FileDropSystem(
            context: HRContext(
                fields: FieldValues(["path": [path], "format": [format]]),
                http: StubHTTP { _ in HTTPReply(status: 500) }, now: { Instant(milliseconds: 0) },
                timeout: .seconds(2), folders: folders))
    }

    var text: String { String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self) }

    func put(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

    var lines: [Substring] { text.split(whereSeparator: \.isNewline) }

    static func with(_ body: (DropPlace) async throws -> Void) async throws {
        try await withTemporaryDirectory { top in
            try await body(
                DropPlace(
                    path: top.appending(path: "punches").path,
                    folders: FileFolders(dataDirectory: top.appending(path: "data"), folders: [top.path])))
        }
    }
}
