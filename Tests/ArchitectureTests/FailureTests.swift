import Foundation
import Testing

/// An error of ours carries its sentence for people, or is told to nobody: read from the declarations themselves.
@Suite struct FailureTests {
    /// Errors that the code beside them turns into something else.
    static let untold: Set<String> = [
        "JSONFailure", "SADPDocumentFailure", "PasswordExchangeFailure", "MessagePipeFailure", "CellFailure",
        "FileDropFailure", "ExpiredTokenFailure", "TimeoutFailure",
        // An `ExchangeFailure` explains it.
        "HTTPFailure",
        // The store turns it into a `DataFailure`.
        "DatabaseError",
        // Its sentence names the case.
        "CaseLogFailure",
        // The connector explains what a terminal's protocol says; a device that tells who it is begins its run anew.
        "TerminalFailure", "PacketFailure", "StreamFailure", "RecordFailure", "NewIdentityFailure",
        // Only a programmer sees it, when the program starts.
        "Malformed",
    ]

    /// What declares a type, or adds to it: its name and what it conforms to.
    private static func conformances() throws -> [(name: String, to: Set<String>)] {
        let declaration = /(?:enum|struct|class|extension) (?:\w+\.)*(\w+): ([\w, .&]+?) (?:where [^{]*)?\{/
        return try RoomTests.sources().filter { $0.module != "Simulators" }.flatMap { source in
            let text = try String(
                contentsOf: RoomTests.root.appending(path: "Sources/\(source.file)"), encoding: .utf8)
            return text.matches(of: declaration).map { match in
                let protocols = match.2.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                return (String(match.1), Set(protocols))
            }
        }
    }

    @Test func everyErrorThatPeopleSeeCarriesItsSentence() throws {
        let all = try Self.conformances()
        let explained = Set(all.filter { $0.to.contains("Failure") }.map(\.name))
        let errors = Set(all.filter { $0.to.contains("Error") }.map(\.name))
        #expect(explained.count > 15 && errors.contains("JSONFailure"))
        for name in errors.sorted() where !explained.contains(name) {
            #expect(Self.untold.contains(name), "\(name) has no sentence: make it a Failure")
        }
        for name in Self.untold.sorted() {
            #expect(errors.contains(name) && !explained.contains(name), "\(name) need not be listed")
        }
    }

    /// One word for one thing. A nested type is told from others by the type that it stands in.
    @Test func everyErrorIsCalledAFailure() throws {
        let excepted: Set = ["DatabaseError", "Refusal", "Malformed", "Overload"]
        for (name, protocols) in try Self.conformances()
        where protocols.contains("Error") || protocols.contains("Failure") {
            #expect(name.hasSuffix("Failure") || excepted.contains(name), "\(name)")
        }
    }

    /// The store keeps values: what it refuses and what it remembers is worded by the rooms above and below it.
    @Test func theStoreHoldsNoSentence() throws {
        let ours = /Phrase\(\s*(?:en|verbatim):\s*"/
        for source in try RoomTests.sources() where source.module == "Store" {
            let text = try String(contentsOf: RoomTests.root.appending(path: "Sources/\(source.file)"), encoding: .utf8)
            #expect(text.firstMatch(of: ours) == nil, "\(source.file) words a sentence")
            let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined()
            // A single letter is what a search folds, and no text.
            let texts = code.replacing(/"."/, with: "")
            #expect(!texts.unicodeScalars.contains(where: Self.isVietnamese), "\(source.file) speaks Vietnamese")
        }
    }

    /// Letters that no other language of ours has: of the first block ă, đ, ĩ, ũ, ơ, ư, and all with a tone.
    private static func isVietnamese(_ scalar: Unicode.Scalar) -> Bool {
        "ăđĩũơưĂĐĨŨƠƯ".unicodeScalars.contains(scalar) || (0x1EA0...0x1EF9).contains(scalar.value)
    }
}
