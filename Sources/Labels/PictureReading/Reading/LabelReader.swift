import Foundation
import Labels
import Serials

/// Reads photos of labels: codes first, and text where no code decides or where it is asked for.
///
/// It blocks its thread for as long as it reads, up to the budget. Safe to share: text is recognised for one photo at a
/// time.
public final class LabelReader: Sendable {
    /// The time within which a photo has its reading, decoding included.
    public static let usualBudget = Duration.seconds(2)
    /// Where nobody waits on the spot, and text that was not read would be missed.
    public static let patientBudget = Duration.seconds(4)

    private let text = TextReader()

    public init() {}

    /// Reads something small, so that nothing is loaded any more when it counts.
    public func warmUp() {
        let paper = Luma(width: 64, height: 64, pixels: [UInt8](repeating: 255, count: 64 * 64))
        _ = text.words(of: paper, within: ReadingTime(.seconds(1)))
        HEICCodec.load()
    }

    /// Whether text can be recognised on this machine.
    public var readsText: Bool { text.isAvailable }

    /// - Parameter budget: of processor time, within which the reading is made; no look is begun after nine tenths.
    /// - Throws: `PictureRefusal.broken` where the pixels cannot be decoded.
    public func read(
        _ picture: Picture, text wanted: TextReading = .whereNoCodeDecides, budget: Duration = LabelReader.usualBudget
    ) throws(PictureRefusal) -> LabelReading {
        let time = ReadingTime(budget)
        var reading = LabelReading(width: picture.width, height: picture.height)

        // Most labels are read on a copy of half the size, in a third of the time.
        let small = LumaView(try picture.luma(longestSide: 1600), of: picture)
        reading.add(CodeReader.read(small, with: .codes))
        func isTextNeeded() -> Bool { wanted == .always || (wanted == .whereNoCodeDecides && !reading.isDecided) }
        // Text takes its time too: two fifths of the budget are kept for it. A look that was begun goes on to its end:
        // a tenth is kept for the last one.
        let part = isTextNeeded() ? 0.5 : 0.9
        try lookCloser(picture, small, &reading) { time.isPast(part) }
        if isTextNeeded() { addText(from: small, to: &reading, within: time) }
        reading.secretPlaces += reading.finds.filter { $0.payload?.verificationCode != nil }.map {
            $0.place.grown(by: 14)
        }
        return reading
    }

    /// Straightened, with more contrast, with all pixels, until a code decides or the time is over.
    private func lookCloser(
        _ picture: Picture, _ small: LumaView, _ reading: inout LabelReading, isOver: () -> Bool
    ) throws(PictureRefusal) {
        func isDone() -> Bool { (reading.isDecided && reading.unreadCodes.isEmpty) || isOver() }
        guard !isDone() else { return }
        // A barcode is read along lines: it must lie straight, which a hand does not hold it. Grain has edges in every
        // direction; means of many pixels have little of it.
        let slant = small.luma.shrunk(by: max(1, small.luma.width / 600)).slant
        let straight = small.rotated(by: slant)
        reading.add(CodeReader.read(straight, with: .bars))
        guard !isDone() else { return }
        reading.add(CodeReader.read(straight.softened(), with: .bars))
        guard !isDone() else { return }
        reading.add(CodeReader.read(small.stretched(), with: .codes))
        guard !isDone(), picture.longSide > max(small.luma.width, small.luma.height) else { return }
        let whole = LumaView(try picture.luma(longestSide: 4000), of: picture)
        reading.add(CodeReader.read(whole, with: .codes))
        guard !isDone() else { return }
        reading.add(CodeReader.read(whole.rotated(by: slant), with: .bars))
    }

    /// Text along a found code, else along the straight edges and in all four directions, until a serial is seen. Where
    /// a code told a verification code, the looks go on until its letters are seen too: they must be covered.
    private func addText(from view: LumaView, to reading: inout LabelReading, within time: ReadingTime) {
        let codes = reading.finds.compactMap { $0.payload?.verificationCode }
        var angles: [Int]
        if let code = reading.finds.first(where: { $0.source == .qr }) ?? reading.finds.first {
            angles = [code.place.slant]
        } else {
            let slant = view.luma.shrunk(by: max(1, view.luma.width / 600)).slant
            angles = [0, 90, -90, 180].map { slant + $0 }
        }
        // Grain and shadows keep letters from being seen as such: one look is at half the pixels, evened out.
        var looks = angles.map { view.rotated(by: $0) }
        looks.insert(looks[0].softened().stretched(), at: 1)
        if angles.count == 1 { looks.append(view.rotated(by: angles[0] + 180)) }
        for look in looks where !time.isPast(0.9) {
            guard let read = text.words(of: look.luma, within: time) else { break }
            let words = read.map {
                TextReader.Word(
                    text: $0.text, confidence: $0.confidence, line: $0.line, place: look.place($0.place))
            }
            let finds = LabelText.serials(in: words)
            reading.finds += finds.filter { find in
                !reading.finds.contains { $0.source == .ocr && $0.text == find.text }
            }
            let secrets = LabelText.secrets(in: words, known: codes)
            reading.secretPlaces += secrets
            reading.hasReadText = true
            if !finds.isEmpty, codes.isEmpty || !secrets.isEmpty { break }
        }
    }
}

extension Quadrilateral {
    /// How far what is written here leans, in degrees clockwise, -180 to 180.
    fileprivate var slant: Int {
        let (x, y) = (corners[1].x - corners[0].x, corners[1].y - corners[0].y)
        return Int((atan2(Double(y), Double(x)) * 180 / .pi).rounded())
    }
}
