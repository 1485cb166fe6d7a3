import Labels
import Testing

@testable import PictureReading

/// One picture in every way of storing it: red grows from left to right or falls, green from top to bottom, blue stands
/// still.
@Suite struct PictureWaysTests {
    private static let ways = [
        "plain.jpg", "plain.png", "plain.webp", "plain.heic", "progressive.jpg", "full.jpg", "lossless.webp",
        "full.heic", "deep.heic", "alpha.png", "palette.png", "deep.png", "passes.png",
    ]

    @Test(arguments: ways) func everyWayShowsTheSameColours(_ way: String) throws {
        let picture = try Photo.picture("way-\(way)")
        #expect((picture.width, picture.height) == (192, 128))
        let colour = try picture.colour(longestSide: 192)
        let reference = try Photo.picture("way-plain.png").colour(longestSide: 192)
        #expect(try mean(colour, reference) < 3)
    }

    @Test(arguments: ways) func everyWayIsMadeSmallerByMeans(_ way: String) throws {
        let picture = try Photo.picture("way-\(way)")
        let smaller = try #require(PictureCodec.colour(of: picture.bytes, picture.format, factor: 2))
        #expect((smaller.width, smaller.height) == (96, 64))
        let reference = try Photo.picture("way-plain.png").colour(longestSide: 96)
        #expect(try mean(smaller, reference) < 3)
    }

    @Test(arguments: ways) func brightnessIsThatOfTheColours(_ way: String) throws {
        let luma = try Photo.picture("way-\(way)").luma()
        let reference = try Photo.picture("way-plain.png").colour(longestSide: 192).luma
        let apart = zip(luma.pixels, reference.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        #expect(Double(apart) / Double(luma.pixels.count) < 3)
    }

    @Test(arguments: ["clear.png", "clear-deep.png"]) func whatIsTransparentIsWhite(_ name: String) throws {
        #expect(try Photo.picture(name).colour(longestSide: 192).pixels.allSatisfy { $0 >= 254 })
    }

    @Test func aPictureOfAsManyPixelsAsAreTakenIsMadeSmallerAtOnce() throws {
        let picture = try Photo.picture("huge.png")
        #expect((picture.width, picture.height) == (8000, 8000))
        let luma = try picture.luma()
        #expect((luma.width, luma.height) == (4000, 4000))
    }

    @Test func whatADecoderWouldHaveToKeepWholeIsTakenUpToABound() throws {
        /// A progressive JPEG that says it has 64 million pixels.
        func large(_ way: String) throws -> [UInt8] {
            var bytes = try Photo.bytes("way-\(way)")
            let frame = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC2 })
            bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0x1F, 0x40, 0x1F, 0x40])
            return bytes
        }
        #expect(try Picture(large("progressive.jpg")).width == 8000)
        #expect(throws: PictureFailure.tooManyPixels(width: 8000, height: 8000)) { try Picture(large("full.jpg")) }
        func held(_ way: String) throws -> Double {
            let picture = try Photo.picture("way-\(way)")
            return PictureCodec.bytesHeldPerPixel(picture.bytes, picture.format)
        }
        #expect(try held("plain.jpg") == 0)
        #expect(try held("progressive.jpg") == 3)
        #expect(try held("full.jpg") == 6)
        #expect(try held("plain.png") == 0)
        #expect(try held("passes.png") == 3)
        #expect(try held("plain.webp") == 0)
        #expect(try held("lossless.webp") == 4)
        #expect(try held("plain.heic") == 3)
        #expect(try held("full.heic") == 7.5)
        #expect(try held("deep.heic") == 6)
    }

    /// How far the colours lie apart, of 255.
    private func mean(_ one: Colour, _ other: Colour) throws -> Double {
        try #require((one.width, one.height) == (other.width, other.height))
        let apart = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(apart) / Double(one.pixels.count)
    }
}
