import CPNG
import CPictures

enum PNGCodec {
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        return bytes.withUnsafeBytes { buffer in
            guard png_image_begin_read_from_memory(&image, buffer.baseAddress, buffer.count) != 0 else { return nil }
            return (Int(image.width), Int(image.height))
        }
    }

    /// Whether its pixels come in seven passes, each over the whole picture. Source: ISO/IEC 15948, 11.2.2 (`IHDR`).
    static func isInterlaced(_ bytes: [UInt8]) -> Bool { bytes.count > 28 && bytes[28] != 0 }

    /// On white where it is transparent, as paper is.
    static func colour(of bytes: [UInt8], factor: Int) -> Colour? {
        guard let size = size(of: bytes) else { return nil }
        let (width, height) = (size.width / factor, size.height / factor)
        guard width > 0, height > 0 else { return nil }
        var isWhole = false
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
            isWhole =
                pictures_of_png(
                    bytes, bytes.count, Int32(size.width), Int32(size.height), Int32(factor), buffer.baseAddress) != 0
            count = isWhole ? width * height * 3 : 0
        }
        return isWhole ? Colour(width: width, height: height, pixels: pixels) : nil
    }
}
