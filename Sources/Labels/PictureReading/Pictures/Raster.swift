import CPictures
import Labels

/// Brightness alone, one byte a pixel, upright or as it lies in the file.
struct Luma: Sendable {
    let width: Int
    let height: Int
    var pixels: [UInt8]

    /// Means of `factor` x `factor` pixels.
    func shrunk(by factor: Int) -> Luma {
        guard let smaller = means(of: pixels, width: width, height: height, channels: 1, factor: factor) else {
            return self
        }
        return Luma(width: width / factor, height: height / factor, pixels: smaller)
    }

    /// With the contrast of each part of it raised.
    func stretched() -> Luma {
        var copy = self
        pictures_stretch(&copy.pixels, Int32(width), Int32(height), Int32(max(64, width / 12)))
        return copy
    }

    /// A part of it.
    func part(_ columns: Range<Int>, _ rows: Range<Int>) -> Luma {
        let pixels = [UInt8](unsafeUninitializedCapacity: columns.count * rows.count) { buffer, count in
            for row in rows {
                let start = (row - rows.lowerBound) * columns.count
                for column in columns {
                    buffer[start + column - columns.lowerBound] = self.pixels[row * width + column]
                }
            }
            count = columns.count * rows.count
        }
        return Luma(width: columns.count, height: rows.count, pixels: pixels)
    }

    /// Twice as wide and as high, with what lies between.
    func doubled() -> Luma {
        let larger = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { buffer, count in
            pictures_double(pixels, Int32(width), Int32(height), buffer.baseAddress)
            count = 4 * width * height
        }
        return Luma(width: 2 * width, height: 2 * height, pixels: larger)
    }

    func inverted() -> Luma { Luma(width: width, height: height, pixels: pixels.map { ~$0 }) }

    /// The commonest direction of its edges, in degrees clockwise, -45 to 44.
    var slant: Int { Int(pictures_slant(pixels, Int32(width), Int32(height))) }

    /// Turned anticlockwise around its middle; nothing is cut off.
    func rotated(by degrees: Int) -> Luma {
        var (columns, rows) = (Int32(0), Int32(0))
        pictures_rotated_size(Int32(width), Int32(height), Double(degrees), &columns, &rows)
        let length = Int(columns) * Int(rows)
        let turned = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            pictures_rotate(pixels, Int32(width), Int32(height), Double(degrees), buffer.baseAddress)
            count = length
        }
        return Luma(width: Int(columns), height: Int(rows), pixels: turned)
    }

    func turned(_ orientation: Orientation) -> Luma {
        guard orientation != .upright else { return self }
        let size = orientation.size(width, height)
        return Luma(
            width: size.width, height: size.height,
            pixels: orientation.turned(pixels, width: width, height: height, channels: 1))
    }
}

/// Red, green, blue: three bytes a pixel, upright.
struct Colour: Sendable {
    let width: Int
    let height: Int
    var pixels: [UInt8]

    func turned(_ orientation: Orientation) -> Colour {
        guard orientation != .upright else { return self }
        let size = orientation.size(width, height)
        return Colour(
            width: size.width, height: size.height,
            pixels: orientation.turned(pixels, width: width, height: height, channels: 3))
    }

    /// No side longer than `side` pixels.
    func shrunk(toSide side: Int) -> Colour {
        let factor = (max(width, height) + side - 1) / side
        guard let smaller = means(of: pixels, width: width, height: height, channels: 3, factor: factor) else {
            return self
        }
        return Colour(width: width / factor, height: height / factor, pixels: smaller)
    }

    /// Brightness alone (ITU-R BT.601).
    var luma: Luma {
        let length = width * height
        let grey = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            pictures_brightness(pixels, length, buffer.baseAddress)
            count = length
        }
        return Luma(width: width, height: height, pixels: grey)
    }

    /// Paints over a place, in this picture's own pixels.
    mutating func cover(_ place: Quadrilateral) {
        let corners = place.corners.flatMap { [Int32(clamping: $0.x), Int32(clamping: $0.y)] }
        pictures_cover(&pixels, Int32(width), Int32(height), 3, 0x60, corners)
    }
}

/// Nil where nothing would be left, or nothing is to be done.
private func means(of pixels: [UInt8], width: Int, height: Int, channels: Int, factor: Int) -> [UInt8]? {
    guard factor > 1, width / factor > 0, height / factor > 0 else { return nil }
    let length = (width / factor) * (height / factor) * channels
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        pictures_shrink(pixels, Int32(width), Int32(height), Int32(channels), Int32(factor), buffer.baseAddress)
        count = length
    }
}

/// How a picture lies in its file: the values of the EXIF orientation, 1 to 8.
enum Orientation: Int32, Sendable {
    case upright = 1, mirrored, upsideDown, upsideDownMirrored, turnedLeftMirrored, turnedRight, turnedRightMirrored,
        turnedLeft

    func size(_ width: Int, _ height: Int) -> (width: Int, height: Int) {
        rawValue >= 5 ? (height, width) : (width, height)
    }

    func turned(_ pixels: [UInt8], width: Int, height: Int, channels: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: pixels.count) { buffer, count in
            pictures_orient(pixels, Int32(width), Int32(height), Int32(channels), rawValue, buffer.baseAddress)
            count = pixels.count
        }
    }
}
