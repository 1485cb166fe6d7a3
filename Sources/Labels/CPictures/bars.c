#include "CPictures.h"

#include <string.h>
#include <zbar.h>

int pictures_read_bars(const uint8_t *luma, int width, int height, pictures_code *codes, int capacity) {
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    if (!scanner) return 0;
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_CODE128, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, 3);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, 3);

    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)width, (unsigned)height);
    // No clean-up handler: the bytes are the caller's and outlive the scan.
    zbar_image_set_data(image, luma, (unsigned long)width * (unsigned long)height, NULL);

    int count = 0;
    if (zbar_scan_image(scanner, image) > 0) {
        for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol && count < capacity;
             symbol = zbar_symbol_next(symbol)) {
            pictures_code *code = &codes[count++];
            memset(code, 0, sizeof *code);
            code->kind = 1;
            code->is_valid = 1;
            const unsigned length = zbar_symbol_get_data_length(symbol);
            memcpy(code->text, zbar_symbol_get_data(symbol), length < sizeof code->text ? length : sizeof code->text - 1);
            int left = width, top = height, right = 0, bottom = 0;
            for (unsigned index = 0; index < zbar_symbol_get_loc_size(symbol); ++index) {
                const int x = zbar_symbol_get_loc_x(symbol, index), y = zbar_symbol_get_loc_y(symbol, index);
                if (x < left) left = x;
                if (x > right) right = x;
                if (y < top) top = y;
                if (y > bottom) bottom = y;
            }
            const int corners[8] = {left, top, right, top, right, bottom, left, bottom};
            memcpy(code->corners, corners, sizeof corners);
        }
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return count;
}
