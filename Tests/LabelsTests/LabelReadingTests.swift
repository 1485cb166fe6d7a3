import Foundation
import Labels
import Serials
import Testing

@testable import PictureReading

/// What a reading says as a value, and places on pictures.
@Suite struct LabelReadingTests {
    private let place = Quadrilateral(left: 0, top: 0, right: 100, bottom: 100)
    private static let label = "www.hik-connect.com\rQ01728482\rHZKQTW\rDS-1"
    private static let key = "AwAAAFEwMTcyODQ4Mh+ZYT8="

    private func find(_ source: LabelFind.Source, _ text: String, at place: Quadrilateral? = nil) -> LabelFind {
        LabelFind(source: source, text: text, place: place ?? self.place)
    }

    private func reading(_ finds: LabelFind...) -> LabelReading { LabelReading(width: 9, height: 9, finds: finds) }

    @Test func aCodeMayEndInASerialAndLettersMayNot() {
        let code = find(.barcode, "XXYYQ01728482")
        #expect(code.serial?.text == "Q01728482" && !code.isDevicesOwn && code.payload == nil)
        #expect(find(.ocr, "XXYYQ01728482").serial == nil)
        #expect(find(.qr, Self.label).isDevicesOwn && !find(.ocr, Self.label).isDevicesOwn)
        #expect(!find(.qr, "Q01728482").isDevicesOwn && find(.qr, "Q01728482").serial != nil)
    }

    @Test func aKeyStringIsAKeyOnlyAsAQRCodeOfItsOwn() {
        #expect(find(.qr, Self.key).isKey)
        #expect(!find(.barcode, Self.key).isKey && !find(.ocr, Self.key).isKey && !find(.qr, Self.label).isKey)
        #expect(reading(find(.qr, Self.key)).isKeyAlone)
        #expect(reading(find(.qr, Self.key), find(.qr, "E12345678")).isKeyAlone)
        #expect(!reading(find(.qr, Self.key), find(.qr, Self.label)).isKeyAlone)
        #expect(!reading(find(.qr, Self.label)).isKeyAlone && !reading().isKeyAlone)
    }

    @Test func serialsAreEachToldOnceAndThoseOfCodesFirst() {
        let found = reading(
            find(.ocr, "F43429366"), find(.ocr, "Q01728482"), find(.qr, Self.label), find(.barcode, "Q01728482"),
            find(.qr, "https://example.vn"))
        #expect(found.serials.map(\.text) == ["Q01728482", "F43429366"])
        #expect(found.isDecided)
        #expect(!reading(find(.ocr, "Q01728482")).isDecided && !reading(find(.qr, "https://example.vn")).isDecided)
    }

    @Test func aReadingIsTheSameOnTheOtherSideOfAPipe() throws {
        var sent = reading(find(.qr, Self.label), find(.ocr, "Q01728482"))
        sent.unreadCodes = [place]
        sent.unreadTexts = [place.grown(by: 50), place]
        sent.hasReadText = true
        sent.secretPlaces = [place.grown(by: 14)]
        let data = try JSONEncoder().encode(sent)
        #expect(try JSONDecoder().decode(LabelReading.self, from: data) == sent)
        // What a code means is found out anew and never believed.
        #expect(!String(decoding: data, as: UTF8.self).contains("isDevicesOwn"))
    }

    @Test func aPlaceFromOutsideIsWithinWhatAPictureCanHave() throws {
        func place(_ numbers: [Int]) throws -> Quadrilateral {
            try JSONDecoder().decode(Quadrilateral.self, from: try JSONEncoder().encode(numbers))
        }
        #expect(try place([.min, 0, 1, 1, 2, 2, 3, .max]).corners.map(\.x) == [-1_000_000, 1, 2, 3])
        #expect(try place([0, 0, 1, 1, 2, 2, 3, .max]).corners[3].y == 1_000_000)
        for count in [0, 7, 9] {
            #expect(throws: DecodingError.self) { try place([Int](repeating: 0, count: count)) }
        }
    }

    @Test func placesAreMovedFromOnePictureToAnother() {
        let place = Quadrilateral(left: 10, top: 20, right: 30, bottom: 60)
        #expect(place.center == .init(x: 20, y: 40) && place.extent == 40)
        let half = place.scaled(from: (100, 100), to: (50, 200))
        #expect(half == Quadrilateral(left: 5, top: 40, right: 15, bottom: 120))
        #expect(place.scaled(from: (0, 100), to: (50, 50)) == place)
        #expect(place.grown(by: 50) == Quadrilateral(left: 5, top: 10, right: 35, bottom: 70))
        #expect(place.rotatedBack(by: 0, from: (100, 80), to: (100, 80)) == place)
        let turned = place.rotatedBack(by: 90, from: (100, 80), to: (80, 100))
        #expect(turned.corners[0] == .init(x: 60, y: 10) && turned.corners[2] == .init(x: 20, y: 30))
        #expect(Quadrilateral.Point(x: 0, y: 0).distance(to: .init(x: 3, y: 4)) == 5)
        // A tenth around it belongs to it.
        for (x, isIn) in [(8, false), (9, true), (20, true), (31, true), (32, false)] {
            #expect(place.covers(.init(x: x, y: 40)) == isIn, "\(x)")
        }
        for (y, isIn) in [(17, false), (18, true), (62, true), (63, false)] {
            #expect(place.covers(.init(x: 20, y: y)) == isIn, "\(y)")
        }
    }

