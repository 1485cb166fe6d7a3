import CHEIF
import CPNG
import CPictures
import CTurboJPEG
import CWebP
import Labels

/// The decoders of other people, each behind the same three questions. Nothing is asked of them before the size in the
/// file's head was held against the limits.
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
}

extension Picture {
    /// Brightness, upright.
    ///
    /// - Parameter longestSide: pixels; the decoder may stay above it by less than a half, and below it never goes
    ///   further than it must. Nil is the picture as it is.
    func luma(longestSide: Int? = nil) throws(PictureRefusal) -> Luma {
        let factor = longestSide.map { max(1, longSide / $0) } ?? 1
        let decoded: Luma? =
            switch format {
            case .jpeg: JPEGCodec.luma(of: bytes, factor: factor)
            case .png: PNGCodec.luma(of: bytes)?.shrunk(by: factor)
            case .webp: WebPCodec.luma(of: bytes)?.shrunk(by: factor)
            case .heic: HEICCodec.luma(of: bytes)?.shrunk(by: factor)
            }
        guard let decoded else { throw .broken(format) }
        return decoded.turned(orientation)
    }

    /// Colours, upright, no side longer than `longestSide` pixels.
    func colour(longestSide: Int) throws(PictureRefusal) -> Colour {
        let decoded: Colour? =
            switch format {
            case .jpeg: JPEGCodec.colour(of: bytes)
            case .png: PNGCodec.colour(of: bytes)
            case .webp: WebPCodec.colour(of: bytes)
            case .heic: HEICCodec.colour(of: bytes)
            }
        guard let decoded else { throw .broken(format) }
        return decoded.shrunk(toSide: longestSide).turned(orientation)
    }
}

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
        if isOfInks(bytes) { return colour(of: bytes)?.luma.shrunk(by: factor) }
        // The decoder shrinks by halves while it decodes, which costs less than decoding all of it.
        let eighths = factor >= 8 ? 1 : factor >= 4 ? 2 : factor >= 2 ? 4 : 8
        guard let (width, height, pixels) = decode(bytes, TJPF_GRAY, channels: 1, eighths: eighths) else { return nil }
        return Luma(width: width, height: height, pixels: pixels)
    }

    /// Whether it is stored in cyan, magenta, yellow and black, of which the decoder makes no colours.
    private static func isOfInks(_ bytes: [UInt8]) -> Bool {
        let space: TJCS? = with { decoder in
            var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
            tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &space)
            return TJCS(rawValue: UInt32(space))
        }
        return space == TJCS_CMYK || space == TJCS_YCCK
    }

    static func colour(of bytes: [UInt8]) -> Colour? {
        if isOfInks(bytes) {
            guard let (width, height, inks) = decode(bytes, TJPF_CMYK, channels: 4, eighths: 8) else { return nil }
            let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
                pictures_of_inks(inks, width * height, JPEGStructure.isInverted(bytes) ? 1 : 0, buffer.baseAddress)
                count = width * height * 3
            }
            return Colour(width: width, height: height, pixels: pixels)
        }
        guard let (width, height, pixels) = decode(bytes, TJPF_RGB, channels: 3, eighths: 8) else { return nil }
        return Colour(width: width, height: height, pixels: pixels)
    }

    private static func decode(
        _ bytes: [UInt8], _ format: TJPF, channels: Int, eighths: Int
    ) -> (width: Int, height: Int, pixels: [UInt8])? {
        guard let size = size(of: bytes) else { return nil }
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

enum PNGCodec {
    private static func with<Value>(_ bytes: [UInt8], _ body: (inout png_image) -> Value?) -> Value? {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        return bytes.withUnsafeBytes { buffer in
            guard png_image_begin_read_from_memory(&image, buffer.baseAddress, buffer.count) != 0 else { return nil }
            return body(&image)
        }
    }

    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        with(bytes) { (Int($0.width), Int($0.height)) }
    }

    static func luma(of bytes: [UInt8]) -> Luma? {
        // The library's own PNG_FORMAT_GRAY: no flag at all.
        guard let (width, height, pixels) = decode(bytes, format: 0, channels: 1) else { return nil }
        return Luma(width: width, height: height, pixels: pixels)
    }

    static func colour(of bytes: [UInt8]) -> Colour? {
        guard let (width, height, pixels) = decode(bytes, format: UInt32(PNG_FORMAT_FLAG_COLOR), channels: 3) else {
            return nil
        }
        return Colour(width: width, height: height, pixels: pixels)
    }

    private static func decode(
        _ bytes: [UInt8], format: UInt32, channels: Int
    ) -> (width: Int, height: Int, pixels: [UInt8])? {
        with(bytes) { image in
            image.format = format
            let (width, height) = (Int(image.width), Int(image.height))
            // What is transparent is white, as paper is.
            var white = png_color(red: 255, green: 255, blue: 255)
            var isWhole = false
            let pixels = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
                isWhole = png_image_finish_read(&image, &white, buffer.baseAddress, 0, nil) != 0
                count = isWhole ? width * height * channels : 0
            }
            return isWhole ? (width, height, pixels) : nil
        }
    }
}

