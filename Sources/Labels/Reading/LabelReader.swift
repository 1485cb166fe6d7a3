import Serials

/// Reads photos of labels: codes first, and text where no code decides or where it is asked for.
///
/// It blocks its thread for as long as it reads, up to the budget. Safe to share: text is recognised for one photo at a
/// time.
public final class LabelReader: Sendable {
    /// When text is recognised.
    public enum Text: Sendable {
        case never
        /// Where no code says which device it is.
        case whereNoCodeDecides
        case always
    }

    /// The time within which a photo has its reading, decoding included.
    public static let usualBudget = Duration.seconds(2)
    /// Where nobody waits on the spot, and text that was not read would be missed.
    public static let patientBudget = Duration.seconds(20)

    private let text = TextReader()

    public init() {}

    /// Whether text can be recognised on this machine.
    public var readsText: Bool { text.isAvailable }

    /// - Parameter budget: no further look is begun after it; a look that was begun comes to its end.
    /// - Throws: `PictureRefusal.broken` where the pixels cannot be decoded.
    public func read(
        _ picture: Picture, text wanted: Text = .whereNoCodeDecides, budget: Duration = LabelReader.usualBudget
    ) throws(PictureRefusal) -> LabelReading {
        let end = ContinuousClock.now + budget
        var reading = LabelReading(width: picture.width, height: picture.height, finds: [], unreadCodes: [])

        // Most labels are read on a copy of half the size, in a third of the time.
        let small = LumaView(try picture.luma(longestSide: 1600), of: picture)
        reading.add(CodeReader.read(small))
        func isTextNeeded() -> Bool { wanted == .always || (wanted == .whereNoCodeDecides && !reading.isDecided) }
        // Text takes its time too: two fifths of the budget are kept for it.
        try lookCloser(picture, small, &reading, until: isTextNeeded() ? end - budget * 0.4 : end)
        if isTextNeeded() { addText(from: small.luma, to: &reading, until: end) }
        reading.secretPlaces += reading.finds.filter { $0.payload?.verificationCode != nil }.map {
            $0.place.grown(by: 14)
        }
        return reading
    }

    /// Straightened, with more contrast, with all pixels, until a code decides or the time is over.
    private func lookCloser(
        _ picture: Picture, _ small: LumaView, _ reading: inout LabelReading, until end: ContinuousClock.Instant
    ) throws(PictureRefusal) {
        func isDone() -> Bool { (reading.isDecided && reading.unreadCodes.isEmpty) || ContinuousClock.now >= end }
        guard !isDone() else { return }
        // A barcode is read along lines: it must lie straight, which a hand does not hold it. Grain has edges in every
        // direction; means of many pixels have little of it.
        let slant = small.luma.shrunk(by: max(1, small.luma.width / 600)).slant
        let straight = small.rotated(by: slant)
        reading.add(CodeReader.read(straight, with: .bars))
        guard !isDone() else { return }
        reading.add(CodeReader.read(straight.stretched()))
        guard !isDone() else { return }
        reading.add(CodeReader.read(straight.softened(), with: .bars))
        guard !isDone(), picture.longSide > max(small.luma.width, small.luma.height) else { return }
        let whole = LumaView(try picture.luma(longestSide: 4000), of: picture)
        reading.add(CodeReader.read(whole))
        guard !isDone() else { return }
        reading.add(CodeReader.read(whole.rotated(by: slant), with: .bars))
    }

    /// Text in the direction of a found code, else in all four, until one shows a serial.
    private func addText(from luma: Luma, to reading: inout LabelReading, until end: ContinuousClock.Instant) {
        let size = (reading.width, reading.height)
        var directions: [Orientation] = [.upright, .turnedRight, .turnedLeft, .upsideDown]
        if let code = reading.finds.first(where: { $0.source.isCode }) {
            directions = [code.place.direction]
        }
        for direction in directions where ContinuousClock.now < end {
            let turned = luma.turned(direction)
            guard let read = text.words(of: turned, within: end - .now) else { break }
            let words = read.map { word in
                TextReader.Word(
                    text: word.text, confidence: word.confidence, line: word.line,
                    place: word.place.turnedBack(direction, width: luma.width, height: luma.height)
                        .scaled(from: (luma.width, luma.height), to: size))
            }
            let finds = LabelText.serials(in: words)
            reading.finds += finds.filter { find in
                !reading.finds.contains { $0.source == .ocr && $0.text == find.text }
            }
            let codes = reading.finds.compactMap { $0.payload?.verificationCode }
            reading.secretPlaces += LabelText.secrets(in: words, known: codes)
            reading.hasReadText = true
            if !finds.isEmpty { break }
        }
    }
}

extension Quadrilateral {
    /// How the picture must be turned for what is written here to stand upright, in quarters.
    var direction: Orientation {
        let (x, y) = (corners[1].x - corners[0].x, corners[1].y - corners[0].y)
        if abs(x) >= abs(y) { return x >= 0 ? .upright : .upsideDown }
        return y >= 0 ? .turnedLeft : .turnedRight
    }

    /// From a turned picture to the one before, whose size is given.
    func turnedBack(_ direction: Orientation, width: Int, height: Int) -> Quadrilateral {
        Quadrilateral(
            corners.map { point in
                switch direction {
                case .turnedRight: Point(x: point.y, y: height - 1 - point.x)
                case .turnedLeft: Point(x: width - 1 - point.y, y: point.x)
                case .upsideDown: Point(x: width - 1 - point.x, y: height - 1 - point.y)
                default: point
                }
            })
    }
}
