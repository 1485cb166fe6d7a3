/// What a HEIC is made of, read before the library sees it: a picture as phones make them is one coded image, or a
/// plain grid of tiles that are coded each. Everything else that the format allows (a picture derived of itself, laid
/// over another, a grid of grids) costs more than it shows, and no phone makes it.
///
/// Source: ISO/IEC 14496-12 (boxes, `meta`), ISO/IEC 23008-12 (`grid`, `ispe`).
struct HEICStructure {
    private struct Item {
        var type = ""
        var size: (width: Int, height: Int)?
        /// What the coded picture says of itself; nil where that is not known.
        var coded: HEVCSequence?
        /// What it is derived of, in order.
        var sources: [Int] = []
        /// Where its bytes are: in the file, or in the box of item data.
        var extent: (place: Int, length: Int, isInData: Bool)?
    }

    private var items: [Int: Item] = [:]
    private var primary: Int?
    private var sizes: [Int: (width: Int, height: Int)] = [:]
    private var coded: [Int: HEVCSequence] = [:]
    private var itemData: Range<Int>?
    private let bytes: [UInt8]

    private static let mostItems = 4096
    /// Tiles of a grid: 64 million pixels in tiles of 256 x 256.
    private static let mostTiles = 1024

    /// Whether the picture is one that is decoded.
    static func isPlain(_ bytes: [UInt8]) -> Bool {
        guard let structure = HEICStructure(bytes), let primary = structure.primary,
            let picture = structure.items[primary]
        else { return false }
        let isSound = structure.items.values.allSatisfy { item in
            switch item.type {
            case "grid": structure.isGridOfTiles(item)
            case "iden", "iovl": false
            // A picture that is coded is derived of nothing.
            case "hvc1", "av01", "jpeg": item.sources.isEmpty && structure.isHonest(item)
            default: true
            }
        }
        return isSound && (picture.type == "hvc1" || picture.type == "grid") && picture.size != nil
    }

    /// The library keeps the whole picture, and the decoder of one that is not a grid of small tiles has its own copy.
    static func bytesHeldPerPixel(_ bytes: [UInt8]) -> Double {
        guard let structure = HEICStructure(bytes), let picture = structure.primary.flatMap({ structure.items[$0] })
        else { return 0 }
        let tile = picture.type == "grid" ? picture.sources.first.flatMap { structure.items[$0] } : picture
        let copies = picture.type == "grid" ? 1.0 : 2.0
        guard let coded = tile?.coded else { return copies * 1.5 }
        // Other colours than a phone's are made into those once more.
        let samples = copies * coded.samplesPerPixel + (coded.samplesPerPixel == 1.5 ? 0 : 1.5)
        return samples * Double(coded.bytesPerSample)
    }

