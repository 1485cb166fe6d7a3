import Attendance
import Foundation
import Testing

@testable import Console

/// The HTML of every page, as it was looked at and found good. `ROLLCALL_REWRITE_GOLDEN=1` writes the files anew: look
/// at what changed in them.
@Suite struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")
    private static let rewrites = ProcessInfo.processInfo.environment["ROLLCALL_REWRITE_GOLDEN"] == "1"

    private static func file(_ sample: PageSample, _ language: Language) -> URL {
        folder.appending(path: "\(sample.name).\(language.rawValue).html")
    }

    @Test(arguments: PageSample.all, Language.allCases)
    func aPageReadsAsItsGoldenSays(_ sample: PageSample, _ language: Language) throws {
        let html = try Templates().render(sample.model, language)
        let file = GoldenTests.file(sample, language)
        if GoldenTests.rewrites {
            try Data(html.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        // Line by line, so that a failure shows where.
        let lines = html.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines == golden.split(separator: "\n", omittingEmptySubsequences: false), "\(file.lastPathComponent)")
    }

    @Test func noGoldenIsLeftOver() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: GoldenTests.folder.path)
        let expected = PageSample.all.flatMap { sample in
            Language.allCases.map { GoldenTests.file(sample, $0).lastPathComponent }
        }
        #expect(files.sorted() == expected.sorted())
    }

    /// A part of a template that no golden shows could say anything.
    @Test func everyPartOfEveryTemplateIsSeenInAGolden() throws {
        var seen = SeenSections()
        for sample in PageSample.all { try seen.look(at: sample.model) }
        let templates = EmbeddedFiles.all.keys.compactMap { path in
            path.firstMatch(of: /pages\/(.+)\.mustache/).map { String($0.output.1) }
        }
        for template in templates.sorted() {
            #expect(seen.templates.contains(template), "no sample shows “\(template)”")
            for section in SeenSections.sections(of: try TemplateNode.read(template)) {
                #expect(seen.sections.contains("\(template) \(section)"), "\(template).mustache: \(section)")
            }
        }
    }
}
