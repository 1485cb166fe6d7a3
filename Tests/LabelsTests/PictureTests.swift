import Attendance
import Foundation
import Labels
import Testing

@testable import PictureReading

/// What strangers upload.
@Suite struct PictureTests {
    private func refusal(_ bytes: [UInt8], named name: String = "") -> PictureFailure? {
        do throws(PictureFailure) {
            _ = try Picture(bytes, named: name)
            return nil
        } catch { return error }
    }

    @Test func whatIsNoPictureIsRefusedByItsBytes() {
        #expect(refusal([]) == .empty)
        #expect(refusal(Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), named: "label.jpg") == .drawing)
        #expect(refusal(Array("<?xml version='1.0'?><!DOCTYPE svg><svg/>".utf8)) == .drawing)
        #expect(refusal(Array("%PDF-1.7".utf8), named: "label.jpg") == .document)
        #expect(refusal(Array("<!doctype html><html>".utf8), named: "label.png") == .document)
        #expect(refusal(Array("GIF89a".utf8)) == .unknownFormat)
        #expect(refusal([UInt8](repeating: 0, count: PictureLimits.bytes + 1)) == .tooManyBytes)
    }

    @Test func aNameThatPromisesAnotherFormatIsRefused() throws {
        let bytes = try Photo.bytes("label.png")
        #expect(refusal(bytes, named: "photo.jpg") == .named(.jpeg, holds: .png))
        #expect(refusal(bytes, named: "photo.PNG") == nil)
        #expect(refusal(bytes, named: "photo") == nil)
    }

    @Test func aDecompressionBombIsRefusedBeforeItIsDecoded() throws {
        let bytes = try Photo.bytes("bomb.png")
        #expect(bytes.count < 100_000)
        #expect(refusal(bytes) == .tooManyPixels(width: 20_000, height: 20_000))
    }

    @Test(arguments: ["label.jpg", "label.png", "label.webp", "label.heic"])
    func aSecondFileBehindThePictureIsRefused(_ name: String) throws {
        let bytes = try Photo.bytes(name)
        #expect(refusal(bytes) == nil)
        #expect(refusal(bytes + [0x50, 0x4B, 3, 4] + Array("evil.exe".utf8)) == .hidesSomething)
        #expect(refusal(bytes + Array("<script>alert(1)</script>".utf8)) == .hidesSomething)
    }

    @Test func aJPEGOfHundredsOfScansIsRefused() throws {
        let bytes = try Photo.bytes("label.jpg")
        #expect(JPEGStructure.scans(bytes) == 1)
        // Scans that hold nothing, in front of the one that does.
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x55]
        let place = try #require(bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        let contrived =
            Array(bytes[..<place]) + [[UInt8]](repeating: scan, count: 300).flatMap(\.self) + bytes[place...]
        #expect(refusal(contrived) == .contrived(.jpeg))
    }

    @Test func aPageInAJPEGsCommentIsRefused() throws {
        let bytes = try Photo.bytes("label.jpg")
        let comment = Array("<html><script>1</script>".utf8)
        let segment = [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment
        #expect(refusal(Array(bytes[..<2]) + segment + bytes[2...]) == .hidesSomething)
    }

    @Test(arguments: ["label.jpg", "label.png", "label.webp", "label.heic"])
    func damageIsSaidAndNeverCrashes(_ name: String) throws {
        let bytes = try Photo.bytes(name)
        var generator = SystemRandomNumberGenerator()
        for cut in [13, 40, 200, bytes.count / 2] {
            if let picture = try? Picture(Array(bytes.prefix(cut)), named: name) {
                _ = try? LabelReader().read(picture, text: .never, budget: .milliseconds(1))
            }
        }
        for _ in 0..<6 {
            var damaged = bytes
            for _ in 0..<20 { damaged[Int.random(in: 12..<damaged.count, using: &generator)] ^= 0x5A }
            if let picture = try? Picture(damaged, named: name) {
                _ = try? LabelReader().read(picture, text: .never, budget: .milliseconds(1))
            }
        }
    }

    @Test func everyRefusalSaysWhatToDoInBothLanguages() {
        let all: [PictureFailure] = [
            .empty, .tooManyBytes, .tooManyPixels(width: 1, height: 1), .tooSmall(width: 1, height: 1), .drawing,
            .document, .unknownFormat, .named(.jpeg, holds: .png), .hidesSomething, .broken(.heic),
            .contrived(.heic), .tookTooLong, .endedReader,
        ]
        for refusal in all {
            #expect(refusal.phrase.en.count > 10)
            #expect(refusal.phrase.vi.count > 5)
            #expect(refusal.phrase.en != refusal.phrase.vi)
        }
    }
}
