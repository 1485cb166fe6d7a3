import Foundation
import Testing

@testable import Console

@Suite struct EmbeddedFileTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    /// Folders of the sources, and what they are called in the binary.
    private static let folders = [
        ("Sources/ConsoleFiles/pages", "pages"), ("Sources/ConsoleFiles/assets", "assets"), ("docs/manual", "manual"),
        ("docs", "manual"),
    ]

    /// Fails where a file was added or taken away without `script/embed-files`.
    @Test func theBinaryHoldsTheFilesOfItsFoldersAndNoOther() throws {
        var files: [String: Data] = [:]
        for (folder, place) in EmbeddedFileTests.folders {
            let path = EmbeddedFileTests.root.appending(path: folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: path.path)
            where folder != "docs" || name.hasPrefix("operations.") {
                files["\(place)/\(name)"] = try Data(contentsOf: path.appending(path: name))
            }
        }
        #expect(EmbeddedFiles.all.mapValues { Data($0) } == files)
    }
}
