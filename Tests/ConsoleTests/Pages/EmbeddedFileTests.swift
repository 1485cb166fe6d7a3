import Foundation
import Testing

@testable import Console

@Suite struct EmbeddedFileTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/ConsoleFiles")

    /// Fails where a file was added or taken away without `script/embed-files`.
    @Test func theBinaryHoldsTheFilesOfBothFoldersAndNoOther() throws {
        var files: [String: Data] = [:]
        for folder in ["pages", "assets"] {
            for name in try FileManager.default.contentsOfDirectory(
                atPath: EmbeddedFileTests.root.appending(path: folder).path)
            {
                files["\(folder)/\(name)"] = try Data(
                    contentsOf: EmbeddedFileTests.root.appending(path: "\(folder)/\(name)"))
            }
        }
        #expect(EmbeddedFiles.all.mapValues { Data($0) } == files)
    }
}
