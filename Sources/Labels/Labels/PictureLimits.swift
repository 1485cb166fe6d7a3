/// What is taken at most, whatever the format.
public enum PictureLimits {
    /// Bytes of a file; a 50-megapixel photo of a phone has about 16 million.
    public static let bytes = 24 << 20
    /// Characters of such a file in base64, as programs send it.
    public static let base64Characters = (bytes + 2) / 3 * 4
    /// Pixels of a picture.
    public static let pixels = 64_000_000
    /// Bytes that a decoder keeps of all pixels at once, where it does: 64 million of a phone's HEIC, 50 million of a
    /// WebP without loss, 33 million of a progressive JPEG in full colours.
    public static let heldBytes = 200_000_000
    public static let longestSide = 16_000
    public static let shortestSide = 16
}
