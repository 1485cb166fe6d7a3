#pragma once
#include <zlib.h>

// A macro in zlib's header: 15 bits of window, and 16 for the frame of gzip.
static inline int rollcall_begin_gzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
