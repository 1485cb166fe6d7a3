import Sealing

/// A photo as it is kept: encoded anew, so that nothing of the file's metadata is in it, upright.
public struct EvidencePicture: Sendable {
    /// JPEG, longest side at most 4,096 pixels.
    public let whole: [UInt8]
    /// What people see: JPEG, longest side at most 2,048 pixels, verification codes covered.
    public let shown: [UInt8]
    /// Of `shown`, in pixels.
    public let width: Int
    public let height: Int
    /// SHA-256 of the file as it came, hexadecimal.
    public let originalDigest: String
    public let hash: PictureHash

    /// - Throws: `PictureRefusal.broken`.
    public init(_ picture: Picture, _ reading: LabelReading) throws(PictureRefusal) {
        let full = try picture.colour(longestSide: 4096)
        var covered = full.shrunk(toSide: 2048)
        for place in reading.secretPlaces {
            covered.cover(
                place.scaled(from: (reading.width, reading.height), to: (covered.width, covered.height)))
        }
        guard let whole = JPEGCodec.encoded(full, quality: 88), let shown = JPEGCodec.encoded(covered, quality: 82)
        else { throw .broken(picture.format) }
        self.whole = whole
        self.shown = shown
        width = covered.width
        height = covered.height
        originalDigest = picture.digest
        hash = try picture.hash()
    }
}

extension Picture {
    /// SHA-256 of the file as it came, hexadecimal.
    public var digest: String { Digest.hexadecimal(Digest.sha256(bytes)[...]) }

    /// What it looks like.
    ///
    /// - Throws: `PictureRefusal.broken`.
    public func hash() throws(PictureRefusal) -> PictureHash { PictureHash(try luma(longestSide: 512)) }
}
