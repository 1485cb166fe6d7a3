/// What a photo looks like, cut into bands: two looks that differ in fewer bits than there are bands have one band alike,
/// so that copies are found by an index and not by going through every photo that was ever filed.
public enum LookBands {
    /// Bands of one look.
    public static let count = 21
    private static let bits = 12

    /// - Parameter looks: 32 bytes.
    static func values(of looks: [UInt8]) -> [Int] {
        (0..<count).map { band in
            (0..<bits).reduce(0) { value, bit in
                let place = band * bits + bit
                let isSet = place / 8 < looks.count && looks[place / 8] >> UInt8(place % 8) & 1 == 1
                return value << 1 | (isSet ? 1 : 0)
            }
        }
    }
}
