import CPictures
import CTurboJPEG

enum JPEGCodec {
    /// A small file with thousands of scans would keep a processor busy for minutes.
    private static let flags = TJFLAG_LIMITSCANS | TJFLAG_FASTDCT

    private static func with<Value>(_ body: (tjhandle) -> Value?) -> Value? {
        guard let decoder = tjInitDecompress() else { return nil }
        defer { tjDestroy(decoder) }
        return body(decoder)
    }

    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        with { decoder in
            var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
            guard tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space) == 0,
                width > 0, height > 0
            else { return nil }
            return (Int(width), Int(height))
        }
    }

    static func luma(of bytes: [UInt8], factor: Int) -> Luma? {
        guard let (width, height, pixels) = decode(bytes, TJPF_GRAY, channels: 1, factor: factor) else { return nil }
        return Luma(width: width, height: height, pixels: pixels)
    }

    /// Whether it is stored in cyan, magenta, yellow and black, of which the decoder makes no colours.
    static func isOfInks(_ bytes: [UInt8]) -> Bool {
        let space: TJCS? = with { decoder in
            var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
            tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space)
            return TJCS(rawValue: UInt32(space))
        }
        return space == TJCS_CMYK || space == TJCS_YCCK
    }

    static func colour(of bytes: [UInt8], factor: Int) -> Colour? {
        if isOfInks(bytes) {
            guard let (width, height, inks) = decode(bytes, TJPF_CMYK, channels: 4, factor: factor) else { return nil }
            let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
                pictures_of_inks(inks, width * height, JPEGStructure.isInverted(bytes) ? 1 : 0, buffer.baseAddress)
                count = width * height * 3
            }
            return Colour(width: width, height: height, pixels: pixels)
        }
        guard let (width, height, pixels) = decode(bytes, TJPF_RGB, channels: 3, factor: factor) else { return nil }
        return Colour(width: width, height: height, pixels: pixels)
    }

    /// - Parameter factor: the decoder goes by halves: what it makes is less than twice as large as asked for.
    private static func decode(
        _ bytes: [UInt8], _ format: TJPF, channels: Int, factor: Int
    ) -> (width: Int, height: Int, pixels: [UInt8])? {
        guard let size = size(of: bytes) else { return nil }
        let eighths = factor >= 8 ? 1 : factor >= 4 ? 2 : factor >= 2 ? 4 : 8
        let width = (size.width * eighths + 7) / 8
        let height = (size.height * eighths + 7) / 8
        return with { decoder in
            var isWhole = false
            let pixels = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
                let result = tjDecompress2(
                    decoder, bytes, UInt(bytes.count), buffer.baseAddress, Int32(width), 0, Int32(height),
                    Int32(format.rawValue), flags)
                // A warning leaves a picture that is damaged somewhere: what can be seen counts.
                isWhole = result == 0 || tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue)
                count = isWhole ? width * height * channels : 0
            }
            return isWhole ? (width, height, pixels) : nil
        }
    }

    /// - Parameter quality: 1 to 100.
    static func encoded(_ picture: Colour, quality: Int32) -> [UInt8]? {
        guard let encoder = tjInitCompress() else { return nil }
        defer { tjDestroy(encoder) }
        var output: UnsafeMutablePointer<UInt8>?
        var length: UInt = 0
        let result = tjCompress2(
            encoder, picture.pixels, Int32(picture.width), 0, Int32(picture.height), Int32(TJPF_RGB.rawValue), &output,
            &length, Int32(TJSAMP_420.rawValue), quality, 0)
        defer { tjFree(output) }
        guard result == 0, let output else { return nil }
        return Array(UnsafeBufferPointer(start: output, count: Int(length)))
    }
}
