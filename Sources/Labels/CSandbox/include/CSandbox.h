#pragma once

#include <stdint.h>

/// What holds after `sandbox_enter`, as bits: memory, files and processes are bounded; only the system calls of somebody
/// who computes are left (seccomp); no file can be opened by its name any more (Landlock).
#define SANDBOX_LIMITS 1
#define SANDBOX_CALLS 2
#define SANDBOX_FILES 4

/// Shuts this process in for good: it keeps the files that are open, and gets nothing else of the machine. What the
/// kernel does not know is left out; the answer says what holds.
///
/// `address_space` is in bytes.
int sandbox_enter(uint64_t address_space);

/// Ends this process once it has used so many seconds of a processor from now on.
void sandbox_allow_seconds(unsigned seconds);
