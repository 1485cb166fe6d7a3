import Foundation
import Labels
import Serials
import Synchronization
import Testing

@testable import PictureReading

/// Photos drawn by `Tests/Pictures/make_fixtures.py`.
enum Photo {
    static func bytes(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Pictures"))
        return Array(try Data(contentsOf: url))
    }

    static func picture(_ name: String) throws -> Picture { try Picture(try bytes(name), named: name) }

    static func reading(_ name: String, text: TextReading = .never) throws -> LabelReading {
        let once = readings.withLock { readings in
            let once = readings["\(name) \(text)"] ?? ReadOnce()
            readings["\(name) \(text)"] = once
            return once
        }
        // A debug build on a busy machine must not run out of time.
        return try once.reading { try LabelReader().read(try picture(name), text: text, budget: .seconds(60)) }
    }

    /// Several tests look at one reading, which takes a second.
    private static let readings = Mutex<[String: ReadOnce]>([:])

    private final class ReadOnce: Sendable {
        private let known = Mutex<LabelReading?>(nil)

        func reading(_ read: () throws -> LabelReading) throws -> LabelReading {
            try known.withLock { known in
                let reading = try known ?? read()
                known = reading
                return reading
            }
        }
    }
}

@Suite struct LabelReaderTests {
    @Test(
        "A label's code is found in every format, turned, tilted, in the dark and beside glare",
        arguments: [
            "label.jpg", "label.png", "label.webp", "label.heic", "sideways.jpg", "tilted.jpg", "glare.jpg",
            "inks.jpg", "dark.jpg",
        ])
    func labelIsFound(_ name: String) throws {
        let reading = try Photo.reading(name)
        let find = try #require(reading.finds.first)
        #expect(find.source == .qr)
        #expect(find.serial?.text == "Q01728482")
        #expect(find.isDevicesOwn)
        #expect(find.payload?.verificationCode?.secret == "HZKQTW")
        #expect(reading.serials.count == 1)
    }

    @Test(arguments: [("barcode-full.jpg", true), ("barcode-slanted.jpg", false)])
    func barcodesAreReadStraightAndSlanted(_ name: String, _ isFull: Bool) throws {
        let reading = try Photo.reading(name)
        let find = try #require(reading.finds.first)
        #expect(find.source == .barcode)
        #expect(find.serial?.text == "Q01728482")
        #expect(find.isDevicesOwn == isFull)
    }

    @Test func aBarcodeBesideACodeThatDecidesIsReadToo() throws {
        let reading = try Photo.reading("beside.jpg", text: .always)
        #expect(Set(reading.serials.map(\.text)) == ["Q01728482", "E12345678"])
    }

    @Test(arguments: ["label.jpg", "sideways.jpg", "tilted.jpg", "leaning.jpg", "dark.jpg"])
    func theLettersBesideALabelsCodeAreReadHoweverItLies(_ name: String) throws {
        let reading = try Photo.reading(name, text: .always)
        #expect(reading.finds.contains { $0.source == .ocr && $0.serial?.text == "Q01728482" })
        #expect(reading.serials.map(\.text) == ["Q01728482"])
    }

    @Test(
        "A second label that a person sees and nobody reads is left unread",
        arguments: ["second-faint.jpg", "second-blurred.jpg", "second-glaring.jpg"])
    func unreadPrintIsSaid(_ name: String) throws {
        let reading = try Photo.reading(name, text: .always)
        #expect(reading.serials.map(\.text) == ["Q01728482"])
        let seen = reading.unreadTexts.contains { $0.center.x > reading.width / 2 }
        #expect(seen)
    }

    @Test(arguments: ["label.jpg", "label.heic", "sideways.jpg", "tilted.jpg", "leaning.jpg", "dark.jpg", "glare.jpg"])
    func aLabelThatWasReadLeavesNothingUnread(_ name: String) throws {
        let reading = try Photo.reading(name, text: .always)
        #expect(reading.unreadTexts.isEmpty)
        #expect(reading.unreadCodes.isEmpty)
    }

    @Test func aCodeWithTheSerialAloneIsNoDevicesOwnLabel() throws {
        let reading = try Photo.reading("serial-qr.jpg")
        #expect(reading.finds.map(\.isDevicesOwn) == [false])
        #expect(reading.serials.map(\.text) == ["Q01728482"])
    }

    @Test func twoLabelsOnOnePhotoAreTwoSerials() throws {
        let reading = try Photo.reading("two-labels.jpg")
        #expect(Set(reading.serials.map(\.text)) == ["Q01728482", "E12345678"])
    }

    @Test func textIsAHintAndHasItsPlace() throws {
        let reading = try Photo.reading("text.jpg", text: .whereNoCodeDecides)
        #expect(!reading.isDecided)
        let find = try #require(reading.finds.first)
        #expect(find.source == .ocr)
        #expect(find.serial?.text == "Q01728482")
        // The label lies in the middle, its serial in the third line of five.
        #expect((200..<1200).contains(find.place.center.x))
        #expect((300..<600).contains(find.place.center.y))
    }

    @Test func textBesideALabelIsReadWhereItIsAskedFor() throws {
        #expect(try Photo.reading("label-and-text.jpg").serials.map(\.text) == ["Q01728482"])
        let whole = try Photo.reading("label-and-text.jpg", text: .always)
        #expect(Set(whole.serials.map(\.text)) == ["Q01728482", "E12345678"])
    }

    @Test(arguments: ["nothing.jpg", "blurred.jpg"])
    func nothingIsReadWhereNothingCanBe(_ name: String) throws {
        let reading = try Photo.reading(name, text: .always)
        #expect(reading.finds.isEmpty)
        // Grain that looks like hundreds of words is not text that was read.
        #expect(reading.hasReadText == (name == "blurred.jpg"))
    }

    @Test func theQRCodeOfTheVendorsToolIsItsKeyString() throws {
        let reading = try Photo.reading("key.png")
        let text = try #require(reading.finds.first?.text)
        #expect(try KeyString(text).serial?.text == "Q01728482")
    }

    @Test func theMarkedPlaceHoldsTheCode() throws {
        // Two labels, the first at a quarter of the width, its code in its upper right part.
        let reading = try Photo.reading("two-labels.jpg")
        let own = try #require(reading.finds.first { $0.serial?.text == "Q01728482" })
        let other = try #require(reading.finds.first { $0.serial?.text == "E12345678" })
        #expect((416..<800).contains(own.place.center.x))
        #expect((1100..<1600).contains(other.place.center.x))
        #expect((100..<300).contains(own.place.extent))
    }

    @Test func aTurnedPhotoIsMarkedWhereItStandsUpright() throws {
        let reading = try Photo.reading("sideways.jpg")
        #expect((reading.width, reading.height) == (1200, 900))
        let find = try #require(reading.finds.first)
        #expect((0..<1200).contains(find.place.center.x))
        #expect((0..<900).contains(find.place.center.y))
    }
}
