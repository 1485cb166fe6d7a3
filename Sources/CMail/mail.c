#include "CMail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

// Options of libcurl are variadic, which Swift cannot call.

struct reading {
    const char *text;
    size_t rest;
};

static size_t read_message(char *buffer, size_t size, size_t count, void *user) {
    struct reading *reading = user;
    size_t length = size * count;
    if (length > reading->rest) length = reading->rest;
    memcpy(buffer, reading->text, length);
    reading->text += length;
    reading->rest -= length;
    return length;
}

int mail_send(
    const char *url, int needs_tls, const char *authority, const char *user, const char *password, const char *from,
    const char *to, const char *message, size_t length, long timeout_seconds, char *problem) {
    problem[0] = 0;
    CURL *curl = curl_easy_init();
    if (!curl) return CURLE_FAILED_INIT;
    struct reading reading = {message, length};
    struct curl_slist *recipients = curl_slist_append(NULL, to);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(needs_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (authority) curl_easy_setopt(curl, CURLOPT_CAINFO, authority);
    if (user) curl_easy_setopt(curl, CURLOPT_USERNAME, user);
    if (password) curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_seconds);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, timeout_seconds);
    const CURLcode result = curl_easy_perform(curl);
    if (result != CURLE_OK) snprintf(problem, 256, "%s", curl_easy_strerror(result));
    curl_slist_free_all(recipients);
    curl_easy_cleanup(curl);
    return (int)result;
}