    private init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        var metas = 0
        for box in Boxes(bytes, 0..<bytes.count) where box.type == "meta" {
            metas += 1
            guard metas == 1, read(meta: box.content) else { return nil }
        }
        guard metas == 1, items.count <= HEICStructure.mostItems else { return nil }
    }

    /// Whether a coded picture is as large as the file says, but for the rest of its last blocks.
    private func isHonest(_ item: Item) -> Bool {
        guard let coded = item.coded, let size = item.size else { return true }
        return (0..<64).contains(coded.width - size.width) && (0..<64).contains(coded.height - size.height)
    }

    private func isGridOfTiles(_ item: Item) -> Bool {
        guard let place = item.extent, let size = item.size, (8...16).contains(place.length) else { return false }
        let start = place.isInData ? (itemData?.lowerBound ?? bytes.count) + place.place : place.place
        var reader = BoxReader(bytes, start..<(start + place.length))
        guard reader.number(1) == 0, let flags = reader.number(1), let rows = reader.number(1),
            let columns = reader.number(1), let width = reader.number(flags & 1 == 0 ? 2 : 4),
            let height = reader.number(flags & 1 == 0 ? 2 : 4)
        else { return false }
        let tiles = item.sources.map { items[$0] }
        guard width == size.width, height == size.height, tiles.count == (rows + 1) * (columns + 1),
            tiles.count <= HEICStructure.mostTiles, Set(item.sources).count == tiles.count,
            let tile = tiles.first??.size
        else { return false }
        return tiles.allSatisfy {
            $0?.type == "hvc1" && $0?.size?.width == tile.width && $0?.size?.height == tile.height
        }
            && covers(width, by: tile.width, columns + 1) && covers(height, by: tile.height, rows + 1)
    }

    /// Whether so many tiles are as many as are needed.
    private func covers(_ length: Int, by tile: Int, _ count: Int) -> Bool {
        tile > 0 && tile * count >= length && tile * (count - 1) < length
    }

    // MARK: Boxes

    private mutating func read(meta range: Range<Int>) -> Bool {
        // A version and flags stand in front of the boxes.
        guard range.count >= 4 else { return false }
        var properties: Range<Int>?
        for box in Boxes(bytes, (range.lowerBound + 4)..<range.upperBound) {
            var reader = BoxReader(bytes, box.content)
            var isRead = true
            switch box.type {
            case "pitm": isRead = read(primary: &reader)
            case "iinf": isRead = read(information: &reader)
            case "iloc": isRead = read(locations: &reader)
            case "iref": isRead = read(references: box.content)
            case "idat": itemData = box.content
            case "iprp": properties = box.content
            default: break
            }
            guard isRead else { return false }
        }
        return properties.map { read(properties: $0) } ?? false
    }

    private mutating func read(primary reader: inout BoxReader) -> Bool {
        guard primary == nil, let version = reader.version() else { return false }
        primary = reader.number(version == 0 ? 2 : 4)
        return primary != nil
    }

    private mutating func read(information reader: inout BoxReader) -> Bool {
        guard let version = reader.version(), let count = reader.number(version == 0 ? 2 : 4),
            count <= HEICStructure.mostItems
        else { return false }
        for box in Boxes(bytes, reader.rest) where box.type == "infe" {
            var entry = BoxReader(bytes, box.content)
            guard let version = entry.version(), version >= 2, let item = entry.number(version == 2 ? 2 : 4),
                entry.number(2) != nil, let type = entry.text(4)
            else { return false }
            guard items[item]?.type.isEmpty ?? true else { return false }
            items[item, default: Item()].type = type
        }
        return true
    }

    private mutating func read(locations reader: inout BoxReader) -> Bool {
        guard let version = reader.version(), version <= 2, let widths = reader.number(1), let more = reader.number(1),
            let count = reader.number(version < 2 ? 2 : 4), count <= HEICStructure.mostItems
        else { return false }
        let (offsetWidth, lengthWidth, baseWidth) = (widths >> 4, widths & 15, more >> 4)
        let indexWidth = version == 0 ? 0 : more & 15
        for _ in 0..<count {
            guard let item = reader.number(version < 2 ? 2 : 4) else { return false }
            let method = version == 0 ? 0 : (reader.number(2) ?? 0) & 15
            guard reader.number(2) != nil, let base = reader.number(baseWidth), let extents = reader.number(2) else {
                return false
            }
            for index in 0..<extents {
                guard reader.number(indexWidth) != nil, let offset = reader.number(offsetWidth),
                    let length = reader.number(lengthWidth), base <= bytes.count, offset <= bytes.count,
                    length <= bytes.count
                else { return false }
                if index == 0 { items[item, default: Item()].extent = (base + offset, length, method == 1) }
            }
        }
        return true
    }

    private mutating func read(references range: Range<Int>) -> Bool {
        var reader = BoxReader(bytes, range)
        guard let version = reader.version() else { return false }
        let width = version == 0 ? 2 : 4
        var count = 0
        for box in Boxes(bytes, reader.rest) {
            var list = BoxReader(bytes, box.content)
            guard let from = list.number(width), let targets = list.number(2) else { return false }
            count += targets
            guard count <= 4 * HEICStructure.mostItems else { return false }
            for _ in 0..<targets {
                guard let target = list.number(width) else { return false }
                if box.type == "dimg" { items[from, default: Item()].sources.append(target) }
            }
        }
        return true
    }

    private mutating func read(properties range: Range<Int>) -> Bool {
        var index = 0
        for box in Boxes(bytes, range) where box.type == "ipco" {
            for property in Boxes(bytes, box.content) {
                index += 1
                guard index <= 4 * HEICStructure.mostItems else { return false }
                if property.type == "hvcC" { coded[index] = HEVCSequence(settings: bytes[property.content]) }
                guard property.type == "ispe" else { continue }
                var reader = BoxReader(bytes, property.content)
                guard reader.version() != nil, let width = reader.number(4), let height = reader.number(4) else {
                    return false
                }
                sizes[index] = (width, height)
            }
        }
        for box in Boxes(bytes, range) where box.type == "ipma" {
            var reader = BoxReader(bytes, box.content)
            guard let (version, flags) = reader.versionAndFlags(), let count = reader.number(4),
                count <= HEICStructure.mostItems
            else { return false }
            for _ in 0..<count {
                guard let item = reader.number(version == 0 ? 2 : 4), let links = reader.number(1) else { return false }
                for _ in 0..<links {
                    guard let link = reader.number(flags & 1 == 0 ? 1 : 2) else { return false }
                    let property = flags & 1 == 0 ? link & 0x7F : link & 0x7FFF
                    if let size = sizes[property] { items[item, default: Item()].size = size }
                    if let coded = coded[property] { items[item, default: Item()].coded = coded }
                }
            }
        }
        return true
    }
}

/// The boxes of a range, one behind the other; ends at the first that is none.
private struct Boxes: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var rest: Range<Int>

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        rest = range
    }

    mutating func next() -> (type: String, content: Range<Int>)? {
        var reader = BoxReader(bytes, rest)
        guard let short = reader.number(4), let type = reader.text(4) else { return nil }
        let length = short == 1 ? reader.number(8) : short == 0 ? rest.count : short
        guard let length, length <= rest.count, rest.lowerBound + length >= reader.rest.lowerBound else { return nil }
        let content = reader.rest.lowerBound..<(rest.lowerBound + length)
        rest = content.upperBound..<rest.upperBound
        return (type, content)
    }
}

/// Numbers of a box, the greatest byte first.
private struct BoxReader {
    private let bytes: [UInt8]
    private(set) var rest: Range<Int>

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        rest = range.clamped(to: 0..<bytes.count)
    }

    /// Nil where they are not there, or mean more than any file has.
    mutating func number(_ count: Int) -> Int? {
        guard count <= 8, count <= rest.count else { return nil }
        let end = rest.lowerBound + count
        var value: UInt64 = 0
        for byte in bytes[rest.lowerBound..<end] { value = value << 8 | UInt64(byte) }
        rest = end..<rest.upperBound
        return Int(exactly: value).flatMap { $0 <= 1 << 40 ? $0 : nil }
    }

    mutating func text(_ count: Int) -> String? {
        guard count <= rest.count else { return nil }
        let end = rest.lowerBound + count
        defer { rest = end..<rest.upperBound }
        return String(decoding: bytes[rest.lowerBound..<end], as: UTF8.self)
    }

    mutating func version() -> Int? { versionAndFlags()?.version }

    mutating func versionAndFlags() -> (version: Int, flags: Int)? {
        guard let version = number(1), let flags = number(3) else { return nil }
        return (version, flags)
    }
}
