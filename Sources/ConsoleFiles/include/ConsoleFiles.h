#pragma once
#include <stddef.h>

/// One file of the console's pages and assets, as it lies inside the binary.
struct console_file {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// All files, in the order of the table.
const struct console_file *console_files(size_t *count);