    @Test func whatOneLookCouldNotReadAnotherOneHas() {
        var found = reading(find(.qr, Self.label))
        let elsewhere = Quadrilateral(left: 500, top: 0, right: 600, bottom: 100)
        found.add(CodeReader.Result(unread: [place, elsewhere]))
        #expect(found.unreadCodes == [elsewhere], "where a code was read nothing is unread")
        found.add(CodeReader.Result(finds: [find(.qr, Self.label), find(.barcode, Self.label)]))
        #expect(found.finds.map(\.source) == [.qr, .barcode], "one code that two looks see is one")
        found.add(CodeReader.Result(finds: [find(.qr, "E12345678", at: elsewhere)]))
        #expect(found.unreadCodes.isEmpty && found.finds.count == 3)
    }

    @Test func aFormatIsToldByItsFirstBytesAndNotByItsName() {
        func box(_ brand: String) -> [UInt8] { [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) }
        let formats: [([UInt8], PictureFormat?)] = [
            ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg), ([0xFF, 0xD8], nil), ([0xFF, 0xD8, 0], nil),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png), ([0x89, 0x50, 0x4E, 0x47], nil),
            (Array("RIFF1234WEBPVP8 ".utf8), .webp), (Array("RIFF1234WAVEfmt ".utf8), nil), (box("heic"), .heic),
            (box("heix"), .heic), (box("mif1"), .heic), (box("avif"), nil), (box("mp42"), nil), ([], nil),
        ]
        for (bytes, format) in formats { #expect(PictureFormat(bytes) == format, "\(bytes)") }
        for (name, format) in [
            ("a.JPG", PictureFormat.jpeg), ("a.jfif", .jpeg), ("a.png.heif", .heic), ("a.webp", .webp), ("a.tar", nil),
            ("jpg", nil), ("", nil), ("a.", nil),
        ] { #expect(PictureFormat(fileName: name) == format, "\(name)") }
    }

    @Test func looksDifferInAsManyBitsAsDiffer() throws {
        #expect(PictureHash([UInt8](repeating: 0, count: 31)) == nil)
        #expect(PictureHash([UInt8](repeating: 0, count: 33)) == nil)
        let none = try #require(PictureHash([UInt8](repeating: 0, count: 32)))
        let all = try #require(PictureHash([UInt8](repeating: 0xFF, count: 32)))
        let some = try #require(PictureHash([3] + [UInt8](repeating: 0, count: 30) + [0x80]))
        #expect(none.distance(to: none) == 0 && none.distance(to: all) == 256 && some.distance(to: none) == 3)
        #expect(some.distance(to: all) == 253 && all.distance(to: some) == 253)
    }

    @Test func aroundACodeWhoseLettersNobodySawAllIsCoveredButTheSerials() {
        let code = Quadrilateral(left: 1000, top: 1000, right: 1100, bottom: 1100)
        func isCovered(_ x: Int, _ y: Int, _ places: [Quadrilateral]) -> Bool {
            places.contains { place in
                let (xs, ys) = (place.corners.map(\.x), place.corners.map(\.y))
                return (xs.min() ?? 0)..<(xs.max() ?? 0) ~= x && (ys.min() ?? 0)..<(ys.max() ?? 0) ~= y
            }
        }
        let bare = HiddenLetters.places(around: code, sparing: [])
        #expect(bare == [Quadrilateral(left: 600, top: 800, right: 1500, bottom: 1300)])
        let serial = Quadrilateral(left: 700, top: 1040, right: 900, bottom: 1060)
        let places = HiddenLetters.places(around: code, sparing: [serial])
        for x in stride(from: 605, to: 1500, by: 9) {
            for y in stride(from: 805, to: 1300, by: 7) {
                // With room for what a shaky look misplaced: a tenth of the code's side, and three tenths of a line.
                let (isNear, isOn) = ((688..<912) ~= x && (1032..<1068) ~= y, (700..<900) ~= x && (1040..<1060) ~= y)
                if isOn { #expect(!isCovered(x, y, places), "\(x), \(y)") }
                if !isNear { #expect(isCovered(x, y, places), "\(x), \(y)") }
            }
        }
        // A serial farther away than a label reaches is on another one, and spares nothing.
        let far = Quadrilateral(left: 1600, top: 1040, right: 1800, bottom: 1060)
        #expect(HiddenLetters.places(around: code, sparing: [far]) == bare)
    }
}
