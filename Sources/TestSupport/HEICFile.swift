/// A HEIC put together box by box, also as no phone does it.
public struct HEICFile {
    public struct Item {
        let type: String
        let data: [UInt8]
        let sources: [Int]
        let size: (width: Int, height: Int)

        public init(
            _ type: String, data: [UInt8] = [], of sources: [Int] = [], width: Int = 128, height: Int = 128
        ) {
            self.type = type
            self.data = data
            self.sources = sources
            size = (width, height)
        }

        /// A grid of rows and columns over items.
        public static func grid(
            _ rows: Int, _ columns: Int, of sources: [Int], width: Int, height: Int
        ) -> Item {
            let data = [0, 0, UInt8(rows - 1), UInt8(columns - 1)] + number(width, 2) + number(height, 2)
            return Item("grid", data: data, of: sources, width: width, height: height)
        }
    }

    /// Numbered from 1.
    public var items: [Item]
    public var primary = 1
    /// The box with the decoder's settings, which every coded item has.
    public var configuration: [UInt8]

    public init(_ items: [Item], configuration: [UInt8] = []) {
        self.items = items
        self.configuration =
            configuration.isEmpty ? HEICFile.box("hvcC", [UInt8](repeating: 0, count: 23)) : configuration
    }

    /// What a HEIC of one coded picture holds: its decoder's settings, and the picture itself.
    public static func coded(in file: [UInt8]) -> (configuration: [UInt8], data: [UInt8])? {
        func place(_ type: String) -> Int? {
            let mark = Array(type.utf8)
            return file.indices.dropLast(4).first { file[$0] == mark[0] && Array(file[$0..<($0 + 4)]) == mark }
        }
        guard let settings = place("hvcC"), let data = place("mdat") else { return nil }
        let length = file[(settings - 4)..<settings].reduce(0) { $0 << 8 | Int($1) }
        return (Array(file[(settings - 4)..<(settings - 4 + length)]), Array(file[(data + 4)...]))
    }

    public var bytes: [UInt8] {
        let start = HEICFile.box("ftyp", Array("heic".utf8) + HEICFile.number(0, 4) + Array("mif1heic".utf8))
        // The places of the data depend on the length of what stands before them, and that not on the places.
        let length = meta(dataFrom: 0).count
        return start + meta(dataFrom: start.count + length + 8) + HEICFile.box("mdat", items.flatMap(\.data))
    }

    private func meta(dataFrom start: Int) -> [UInt8] {
        let full = HEICFile.number(0, 4)
        let handler = HEICFile.box("hdlr", full + HEICFile.number(0, 4) + Array("pict".utf8) + HEICFile.number(0, 13))
        let first = HEICFile.box("pitm", full + HEICFile.number(primary, 2))
        var place = start
        var locations = full + [0x44, 0x00] + HEICFile.number(items.count, 2)
        var entries = full + HEICFile.number(items.count, 2)
        var references = full
        var links = full + HEICFile.number(items.count, 4)
        var properties = configuration
        for (index, item) in items.enumerated() {
            let id = HEICFile.number(index + 1, 2)
            locations += id + HEICFile.number(0, 2) + HEICFile.number(1, 2) + HEICFile.number(place, 4)
            locations += HEICFile.number(item.data.count, 4)
            place += item.data.count
            entries += HEICFile.box("infe", [2, 0, 0, 0] + id + [0, 0] + Array(item.type.utf8) + [0])
            if !item.sources.isEmpty {
                let targets = item.sources.flatMap { HEICFile.number($0, 2) }
                references += HEICFile.box("dimg", id + HEICFile.number(item.sources.count, 2) + targets)
            }
            properties += HEICFile.box(
                "ispe", full + HEICFile.number(item.size.width, 4) + HEICFile.number(item.size.height, 4))
            links += id + (item.type == "hvc1" ? [2, 0x81, UInt8(index + 2)] : [1, UInt8(index + 2)])
        }
        let described = HEICFile.box("iprp", HEICFile.box("ipco", properties) + HEICFile.box("ipma", links))
        let parts = [
            handler, first, HEICFile.box("iloc", locations), HEICFile.box("iinf", entries),
            HEICFile.box("iref", references), described,
        ]
        return HEICFile.box("meta", full + parts.flatMap(\.self))
    }

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        number(content.count + 8, 4) + Array(type.utf8) + content
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }
}
