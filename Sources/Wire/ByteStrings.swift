/// Many strings of bytes, looked for at once: the text is tried at every few places only, as far apart as the shortest
/// string allows (after Wu and Manber, 1994).
struct ByteStrings: Sendable {
    /// Bytes that are compared at once.
    private static let block = 4

    private let strings: [[UInt8]]
    /// Of every block that a string has near its beginning: which string, and where in it.
    private let blocks: [UInt32: [(string: Int, place: Int)]]
    private let step: Int
    /// Whether a block may be among them, by its hash: nearly every block of a text is not.
    private let isLikely: [Bool]

    /// Strings of fewer than four bytes are not looked for.
    init(_ strings: some Sequence<[UInt8]>) {
        let block = ByteStrings.block
        let all = Set(strings).filter { $0.count >= block }
        self.strings = Array(all)
        let step = (all.map(\.count).min() ?? block) - block + 1
        self.step = step
        var blocks: [UInt32: [(string: Int, place: Int)]] = [:]
        for (index, string) in self.strings.enumerated() {
            string.withUnsafeBytes { bytes in
                for place in 0..<step {
                    blocks[bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self), default: []].append(
                        (index, place))
                }
            }
        }
        self.blocks = blocks
        var isLikely = [Bool](repeating: false, count: 1 << 16)
        for block in blocks.keys { isLikely[ByteStrings.hash(block)] = true }
        self.isLikely = isLikely
    }

    private static func hash(_ block: UInt32) -> Int { Int((block &* 0x9E37_79B1) >> 16) }

    /// The text with every run of strings replaced; nil where none is in it.
    func replaced(in text: [UInt8], by replacement: [UInt8]) -> [UInt8]? {
        let found = ranges(in: text)
        guard !found.isEmpty else { return nil }
        var output: [UInt8] = []
        var place = 0
        for range in found {
            // Strings may overlap: what is covered already is not written.
            if range.lowerBound > place || place == 0 {
                output += text[place..<range.lowerBound]
                output += replacement
            }
            place = max(place, range.upperBound)
        }
        return output + text[place...]
    }

    /// Where the strings are, the earliest first.
    private func ranges(in text: [UInt8]) -> [Range<Int>] {
        guard !strings.isEmpty else { return [] }
        var found: [Range<Int>] = []
        text.withUnsafeBytes { bytes in
            for place in stride(from: 0, through: bytes.count - ByteStrings.block, by: step) {
                let block = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                guard isLikely[ByteStrings.hash(block)], let candidates = blocks[block] else { continue }
                for candidate in candidates {
                    let string = strings[candidate.string]
                    let start = place - candidate.place
                    let range = start..<start + string.count
                    guard start >= 0, range.upperBound <= bytes.count else { continue }
                    if bytes[range].elementsEqual(string) { found.append(range) }
                }
            }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }
}
