#pragma once

#include <stddef.h>

/// Hands one message to a mail server.
///
/// `url` is smtp://host:port or smtps://host:port. `needs_tls` refuses to go on without encryption. `user` and
/// `password` may be null. Returns 0, or libcurl's error number with its words in `problem` (256 bytes).
int mail_send(
    const char *url, int needs_tls, const char *authority, const char *user, const char *password, const char *from,
    const char *to, const char *message, size_t length, long timeout_seconds, char *problem);
