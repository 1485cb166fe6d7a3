import Foundation
import Labels

/// Files that are a picture and something else at once: an archive behind the last pixel, a page in a comment. What is
/// stored is encoded anew and carries none of it; it is refused all the same, since no camera makes it.
enum HiddenContent {
    private static let marks: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], Array("%PDF-".utf8), Array("<script".utf8), Array("<html".utf8),
        Array("<svg".utf8), Array("<?php".utf8), Array("<!DOCTYPE".utf8), [0x7F, 0x45, 0x4C, 0x46, 0x02],
        Array("Rar!\u{1A}".utf8), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
    ]

    static func isIn(_ bytes: [UInt8], _ format: PictureFormat) -> Bool {
        let data = Data(bytes)
        return places(of: bytes, data, format).contains { place in
            marks.contains { data.range(of: Data($0), in: place) != nil }
        }
    }

    /// Where a format leaves room for something else: its comments, and what lies behind its end.
    private static func places(of bytes: [UInt8], _ data: Data, _ format: PictureFormat) -> [Range<Int>] {
        switch format {
        case .jpeg:
            var places = JPEGSegments(bytes).filter { $0.marker >= 0xE0 }.map(\.content)
            places.append(jpegEnd(bytes)..<bytes.count)
            return places
        case .png:
            var places: [Range<Int>] = []
            var position = 8
            while position + 12 <= bytes.count {
                let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
                let kind = String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self)
                guard length <= bytes.count - position - 12 else { break }
                if kind != "IDAT" { places.append((position + 8)..<(position + 8 + length)) }
                position += 12 + length
                if kind == "IEND" { break }
            }
            places.append(min(position, bytes.count)..<bytes.count)
            return places
        case .webp:
            let length = bytes.count >= 8 ? bytes[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) } + 8 : 0
            return [min(length, bytes.count)..<bytes.count]
        case .heic:
            // Boxes, each with its length in front; a box that is none ends the picture.
            var position = 0
            while position + 8 <= bytes.count {
                let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
                guard length >= 8, length <= bytes.count - position else { break }
                position += length
            }
            return [position..<bytes.count]
        }
    }

    /// The place behind a JPEG's end mark: inside its pixels a byte of all ones is followed by a zero or a restart.
    private static func jpegEnd(_ bytes: [UInt8]) -> Int {
        var position = 2
        for segment in JPEGSegments(bytes) { position = segment.content.upperBound }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            while position + 1 < buffer.count,
                let found = memchr(base + position, 0xFF, buffer.count - position - 1)
            {
                position = UnsafeRawPointer(found) - base + 1
                if buffer[position] == 0xD9 { return position + 1 }
            }
            return buffer.count
        }
    }
}
