#define ZX_USE_UTF8 1
#include "CPictures.h"

#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <cstring>

// Swift does not see C++ exceptions: none leaves this file.
extern "C" int pictures_read_codes(
    const uint8_t *luma, int width, int height, pictures_code *codes, int capacity)
try {
    using namespace ZXing;
    DecodeHints hints;
    // QR alone: asked for unreadable codes too, version 1.4 ends the process at some barcodes (an assertion in Result.cpp).
    hints.setFormats(BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    hints.setTryDownscale(true);
    hints.setReturnErrors(true);
    hints.setMaxNumberOfSymbols(static_cast<uint8_t>(std::min(capacity, 255)));

    int count = 0;
    for (const auto &result : ReadBarcodes(ImageView(luma, width, height, ImageFormat::Lum), hints)) {
        if (count == capacity) break;
        pictures_code &code = codes[count++];
        std::memset(&code, 0, sizeof code);
        code.kind = 0;
        code.is_valid = result.isValid() ? 1 : 0;
        if (code.is_valid) {
            const std::string text = result.text();
            std::memcpy(code.text, text.data(), std::min(text.size(), sizeof code.text - 1));
        }
        const auto &corners = result.position();
        for (int index = 0; index < 4; ++index) {
            code.corners[2 * index] = corners[index].x;
            code.corners[2 * index + 1] = corners[index].y;
        }
    }
    return count;
} catch (...) {
    return 0;
}
