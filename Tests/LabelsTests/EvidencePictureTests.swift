import Foundation
import Labels
import Serials
import Testing

@testable import PictureReading

@Suite struct EvidencePictureTests {
    private func evidence(_ name: String) throws -> (EvidencePicture, LabelReading) {
        let picture = try Photo.picture(name)
        let reading = try Photo.reading(name, text: .always)
        return (try EvidencePicture(picture, reading), reading)
    }

    @Test func whatIsKeptHasNoMetadata() throws {
        let original = try Photo.bytes("sideways.jpg")
        #expect(Data(original).range(of: Data("106.7009".utf8)) != nil)
        let (kept, _) = try evidence("sideways.jpg")
        for bytes in [kept.whole, kept.shown] {
            #expect(Data(bytes).range(of: Data("106.7009".utf8)) == nil)
            #expect(Data(bytes).range(of: Data("Exif".utf8)) == nil)
            let picture = try Picture(bytes)
            #expect(picture.format == .jpeg)
            #expect((picture.width, picture.height) == (1200, 900))
        }
    }

    @Test(arguments: ["label.jpg", "label.heic", "sideways.jpg", "tilted.jpg", "leaning.jpg"])
    func theVerificationCodeIsCoveredInWhatPeopleSee(_ name: String) throws {
        let (kept, before) = try evidence(name)
        #expect(before.finds.contains { $0.payload?.verificationCode != nil })
        let whole = try LabelReader().read(try Picture(kept.whole), text: .never, budget: .seconds(60))
        #expect(whole.finds.contains { $0.payload?.verificationCode?.secret == "HZKQTW" })

        let shown = try LabelReader().read(try Picture(kept.shown), text: .always, budget: .seconds(60))
        #expect(!shown.finds.contains { $0.source.isCode })
        // The serial stays for those who look.
        let slant = name == "leaning.jpg" || name == "tilted.jpg"
        #expect(slant || shown.serials.map(\.text) == ["Q01728482"])
        // Looked for as it leans, since recognition does not; on the whole picture the same look finds it.
        func words(_ bytes: [UInt8]) throws -> [String] {
            let luma = try Picture(bytes).luma().rotated(by: slant ? Self.lean(name) : 0)
            return try #require(TextReader().words(of: luma, within: ReadingTime(.seconds(60)))).map(\.text)
        }
        // The fixtures that stand upright, or lean by a known angle, show what the look would have found.
        if name != "tilted.jpg", name != "sideways.jpg" {
            #expect(try words(kept.whole).contains { $0.contains("HZKQ") })
        }
        #expect(!(try words(kept.shown).contains { $0.contains("HZK") || $0.contains("QTW") }))
    }

    /// Degrees clockwise, as the fixtures were drawn.
    private static func lean(_ name: String) -> Int { name == "leaning.jpg" ? -12 : -24 }

    @Test func theCodeInLettersIsCoveredWithoutAnyQRCode() throws {
        let (kept, before) = try evidence("text.jpg")
        #expect(!before.secretPlaces.isEmpty)
        let words = try #require(
            TextReader().words(of: try Picture(kept.shown).luma(), within: ReadingTime(.seconds(60)))
        ).map(
            \.text)
        #expect(words.contains { $0.contains("Q01728482") })
        #expect(!words.contains { $0.contains("HZKQTW") })
    }

    @Test func aKnownCodeWhoseLettersWereNotFoundIsCoveredWhereverALabelMayHaveThem() throws {
        let (kept, before) = try evidence("upright-code.jpg")
        #expect(before.finds.contains { $0.payload?.verificationCode?.secret == "HZKQTW" })
        #expect(before.serials.map(\.text) == ["Q01728482"])
        func words(_ bytes: [UInt8], leaning degrees: Int) throws -> [String] {
            let luma = try Picture(bytes).luma().rotated(by: degrees)
            return try #require(TextReader().words(of: luma, within: ReadingTime(.seconds(60)))).map(\.text)
        }
        #expect(try words(kept.whole, leaning: -90).contains { $0.contains("HZKQTW") })
        #expect(!(try words(kept.shown, leaning: -90).contains { $0.contains("HZK") || $0.contains("QTW") }))
        // The serial stays for those who look, and nothing beside it.
        let serial = try #require(before.finds.first { $0.source == .ocr }).place
        let (xs, ys) = (serial.corners.map(\.x), serial.corners.map(\.y))
        let shown = try Picture(kept.shown).luma()
        let (left, right) = (try #require(xs.min()), try #require(xs.max()))
        let lines = try #require(ys.min())..<(try #require(ys.max()))
        let ink = shown.part(left..<right, lines).pixels
        #expect(ink.contains { $0 < 60 } && ink.contains { $0 > 200 })
        #expect(
            shown.part((right + 60)..<(right + 160), lines.dropLast(8)).pixels.allSatisfy { (80...110).contains($0) })
    }

    @Test func aCopyLooksTheSameAndAnotherPhotoDoesNot() throws {
        let original = try Photo.picture("label.jpg")
        let (kept, _) = try evidence("label.jpg")
        let looks = try original.hash()
        #expect(looks.distance(to: try Picture(kept.whole).hash()) <= PictureHash.nearness)
        #expect(looks.distance(to: try Photo.picture("tilted.jpg").hash()) > PictureHash.nearness)
    }
}
