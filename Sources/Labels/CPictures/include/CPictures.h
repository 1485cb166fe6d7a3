#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A code that was found on a picture.
typedef struct {
    /// 0 QR, 1 Code 128.
    int kind;
    /// 0 where something with the shape of a code could not be decoded: text is empty then.
    int is_valid;
    /// UTF-8, zero-terminated, cut after 1,535 bytes.
    char text[1536];
    /// Corners in pixels, clockwise from the code's own top left: x0, y0, x1, y1, …
    int corners[8];
} pictures_code;

/// Reads QR and Code 128 codes of 8-bit luma.
/// Returns the number of codes written, at most `capacity`.
int pictures_read_codes(
    const uint8_t *luma, int width, int height, pictures_code *codes, int capacity);

/// Reads Code 128 codes along lines that lie straight, with ZBar.
int pictures_read_bars(const uint8_t *luma, int width, int height, pictures_code *codes, int capacity);

/// Finds places that look like bars along lines that lie straight, readable or not: many edges in one direction and few
/// in the other. Writes left, top, right, bottom of each; returns their number, at most `capacity`.
int pictures_find_bars(const uint8_t *luma, int width, int height, int *boxes, int capacity);

/// How many pixels the side of a label's code has in a look for what was left unread.
#define PICTURES_CODE_SIDE 48

/// What a pixel of such a look is known as: the paper of a label whose code was read, or read itself; else zero.
enum { PICTURES_PAPER = 1, PICTURES_READ = 2 };

/// Marks the paper around a code, with what stands on it: as far as it goes on as light as the code's own, and no further
/// than a label reaches.
void pictures_mark_paper(const uint8_t *luma, uint8_t *known, int width, int height, const int corners[8]);

/// Finds dark marks on lighter ground that lie together as print does, faint or blurred too, and were not read. Writes
/// left, top, right, bottom of each; returns their number, at most `capacity`, or -1 where there is no memory.
int pictures_find_print(const uint8_t *luma, const uint8_t *known, int width, int height, int *boxes, int capacity);

/// Finds where a lamp's or the sun's reflection leaves nothing but white, where nothing is known. Writes and returns
/// as `pictures_find_print` does.
int pictures_find_glare(const uint8_t *luma, const uint8_t *known, int width, int height, int *boxes, int capacity);

/// A word that was recognised.
typedef struct {
    /// UTF-8, zero-terminated; longer ones are not words.
    char text[256];
    /// 0 to 100.
    float confidence;
    /// Grows from line to line.
    int line;
    int left, top, right, bottom;
} pictures_word;

/// An engine of Tesseract (`TessBaseAPI`), not set up yet; it is deleted as any other is.
void *pictures_engine(void);

/// The words that such an engine has recognised, line by line.
/// Returns the number of words written, at most `capacity`.
int pictures_words(void *engine, pictures_word *words, int capacity);

/// Shrinks pixels of `channels` bytes by a whole factor: each of `output` (width / factor x height / factor) is a mean.
void pictures_shrink(const uint8_t *pixels, int width, int height, int channels, int factor, uint8_t *output);

/// Doubles luma in both directions into `output`, with the means of neighbours in between.
void pictures_double(const uint8_t *luma, int width, int height, uint8_t *output);

/// Spreads the middle of what is there over the whole range: the darkest and lightest hundredths are cut off, tile by
/// tile of `tile` pixels.
void pictures_stretch(uint8_t *luma, int width, int height, int tile);

/// Turns pixels of `channels` bytes upright by an EXIF orientation of 1 to 8. `output` holds as many bytes as `pixels`;
/// from 5 on width and height change places in it.
void pictures_orient(
    const uint8_t *pixels, int width, int height, int channels, int orientation, uint8_t *output);

/// Paints over everything inside four corners of a picture whose pixels have `channels` bytes, with one value for each.
void pictures_cover(uint8_t *pixels, int width, int height, int channels, int value, const int corners[8]);

/// How far what is straight on a picture leans, -45 to 44 degrees, clockwise: the commonest direction of its edges.
int pictures_slant(const uint8_t *luma, int width, int height);

/// The size of a picture turned by some degrees, nothing cut off.
void pictures_rotated_size(int width, int height, double degrees, int *columns, int *rows);

/// Turns luma anticlockwise by some degrees around its middle into `output` of the size above; corners become white.
void pictures_rotate(const uint8_t *luma, int width, int height, double degrees, uint8_t *output);

/// Red, green and blue of `count` pixels in cyan, magenta, yellow and black; `is_inverted` where they are stored as what
/// is missing of each ink.
void pictures_of_inks(const uint8_t *inks, size_t count, int is_inverted, uint8_t *rgb);

/// Brightness of `count` pixels of red, green and blue.
void pictures_brightness(const uint8_t *rgb, size_t count, uint8_t *luma);

/// Decodes a PNG of this size, on white: each of `rgb` (width / factor x height / factor) is a mean.
/// Returns 0 where it cannot be decoded to its end.
int pictures_of_png(const uint8_t *bytes, size_t length, int width, int height, int factor, uint8_t *rgb);

/// One channel of a decoded picture: 8 bits a sample, or up to 16 in two bytes each. `stride` is in bytes.
typedef struct {
    const uint8_t *pixels;
    int stride, width, height, bits;
} pictures_plane;

/// Brightness of its plane alone: each of `luma` (width / factor x height / factor) is a mean. Returns 0 where there is no
/// memory.
int pictures_of_plane(const pictures_plane *plane, int factor, uint8_t *luma);

/// What share red and blue have in brightness, and whether samples use all their values or leave room at both ends.
typedef struct {
    double red, blue;
    int is_full_range;
} pictures_conversion;

/// Red, green and blue of three planes of one size each: brightness, and the differences of blue and of red. Each of
/// `rgb` (width / factor x height / factor of the first) is a mean. Returns 0 where there is no memory.
int pictures_of_planes(const pictures_plane planes[3], pictures_conversion conversion, int factor, uint8_t *rgb);

/// Means of a grid of `columns` x `rows` cells over luma.
void pictures_grid(const uint8_t *luma, int width, int height, int columns, int rows, uint8_t *cells);

#ifdef __cplusplus
}
#endif
