#include "CPictures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double radian = 3.14159265358979323846 / 180;

void pictures_shrink(const uint8_t *pixels, int width, int height, int channels, int factor, uint8_t *output) {
    const int columns = width / factor, rows = height / factor;
    const unsigned area = (unsigned)(factor * factor);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            for (int channel = 0; channel < channels; ++channel) {
                unsigned sum = 0;
                for (int y = 0; y < factor; ++y) {
                    const uint8_t *line = pixels
                        + ((size_t)(row * factor + y) * width + (size_t)column * factor) * channels + channel;
                    for (int x = 0; x < factor; ++x) sum += line[x * channels];
                }
                *output++ = (uint8_t)(sum / area);
            }
        }
    }
}

static void stretch_tile(uint8_t *luma, int width, int left, int top, int right, int bottom) {
    unsigned counts[256] = {0};
    const unsigned total = (unsigned)(right - left) * (unsigned)(bottom - top);
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) ++counts[luma[(size_t)y * width + x]];
    int low = 0, high = 255;
    unsigned below = 0, above = 0;
    while (low < 255 && (below += counts[low]) < total / 100 + 1) ++low;
    while (high > 0 && (above += counts[high]) < total / 100 + 1) --high;
    // An even tile has nothing to show: stretching it would make noise into edges.
    if (high - low < 24) return;
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            uint8_t *pixel = luma + (size_t)y * width + x;
            const int value = (*pixel - low) * 255 / (high - low);
            *pixel = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
        }
    }
}

void pictures_stretch(uint8_t *luma, int width, int height, int tile) {
    for (int top = 0; top < height; top += tile)
        for (int left = 0; left < width; left += tile)
            stretch_tile(
                luma, width, left, top, left + tile < width ? left + tile : width,
                top + tile < height ? top + tile : height);
}

void pictures_orient(
    const uint8_t *pixels, int width, int height, int channels, int orientation, uint8_t *output) {
    const int columns = orientation >= 5 ? height : width;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            int to_x = x, to_y = y;
            switch (orientation) {
            case 2: to_x = width - 1 - x; break;
            case 3: to_x = width - 1 - x; to_y = height - 1 - y; break;
            case 4: to_y = height - 1 - y; break;
            case 5: to_x = y; to_y = x; break;
            case 6: to_x = height - 1 - y; to_y = x; break;
            case 7: to_x = height - 1 - y; to_y = width - 1 - x; break;
            case 8: to_x = y; to_y = width - 1 - x; break;
            default: break;
            }
            memcpy(
                output + ((size_t)to_y * columns + to_x) * channels, pixels + ((size_t)y * width + x) * channels,
                (size_t)channels);
        }
    }
}

// Which side of the line through two corners a point lies on.
static long long side(const int c[8], int from, int to, int x, int y) {
    return (long long)(c[2 * to] - c[2 * from]) * (y - c[2 * from + 1])
        - (long long)(c[2 * to + 1] - c[2 * from + 1]) * (x - c[2 * from]);
}

void pictures_cover(uint8_t *pixels, int width, int height, int channels, int value, const int corners[8]) {
    int left = width, right = 0, top = height, bottom = 0;
    for (int index = 0; index < 4; ++index) {
        const int x = corners[2 * index], y = corners[2 * index + 1];
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
    }
    if (left < 0) left = 0;
    if (top < 0) top = 0;
    if (right >= width) right = width - 1;
    if (bottom >= height) bottom = height - 1;
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            int inside = 0, outside = 0;
            for (int index = 0; index < 4; ++index) {
                const long long where = side(corners, index, (index + 1) % 4, x, y);
                inside += where > 0;
                outside += where < 0;
            }
            if (!inside || !outside) memset(pixels + ((size_t)y * width + x) * channels, value, channels);
        }
    }
}

void pictures_grid(const uint8_t *luma, int width, int height, int columns, int rows, uint8_t *cells) {
    for (int row = 0; row < rows; ++row) {
        const int top = (int)((long long)row * height / rows), next = (int)((long long)(row + 1) * height / rows);
        const int bottom = next > top ? next : top + 1;
        for (int column = 0; column < columns; ++column) {
            const int left = (int)((long long)column * width / columns);
            const int end = (int)((long long)(column + 1) * width / columns);
            const int right = end > left ? end : left + 1;
            unsigned long long sum = 0;
            for (int y = top; y < bottom; ++y)
                for (int x = left; x < right; ++x) sum += luma[(size_t)y * width + x];
            cells[row * columns + column] = (uint8_t)(sum / ((unsigned long long)(bottom - top) * (right - left)));
        }
    }
}

