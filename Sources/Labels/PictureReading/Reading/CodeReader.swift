import CPictures
import Labels

/// Codes on a view of a photo; places are the photo's own.
enum CodeReader {
    struct Result {
        var finds: [LabelFind] = []
        var unread: [Quadrilateral] = []
    }

    private static let most = 32

    /// Which library looks.
    enum Eye {
        /// QR, in any direction (ZXing).
        case codes
        /// Code 128, along straight lines (ZBar).
        case bars
    }

    static func read(_ view: LumaView, with eye: Eye) -> Result {
        var codes = [pictures_code](repeating: pictures_code(), count: most)
        let look = eye == .codes ? pictures_read_codes : pictures_read_bars
        let count = look(view.luma.pixels, Int32(view.luma.width), Int32(view.luma.height), &codes, Int32(most))
        var result = Result()
        for code in codes.prefix(Int(count)) {
            let c = code.corners
            let corners = [(c.0, c.1), (c.2, c.3), (c.4, c.5), (c.6, c.7)].map {
                Quadrilateral.Point(x: Int($0), y: Int($1))
            }
            let place = view.place(Quadrilateral(corners))
            if code.is_valid == 0 {
                result.unread.append(place)
            } else {
                let text = withUnsafeBytes(of: code.text) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                result.finds.append(LabelFind(source: code.kind == 1 ? .barcode : .qr, text: text, place: place))
            }
        }
        return result
    }
}

extension CodeReader {
    /// Places that look like a barcode, readable or not.
    static func bars(_ view: LumaView) -> [Quadrilateral] {
        var boxes = [Int32](repeating: 0, count: 4 * most)
        let count = pictures_find_bars(
            view.luma.pixels, Int32(view.luma.width), Int32(view.luma.height), &boxes, Int32(most))
        return (0..<Int(count)).map { index in
            let box = boxes[(4 * index)..<(4 * index + 4)].map { Int($0) }
            return view.place(Quadrilateral(left: box[0], top: box[1], right: box[2], bottom: box[3]))
        }
    }
}

extension LabelReading {
    /// Adds what another look found. A code that was read once is not unread any more.
    mutating func add(_ result: CodeReader.Result) {
        for find in result.finds where !finds.contains(where: { $0.source == find.source && $0.text == find.text }) {
            finds.append(find)
        }
        unreadCodes += result.unread
        unreadCodes.removeAll { place in finds.contains { $0.place.covers(place.center) } }
    }
}

extension Quadrilateral {
    /// Whether a point lies within its bounds, a tenth around it included.
    func covers(_ point: Point) -> Bool {
        let box = grown(by: 10).corners
        let xs = box.map(\.x)
        let ys = box.map(\.y)
        return (xs.min() ?? 0)...(xs.max() ?? 0) ~= point.x && (ys.min() ?? 0)...(ys.max() ?? 0) ~= point.y
    }
}
