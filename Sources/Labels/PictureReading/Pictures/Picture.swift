import Labels

/// A file of a stranger that looks like a picture: its head was read and held against the limits, nothing is decoded.
public struct Picture: Sendable {
    public let format: PictureFormat
    /// Upright, in pixels.
    public let width: Int
    public let height: Int
    let bytes: [UInt8]
    let orientation: Orientation
    let decoded = DecodedPicture()

    /// - Parameter name: the file's name where it is known; a name that promises another format is refused.
    public init(_ bytes: [UInt8], named name: String = "") throws(PictureFailure) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= PictureLimits.bytes else { throw .tooManyBytes }
        guard let format = PictureFormat(bytes) else { throw Picture.whatElse(bytes) }
        if let promised = PictureFormat(fileName: name), promised != format { throw .named(promised, holds: format) }
        guard !HiddenContent.isIn(bytes, format) else { throw .hidesSomething }
        guard Picture.isPlain(bytes, format) else { throw .contrived(format) }
        guard let size = PictureCodec.size(of: bytes, format) else { throw .broken(format) }
        guard size.width <= PictureLimits.longestSide, size.height <= PictureLimits.longestSide,
            size.width * size.height <= PictureLimits.pixels,
            Double(size.width * size.height) * PictureCodec.bytesHeldPerPixel(bytes, format)
                <= Double(PictureLimits.heldBytes)
        else { throw .tooManyPixels(width: size.width, height: size.height) }
        guard min(size.width, size.height) >= PictureLimits.shortestSide else {
            throw .tooSmall(width: size.width, height: size.height)
        }
        self.format = format
        self.bytes = bytes
        orientation = format == .jpeg ? EXIF.orientation(ofJPEG: bytes) : .upright
        (width, height) = orientation.size(size.width, size.height)
    }

    /// Whether decoding it costs about what its size says.
    private static func isPlain(_ bytes: [UInt8], _ format: PictureFormat) -> Bool {
        switch format {
        case .jpeg: JPEGStructure.scans(bytes) <= JPEGStructure.mostScans
        case .heic: HEICStructure.isPlain(bytes)
        case .png, .webp: true
        }
    }

    /// What a file is that is not a picture of ours, as far as its beginning tells.
    private static func whatElse(_ bytes: [UInt8]) -> PictureFailure {
        let start = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
        if start.contains("<svg") { return .drawing }
        if start.hasPrefix("%pdf") || start.hasPrefix("pk\u{3}\u{4}") || start.contains("<html") { return .document }
        return .unknownFormat
    }

    /// The longer side, in pixels.
    var longSide: Int { max(width, height) }
}