enum WebPCodec {
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        var (width, height) = (Int32(0), Int32(0))
        guard WebPGetInfo(bytes, bytes.count, &width, &height) != 0 else { return nil }
        return (Int(width), Int(height))
    }

    static func luma(of bytes: [UInt8]) -> Luma? {
        var (width, height, stride, chromaStride) = (Int32(0), Int32(0), Int32(0), Int32(0))
        var (u, v): (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?)
        guard let plane = WebPDecodeYUV(bytes, bytes.count, &width, &height, &u, &v, &stride, &chromaStride) else {
            return nil
        }
        defer { WebPFree(plane) }
        return Luma(
            width: Int(width), height: Int(height),
            pixels: rows(plane, count: Int(height), length: Int(width), stride: Int(stride)))
    }

    static func colour(of bytes: [UInt8]) -> Colour? {
        var (width, height) = (Int32(0), Int32(0))
        guard let pixels = WebPDecodeRGB(bytes, bytes.count, &width, &height) else { return nil }
        defer { WebPFree(pixels) }
        let count = Int(width) * Int(height) * 3
        return Colour(
            width: Int(width), height: Int(height), pixels: Array(UnsafeBufferPointer(start: pixels, count: count)))
    }
}

enum HEICCodec {
    /// Loads the decoders, which are libraries of their own.
    static func load() { _ = heif_init(nil) }

    private static func with<Value>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Value?) -> Value? {
        guard let context = heif_context_alloc() else { return nil }
        defer { heif_context_free(context) }
        heif_context_set_maximum_image_size_limit(context, Int32(PictureLimits.longestSide))
        heif_context_set_max_decoding_threads(context, 0)
        return bytes.withUnsafeBytes { buffer in
            guard
                heif_context_read_from_memory_without_copy(context, buffer.baseAddress, buffer.count, nil).code
                    == heif_error_Ok
            else { return nil }
            var handle: OpaquePointer?
            guard heif_context_get_primary_image_handle(context, &handle).code == heif_error_Ok, let handle else {
                return nil
            }
            defer { heif_image_handle_release(handle) }
            return body(handle)
        }
    }

    /// Upright already: the library turns the picture itself.
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        with(bytes) { handle in
            (Int(heif_image_handle_get_width(handle)), Int(heif_image_handle_get_height(handle)))
        }
    }

    static func luma(of bytes: [UInt8]) -> Luma? {
        guard
            let (width, height, pixels) = decode(
                bytes, heif_colorspace_YCbCr, heif_chroma_420, heif_channel_Y, channels: 1)
        else { return nil }
        return Luma(width: width, height: height, pixels: pixels)
    }

    static func colour(of bytes: [UInt8]) -> Colour? {
        guard
            let (width, height, pixels) = decode(
                bytes, heif_colorspace_RGB, heif_chroma_interleaved_RGB, heif_channel_interleaved, channels: 3)
        else { return nil }
        return Colour(width: width, height: height, pixels: pixels)
    }

    private static func decode(
        _ bytes: [UInt8], _ space: heif_colorspace, _ chroma: heif_chroma, _ channel: heif_channel, channels: Int
    ) -> (width: Int, height: Int, pixels: [UInt8])? {
        with(bytes) { handle in
            let announced = (
                width: Int(heif_image_handle_get_width(handle)), height: Int(heif_image_handle_get_height(handle))
            )
            var image: OpaquePointer?
            guard heif_decode_image(handle, &image, space, chroma, nil).code == heif_error_Ok, let image else {
                return nil
            }
            defer { heif_image_release(image) }
            var stride: Int32 = 0
            guard let plane = heif_image_get_plane_readonly(image, channel, &stride) else { return nil }
            let width = Int(heif_image_get_width(image, channel))
            let height = Int(heif_image_get_height(image, channel))
            // What the head announced was held against the limits; a picture of another size has lied.
            guard (width, height) == (announced.width, announced.height), Int(stride) >= width * channels else {
                return nil
            }
            return (width, height, rows(plane, count: height, length: width * channels, stride: Int(stride)))
        }
    }
}

/// Rows that lie further apart than they are long, put close together.
private func rows(_ plane: UnsafePointer<UInt8>, count: Int, length: Int, stride: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count * length) { buffer, written in
        guard let base = buffer.baseAddress else { return }
        for row in 0..<count { (base + row * length).update(from: plane + row * stride, count: length) }
        written = count * length
    }
}
