// The readers of codes under libFuzzer, with the libraries that they stand on. Built by script/fuzz.

#include "../../Sources/Labels/CPictures/include/CPictures.h"

#include <cstdlib>
#include <cstring>
#include <vector>

// The first byte is the width in pixels, from 16 on; the rest is brightness, row by row.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 600) return 0;
    const int width = 16 + data[0] / 2;
    const int height = static_cast<int>((size - 1) / width);
    if (height < 16) return 0;
    std::vector<uint8_t> luma(data + 1, data + 1 + static_cast<size_t>(width) * height);
    pictures_code codes[8];
    for (auto read : {pictures_read_codes, pictures_read_bars}) {
        const int count = read(luma.data(), width, height, codes, 8);
        if (count < 0 || count > 8) std::abort();
        for (int index = 0; index < count; ++index)
            if (strnlen(codes[index].text, sizeof codes[index].text) == sizeof codes[index].text) std::abort();
    }
    const int slant = pictures_slant(luma.data(), width, height);
    if (slant < -45 || slant > 44) std::abort();
    int columns, rows;
    pictures_rotated_size(width, height, slant, &columns, &rows);
    std::vector<uint8_t> turned(static_cast<size_t>(columns) * rows);
    pictures_rotate(luma.data(), width, height, slant, turned.data());
    pictures_read_bars(turned.data(), columns, rows, codes, 8);
    std::vector<uint8_t> smaller(static_cast<size_t>(width / 2) * (height / 2));
    pictures_shrink(luma.data(), width, height, 1, 2, smaller.data());
    pictures_stretch(luma.data(), width, height, 64);
    uint8_t cells[17 * 16];
    pictures_grid(luma.data(), width, height, 17, 16, cells);
    return 0;
}