int pictures_slant(const uint8_t *luma, int width, int height) {
    double weights[90] = {0};
    for (int y = 1; y + 1 < height; ++y) {
        const uint8_t *line = luma + (size_t)y * width;
        for (int x = 1; x + 1 < width; ++x) {
            const uint8_t *above = line - width + x, *at = line + x, *below = line + width + x;
            // The weights of Scharr, whose direction is right where edges are sharp.
            const int across = 3 * (above[1] - above[-1] + below[1] - below[-1]) + 10 * (at[1] - at[-1]);
            const int down = 3 * (below[-1] - above[-1] + below[1] - above[1]) + 10 * (below[0] - above[0]);
            const double strength = (double)across * across + (double)down * down;
            // Weak edges are grain.
            if (strength < 400000) continue;
            const int degrees = (int)lround(atan2(down, across) / radian);
            weights[((degrees % 90) + 90) % 90] += strength;
        }
    }
    int best = 0;
    double most = -1;
    for (int degrees = 0; degrees < 90; ++degrees) {
        double sum = 0;
        for (int near = -3; near <= 3; ++near) sum += (4 - abs(near)) * weights[(degrees + near + 90) % 90];
        if (sum > most) {
            most = sum;
            best = degrees;
        }
    }
    return best >= 45 ? best - 90 : best;
}

void pictures_rotated_size(int width, int height, double degrees, int *columns, int *rows) {
    const double sine = fabs(sin(degrees * radian)), cosine = fabs(cos(degrees * radian));
    *columns = (int)ceil(width * cosine + height * sine);
    *rows = (int)ceil(width * sine + height * cosine);
}

void pictures_rotate(const uint8_t *luma, int width, int height, double degrees, uint8_t *output) {
    int columns, rows;
    pictures_rotated_size(width, height, degrees, &columns, &rows);
    // In 16 bits behind the point: half a million of them are a pixel's place exactly enough.
    const long long sine = llround(sin(degrees * radian) * 65536), cosine = llround(cos(degrees * radian) * 65536);
    for (int row = 0; row < rows; ++row) {
        const long long dy = 2 * row - rows + 1;
        for (int column = 0; column < columns; ++column) {
            const long long dx = 2 * column - columns + 1;
            const long long x = (dx * cosine - dy * sine) / 2 + (long long)(width - 1) * 32768;
            const long long y = (dx * sine + dy * cosine) / 2 + (long long)(height - 1) * 32768;
            const int left = (int)(x >> 16), top = (int)(y >> 16);
            if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) {
                *output++ = 255;
                continue;
            }
            const int fx = (int)(x & 65535) >> 8, fy = (int)(y & 65535) >> 8;
            const uint8_t *at = luma + (size_t)top * width + left;
            const int above = at[0] * (256 - fx) + at[1] * fx, below = at[width] * (256 - fx) + at[width + 1] * fx;
            *output++ = (uint8_t)((above * (256 - fy) + below * fy) >> 16);
        }
    }
}

void pictures_of_inks(const uint8_t *inks, size_t count, int is_inverted, uint8_t *rgb) {
    for (size_t index = 0; index < count; ++index, inks += 4, rgb += 3)
        for (int channel = 0; channel < 3; ++channel) {
            const unsigned paper = is_inverted ? inks[channel] : 255u - inks[channel];
            const unsigned light = is_inverted ? inks[3] : 255u - inks[3];
            rgb[channel] = (uint8_t)(paper * light / 255);
        }
}

void pictures_brightness(const uint8_t *rgb, size_t count, uint8_t *luma) {
    for (size_t index = 0; index < count; ++index, rgb += 3)
        luma[index] = (uint8_t)((299u * rgb[0] + 587u * rgb[1] + 114u * rgb[2]) / 1000);
}

void pictures_double(const uint8_t *luma, int width, int height, uint8_t *output) {
    for (int y = 0; y < 2 * height; ++y) {
        const uint8_t *near = luma + (size_t)(y / 2) * (size_t)width;
        const uint8_t *far = y % 2 && y / 2 + 1 < height ? near + width : near;
        for (int x = 0; x < 2 * width; ++x) {
            const int left = x / 2;
            const int right = x % 2 && left + 1 < width ? left + 1 : left;
            *output++ = (uint8_t)((near[left] + near[right] + far[left] + far[right] + 2) / 4);
        }
    }
}

