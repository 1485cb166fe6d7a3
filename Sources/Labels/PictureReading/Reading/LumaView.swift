import Labels

/// A look at a photo: some of its pixels, perhaps rotated, and the way back to the photo's own places.
struct LumaView: Sendable {
    let luma: Luma
    /// Anticlockwise, from the photo.
    private let degrees: Int
    /// Before the rotation.
    private let uprightSize: (width: Int, height: Int)
    /// Of the photo.
    private let photoSize: (width: Int, height: Int)

    init(_ luma: Luma, of picture: Picture) {
        self.init(luma, degrees: 0, uprightSize: (luma.width, luma.height), photoSize: (picture.width, picture.height))
    }

    private init(
        _ luma: Luma, degrees: Int, uprightSize: (width: Int, height: Int), photoSize: (width: Int, height: Int)
    ) {
        self.luma = luma
        self.degrees = degrees
        self.uprightSize = uprightSize
        self.photoSize = photoSize
    }

    func rotated(by degrees: Int) -> LumaView {
        guard degrees != 0 else { return self }
        return LumaView(
            luma.rotated(by: degrees), degrees: self.degrees + degrees, uprightSize: uprightSize, photoSize: photoSize)
    }

    func stretched() -> LumaView {
        LumaView(luma.stretched(), degrees: degrees, uprightSize: uprightSize, photoSize: photoSize)
    }

    /// Half the pixels in each direction: the grain goes, thick lines stay.
    func softened() -> LumaView {
        let half = luma.shrunk(by: 2)
        return LumaView(
            half, degrees: degrees, uprightSize: (uprightSize.width / 2, uprightSize.height / 2), photoSize: photoSize)
    }

    /// A place of this view in pixels of the upright photo.
    func place(_ found: Quadrilateral) -> Quadrilateral {
        let upright =
            degrees == 0
            ? found : found.rotatedBack(by: degrees, from: (luma.width, luma.height), to: uprightSize)
        return upright.scaled(from: uprightSize, to: photoSize)
    }
}
