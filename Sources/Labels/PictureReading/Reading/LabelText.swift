import Foundation
import Labels
import Serials

/// What recognised words mean on a label.
enum LabelText {
    /// Words below this are guesses about stains.
    private static let leastConfidence: Float = 30
    /// Words from here on are what they were read as.
    private static let leastSure: Float = 45

    /// Serials among the words: a whole word, or what stands behind a colon, or two neighbours of a line that make one
    /// together. Look-alike letters stay what they are.
    static func serials(in words: [TextReader.Word]) -> [LabelFind] {
        let sure = words.filter { $0.confidence >= leastConfidence }
        let whole = sure.flatMap { word in serials(in: word.text, at: word.place) }
        let torn = zip(sure, sure.dropFirst()).flatMap { word, next -> [LabelFind] in
            guard word.line == next.line, serials(in: word.text, at: word.place).isEmpty,
                serials(in: next.text, at: next.place).isEmpty
            else { return [] }
            return serials(in: word.text + next.text, at: word.place)
        }
        return whole + torn
    }

    private static func serials(in text: String, at place: Quadrilateral) -> [LabelFind] {
        text.split(whereSeparator: { ":;,|=[]".contains($0) }).compactMap { part in
            let text = String(part).trimmingCharacters(in: CharacterSet(charactersIn: ".'\"-_ "))
            guard ShortSerial(exactly: text) != nil || FullSerial(text) != nil else { return nil }
            return LabelFind(source: .ocr, text: text, place: place)
        }
    }

    /// Where words stand that are what they were read as.
    static func sure(_ words: [TextReader.Word]) -> [Quadrilateral] {
        words.filter { $0.confidence >= leastSure && $0.text.count >= 2 }.map(\.place)
    }

    /// Where labels announce their verification code: a serial stands near it on every one.
    static func announcements(in words: [TextReader.Word]) -> [Quadrilateral] {
        words.filter { word in
            let text = word.text.lowercased()
            return word.confidence >= leastConfidence && ["verif", "erifica"].contains { text.contains($0) }
        }.map(\.place)
    }

    /// Words that may be a serial and could not be read as what they are: there may be another device's in them.
    static func unread(in words: [TextReader.Word]) -> [Quadrilateral] {
        // Where a label announces its serial and none was read in that line, one is there.
        let announced = Dictionary(grouping: words, by: \.line).values.flatMap { line -> [Quadrilateral] in
            guard serials(in: line).isEmpty else { return [] }
            return line.filter { $0.text.uppercased().hasPrefix("S/N") }.map(\.place)
        }
        return announced + unsure(words)
    }

    private static func unsure(_ words: [TextReader.Word]) -> [Quadrilateral] {
        words.filter { word in
            let signs = word.text.utf8.map { $0 >= 0x61 ? $0 & 0xDF : $0 }.filter {
                SignClass.isDigit($0) || SignClass.isLetter($0)
            }
            // A model is not a serial: a full serial is longer, and a short one begins otherwise.
            let isModel =
                signs.count <= 18 && ["DS", "IDS", "0S", "D5"].contains { signs.starts(with: Array($0.utf8)) }
            return word.confidence < leastSure && signs.count >= 8 && signs.count(where: SignClass.isDigit) >= 4
                && !isModel
        }.map(\.place)
    }

    private enum SignClass {
        static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    }

    /// Where words show a verification code: one that a code on the label told, or what follows the label's own word
    /// for it. Too much is covered rather than too little.
    static func secrets(in words: [TextReader.Word], known: [VerificationCode]) -> [Quadrilateral] {
        let lines = Dictionary(grouping: words, by: \.line)
        return lines.values.flatMap { line in
            // Whatever stands behind the label's word for it is covered, however badly it was recognised.
            let announcing = line.lastIndex { word in
                let text = word.text.lowercased()
                return ["verif", "erifica", "code", "xác thực"].contains { text.contains($0) }
            }
            return line.enumerated().filter { index, word in
                if let announcing, index > announcing { return true }
                let parts = word.text.split(whereSeparator: { !($0.isLetter || $0.isNumber) }).map(String.init)
                return parts.contains { part in
                    known.contains {
                        differences(part, $0.secret) <= 2 || (part.count >= 4 && $0.secret.contains(part))
                    }
                        || (announcing == index && isCodeLike(part))
                }
            }.map { $0.element.place.grown(by: 20) }
        }
    }

    private static func isCodeLike(_ text: String) -> Bool {
        (6...12).contains(text.utf8.count) && text.allSatisfy { ($0.isUppercase && $0.isLetter) || $0.isNumber }
            && ShortSerial(exactly: text) == nil
    }

    /// Letters that differ between two texts of one length; many where the lengths differ.
    private static func differences(_ left: String, _ right: String) -> Int {
        guard left.count == right.count else { return .max }
        return zip(left, right).count { $0 != $1 }
    }
}
