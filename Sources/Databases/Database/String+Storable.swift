import Foundation

extension String {
    /// The text as databases keep it: U+2400, the picture of it, for each U+0000. Engines cut a text there, or refuse the
    /// statement, and one hostile record would stop its device for ever.
    ///
    /// What is bound has gone through it; what is compared with something stored has to.
    public var storable: String {
        if isStorable { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
    }

    public var isStorable: Bool {
        let isPlain = utf8.withContiguousStorageIfAvailable { bytes in
            guard let start = bytes.baseAddress else { return true }
            return memchr(start, 0, bytes.count) == nil
        }
        return isPlain ?? !utf8.contains(0)
    }
}
