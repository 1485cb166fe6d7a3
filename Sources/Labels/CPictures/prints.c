#include "CPictures.h"

#include <stdlib.h>
#include <string.h>

// Pixels here are small: the side of a label's code has about PICTURES_CODE_SIDE of them, its letters some six.
enum {
    // Wider than any stroke of a letter.
    STROKE = 4,
    // Lines that frame a label are thinner.
    FRAME = 2,
    // How many pixels of print are something: a line of letters has several hundred. On the paper of a label that was
    // known, marks of conformity and lines nobody needs are less than a second label's code.
    LEAST_PRINT = 250,
    LEAST_PRINT_ON_PAPER = 500,
    // Less than this is grain.
    LEAST_DEPTH = 9,
    // What a lamp's reflection has at least, and how far its edge reaches.
    LEAST_GLARE = 500,
    HALO = 3,
    WHITE = 253,
    NEARLY_WHITE = 200,
    // Of the ground around a code.
    RING = 3,
    // How far the paper that is known reaches over its edge, and a frame that is printed along it.
    EDGE = 8,
};

typedef struct {
    uint8_t *pixels;
    int width, height;
} plane;

/// The greatest (or least) of the pixels up to `reach` to both sides, along one axis and then along the other.
static void spread(plane image, int reach, int is_greatest, uint8_t *line) {
    for (int axis = 0; axis < 2; ++axis) {
        const int length = axis ? image.height : image.width, lines = axis ? image.width : image.height;
        const size_t step = axis ? (size_t)image.width : 1, next = axis ? 1 : (size_t)image.width;
        for (int index = 0; index < lines; ++index) {
            uint8_t *start = image.pixels + index * next;
            for (int place = 0; place < length; ++place) line[place] = start[place * step];
            for (int place = 0; place < length; ++place) {
                uint8_t value = line[place];
                const int first = place < reach ? 0 : place - reach;
                const int last = place + reach < length ? place + reach : length - 1;
                for (int near = first; near <= last; ++near)
                    if (is_greatest ? line[near] > value : line[near] < value) value = line[near];
                start[place * step] = value;
            }
        }
    }
}

/// Goes from one pixel to its neighbours, as long as `is_open` has them, and clears them there. `list` has them all then,
/// bounds are those of what was seen; returns the number of pixels.
static size_t flood(plane is_open, size_t start, int *list, int bounds[4]) {
    size_t count = 0;
    list[count++] = (int)start;
    is_open.pixels[start] = 0;
    for (size_t head = 0; head < count; ++head) {
        const int place = list[head], x = place % is_open.width, y = place / is_open.width;
        if (x < bounds[0]) bounds[0] = x;
        if (y < bounds[1]) bounds[1] = y;
        if (x > bounds[2]) bounds[2] = x;
        if (y > bounds[3]) bounds[3] = y;
        const int near[4] = {
            x > 0 ? place - 1 : -1, x + 1 < is_open.width ? place + 1 : -1, y > 0 ? place - is_open.width : -1,
            y + 1 < is_open.height ? place + is_open.width : -1};
        for (int index = 0; index < 4; ++index)
            if (near[index] >= 0 && is_open.pixels[near[index]]) {
                is_open.pixels[near[index]] = 0;
                list[count++] = near[index];
            }
    }
    return count;
}

/// Writes the bounds of what is connected and has so many pixels at least; nothing where all of it together has fewer than
/// `least_together`.
static int connected(plane marks, size_t least, size_t least_together, int *list, int *boxes, int capacity) {
    const size_t count = (size_t)marks.width * (size_t)marks.height;
    size_t together = 0;
    int found = 0;
    for (size_t place = 0; place < count && found < capacity; ++place) {
        if (!marks.pixels[place]) continue;
        int bounds[4] = {marks.width, marks.height, 0, 0};
        const size_t size = flood(marks, place, list, bounds);
        if (size < least) continue;
        together += size;
        memcpy(boxes + 4 * found++, bounds, sizeof bounds);
    }
    return together < least_together ? 0 : found;
}

static int median(const uint8_t *values, size_t count) {
    size_t counts[256] = {0}, sum = 0;
    for (size_t place = 0; place < count; ++place) ++counts[values[place]];
    int value = 0;
    while (value < 255 && (sum += counts[value]) * 2 < count) ++value;
    return value;
}

