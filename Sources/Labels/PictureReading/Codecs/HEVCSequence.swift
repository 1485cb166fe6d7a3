/// What a coded picture announces of itself, by the settings of its decoder: what is decoded is so, whatever the file
/// says around it.
///
/// Source: ISO/IEC 14496-15, 8.3.3.1 (`hvcC`); ITU-T H.265, 7.3.2.2.1 and 7.3.3 (sequence parameter set).
struct HEVCSequence {
    /// Pixels.
    let width: Int
    let height: Int
    /// Brightness and colours of one pixel, in samples: 1 to 3.
    let samplesPerPixel: Double
    /// Of a sample: 1 or 2.
    let bytesPerSample: Int

    /// Nil where the settings do not say it in a way that is known here.
    init?(settings bytes: ArraySlice<UInt8>) {
        var rest = bytes.dropFirst(22)
        func number(_ count: Int) -> Int? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let lists = number(1) else { return nil }
        for _ in 0..<lists {
            guard let kind = number(1), let units = number(2) else { return nil }
            for _ in 0..<units {
                guard let length = number(2), length <= rest.count else { return nil }
                if kind & 0x3F == 33 {
                    self.init(sequenceSet: rest.prefix(length))
                    return
                }
                rest = rest.dropFirst(length)
            }
        }
        return nil
    }

    private init?(sequenceSet unit: ArraySlice<UInt8>) {
        var bits = BitReader(HEVCSequence.withoutPreventions(unit.dropFirst(2)))
        guard bits.skip(4), let layers = bits.number(3), bits.skip(1), bits.skip(96) else { return nil }
        // Per layer: whether its profile and its level follow.
        var present: [(profile: Bool, level: Bool)] = []
        for _ in 0..<layers {
            guard let profile = bits.number(1), let level = bits.number(1) else { return nil }
            present.append((profile == 1, level == 1))
        }
        guard layers == 0 || bits.skip(2 * (8 - layers)) else { return nil }
        for layer in present {
            guard !layer.profile || bits.skip(88), !layer.level || bits.skip(8) else { return nil }
        }
        guard bits.golomb() != nil, let chroma = bits.golomb(), (0...3).contains(chroma), chroma != 3 || bits.skip(1),
            let width = bits.golomb(), let height = bits.golomb(), let isCut = bits.number(1)
        else { return nil }
        for _ in 0..<(4 * isCut) { guard bits.golomb() != nil else { return nil } }
        guard let lightBits = bits.golomb(), let colourBits = bits.golomb() else { return nil }
        self.width = width
        self.height = height
        samplesPerPixel = [1, 1.5, 2, 3][chroma]
        bytesPerSample = max(lightBits, colourBits) > 0 ? 2 : 1
    }

    /// Without the byte that keeps two zeros from looking like a start.
    private static func withoutPreventions(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        for byte in bytes.prefix(256) {
            if byte == 3, output.suffix(2) == [0, 0] { continue }
            output.append(byte)
        }
        return output
    }
}

private struct BitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func skip(_ count: Int) -> Bool {
        position += count
        return position <= bytes.count * 8
    }

    mutating func number(_ count: Int) -> Int? {
        guard count <= 32, position + count <= bytes.count * 8 else { return nil }
        var value = 0
        for _ in 0..<count {
            value = value << 1 | Int(bytes[position / 8] >> UInt8(7 - position % 8) & 1)
            position += 1
        }
        return value
    }

    /// A number with as many zeros in front as it has bits behind the first.
    mutating func golomb() -> Int? {
        var zeros = 0
        while let bit = number(1) {
            if bit == 1 { return number(zeros).map { (1 << zeros) - 1 + $0 } }
            zeros += 1
            guard zeros <= 24 else { return nil }
        }
        return nil
    }
}
