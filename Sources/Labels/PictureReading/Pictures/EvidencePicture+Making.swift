import Labels

extension EvidencePicture {
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
        self.init(whole: whole, shown: shown, width: covered.width, height: covered.height)
    }
}

extension Picture {
    /// What it looks like.
    ///
    /// - Throws: `PictureRefusal.broken`.
    public func hash() throws(PictureRefusal) -> PictureHash {
        guard let hash = PictureHash(try anyLuma()) else { throw .broken(format) }
        return hash
    }
}