/// Dark marks on an even ground that is lighter, a letter's stroke wide or less, where they are looked for.
static void mark_print(plane image, const uint8_t *is_asked, plane marks, uint8_t *line) {
    const size_t count = (size_t)image.width * (size_t)image.height;
    memcpy(marks.pixels, image.pixels, count);
    spread(marks, STROKE, 1, line);
    spread(marks, STROKE, 0, line);
    for (size_t place = 0; place < count; ++place) {
        const int depth = marks.pixels[place] - image.pixels[place];
        marks.pixels[place] = (uint8_t)(depth > 0 ? depth : 0);
    }
    // Grain and cloth have such marks everywhere.
    const int usual = 3 * median(marks.pixels, count);
    const int least = usual > LEAST_DEPTH ? usual : LEAST_DEPTH;
    for (size_t place = 0; place < count; ++place)
        marks.pixels[place] = marks.pixels[place] >= least && is_asked[place];
    // Letters of a line become one, and what is no thicker than a frame goes.
    spread(marks, FRAME, 1, line);
    spread(marks, 2 * FRAME, 0, line);
    spread(marks, FRAME, 1, line);
}

int pictures_find_print(const uint8_t *luma, const uint8_t *known, int width, int height, int *boxes, int capacity) {
    const size_t count = (size_t)width * (size_t)height;
    const plane image = {(uint8_t *)luma, width, height}, marks = {malloc(count), width, height};
    const plane asked = {malloc(count), width, height};
    uint8_t *line = malloc((size_t)(width > height ? width : height));
    int *list = malloc(count * sizeof *list);
    int found = -1;
    if (marks.pixels && asked.pixels && line && list) {
        for (size_t place = 0; place < count; ++place) asked.pixels[place] = !known[place];
        mark_print(image, asked.pixels, marks, line);
        found = connected(marks, LEAST_PRINT, 0, list, boxes, capacity);
        // On the paper its own frame and its edge are no print.
        for (size_t place = 0; place < count; ++place) asked.pixels[place] = known[place] != 0;
        spread(asked, EDGE, 0, line);
        for (size_t place = 0; place < count; ++place) asked.pixels[place] &= known[place] != PICTURES_READ;
        mark_print(image, asked.pixels, marks, line);
        found += connected(marks, LEAST_PRINT, LEAST_PRINT_ON_PAPER, list, boxes + 4 * found, capacity - found);
    }
    free(marks.pixels);
    free(asked.pixels);
    free(line);
    free(list);
    return found;
}

/// Whether what lies around white pixels fades away from them. White paper ends at once, and light does not.
static int is_soft(
    plane image, const uint8_t *known, const int *list, size_t size, int *seen_by, int component) {
    size_t edge = 0, soft = 0;
    for (size_t index = 0; index < size; ++index) {
        const int x = list[index] % image.width, y = list[index] / image.width;
        for (int row = y - HALO; row <= y + HALO; ++row)
            for (int column = x - HALO; column <= x + HALO; ++column) {
                if (row < 0 || column < 0 || row >= image.height || column >= image.width) continue;
                const size_t place = (size_t)row * image.width + column;
                if (image.pixels[place] >= WHITE || known[place] || seen_by[place] == component) continue;
                seen_by[place] = component;
                ++edge;
                soft += image.pixels[place] >= NEARLY_WHITE;
            }
    }
    return soft * 5 > edge * 2;
}

int pictures_find_glare(const uint8_t *luma, const uint8_t *known, int width, int height, int *boxes, int capacity) {
    const size_t count = (size_t)width * (size_t)height;
    const plane image = {(uint8_t *)luma, width, height}, white = {malloc(count), width, height};
    int *list = malloc(count * sizeof *list), *seen_by = calloc(count, sizeof *seen_by);
    int found = white.pixels && list && seen_by ? 0 : -1, component = 0;
    for (size_t place = 0; !found && place < count; ++place) white.pixels[place] = luma[place] >= WHITE;
    for (size_t place = 0; found >= 0 && place < count && found < capacity; ++place) {
        if (!white.pixels[place]) continue;
        int bounds[4] = {width, height, 0, 0};
        const size_t size = flood(white, place, list, bounds);
        size_t unknown = 0;
        for (size_t index = 0; index < size; ++index) unknown += !known[list[index]];
        if (unknown >= LEAST_GLARE && is_soft(image, known, list, size, seen_by, ++component))
            memcpy(boxes + 4 * found++, bounds, sizeof bounds);
    }
    free(white.pixels);
    free(list);
    free(seen_by);
    return found;
}

