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