// A row of a plane, each sample in eight bits: its own bytes, or `wide` that they are made in.
static const uint8_t *row_of(const pictures_plane *plane, int y, uint8_t *wide) {
    const uint8_t *row = plane->pixels + (size_t)y * (size_t)plane->stride;
    if (plane->bits == 8) return row;
    for (int x = 0; x < plane->width; ++x) {
        // Two bytes a sample, as the machine has them.
        uint16_t sample;
        memcpy(&sample, row + 2 * (size_t)x, 2);
        wide[x] = (uint8_t)(sample >> (plane->bits - 8));
    }
    return wide;
}

int pictures_of_plane(const pictures_plane *plane, int factor, uint8_t *luma) {
    const int columns = plane->width / factor, rows = plane->height / factor;
    uint8_t *wide = malloc((size_t)plane->width);
    unsigned *sums = malloc((size_t)columns * sizeof *sums);
    const int is_done = wide && sums;
    for (int row = 0; is_done && row < rows; ++row, luma += columns) {
        if (factor == 1) {
            memcpy(luma, row_of(plane, row, wide), (size_t)columns);
            continue;
        }
        memset(sums, 0, (size_t)columns * sizeof *sums);
        for (int y = 0; y < factor; ++y) {
            const uint8_t *line = row_of(plane, row * factor + y, wide);
            for (int column = 0; column < columns; ++column)
                for (int x = 0; x < factor; ++x) sums[column] += line[column * factor + x];
        }
        for (int column = 0; column < columns; ++column) luma[column] = (uint8_t)(sums[column] / (unsigned)(factor * factor));
    }
    free(wide);
    free(sums);
    return is_done;
}

static uint8_t clamped(int value) { return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value; }

int pictures_of_planes(const pictures_plane planes[3], pictures_conversion conversion, int factor, uint8_t *rgb) {
    const pictures_plane *light = planes;
    const int columns = light->width / factor, rows = light->height / factor, area = factor * factor;
    const double scale = conversion.is_full_range ? 1 : 255.0 / 219, start = conversion.is_full_range ? 0 : 16;
    const double reach = conversion.is_full_range ? 1 : 255.0 / 224;
    const double green = 1 - conversion.red - conversion.blue;
    // In 16 bits behind the point.
    int lights[256], reds[256], blues[256], greens_of_red[256], greens_of_blue[256];
    for (int value = 0; value < 256; ++value) {
        const double blue = (value - 128) * reach * 2 * (1 - conversion.blue);
        const double red = (value - 128) * reach * 2 * (1 - conversion.red);
        lights[value] = (int)lround((value - start) * scale * 65536) + 32768;
        reds[value] = (int)lround(red * 65536);
        blues[value] = (int)lround(blue * 65536);
        greens_of_red[value] = (int)lround(conversion.red * red / green * 65536);
        greens_of_blue[value] = (int)lround(conversion.blue * blue / green * 65536);
    }
    uint8_t *wide = malloc((size_t)light->width + (size_t)planes[1].width + (size_t)planes[2].width);
    unsigned *sums = malloc((size_t)columns * sizeof *sums);
    int *places = malloc((size_t)columns * sizeof *places);
    const int is_done = wide && sums && places;
    for (int column = 0; is_done && column < columns; ++column)
        places[column] = (int)((long long)(column * factor + factor / 2) * planes[1].width / light->width);
    for (int row = 0; is_done && row < rows; ++row) {
        memset(sums, 0, (size_t)columns * sizeof *sums);
        for (int y = 0; y < factor; ++y) {
            const uint8_t *line = row_of(light, row * factor + y, wide);
            for (int column = 0; column < columns; ++column)
                for (int x = 0; x < factor; ++x) sums[column] += line[column * factor + x];
        }
        // There is one colour for four pixels: the one in the middle stands for all.
        const int near = (int)((long long)(row * factor + factor / 2) * planes[1].height / light->height);
        const uint8_t *blue = row_of(planes + 1, near, wide + light->width);
        const uint8_t *red = row_of(planes + 2, near, wide + light->width + planes[1].width);
        for (int column = 0; column < columns; ++column, rgb += 3) {
            const int luma = lights[sums[column] / (unsigned)area], place = places[column];
            rgb[0] = clamped((luma + reds[red[place]]) >> 16);
            rgb[1] = clamped((luma - greens_of_red[red[place]] - greens_of_blue[blue[place]]) >> 16);
            rgb[2] = clamped((luma + blues[blue[place]]) >> 16);
        }
    }
    free(wide);
    free(sums);
    free(places);
    return is_done;
}
