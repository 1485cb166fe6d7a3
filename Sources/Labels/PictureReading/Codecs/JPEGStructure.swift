import Foundation

/// How a JPEG's pixels are stored, as far as that decides how it is decoded.
enum JPEGStructure {
    /// Phones and programs make up to about twenty.
    static let mostScans = 100

    /// Passes over the pixels: each costs as much as the whole picture, and a small file can ask for thousands.
    static func scans(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var (position, count) = (2, 0)
            while position + 1 < buffer.count,
                let found = memchr(base + position, 0xFF, buffer.count - position - 1)
            {
                position = UnsafeRawPointer(found) - base + 1
                switch buffer[position] {
                case 0xDA: count += 1
                case 0xD9: return count
                // What a segment holds is none of the pixels': a preview in it has scans of its own.
                case 0xC0...0xCF, 0xDB...0xFE:
                    guard position + 2 < buffer.count else { return count }
                    position += 1 + (Int(buffer[position + 1]) << 8 | Int(buffer[position + 2]))
                default: continue
                }
            }
            return count
        }
    }

    /// Numbers that are kept for each pixel until the last scan is read; none where there is one scan.
    static func coefficientsPerPixel(_ bytes: [UInt8]) -> Double {
        for segment in JPEGSegments(bytes) {
            // Start of frame: all of 0xC0 to 0xCF but three. Source: ITU-T T.81, B.2.2.
            guard (0xC0...0xCF).contains(segment.marker), ![0xC4, 0xC8, 0xCC].contains(segment.marker) else { continue }
            let frame = Array(bytes[segment.content])
            guard frame.count >= 6, frame.count >= 6 + 3 * Int(frame[5]) else { return 0 }
            let samplings = (0..<Int(frame[5])).map { frame[7 + 3 * $0] }
            let (across, down) = (samplings.map { $0 >> 4 }.max() ?? 1, samplings.map { $0 & 15 }.max() ?? 1)
            guard across > 0, down > 0, scans(bytes) > 1 else { return 0 }
            let blocks = samplings.reduce(0) { $0 + Int($1 >> 4) * Int($1 & 15) }
            return Double(blocks) / Double(Int(across) * Int(down))
        }
        return 0
    }

    /// Whether the inks of a picture in four of them are stored as how much of them is missing: programs that write
    /// Adobe's mark do so.
    static func isInverted(_ bytes: [UInt8]) -> Bool {
        JPEGSegments(bytes).contains { $0.marker == 0xEE && bytes[$0.content].starts(with: Array("Adobe".utf8)) }
    }
}

/// The segments in front of a JPEG's pixels. Source: ITU-T T.81, annex B.
struct JPEGSegments: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 2

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> (marker: UInt8, content: Range<Int>)? {
        while position + 4 <= bytes.count, bytes[position] == 0xFF, bytes[position + 1] == 0xFF { position += 1 }
        guard position + 4 <= bytes.count, bytes[position] == 0xFF else { return nil }
        let marker = bytes[position + 1]
        let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
        // Behind the start of scan come pixels.
        guard marker != 0xDA, length >= 2, position + 2 + length <= bytes.count else { return nil }
        let content = (position + 4)..<(position + 2 + length)
        position += 2 + length
        return (marker, content)
    }
}
