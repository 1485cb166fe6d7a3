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
    /// - Throws: `PictureFailure.broken` where the pixels cannot be decoded.
    public func read(
        _ picture: Picture, text wanted: TextReading = .whereNoCodeDecides, budget: Duration = LabelReader.usualBudget
    ) throws(PictureFailure) -> LabelReading {
        let time = ReadingTime(budget)
        var reading = LabelReading(width: picture.width, height: picture.height)

        // Most labels are read on a copy of half the size, in a third of the time.
        let small = LumaView(try picture.luma(longestSide: 1600), of: picture)
        reading.add(CodeReader.read(small, with: .codes))
        func isTextNeeded() -> Bool { wanted == .always || (wanted == .whereNoCodeDecides && !reading.isDecided) }
        // Text takes its time too: two fifths of the budget are kept for it. A look that was begun goes on to its end:
        // a tenth is kept for the last one.
        let part = isTextNeeded() ? 0.5 : 0.9
        // Whoever only wants to know which device this is has it already.
        if wanted == .always || !reading.isDecided || !reading.unreadCodes.isEmpty {
            try lookCloser(picture, small, &reading, isThorough: wanted == .always) { time.isPast(part) }
        }
        var letters = Letters()
        if isTextNeeded() { addText(from: small, to: &reading, within: time, isThorough: wanted == .always, &letters) }
        if wanted == .always { try addPrintedSerials(of: picture, to: &reading, within: time, &letters) }
        let finds = reading.finds
        // What one look could not read another one has, or it announces what was read beside it.
        reading.unreadTexts.removeAll { place in
            finds.contains {
                $0.place.covers(place.center)
                    || $0.source == .ocr && $0.place.center.distance(to: place.center) < 6 * place.extent
            }
        }
        if wanted == .always {
            hideLetters(of: &reading)
            addUnreadPrint(from: small, to: &reading, letters)
        }
        reading.secretPlaces += reading.finds.filter { $0.payload?.verificationCode != nil || $0.isKey }.map {
            $0.place.grown(by: 14)
        }
        return reading
    }

    /// What the looks at letters came to.
    private struct Letters {
        /// Where a word was read for sure.
        var places: [Quadrilateral] = []
        /// Where a label announces its verification code.
        var announcements: [Quadrilateral] = []
        /// Among the grain of one look may stand what another look is too coarse for.
        var hasGrain = false
    }

    private func addUnreadPrint(from view: LumaView, to reading: inout LabelReading, _ letters: Letters) {
        guard let print = UnreadPrint(of: view, reading, words: letters.places) else { return }
        reading.unreadTexts += print.places
        // A label that announces itself, and whose serial was not read.
        let serials = reading.finds.filter { $0.source == .ocr }.map(\.place.center)
        reading.unreadTexts += letters.announcements.filter { place in
            !serials.contains { $0.distance(to: place.center) < LabelReader.announced * place.extent }
        }
    }

    /// Where a code told a verification code and its letters were seen nowhere, they may stand wherever a label has any.
    private func hideLetters(of reading: inout LabelReading) {
        let seen = reading.secretPlaces
        let serials = reading.finds.filter { $0.source == .ocr }.map(\.place)
        for code in reading.finds where code.source == .qr && code.payload?.verificationCode != nil {
            let isSeen = seen.contains { $0.center.distance(to: code.place.center) < 5 * code.place.side }
            if !isSeen { reading.secretPlaces += HiddenLetters.places(around: code.place, sparing: serials) }
        }
    }

    /// Straightened, with more contrast, with all pixels, until a code decides or the time is over. Barcodes are looked
    /// for in any case: the label of another device beside the claimed one's code may have nothing else.
    private func lookCloser(
        _ picture: Picture, _ small: LumaView, _ reading: inout LabelReading, isThorough: Bool, isOver: () -> Bool
    ) throws(PictureFailure) {
        func isDone() -> Bool { (reading.isDecided && reading.unreadCodes.isEmpty) || isOver() }
        // A barcode is read along lines: it must lie straight, which a hand does not hold it. Grain has edges in every
        // direction; means of many pixels have little of it.
        let slant = small.luma.shrunk(by: max(1, small.luma.width / 600)).slant
        let straight = small.rotated(by: slant)
        reading.add(CodeReader.read(straight, with: .bars))
        if !isThorough, isDone() { return }
        // Bars that are there and are not read may be another device's.
        reading.add(CodeReader.Result(unread: CodeReader.bars(straight)))
        guard !isOver() else { return }
        reading.add(CodeReader.read(straight.softened(), with: .bars))
        guard !isDone() else { return }
        reading.add(CodeReader.read(small.stretched(), with: .codes))
        guard !isDone() else { return }
        // Light on dark, as on black devices.
        reading.add(CodeReader.read(small.inverted(), with: .codes))
        guard !isDone(), picture.longSide > max(small.luma.width, small.luma.height) else { return }
        let whole = LumaView(try picture.luma(longestSide: 4000), of: picture)
        reading.add(CodeReader.read(whole, with: .codes))
        guard !isDone() else { return }
        reading.add(CodeReader.read(whole.rotated(by: slant), with: .bars))
    }

    /// Text along a found code, else along the straight edges and in all four directions, until a serial is seen. Where
    /// a code told a verification code, the looks go on until its letters are seen too: they must be covered.
    private func addText(
        from view: LumaView, to reading: inout LabelReading, within time: ReadingTime, isThorough: Bool,
        _ letters: inout Letters
    ) {
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
        var hasRead = false
        for (index, look) in looks.enumerated() where !time.isPast(0.9) {
            let secretsBefore = reading.secretPlaces.count
            guard let finds = readText(look, into: &reading, within: time, &letters) else { break }
            hasRead = true
            // A second label may be seen by another look alone.
            if isThorough, index == 0 { continue }
            if !finds.isEmpty, codes.isEmpty || reading.secretPlaces.count > secretsBefore { break }
        }
        reading.hasReadText = hasRead && !letters.hasGrain
    }
}

