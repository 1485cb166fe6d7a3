#include "CPictures.h"

#include <stdlib.h>

// Of a block: what share of a barcode's looks it has.
enum { BLOCK = 16, LEAST_BLOCKS = 5 };

static int magnitude(int value) { return value < 0 ? -value : value; }

/// Whether a block has stripes: strong steps along `along`, several to a line, and few along `across`.
static int is_striped(const uint8_t *start, ptrdiff_t along, ptrdiff_t across) {
    int edges = 0, others = 0, turns = 0;
    for (int line = 0; line < BLOCK; ++line) {
        const uint8_t *pixel = start + line * across;
        int last = 0;
        for (int place = 0; place < BLOCK; ++place, pixel += along) {
            const int step = pixel[along] - pixel[0];
            edges += magnitude(step);
            others += magnitude(pixel[across] - pixel[0]);
            if (magnitude(step) < 5) continue;
            if (last && (step > 0) != (last > 0)) ++turns;
            last = step;
        }
    }
    return edges > 7 * BLOCK * BLOCK && edges > 3 * others && turns >= 2 * BLOCK;
}

/// Finds runs of striped blocks that two neighbouring lines of blocks share.
static int find(
    const uint8_t *luma, int columns, int rows, ptrdiff_t along, ptrdiff_t across, int is_turned, int *boxes,
    int capacity) {
    uint8_t *marks = calloc((size_t)columns * (size_t)rows, 1);
    if (!marks) return 0;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            marks[row * columns + column] =
                (uint8_t)is_striped(luma + row * BLOCK * across + column * BLOCK * along, along, across);
    int count = 0;
    for (int row = 0; row + 1 < rows && count < capacity; ++row)
        for (int column = 0; column < columns && count < capacity;) {
            int length = 0;
            while (column + length < columns && marks[row * columns + column + length] &&
                   marks[(row + 1) * columns + column + length])
                ++length;
            if (length >= LEAST_BLOCKS) {
                const int near = column * BLOCK, far = (column + length) * BLOCK;
                const int top = row * BLOCK, bottom = (row + 2) * BLOCK;
                int *box = boxes + 4 * count++;
                box[0] = is_turned ? top : near;
                box[1] = is_turned ? near : top;
                box[2] = is_turned ? bottom : far;
                box[3] = is_turned ? far : bottom;
            }
            column += length + 1;
        }
    free(marks);
    return count;
}

int pictures_find_bars(const uint8_t *luma, int width, int height, int *boxes, int capacity) {
    // One line and one column less: steps look at the next pixel.
    const int columns = (width - 1) / BLOCK, rows = (height - 1) / BLOCK;
    if (columns < 1 || rows < 1) return 0;
    const int count = find(luma, columns, rows, 1, width, 0, boxes, capacity);
    return count + find(luma, rows, columns, width, 1, 1, boxes + 4 * count, capacity - count);
}
