import CPictures
import Labels
import Synchronization

/// The decoders of other people, each behind the same questions. Nothing is asked of them before the size in the file's
/// head was held against the limits.
enum PictureCodec {
    /// As it lies in the file; nil where the head cannot be read.
    static func size(of bytes: [UInt8], _ format: PictureFormat) -> (width: Int, height: Int)? {
        switch format {
        case .jpeg: JPEGCodec.size(of: bytes)
        case .png: PNGCodec.size(of: bytes)
        case .webp: WebPCodec.size(of: bytes)
        case .heic: HEICCodec.size(of: bytes)
        }
    }

    /// Bytes that the decoder keeps for each pixel until the last one is there: what makes some small files expensive.
    /// Decoders that go row by row keep next to nothing.
    static func bytesHeldPerPixel(_ bytes: [UInt8], _ format: PictureFormat) -> Double {
        switch format {
        case .jpeg: JPEGStructure.coefficientsPerPixel(bytes) * 2
        case .png: PNGCodec.isInterlaced(bytes) ? 3 : 0
        case .webp: WebPCodec.isLossless(bytes) ? 4 : 0
        case .heic: HEICStructure.bytesHeldPerPixel(bytes)
        }
    }

    /// Colours as they lie in the file, each a mean of `factor` x `factor` pixels; nil where they cannot be decoded.
    static func colour(of bytes: [UInt8], _ format: PictureFormat, factor: Int) -> Colour? {
        switch format {
        case .jpeg: JPEGCodec.colour(of: bytes, factor: factor)
        case .png: PNGCodec.colour(of: bytes, factor: factor)
        case .webp: WebPCodec.colour(of: bytes, factor: factor)
        case .heic: HEICCodec.colour(of: bytes, factor: factor)
        }
    }
}

extension Picture {
    /// Pixels that are looked at, at most: those of a larger picture become means of four, which are as sharp as its
    /// lens was.
    private static let finest = 24_000_000
    /// Its longer side, at least, where it has as many pixels.
    private static let sharpest = 4000

    /// How many pixels of the file in each direction become one.
    private func factor(longestSide: Int?) -> Int {
        max(longestSide.map { longSide / $0 } ?? 1, width * height > Picture.finest ? 2 : 1)
    }

    /// Brightness, upright.
    ///
    /// - Parameter longestSide: pixels; the longer side is between that and twice as much, where the picture has as
    ///   many. Nil is all that is looked at.
    func luma(longestSide: Int? = nil) throws(PictureFailure) -> Luma {
        let factor = factor(longestSide: longestSide)
        // The decoder of JPEG shrinks by halves while it decodes, which costs less than decoding all of it once.
        if format == .jpeg, !JPEGCodec.isOfInks(bytes) {
            guard let luma = JPEGCodec.luma(of: bytes, factor: factor) else { throw .broken(format) }
            let upright = luma.turned(orientation)
            if decoded.luma == nil { decoded.luma = upright }
            return upright
        }
        let whole: Luma
        if format == .heic, decoded.colour == nil {
            // Brightness lies apart in it: the colours are made where they are asked for.
            if decoded.luma == nil {
                decoded.luma = HEICCodec.luma(of: bytes, factor: self.factor(longestSide: Picture.sharpest))
            }
            guard let luma = decoded.luma else { throw .broken(format) }
            whole = luma
        } else {
            whole = try wholeColour().luma
        }
        return whole.shrunk(by: factor / self.factor(longestSide: Picture.sharpest))
    }

    /// Brightness for a glance: what a look has decoded before, whatever its size, else a small one.
    func anyLuma() throws(PictureFailure) -> Luma {
        if let luma = decoded.luma { return luma }
        return try luma(longestSide: 512)
    }

    /// Colours, upright, no side longer than `longestSide` pixels.
    func colour(longestSide: Int) throws(PictureFailure) -> Colour {
        try wholeColour().shrunk(toSide: longestSide)
    }

    /// All that is looked at, decoded once.
    private func wholeColour() throws(PictureFailure) -> Colour {
        if let colour = decoded.colour { return colour }
        guard let colour = PictureCodec.colour(of: bytes, format, factor: factor(longestSide: Picture.sharpest))
        else { throw .broken(format) }
        let upright = colour.turned(orientation)
        decoded.colour = upright
        return upright
    }
}

/// What was decoded of a picture, kept for the next look: there are several, and decoding is half of what a photo costs.
final class DecodedPicture: Sendable {
    private let kept = Mutex<(colour: Colour?, luma: Luma?)>((nil, nil))

    var colour: Colour? {
        get { kept.withLock { $0.colour } }
        set { kept.withLock { $0.colour = newValue } }
    }

    var luma: Luma? {
        get { kept.withLock { $0.luma } }
        set { kept.withLock { $0.luma = newValue } }
    }
}
