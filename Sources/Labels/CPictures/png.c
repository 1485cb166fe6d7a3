#include "CPictures.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t length, position;
} source;

static void read_bytes(png_structp png, png_bytep output, size_t count) {
    source *from = png_get_io_ptr(png);
    if (count > from->length - from->position) png_error(png, "ends early");
    memcpy(output, from->bytes + from->position, count);
    from->position += count;
}

static void ignore(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void give_up(png_structp png, png_const_charp text) {
    (void)text;
    longjmp(png_jmpbuf(png), 1);
}

/// Has every kind of pixel become eight bits of red, green and blue, on white.
static void transform(png_structp png, png_infop info) {
    const int has_gaps = png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    const int kind = png_get_color_type(png, info);
    png_set_expand(png);
    png_set_scale_16(png);
    if (!(kind & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(png);
    if (has_gaps || kind & PNG_COLOR_MASK_ALPHA) {
        const png_uint_16 light = png_get_bit_depth(png, info) == 16 ? 65535 : 255;
        const png_color_16 white = {.red = light, .green = light, .blue = light, .gray = light};
        png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1);
    }
}

int pictures_of_png(const uint8_t *bytes, size_t length, int width, int height, int factor, uint8_t *rgb) {
    source from = {bytes, length, 0};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, ignore);
    if (!png) return 0;
    png_infop info = png_create_info_struct(png);
    // What lies behind a jump keeps its value only where it is written once, or read from memory each time.
    uint8_t *volatile lines = NULL;
    volatile int is_whole = 0;
    if (info && !setjmp(png_jmpbuf(png))) {
        png_set_read_fn(png, &from, read_bytes);
        png_read_info(png, info);
        transform(png, info);
        const int passes = png_set_interlace_handling(png);
        png_read_update_info(png, info);
        const size_t line = (size_t)width * 3;
        if ((int)png_get_image_width(png, info) != width || (int)png_get_image_height(png, info) != height
            || png_get_rowbytes(png, info) != line)
            png_error(png, "another size");
        // Each pass of an interlaced picture adds to every row: all of them are kept. Else as many as become one.
        const int kept = passes > 1 ? height : factor;
        lines = malloc(line * (size_t)kept);
        if (!lines) png_error(png, "no memory");
        for (int pass = 1; pass < passes; ++pass)
            for (int row = 0; row < height; ++row) png_read_row(png, lines + line * (size_t)row, NULL);
        const size_t output = (size_t)(width / factor) * 3;
        for (int row = 0; row < height; ++row) {
            uint8_t *first = lines + line * (size_t)(passes > 1 ? row - row % factor : 0);
            png_read_row(png, first + line * (size_t)(row % factor), NULL);
            if (row % factor == factor - 1)
                pictures_shrink(first, width, factor, 3, factor, rgb + output * (size_t)(row / factor));
        }
        png_read_end(png, NULL);
        is_whole = 1;
    }
    free(lines);
    png_destroy_read_struct(&png, info ? &info : NULL, NULL);
    return is_whole;
}
