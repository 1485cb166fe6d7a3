/// Bytes of another encoding that happen to be valid UTF-8: `Xưởng` in VISCII, `通` in GBK.
enum UTF8Doubt {
    /// Whether text without a byte order mark is more likely such an accident.
    ///
    /// Accidents are pairs of bytes, so that all their letters lie below U+0800, and they make letters of alphabets
    /// that do not meet: Cyrillic beside Latin, a mark without its letter, words of accents alone.
    static func isAccident(_ text: String) -> Bool {
        var word = String.UnicodeScalarView()
        var hasDoubt = false
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x800 { return false }
            // Control characters of C1, phonetic letters, and the alphabets from Armenian to N'Ko.
            if [0x80..<0xA0, 0x250..<0x300, 0x530..<0x800].contains(where: { $0.contains(scalar.value) }) {
                hasDoubt = true
            }
            if scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered {
                word.append(scalar)
            } else {
                hasDoubt = hasDoubt || isOdd(word)
                word = .init()
            }
        }
        return hasDoubt || isOdd(word)
    }

    private static func isOdd(_ word: String.UnicodeScalarView) -> Bool {
        guard let first = word.first, !word.allSatisfy(\.isASCII) else { return false }
        if (0x300..<0x370).contains(first.value) { return true }
        let eastern = word.count { (0x370..<0x530).contains($0.value) }
        if eastern > 0 { return eastern < word.count || eastern == 1 }
        return !word.contains { $0.isASCII } && !VietnameseSpelling.isSyllable(String(word))
    }
}
