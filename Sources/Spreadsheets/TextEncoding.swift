import CUCharDet
import Foundation
import Glibc

/// Bytes of people's files as text: right or refused, never with replacement marks or another alphabet's letters.
enum TextEncoding {
    /// The text, composed (NFC).
    ///
    /// - Throws: `notText` for zero bytes; `unknownEncoding` for bytes that are not surely text of one encoding.
    static func text(_ bytes: [UInt8], _ patience: Patience) throws(SpreadsheetFailure) -> String {
        var found = try unicode(bytes)
        if found == nil { found = try vietnamese(bytes, patience) }
        guard let text = found else { throw .unknownEncoding }
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if !isMarked, text.utf8.count == bytes.count, UTF8Doubt.isAccident(text) { throw .unknownEncoding }
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }

    /// UTF-8 or UTF-16, with and without a byte order mark; nil when the bytes are neither.
    static func unicode(_ bytes: [UInt8]) throws(SpreadsheetFailure) -> String? {
        let text: String?
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            text = String(validating: bytes.dropFirst(3), as: UTF8.self)
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            text = utf16(bytes.dropFirst(2), isLittle: true)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            text = utf16(bytes.dropFirst(2), isLittle: false)
        } else if bytes.contains(0) {
            // Plain letters and line ends of UTF-16 have a zero byte behind them, or before: a quarter of all at least.
            let start = bytes.prefix(4096)
            let odd = start.indices.count { start[$0] == 0 && $0 % 2 == 1 }
            let even = start.indices.count { start[$0] == 0 && $0 % 2 == 0 }
            guard max(odd, even) > 4 * min(odd, even), max(odd, even) * 8 >= start.count else { throw .notText }
            text = utf16(bytes[...], isLittle: odd > even)
        } else {
            text = String(validating: bytes, as: UTF8.self)
        }
        guard let text else {
            if bytes.contains(0) { throw .notText }
            return nil
        }
        if text.utf8.contains(0) { throw .notText }
        // ISO 2022 hides other alphabets behind control characters, VISCII and TCVN have capitals among them; U+FFFE is
        // UTF-16 read from the wrong end.
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
        return isPlain && !text.unicodeScalars.contains("\u{FFFE}") ? text : nil
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> String? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            isLittle
                ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
                : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        }
        return String(validating: units, as: UTF16.self)
    }

    /// Text of Vietnamese Windows (code page 1258); nil when that is not sure.
    ///
    /// A detector that counts letters errs on short lists: VISCII and TCVN 3 have passed it as code page 1258. So the
    /// bytes must also show what only this code page has, a tone mark behind its vowel; every word with a foreign
    /// letter must be spelled as Vietnamese is; and no other code page may give Vietnamese words too.
    private static func vietnamese(_ bytes: [UInt8], _ patience: Patience) throws(SpreadsheetFailure) -> String? {
        guard !bytes.contains(where: { $0 < 0x20 && !(0x09...0x0D).contains($0) }),
            hasToneBehindVowel(bytes), detected(bytes) == "WINDOWS-1258",
            let text = decoded(bytes, "WINDOWS-1258"), VietnameseSpelling.isPlausible(text)
        else { return nil }
        for rival in ["VISCII", "TCVN5712-1", "WINDOWS-1252"] {
            try patience.look()
            guard let other = decoded(bytes, rival) else { continue }
            if VietnameseSpelling.isPlausible(other.precomposedStringWithCanonicalMapping), other != text { return nil }
        }
        return text
    }

    private static func hasToneBehindVowel(_ bytes: [UInt8]) -> Bool {
        // Plain ones, and those with a circumflex, breve or horn.
        let vowels = Set("aeiouyAEIOUY".utf8).union([
            0xC2, 0xC3, 0xCA, 0xD4, 0xD5, 0xDD, 0xE2, 0xE3, 0xEA, 0xF4, 0xF5, 0xFD,
        ])
        let tones: Set<UInt8> = [0xCC, 0xD2, 0xDE, 0xEC, 0xF2]
        return zip(bytes, bytes.dropFirst()).contains { vowels.contains($0) && tones.contains($1) }
    }

    /// The detector's word, empty when it has none.
    private static func detected(_ bytes: [UInt8]) -> String {
        guard let detector = uchardet_new() else { return "" }
        defer { uchardet_delete(detector) }
        let status = bytes.withUnsafeBytes {
            uchardet_handle_data(detector, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard status == 0 else { return "" }
        uchardet_data_end(detector)
        return uchardet_get_charset(detector).map { String(cString: $0) } ?? ""
    }

    /// The bytes read by a code page, composed; nil when one of them means nothing there.
    static func decoded(_ bytes: [UInt8], _ codePage: String) -> String? {
        guard let converter = iconv_open("UTF-8", codePage), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // Three bytes are the most that a letter of these code pages takes; the mark behind it has its own.
        var output = [CChar](repeating: 0, count: bytes.count * 3 + 16)
        let count: Int? = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var fromLeft = source.count
                var to = target.baseAddress
                var toLeft = target.count
                guard iconv(converter, &from, &fromLeft, &to, &toLeft) == 0, fromLeft == 0 else { return nil }
                // The converter holds a last letter back, for the mark that could follow it.
                guard iconv(converter, nil, nil, &to, &toLeft) == 0 else { return nil }
                return target.count - toLeft
            }
        }
        guard let count else { return nil }
        return String(validating: output[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)?
            .precomposedStringWithCanonicalMapping
    }
}
