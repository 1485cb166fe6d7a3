import Foundation

/// A place on a picture: four corners, clockwise from what is written there.
public struct Quadrilateral: Hashable, Sendable {
    public struct Point: Hashable, Sendable {
        public let x: Int
        public let y: Int

        public init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }

        public func distance(to other: Point) -> Int {
            let (across, down) = (x - other.x, y - other.y)
            return Int(Double(across * across + down * down).squareRoot())
        }
    }

    /// Four of them.
    public let corners: [Point]

    /// - Precondition: four corners.
    public init(_ corners: [Point]) {
        precondition(corners.count == 4)
        self.corners = corners
    }

    public init(left: Int, top: Int, right: Int, bottom: Int) {
        self.init([
            Point(x: left, y: top), Point(x: right, y: top), Point(x: right, y: bottom), Point(x: left, y: bottom),
        ])
    }

    /// The same place on a picture of another size.
    public func scaled(from: (width: Int, height: Int), to: (width: Int, height: Int)) -> Quadrilateral {
        guard from.width > 0, from.height > 0 else { return self }
        return Quadrilateral(
            corners.map { Point(x: $0.x * to.width / from.width, y: $0.y * to.height / from.height) })
    }

    /// From a picture that was rotated anticlockwise to the one before, which has the size that is given.
    public func rotatedBack(
        by degrees: Int, from: (width: Int, height: Int), to: (width: Int, height: Int)
    ) -> Quadrilateral {
        let (sine, cosine) = (sin(Double(degrees) * .pi / 180), cos(Double(degrees) * .pi / 180))
        return Quadrilateral(
            corners.map { point in
                let (x, y) = (Double(point.x) - Double(from.width) / 2, Double(point.y) - Double(from.height) / 2)
                return Point(
                    x: Int((x * cosine - y * sine + Double(to.width) / 2).rounded()),
                    y: Int((x * sine + y * cosine + Double(to.height) / 2).rounded()))
            })
    }

    /// Larger on every side by a part of its own size, so that nothing of what is there peeps out.
    public func grown(by percent: Int) -> Quadrilateral {
        let middle = center
        return Quadrilateral(
            corners.map {
                Point(
                    x: middle.x + ($0.x - middle.x) * (100 + percent) / 100,
                    y: middle.y + ($0.y - middle.y) * (100 + percent) / 100)
            })
    }

    public var center: Point {
        Point(x: corners.map(\.x).reduce(0, +) / 4, y: corners.map(\.y).reduce(0, +) / 4)
    }

    /// The longest distance of two corners along one axis, in pixels.
    public var extent: Int {
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        return max((xs.max() ?? 0) - (xs.min() ?? 0), (ys.max() ?? 0) - (ys.min() ?? 0))
    }
}

/// As eight numbers, within what any picture can have: what comes from the reading process is a stranger's.
extension Quadrilateral: Codable {
    private static let farthest = 1_000_000

    public init(from decoder: any Decoder) throws {
        let numbers = try [Int](from: decoder).map { min(max($0, -Quadrilateral.farthest), Quadrilateral.farthest) }
        guard numbers.count == 8 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a place has four corners"))
        }
        corners = (0..<4).map { Point(x: numbers[2 * $0], y: numbers[2 * $0 + 1]) }
    }

    public func encode(to encoder: any Encoder) throws { try corners.flatMap { [$0.x, $0.y] }.encode(to: encoder) }
}
