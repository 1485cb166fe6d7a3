import CWebP

enum WebPCodec {
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        var (width, height) = (Int32(0), Int32(0))
        guard WebPGetInfo(bytes, bytes.count, &width, &height) != 0 else { return nil }
        return (Int(width), Int(height))
    }

    static func isLossless(_ bytes: [UInt8]) -> Bool {
        var features = WebPBitstreamFeatures()
        return WebPGetFeatures(bytes, bytes.count, &features) == VP8_STATUS_OK && features.format == 2
    }

    static func colour(of bytes: [UInt8], factor: Int) -> Colour? {
        var config = WebPDecoderConfig()
        guard let size = size(of: bytes), WebPInitDecoderConfig(&config) != 0 else { return nil }
        let (width, height) = (size.width / factor, size.height / factor)
        guard width > 0, height > 0 else { return nil }
        config.options.use_scaling = factor > 1 ? 1 : 0
        config.options.scaled_width = Int32(width)
        config.options.scaled_height = Int32(height)
        config.output.colorspace = MODE_RGB
        config.output.is_external_memory = 1
        var isWhole = false
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
            config.output.u.RGBA = WebPRGBABuffer(
                rgba: buffer.baseAddress, stride: Int32(width * 3), size: width * height * 3)
            isWhole = WebPDecode(bytes, bytes.count, &config) == VP8_STATUS_OK
            WebPFreeDecBuffer(&config.output)
            count = isWhole ? width * height * 3 : 0
        }
        return isWhole ? Colour(width: width, height: height, pixels: pixels) : nil
    }
}
