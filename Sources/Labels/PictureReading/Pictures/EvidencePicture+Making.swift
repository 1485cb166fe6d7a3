import Labels

extension EvidencePicture {
    /// - Throws: `PictureFailure.broken`.
    public init(_ picture: Picture, _ reading: LabelReading) throws(PictureFailure) {
        let full = try picture.colour(longestSide: 4096)
        var covered = full.shrunk(toSide: 2048)
        for place in reading.secretPlaces {
            covered.cover(
                place.scaled(from: (reading.width, reading.height), to: (covered.width, covered.height)))
        }
        guard let whole = JPEGCodec.encoded(full, quality: 88), let shown = JPEGCodec.encoded(covered, quality: 82)
        else { throw .broken(picture.format) }
        self.init(whole: whole, shown: shown, width: covered.width, height: covered.height)
    }
}

extension Picture {
    /// What it looks like.
    ///
    /// - Throws: `PictureFailure.broken`.
    public func hash() throws(PictureFailure) -> PictureHash {
        guard let hash = PictureHash(try anyLuma()) else { throw .broken(format) }
        return hash
    }
}
