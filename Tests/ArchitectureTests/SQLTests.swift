import Foundation
import Testing

/// SQL stands in the store and in the databases' drivers alone, and engines' own words in their places.
@Suite struct SQLTests {
    /// Folders where statements may stand.
    private static let rooms = ["Store/", "Databases/"]
    /// Where words of one engine may stand: its driver, the hooks, and its schema's history.
    private static let places = ["Databases/", "Store/File/Migrations"]

    private static func lines(_ wanted: (String) -> Bool) throws -> [(file: String, text: String)] {
        try RoomTests.sources().map(\.file).filter(wanted).flatMap { file in
            try String(contentsOf: RoomTests.root.appending(path: "Sources/\(file)"), encoding: .utf8)
                .split(separator: "\n").map { (file, String($0)) }
        }
    }

    @Test func noStatementStandsOutsideOfTheStore() throws {
        for line in try Self.lines({ file in !Self.rooms.contains { file.hasPrefix($0) } }) {
            #expect(!line.text.contains("sql:"), "\(line.file): \(line.text)")
        }
    }

    @Test(arguments: [
        "INDEXED BY", "CROSS JOIN", "ifnull", "INSERT OR", "UPDATE OR", "rowid", "IS NOT ?", " IS ?", "PRAGMA",
        "ON CONFLICT DO", "sqlite_", "sqlite3_", "json_extract", "strftime", "COLLATE NOCASE",
    ])
    func wordsOfOneEngineStandInItsPlaces(_ word: String) throws {
        for line in try Self.lines({ file in
            file.hasPrefix("Store/") && !Self.places.contains { file.hasPrefix($0) }
        }) {
            #expect(!line.text.contains(word), "\(line.file): \(line.text)")
        }
    }

    @Test func thePlacesAreThere() throws {
        for place in Self.places + Self.rooms {
            #expect(try !Self.lines { $0.hasPrefix(place) }.isEmpty, "\(place) is gone")
        }
    }
}
