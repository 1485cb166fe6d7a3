import Labels
import Serials
import TestSupport
import Testing

@testable import PictureReading

/// HEICs as phones make them, and as nobody does who wants to show a picture.
@Suite struct HEICStructureTests {
    private typealias Item = HEICFile.Item

    private func isTaken(_ file: HEICFile) -> Bool {
        do throws(PictureFailure) {
            _ = try Picture(file.bytes)
            return true
        } catch {
            // What is plain and no picture is refused by the decoder, for another reason.
            return error != .contrived(.heic)
        }
    }

    @Test func aPictureOfOnePieceIsPlain() {
        #expect(isTaken(HEICFile([Item("hvc1", data: [1, 2, 3])])))
    }

    @Test(arguments: [(1, 2), (2, 2), (3, 4)])
    func aGridOfTilesIsPlain(_ rows: Int, _ columns: Int) {
        let tiles = (0..<(rows * columns)).map { _ in Item("hvc1", data: [1]) }
        let ids = Array(2...(rows * columns + 1))
        let grid = Item.grid(rows, columns, of: ids, width: 128 * columns - 50, height: 128 * rows)
        #expect(isTaken(HEICFile([grid] + tiles + [Item("Exif", data: [0])])))
    }

    @Test func aGridAsPhonesMakeItIsRead() throws {
        let whole = try Photo.bytes("label.heic")
        let (configuration, data) = try #require(HEICFile.coded(in: whole))
        let tile = Item("hvc1", data: data, width: 1200, height: 900)
        let grid = Item.grid(1, 2, of: [2, 3], width: 2400, height: 900)
        let picture = try Picture(HEICFile([grid, tile, tile], configuration: configuration).bytes)
        #expect((picture.width, picture.height) == (2400, 900))
        let reading = try LabelReader().read(picture, text: .never, budget: .seconds(60))
        #expect(reading.serials.map(\.text) == ["Q01728482"])
        #expect(reading.finds.count == 1 || reading.finds.count == 2)
    }

    @Test func whatIsDerivedOtherwiseIsRefused() {
        let tile = Item("hvc1", data: [1])
        let contrived: [[Item]] = [
            // Of itself, of another, over another.
            [Item("iden", of: [1])], [Item("iden", of: [2]), tile], [Item("iovl", data: [0], of: [2, 2]), tile],
            // A grid of itself, of a grid, of an overlay.
            [.grid(1, 1, of: [1], width: 128, height: 128)],
            [.grid(1, 1, of: [2], width: 128, height: 128), .grid(1, 1, of: [3], width: 128, height: 128), tile],
            [.grid(1, 1, of: [2], width: 128, height: 128), Item("iovl", of: [3]), tile],
            // One tile many times; too few; tiles of several sizes.
            [.grid(1, 2, of: [2, 2], width: 256, height: 128), tile],
            [.grid(2, 2, of: [2, 3], width: 256, height: 256), tile, tile],
            [.grid(1, 2, of: [2, 3], width: 256, height: 128), tile, Item("hvc1", width: 64, height: 64)],
            // Sizes that lie: far more tiles than the picture has room for, or far fewer.
            [.grid(1, 2, of: [2, 3], width: 100, height: 100), tile, tile],
            [.grid(1, 2, of: [2, 3], width: 9000, height: 128), tile, tile],
            // No picture at all.
            [Item("Exif", data: [1])], [Item("tmap", of: [2]), tile],
        ]
        for (index, items) in contrived.enumerated() { #expect(!isTaken(HEICFile(items)), "number \(index)") }
        var nowhere = HEICFile([tile])
        nowhere.primary = 7
        #expect(!isTaken(nowhere))
    }

    @Test func aCodedPictureOfAnotherSizeThanItSaysIsNotTaken() throws {
        let (configuration, data) = try #require(HEICFile.coded(in: try Photo.bytes("label.heic")))
        let lying = HEICFile([Item("hvc1", data: data, width: 200, height: 200)], configuration: configuration)
        #expect(!isTaken(lying))
        let honest = HEICFile([Item("hvc1", data: data, width: 1200, height: 900)], configuration: configuration)
        #expect(isTaken(honest))
    }

    @Test func damageIsRefusedAndNeverCrashes() {
        let tiles = (0..<4).map { _ in Item("hvc1", data: [1]) }
        let bytes = HEICFile([.grid(2, 2, of: [2, 3, 4, 5], width: 256, height: 256)] + tiles).bytes
        for cut in bytes.indices { _ = HEICStructure.isPlain(Array(bytes[..<cut])) }
        for place in bytes.indices {
            for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[place] = value
                _ = HEICStructure.isPlain(damaged)
            }
        }
    }
}
