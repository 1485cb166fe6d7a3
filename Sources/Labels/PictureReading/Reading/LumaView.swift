import Labels

/// A look at a photo: some of its pixels, perhaps of a part of it, perhaps rotated, and the way back to the photo's own
/// places.
struct LumaView: Sendable {
    let luma: Luma
    /// Anticlockwise, from the photo.
    private var degrees = 0
    /// Before the rotation.
    private var uprightSize: (width: Int, height: Int)
    /// Where the part begins, and what it is a part of, in pixels before the rotation.
    private var origin = Quadrilateral.Point(x: 0, y: 0)
    private var wholeSize: (width: Int, height: Int)
    /// Of the photo.
    private let photoSize: (width: Int, height: Int)

    init(_ luma: Luma, of picture: Picture) {
        self.luma = luma
        uprightSize = (luma.width, luma.height)
        wholeSize = uprightSize
        photoSize = (picture.width, picture.height)
    }

    private init(_ luma: Luma, like view: LumaView) {
        self.luma = luma
        degrees = view.degrees
        uprightSize = view.uprightSize
        origin = view.origin
        wholeSize = view.wholeSize
        photoSize = view.photoSize
    }

    func rotated(by degrees: Int) -> LumaView {
        guard degrees != 0 else { return self }
        var view = LumaView(luma.rotated(by: degrees), like: self)
        view.degrees += degrees
        return view
    }

    func stretched() -> LumaView { LumaView(luma.stretched(), like: self) }

    /// Light for dark.
    func inverted() -> LumaView { LumaView(luma.inverted(), like: self) }

    /// Half the pixels in each direction: the grain goes, thick lines stay.
    func softened() -> LumaView { shrunk(by: 2) }

    func shrunk(by factor: Int) -> LumaView {
        guard factor > 1 else { return self }
        return resized(luma.shrunk(by: factor)) { $0 / factor }
    }

    /// Twice the pixels in each direction, for letters that are small.
    func doubled() -> LumaView { resized(luma.doubled()) { $0 * 2 } }

    private func resized(_ luma: Luma, _ scaled: (Int) -> Int) -> LumaView {
        var view = LumaView(luma, like: self)
        view.uprightSize = (scaled(uprightSize.width), scaled(uprightSize.height))
        view.wholeSize = (scaled(wholeSize.width), scaled(wholeSize.height))
        view.origin = Quadrilateral.Point(x: scaled(origin.x), y: scaled(origin.y))
        return view
    }

    /// The part around a place of the photo, so many pixels of this view to each side; of a view that is not rotated.
    func part(around place: Quadrilateral.Point, reach: Int) -> LumaView {
        let x = place.x * wholeSize.width / max(photoSize.width, 1)
        let y = place.y * wholeSize.height / max(photoSize.height, 1)
        let (left, top) = (max(0, x - reach), max(0, y - reach))
        let (right, bottom) = (min(luma.width, x + reach), min(luma.height, y + reach))
        guard right > left, bottom > top else { return self }
        var view = LumaView(luma.part(left..<right, top..<bottom), like: self)
        view.uprightSize = (right - left, bottom - top)
        view.origin = Quadrilateral.Point(x: left, y: top)
        return view
    }

    /// A place of the upright photo in pixels of this view; of a view that is neither rotated nor a part.
    func place(ofPhoto place: Quadrilateral) -> Quadrilateral { place.scaled(from: photoSize, to: wholeSize) }

    /// A place of this view in pixels of the upright photo.
    func place(_ found: Quadrilateral) -> Quadrilateral {
        let upright =
            degrees == 0
            ? found : found.rotatedBack(by: degrees, from: (luma.width, luma.height), to: uprightSize)
        let inWhole = Quadrilateral(
            upright.corners.map { Quadrilateral.Point(x: $0.x + origin.x, y: $0.y + origin.y) })
        return inWhole.scaled(from: wholeSize, to: photoSize)
    }
}
