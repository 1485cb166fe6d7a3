import Labels

/// Covers where a verification code must stand in letters although none were located: a code on the label told it, and
/// whoever looks at the photo could read it. All around the code is covered, as far as a label reaches, but for the
/// serials that were read.
enum HiddenLetters {
    /// How far a label reaches from the middle of its code, in sides of the code: along its lines, and across them.
    private static let (along, across) = (4.5, 2.5)

    static func places(around code: Quadrilateral, sparing serials: [Quadrilateral]) -> [Quadrilateral] {
        let axes = Axes(of: code)
        // The lines of the serials, with room for what a shaky look misplaced.
        let spared = serials.map { axes.box(of: $0) }.filter {
            abs($0.middle.along) < along && abs($0.middle.across) < across
        }.map { $0.grown(along: 0.1, across: 0.3 * ($0.bottom - $0.top)) }
            .sorted { ($0.top, $0.left) < ($1.top, $1.left) }
        var (places, top) = ([Box](), -across)
        var line: [Box] = []
        /// What stands beside the serials of one line.
        func close() {
            guard let (first, bottom) = line.first.map({ ($0.top, line.map(\.bottom).max() ?? $0.bottom) }) else {
                return
            }
            places.append(Box(left: -along, top: top, right: along, bottom: first))
            var left = -along
            for box in line.sorted(by: { $0.left < $1.left }) {
                places.append(Box(left: left, top: first, right: box.left, bottom: bottom))
                left = max(left, box.right)
            }
            places.append(Box(left: left, top: first, right: along, bottom: bottom))
            top = max(top, bottom)
            line = []
        }
        for box in spared {
            if let bottom = line.map(\.bottom).max(), box.top >= bottom { close() }
            line.append(box)
        }
        close()
        places.append(Box(left: -along, top: top, right: along, bottom: across))
        return places.filter { $0.right > $0.left && $0.bottom > $0.top }.map(axes.place)
    }

    /// Along a label's lines and across them, in sides of its code from the code's middle.
    private struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        var middle: (along: Double, across: Double) { ((left + right) / 2, (top + bottom) / 2) }

        func grown(along: Double, across: Double) -> Box {
            Box(left: left - along, top: top - across, right: right + along, bottom: bottom + across)
        }
    }

    private struct Axes {
        private let middle: Quadrilateral.Point
        /// One side of the code, in pixels: along its upper edge, and down its left one.
        private let right: (x: Double, y: Double)
        private let down: (x: Double, y: Double)

        init(of code: Quadrilateral) {
            let corners = code.corners
            middle = code.center
            right = (Double(corners[1].x - corners[0].x), Double(corners[1].y - corners[0].y))
            down = (Double(corners[3].x - corners[0].x), Double(corners[3].y - corners[0].y))
        }

        func box(of place: Quadrilateral) -> Box {
            let size = right.x * down.y - right.y * down.x
            guard size != 0 else { return Box(left: 0, top: 0, right: 0, bottom: 0) }
            let points = place.corners.map { corner in
                let (x, y) = (Double(corner.x - middle.x), Double(corner.y - middle.y))
                return (along: (x * down.y - y * down.x) / size, across: (right.x * y - right.y * x) / size)
            }
            let (alongs, acrosses) = (points.map(\.along), points.map(\.across))
            return Box(
                left: alongs.min() ?? 0, top: acrosses.min() ?? 0, right: alongs.max() ?? 0,
                bottom: acrosses.max() ?? 0)
        }

        func place(_ box: Box) -> Quadrilateral {
            Quadrilateral(
                [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)].map {
                    Quadrilateral.Point(
                        x: middle.x + Int($0.0 * right.x + $0.1 * down.x),
                        y: middle.y + Int($0.0 * right.y + $0.1 * down.y))
                })
        }
    }
}