extension LabelReader {
    /// Pixels that a code's side has in a look for the letters beside it: those are about a tenth of it.
    private static let usualSide = 220
    /// How far a label reaches around its code, in sides of the code.
    private static let reach = 4
    /// How far its serial is from the word *Verification*, in lengths of that word.
    private static let announced = 3

    /// Looks again, closely, around codes of labels whose serial was not read in letters: a label proves its device only
    /// where both say the same.
    private func addPrintedSerials(
        of picture: Picture, to reading: inout LabelReading, within time: ReadingTime, _ letters: inout Letters
    ) throws(PictureFailure) {
        let printed = Set(reading.finds.filter { $0.source == .ocr }.compactMap(\.serial))
        let codes = reading.finds.filter { $0.isDevicesOwn && !($0.serial.map(printed.contains) ?? true) }
        guard !codes.isEmpty, !time.isPast(0.8) else { return }
        let whole = LumaView(try picture.luma(longestSide: 4000), of: picture)
        for code in codes.prefix(2) where !time.isPast(0.8) {
            let scale = Double(whole.luma.width) / Double(max(picture.width, 1))
            let side = max(20, Int(Double(code.place.side) * scale))
            var near = whole.part(around: code.place.center, reach: LabelReader.reach * side)
            let factor = side / LabelReader.usualSide
            near = factor > 1 ? near.shrunk(by: factor) : side * 2 <= LabelReader.usualSide ? near.doubled() : near
            near = near.rotated(by: code.place.slant)
            for look in [near, near.stretched()] where !time.isPast(0.8) {
                // What is grain so near is not a second label.
                var closer = Letters()
                let finds = readText(look, into: &reading, within: time, &closer)
                letters.places += closer.places
                letters.announcements += closer.announcements
                if finds?.contains(where: { $0.serial == code.serial }) == true {
                    break
                }
            }
        }
    }

    /// Adds the serials and the secrets in the letters of one look; nil where the time was over before. None of grain.
    @discardableResult
    private func readText(
        _ look: LumaView, into reading: inout LabelReading, within time: ReadingTime, _ letters: inout Letters
    ) -> [LabelFind]? {
        let read: [TextReader.Word]
        switch text.look(at: look.luma, within: time) {
        case .unfinished: return nil
        case .grain:
            letters.hasGrain = true
            return []
        case .words(let words): read = words
        }
        let words = read.map {
            TextReader.Word(text: $0.text, confidence: $0.confidence, line: $0.line, place: look.place($0.place))
        }
        letters.places += LabelText.sure(words)
        letters.announcements += LabelText.announcements(in: words)
        let finds = LabelText.serials(in: words)
        let coded = Set(reading.finds.filter(\.source.isCode).compactMap(\.serial))
        for find in finds where !reading.finds.contains(where: { $0.source == .ocr && $0.text == find.text }) {
            let samePrint = reading.finds.filter { $0.source == .ocr && $0.place.covers(find.place.center) }
            // A look took 0 for O that another look had seen as the code says it.
            if samePrint.contains(where: { $0.isLook(alike: find, of: coded) }) { continue }
            // A look had lost a letter. Where letters differ otherwise, both stay: it may be another device's print.
            let worse = samePrint.filter { $0.text.count < find.text.count || find.isLook(alike: $0, of: coded) }
            reading.finds.removeAll { worse.contains($0) }
            reading.finds.append(find)
        }
        reading.unreadTexts += LabelText.unread(in: words)
        reading.secretPlaces += LabelText.secrets(
            in: words, known: reading.finds.compactMap { $0.payload?.verificationCode })
        return finds
    }
}

extension LabelFind {
    /// Whether it is what a code says, and the other one differs from it by look-alikes alone.
    fileprivate func isLook(alike other: LabelFind, of coded: Set<ShortSerial>) -> Bool {
        guard let serial, let otherSerial = other.serial else { return false }
        return coded.contains(serial) && serial.looksLike(otherSerial)
    }
}

extension Quadrilateral {
    /// The length of its upper edge, in pixels.
    var side: Int {
        let (x, y) = (corners[1].x - corners[0].x, corners[1].y - corners[0].y)
        return Int(Double(x * x + y * y).squareRoot())
    }

    /// How far what is written here leans, in degrees clockwise, -180 to 180.
    fileprivate var slant: Int {
        let (x, y) = (corners[1].x - corners[0].x, corners[1].y - corners[0].y)
        return Int((atan2(Double(y), Double(x)) * 180 / .pi).rounded())
    }
}
