import Foundation
import Labels
import Testing

@testable import PictureReading

/// The bounds of what is taken, each at its last value and the one behind it.
@Suite struct PictureBoundTests {
    private func refusal(_ bytes: [UInt8]) -> PictureFailure? {
        do throws(PictureFailure) {
            _ = try Picture(bytes)
            return nil
        } catch { return error }
    }

    /// A JPEG of one scan that says it has so many pixels.
    private func sized(_ width: Int, _ height: Int) throws -> [UInt8] {
        var bytes = try Photo.bytes("way-plain.jpg")
        let frame = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        let numbers = [height >> 8, height & 255, width >> 8, width & 255].map { UInt8($0) }
        bytes.replaceSubrange((frame + 5)..<(frame + 9), with: numbers)
        return bytes
    }

    @Test(arguments: [
        (16_000, 4000, true), (16_001, 100, false), (100, 16_000, true), (100, 16_001, false), (8000, 8000, true),
        (8001, 8000, false), (8000, 8001, false), (16_000, 4001, false),
    ])
    func aPictureHasSoManyPixelsAtMost(_ width: Int, _ height: Int, _ isTaken: Bool) throws {
        #expect(try refusal(sized(width, height)) == (isTaken ? nil : .tooManyPixels(width: width, height: height)))
    }

    @Test(arguments: [(16, 16, true), (15, 900, false), (900, 15, false), (1, 1, false)])
    func andSoManyAtLeast(_ width: Int, _ height: Int, _ isTaken: Bool) throws {
        #expect(try refusal(sized(width, height)) == (isTaken ? nil : .tooSmall(width: width, height: height)))
    }

    @Test func aFileHasSoManyBytesAtMost() throws {
        let label = try Photo.bytes("label.jpg")
        let room = PictureLimits.bytes - label.count
        #expect(refusal(label + [UInt8](repeating: 0, count: room)) == nil)
        #expect(refusal(label + [UInt8](repeating: 0, count: room + 1)) == .tooManyBytes)
    }

    @Test func aHundredScansAreTakenAndOneMoreIsNot() throws {
        let bytes = try Photo.bytes("label.jpg")
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x55]
        let place = try #require(bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        func scans(_ count: Int) -> [UInt8] {
            bytes[..<place] + [[UInt8]](repeating: scan, count: count - 1).flatMap(\.self) + bytes[place...]
        }
        #expect(JPEGStructure.scans(scans(JPEGStructure.mostScans)) == JPEGStructure.mostScans)
        #expect(refusal(scans(JPEGStructure.mostScans)) == nil)
        #expect(refusal(scans(JPEGStructure.mostScans + 1)) == .contrived(.jpeg))
    }

    @Test func scansOfAPreviewAreNoneOfThePictures() throws {
        let bytes = try Photo.bytes("label.jpg")
        let preview: [UInt8] = [0xFF, 0xE2, 0, 12, 0xFF, 0xDA, 0xFF, 0xDA, 0xFF, 0xDA, 0xFF, 0xD9, 0, 0]
        #expect(JPEGStructure.scans(Array(bytes[..<2]) + preview + bytes[2...]) == 1)
        // What follows the end of the picture is none either.
        #expect(JPEGStructure.scans(bytes + [0xFF, 0xDA, 0xFF, 0xDA, 0, 0]) == 1)
        #expect(JPEGStructure.scans([]) == 0 && JPEGStructure.scans([0xFF, 0xD8]) == 0)
    }

    /// With EXIF in which the orientation is the entry at a place.
    private func turned(_ value: UInt8, isLittle: Bool, entry: Int = 0) throws -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            return isLittle ? bytes : bytes.reversed()
        }
        func line(_ tag: Int, _ value: UInt8) -> [UInt8] {
            number(tag, 2) + number(3, 2) + number(1, 4) + number(Int(value), 2) + [0, 0]
        }
        let mark: [UInt8] = isLittle ? [0x49, 0x49] : [0x4D, 0x4D]
        var tiff = mark + number(42, 2) + number(8, 4) + number(entry + 1, 2)
        for _ in 0..<entry { tiff += line(0x0110, 6) }
        tiff += line(0x0112, value)
        let content = Array("Exif\0\0".utf8) + tiff
        let segment = [0xFF, 0xE1, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
        // Behind another program's segment of the same kind.
        let others = [0xFF, 0xE1, 0, 6] + Array("http".utf8)
        let bytes = try Photo.bytes("way-plain.jpg")
        return bytes[..<2] + others + segment + bytes[2...]
    }

    @Test(arguments: [true, false]) func aPhotoIsTurnedAsItsHeadSays(_ isLittle: Bool) throws {
        for value in 0...9 as ClosedRange<UInt8> {
            let picture = try Picture(turned(value, isLittle: isLittle))
            #expect(picture.orientation.rawValue == ((1...8).contains(value) ? Int32(value) : 1))
            let isTurned = (5...8).contains(value)
            #expect((picture.width, picture.height) == (isTurned ? (128, 192) : (192, 128)))
        }
        #expect(try Picture(turned(6, isLittle: isLittle, entry: 9)).orientation == .turnedRight)
    }

    private static let marks: [[UInt8]] = [
        [0x50, 0x4B, 3, 4], Array("%PDF-".utf8), Array("<script".utf8), Array("<html".utf8), Array("<svg".utf8),
        Array("<?php".utf8), Array("<!DOCTYPE".utf8), [0x7F, 0x45, 0x4C, 0x46, 2], Array("Rar!\u{1A}".utf8),
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
    ]

    @Test(arguments: marks) func nothingHidesInACommentOrBehindTheEnd(_ mark: [UInt8]) throws {
        let jpeg = try Photo.bytes("label.jpg")
        let comment = [0xFF, 0xFE, 0, UInt8(mark.count + 3), 0x2E] + mark
        #expect(refusal(jpeg[..<2] + comment + jpeg[2...]) == .hidesSomething)
        let png = try Photo.bytes("label.png")
        // A chunk of text behind the head, whose 33 bytes are the first.
        let chunk = [0, 0, 0, UInt8(mark.count)] + Array("tEXt".utf8) + mark + [0, 0, 0, 0]
        #expect(refusal(png[..<33] + chunk + png[33...]) == .hidesSomething)
        for name in ["label.jpg", "label.png", "label.webp", "label.heic"] {
            #expect(refusal(try Photo.bytes(name) + [0, 1, 2] + mark) == .hidesSomething, "\(name)")
        }
    }

    @Test func whatLooksLikeAMarkAmongPixelsIsPixels() throws {
        let script = Array("<script".utf8)
        var jpeg = try Photo.bytes("label.jpg")
        let middle = jpeg.count - 400
        jpeg.replaceSubrange(middle..<(middle + script.count), with: script)
        #expect(!HiddenContent.isIn(jpeg, .jpeg))
        var png = try Photo.bytes("label.png")
        let pixels = try #require(Data(png).range(of: Data("IDAT".utf8))).upperBound + 40
        png.replaceSubrange(pixels..<(pixels + script.count), with: script)
        #expect(!HiddenContent.isIn(png, .png))
    }

    @Test func whatIsNoPictureIsToldApart() {
        for (text, expected) in [
            ("PK\u{3}\u{4}word/document.xml", PictureFailure.document), ("%PDF-1.7", .document),
            ("\n<!doctype html>\n<HTML>", .document), ("<?xml?>\n<SVG>", .drawing), ("plain", .unknownFormat),
        ] { #expect(refusal(Array(text.utf8)) == expected, "\(text)") }
    }
}
