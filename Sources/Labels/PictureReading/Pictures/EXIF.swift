import Foundation

/// The one thing of a photo's metadata that is used: how to turn it. Everything else is left behind.
enum EXIF {
    /// Source: EXIF 2.32, tag 0x0112 of the first image file directory.
    static func orientation(ofJPEG bytes: [UInt8]) -> Orientation {
        for segment in JPEGSegments(bytes) where segment.marker == 0xE1 {
            let content = bytes[segment.content]
            guard content.starts(with: Array("Exif\0\0".utf8)) else { continue }
            return orientation(ofTIFF: Array(content.dropFirst(6))) ?? .upright
        }
        return .upright
    }

    private static func orientation(ofTIFF bytes: [UInt8]) -> Orientation? {
        let isLittle = bytes.starts(with: [0x49, 0x49])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D]) else { return nil }
        func number(_ count: Int, at place: Int) -> Int? {
            guard place >= 0, place + count <= bytes.count else { return nil }
            let part = bytes[place..<(place + count)]
            return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2, at: 2) == 42, let directory = number(4, at: 4), let count = number(2, at: directory) else {
            return nil
        }
        for index in 0..<min(count, 200) {
            let entry = directory + 2 + 12 * index
            guard number(2, at: entry) == 0x0112 else { continue }
            return number(2, at: entry + 8).flatMap { Orientation(rawValue: Int32($0)) }
        }
        return nil
    }
}

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
