#pragma once

#include <sys/types.h>

/// Starts a program with two pipes for its input and output, without errors and without any other open file of this
/// process. Our ends do not block, and no later program gets them. Returns 0, or the number of the error.
int process_start(const char *path, char *const environment[], pid_t *id, int *to_it, int *from_it);