void pictures_mark_paper(const uint8_t *luma, uint8_t *known, int width, int height, const int corners[8]) {
    enum { LEFT, TOP, RIGHT, BOTTOM };
    int code[4] = {width, height, 0, 0};
    for (int index = 0; index < 4; ++index) {
        const int x = corners[2 * index], y = corners[2 * index + 1];
        if (x < code[LEFT]) code[LEFT] = x;
        if (x > code[RIGHT]) code[RIGHT] = x;
        if (y < code[TOP]) code[TOP] = y;
        if (y > code[BOTTOM]) code[BOTTOM] = y;
    }
    if (code[LEFT] < 0) code[LEFT] = 0;
    if (code[TOP] < 0) code[TOP] = 0;
    if (code[RIGHT] >= width) code[RIGHT] = width - 1;
    if (code[BOTTOM] >= height) code[BOTTOM] = height - 1;
    if (code[LEFT] >= code[RIGHT] || code[TOP] >= code[BOTTOM]) return;
    // Light modules on dark, as black devices have them, lie on dark ground.
    size_t inside = 0, inside_sum = 0, around = 0, around_sum = 0;
    for (int y = code[TOP] - RING; y <= code[BOTTOM] + RING; ++y)
        for (int x = code[LEFT] - RING; x <= code[RIGHT] + RING; ++x) {
            if (x < 0 || y < 0 || x >= width || y >= height) continue;
            const int is_inside = x >= code[LEFT] && x <= code[RIGHT] && y >= code[TOP] && y <= code[BOTTOM];
            const uint8_t value = luma[(size_t)y * width + x];
            inside += is_inside;
            inside_sum += is_inside ? value : 0;
            around += !is_inside;
            around_sum += is_inside ? 0 : value;
        }
    const uint8_t flip = around && around_sum * inside < inside_sum * around ? 0xFF : 0;
    size_t counts[256] = {0}, lighter = 0;
    for (int y = code[TOP]; y <= code[BOTTOM]; ++y)
        for (int x = code[LEFT]; x <= code[RIGHT]; ++x) ++counts[luma[(size_t)y * width + x] ^ flip];
    // The light fifth of a code is the paper between its modules.
    int paper = 255;
    while (paper > 0 && (lighter += counts[paper]) * 5 < inside) --paper;
    const size_t count = (size_t)width * (size_t)height;
    const plane open = {calloc(count, 1), width, height}, seen = {calloc(count, 1), width, height};
    uint8_t *line = malloc((size_t)(width > height ? width : height));
    int *list = malloc(count * sizeof *list);
    if (open.pixels && seen.pixels && line && list) {
        const int reach = PICTURES_CODE_SIDE * 9 / 2;
        const int middle[2] = {(code[LEFT] + code[RIGHT]) / 2, (code[TOP] + code[BOTTOM]) / 2};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int is_near = abs(x - middle[0]) <= reach && abs(y - middle[1]) <= reach;
                open.pixels[(size_t)y * width + x] = is_near && (luma[(size_t)y * width + x] ^ flip) * 5 > paper * 4;
            }
        memcpy(seen.pixels, open.pixels, count);
        for (int y = code[TOP]; y <= code[BOTTOM]; ++y)
            for (int x = code[LEFT]; x <= code[RIGHT]; ++x) {
                int bounds[4] = {width, height, 0, 0};
                const size_t place = (size_t)y * width + x;
                if (open.pixels[place]) flood(open, place, list, bounds);
            }
        for (size_t place = 0; place < count; ++place) seen.pixels[place] = seen.pixels[place] && !open.pixels[place];
        // What stands on the paper belongs to it.
        spread(seen, 8, 1, line);
        spread(seen, 4, 0, line);
        for (size_t place = 0; place < count; ++place)
            // Between light letters the ground looks like print.
            if (seen.pixels[place]) known[place] = flip ? PICTURES_READ : PICTURES_PAPER;
    }
    free(open.pixels);
    free(seen.pixels);
    free(line);
    free(list);
}
