import Foundation

/// Whether text can be Vietnamese: its syllables have a strict form, which bytes of another code page hardly ever meet.
enum VietnameseSpelling {
    /// Whether every word that has a letter beyond ASCII is a syllable or an abbreviation of Vietnamese, and whether
    /// nothing was lost when the file was saved. `text` must be composed (NFC).
    static func isPlausible(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let start = index
            var isForeign = false
            while index < scalars.count, isLetter(scalars[index]) {
                isForeign = isForeign || !scalars[index].isASCII
                index += 1
            }
            if isForeign {
                let word = String(String.UnicodeScalarView(scalars[start..<index]))
                guard isSyllable(word) || isAbbreviation(word) else { return false }
            }
            guard index < scalars.count else { return true }
            let sign = scalars[index]
            let isAfterLetter = index > start
            let isBeforeLetter = index + 1 < scalars.count && isLetter(scalars[index + 1])
            // A question mark at a letter is what Windows writes for letters that the code page lacks.
            if sign == "?", isAfterLetter || isBeforeLetter { return false }
            if !sign.isASCII, !signs.contains(sign) || isAfterLetter && isBeforeLetter { return false }
            index += 1
        }
        return true
    }

    private static let signs: Set<Unicode.Scalar> = ["\u{A0}", "–", "—", "‘", "’", "“", "”", "…", "•", "₫", "°", "·"]

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered
    }

    /// `ĐN`, `QĐ`, `NĐ`: capitals without a vowel.
    private static func isAbbreviation(_ word: String) -> Bool {
        word.count <= 4 && word.allSatisfy { "ĐBCDGHKLMNPQRSTVX".contains($0) }
    }

    /// One syllable: an initial, a rhyme, and at most one tone.
    static func isSyllable(_ word: String) -> Bool {
        // Capitals stand in front or everywhere.
        guard word.utf8.count <= 24, word.dropFirst() == word.dropFirst().lowercased() || word == word.uppercased()
        else { return false }
        var tones: [Unicode.Scalar] = []
        var bare = String.UnicodeScalarView()
        for scalar in word.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            if "\u{300}\u{301}\u{303}\u{309}\u{323}".unicodeScalars.contains(scalar) {
                tones.append(scalar)
            } else {
                bare.append(scalar)
            }
        }
        guard tones.count <= 1 else { return false }
        let letters = String(bare).precomposedStringWithCanonicalMapping
        // A stopped syllable is cut short: it has the rising tone or the heavy one, or in loans none.
        let isStopped = letters.hasSuffix("ch") || ["c", "k", "p", "t"].contains { letters.hasSuffix($0) }
        if isStopped, let tone = tones.first, tone != "\u{301}", tone != "\u{323}" { return false }
        return initials.contains { initial in
            guard letters.hasPrefix(initial) else { return false }
            let rhyme = String(letters.dropFirst(initial.count))
            // “Đắk Lắk”: names of the highlands end in k.
            return rhymes.contains(rhyme) || rhyme.hasSuffix("k") && rhymes.contains(rhyme.dropLast() + "c")
        }
    }

    private static let initials = [
        "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
        "qu",
        "r", "s", "t", "th", "tr", "v", "x",
    ]

    private static let rhymes: Set<String> = Set(
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
        i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong
        op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
        u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
        uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
        y yêm yên yêng yêt yêu ynh yt
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
