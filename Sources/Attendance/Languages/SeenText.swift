import Foundation

extension StringProtocol {
    /// The text as people see it: composed (NFC), blanks of every width as a plain blank, and nothing that cannot be
    /// seen (Unicode's default-ignorable characters: zero-width blanks, soft hyphens, marks of direction, byte order
    /// marks). Two texts that look the same compare as the same. Joiners and selectors inside emoji stay.
    ///
    /// The one normalisation of every edge: names, codes, fields, serials, searches, vendors' rows.
    public var asSeen: String {
        let text = String(self)
        if SeenText.isPlain(text) { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.generalCategory == .spaceSeparator {
                scalars.append(" ")
            } else if !SeenText.isInvisible(scalar) {
                scalars.append(scalar)
            } else if SeenText.joinsEmoji(scalar), scalars.last.map(SeenText.isEmoji) ?? false {
                scalars.append(scalar)
            }
        }
        // What was kept for an emoji that does not follow joins nothing.
        while let last = scalars.last, last.value == 0x200D { scalars.removeLast() }
        return String(scalars).precomposedStringWithCanonicalMapping
    }
}

enum SeenText {
    /// Whether nothing is to be changed, told from the bytes alone: ASCII, and the letters of two bytes before the
    /// combining marks (C3…CA) and of Vietnamese (E1 BA, E1 BB), which are composed.
    static func isPlain(_ text: String, allowsControls: Bool = true) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    if !allowsControls, byte < 0x20 || byte == 0x7F { return false }
                    index += 1
                } else if byte >= 0xC3, byte <= 0xCA {
                    index += 2
                } else if byte == 0xE1, index + 1 < bytes.count, bytes[index + 1] == 0xBA || bytes[index + 1] == 0xBB {
                    index += 3
                } else {
                    return false
                }
            }
            return true
        }
    }

    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator
    }

    /// The zero-width joiner and the selectors of presentation.
    static func joinsEmoji(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200D || scalar.value == 0xFE0E || scalar.value == 0xFE0F
    }

    /// What an emoji may consist of, digits and ASCII signs excepted.
    static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x7F && (scalar.properties.isEmoji || scalar.value == 0xFE0F)
    }
}
