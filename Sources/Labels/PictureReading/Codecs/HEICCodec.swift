import CHEIF
import CPictures
import Labels

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

    static func luma(of bytes: [UInt8], factor: Int) -> Luma? {
        decoded(bytes) { planes, _ in
            let (width, height) = (Int(planes[0].width) / factor, Int(planes[0].height) / factor)
            guard width > 0, height > 0 else { return nil }
            var (plane, isWhole) = (planes[0], false)
            let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
                isWhole = pictures_of_plane(&plane, Int32(factor), buffer.baseAddress) != 0
                count = isWhole ? width * height : 0
            }
            return isWhole ? Luma(width: width, height: height, pixels: pixels) : nil
        }
    }

    static func colour(of bytes: [UInt8], factor: Int) -> Colour? {
        decoded(bytes) { planes, conversion in
            let (width, height) = (Int(planes[0].width) / factor, Int(planes[0].height) / factor)
            guard width > 0, height > 0 else { return nil }
            var isWhole = false
            let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
                isWhole = pictures_of_planes(planes, conversion, Int32(factor), buffer.baseAddress) != 0
                count = isWhole ? width * height * 3 : 0
            }
            return isWhole ? Colour(width: width, height: height, pixels: pixels) : nil
        }
    }

    /// As phones code it, brightness and two differences: the library would make colours of it in three more copies of
    /// the whole picture.
    private static func decoded<Value>(
        _ bytes: [UInt8], _ body: ([pictures_plane], pictures_conversion) -> Value?
    ) -> Value? {
        with(bytes) { handle in
            var image: OpaquePointer?
            guard
                heif_decode_image(handle, &image, heif_colorspace_YCbCr, heif_chroma_420, nil).code == heif_error_Ok,
                let image
            else { return nil }
            defer { heif_image_release(image) }
            let planes = [heif_channel_Y, heif_channel_Cb, heif_channel_Cr].compactMap { plane($0, of: image) }
            guard planes.count == 3, let light = planes.first,
                // What the head announced was held against the limits; a picture of another size has lied.
                light.width == heif_image_handle_get_width(handle),
                light.height == heif_image_handle_get_height(handle),
                // The differences have one size, or one would be read beyond its end.
                planes[1].width == planes[2].width, planes[1].height == planes[2].height
            else { return nil }
            return body(planes, conversion(of: image, handle))
        }
    }

    private static func plane(_ channel: heif_channel, of image: OpaquePointer) -> pictures_plane? {
        var stride: Int32 = 0
        guard let pixels = heif_image_get_plane_readonly(image, channel, &stride) else { return nil }
        let width = heif_image_get_width(image, channel)
        let height = heif_image_get_height(image, channel)
        let bits = heif_image_get_bits_per_pixel_range(image, channel)
        guard width > 0, height > 0, (8...16).contains(bits), stride >= width * (bits > 8 ? 2 : 1) else { return nil }
        return pictures_plane(pixels: pixels, stride: stride, width: width, height: height, bits: bits)
    }

    /// How brightness and the two differences become red, green and blue. Source: ITU-T H.273, 8.3 (matrix
    /// coefficients); where a file does not say it, what libheif takes: BT.601, the full range.
    private static func conversion(of image: OpaquePointer, _ handle: OpaquePointer) -> pictures_conversion {
        var profile: UnsafeMutablePointer<heif_color_profile_nclx>?
        guard
            heif_image_get_nclx_color_profile(image, &profile).code == heif_error_Ok
                || heif_image_handle_get_nclx_color_profile(handle, &profile).code == heif_error_Ok, let profile
        else {
            return pictures_conversion(red: 0.299, blue: 0.114, is_full_range: 1)
        }
        defer { heif_nclx_color_profile_free(profile) }
        let isFull: Int32 = profile.pointee.full_range_flag != 0 ? 1 : 0
        return switch profile.pointee.matrix_coefficients {
        case heif_matrix_coefficients_ITU_R_BT_709_5:
            pictures_conversion(red: 0.2126, blue: 0.0722, is_full_range: isFull)
        case heif_matrix_coefficients_ITU_R_BT_2020_2_non_constant_luminance:
            pictures_conversion(red: 0.2627, blue: 0.0593, is_full_range: isFull)
        default: pictures_conversion(red: 0.299, blue: 0.114, is_full_range: isFull)
        }
    }
}
