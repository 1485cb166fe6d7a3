import Foundation
import Testing

/// The architecture page sends nobody to a file that is not there.
@Suite struct WhereTests {
    @Test func everyPlaceThatThePageNamesExists() throws {
        let page = try String(
            contentsOf: RoomTests.root.appending(path: "docs/architecture.md"), encoding: .utf8)
        let start = try #require(page.range(of: "## Where is …"))
        let rest = page[start.upperBound...]
        let section = rest.prefix(upTo: try #require(rest.range(of: "\n## ")).lowerBound)
        let places = section.matches(of: /`([\w\/.+-]+\.swift)`/).map { String($0.1) }
        #expect(places.count >= 10)
        for place in places {
            let path = RoomTests.root.appending(path: "Sources/\(place)").path
            #expect(FileManager.default.fileExists(atPath: path), "\(place)")
        }
    }
}
