import CPictures
import Labels

/// Places of a photo that have print which nobody read, or glare over whatever stands there: faint, blurred or hidden, it
/// may be another device's label. A photo whose claimed label was read proves nothing while there is one.
struct UnreadPrint {
    private let view: LumaView
    /// Zero, `PICTURES_PAPER` or `PICTURES_READ`, for every pixel of the view.
    private var known: [UInt8]

    private static let most = 32

    /// - Parameters:
    ///   - view: the whole photo, with some pixels more than are needed.
    ///   - reading: what was read on it; nil is returned where no label's code was, as such a photo proves nothing in any
    ///     case.
    ///   - words: that were read for sure.
    init?(of view: LumaView, _ reading: LabelReading, words: [Quadrilateral]) {
        let labels = reading.finds.filter(\.isDevicesOwn).map(\.place)
        guard let label = labels.min(by: { $0.side < $1.side }) else { return nil }
        let side = view.place(ofPhoto: label).side
        self.view = view.shrunk(by: (side + UnreadPrint.codeSide / 2) / UnreadPrint.codeSide)
        known = [UInt8](repeating: 0, count: self.view.luma.pixels.count)
        for label in labels.prefix(4) {
            pictures_mark_paper(self.view.luma.pixels, &known, width, height, corners(of: label))
        }
        // A barcode that says something else was perhaps read wrong, unless it is the label's own.
        let codes = reading.finds.filter { $0.serial != nil || isOnPaper($0.place.center) }.map(\.place)
        for place in labels + codes + reading.unreadCodes + reading.unreadTexts + words {
            pictures_cover(&known, width, height, 1, Int32(PICTURES_READ), corners(of: place.grown(by: 15)))
        }
    }

    /// In pixels of the photo.
    var places: [Quadrilateral] {
        found(by: pictures_find_print) + found(by: pictures_find_glare)
    }

    private static let codeSide = Int(PICTURES_CODE_SIDE)
    private var width: Int32 { Int32(view.luma.width) }
    private var height: Int32 { Int32(view.luma.height) }

    private func corners(of place: Quadrilateral) -> [Int32] {
        view.place(ofPhoto: place).corners.flatMap { [Int32(clamping: $0.x), Int32(clamping: $0.y)] }
    }

    private func isOnPaper(_ point: Quadrilateral.Point) -> Bool {
        let place = view.place(ofPhoto: Quadrilateral(left: point.x, top: point.y, right: point.x, bottom: point.y))
        let (x, y) = (place.center.x, place.center.y)
        guard (0..<view.luma.width).contains(x), (0..<view.luma.height).contains(y) else { return false }
        return known[y * view.luma.width + x] != 0
    }

    private typealias Finder = (
        UnsafePointer<UInt8>?, UnsafePointer<UInt8>?, Int32, Int32, UnsafeMutablePointer<Int32>?, Int32
    ) -> Int32

    /// The whole photo where a look had no memory.
    private func found(by find: Finder) -> [Quadrilateral] {
        var boxes = [Int32](repeating: 0, count: 4 * UnreadPrint.most)
        let count = find(view.luma.pixels, known, width, height, &boxes, Int32(UnreadPrint.most))
        guard count >= 0 else {
            return [view.place(Quadrilateral(left: 0, top: 0, right: Int(width), bottom: Int(height)))]
        }
        return (0..<Int(count)).map { index in
            let box = boxes[(4 * index)..<(4 * index + 4)].map { Int($0) }
            return view.place(Quadrilateral(left: box[0], top: box[1], right: box[2], bottom: box[3]))
        }
    }
}
