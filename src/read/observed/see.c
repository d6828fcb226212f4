/* SPDX-License-Identifier: MIT */

/* An observation while it is filled. */

#include "read/observed/list.h"

#include "base/utf8.h"
#include "read/place.h"

#include <stdarg.h>
#include <stdio.h>

static bool is_ready(const struct elb_observed_reading *reading)
{
    return !reading->failed && reading->current;
}

/* Terminals' output can hold any bytes; what is reported must be UTF-8. */
static void replace_malformed(char *copy, size_t length)
{
    struct elb_text rest = {copy, length};

    while ((rest = elb_text_skip(rest, elb_utf8_valid_length(rest))).length > 0) {
        copy[length - rest.length] = '?';
        rest = elb_text_skip(rest, 1);
    }
}

const char *elb_see_text(struct elb_observed_reading *reading, struct elb_text text)
{
    char *copy = NULL;

    if (!reading->failed)
        copy = elb_arena_dup(&reading->list->arena, text.start, text.length);
    if (copy)
        replace_malformed(copy, text.length);
    if (!copy && !reading->failed)
        reading->failed = ELB_ERROR_MEMORY;
    return copy;
}

static const char *text_or_null(struct elb_observed_reading *reading, struct elb_text text)
{
    text = elb_text_trim(text);
    return text.length > 0 ? elb_see_text(reading, text) : NULL;
}

/* One more string in an array that doubles whenever its count is a power of two. */
static void append_string(struct elb_observed_reading *reading, const char *const **strings,
                          size_t *count, const char *string)
{
    size_t capacity = *count;

    if ((*count & (*count - 1)) == 0) {
        const char **grown = elb_arena_grow(&reading->list->arena, (const char **)*strings, *count,
                                            &capacity, sizeof(*grown));

        if (!grown) {
            reading->failed = ELB_ERROR_MEMORY;
            return;
        }
        *strings = grown;
    }
    ((const char **)*strings)[(*count)++] = string;
}

void elb_see_origin(struct elb_observed_reading *reading, const char *path)
{
    if (is_ready(reading))
        append_string(reading, &reading->current->origins, &reading->current->origin_count, path);
}

static struct elb_observation *add(struct elb_observed_reading *reading)
{
    struct elb_observation_list *list = reading->list;
    struct elb_observation *observation = elb_arena_alloc(&list->arena, sizeof(*observation));
    struct elb_observation **observations = elb_arena_grow(
        &list->arena, list->observations, list->count, &list->capacity, sizeof(*observations));

    if (!observation || !observations) {
        reading->failed = ELB_ERROR_MEMORY;
        return NULL;
    }
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++)
        observation->versions[i].version = (uint16_t)(ELB_SSL3 + i);
    observations[list->count++] = observation;
    list->observations = observations;
    return observation;
}

void elb_see_target(struct elb_observed_reading *reading, struct elb_text host,
                    struct elb_text address, uint16_t port)
{
    if (reading->failed)
        return;
    reading->current = add(reading);
    if (!reading->current)
        return;
    reading->current->host = text_or_null(reading, host);
    reading->current->address = text_or_null(reading, address);
    reading->current->port = port;
    if (reading->path)
        elb_see_origin(reading, reading->path);
}

void elb_see_server_name(struct elb_observed_reading *reading, struct elb_text name)
{
    if (is_ready(reading))
        reading->current->server_name = text_or_null(reading, name);
}

void elb_see_tool(struct elb_observed_reading *reading, struct elb_text tool,
                  struct elb_text version)
{
    if (!is_ready(reading))
        return;
    reading->current->tool = text_or_null(reading, tool);
    reading->current->tool_version = text_or_null(reading, version);
}

static enum elb_certificate certificate_of(bool is_rsa, unsigned bits)
{
    static const struct {
        unsigned bits;
        enum elb_certificate certificate;
    } known[] = {
        {2048, ELB_CERTIFICATE_RSA2048}, {3072, ELB_CERTIFICATE_RSA3072},
        {4096, ELB_CERTIFICATE_RSA4096}, {256, ELB_CERTIFICATE_ECDSA256},
        {384, ELB_CERTIFICATE_ECDSA384}, {521, ELB_CERTIFICATE_ECDSA521},
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i].bits == bits && elb_certificate_is_rsa(known[i].certificate) == is_rsa)
            return known[i].certificate;
    }
    return is_rsa ? ELB_CERTIFICATE_RSA : ELB_CERTIFICATE_ECDSA;
}

/* Does `a` say all that `b` says? */
static bool covers(enum elb_certificate a, enum elb_certificate b)
{
    return a == b || (b == ELB_CERTIFICATE_RSA && elb_certificate_is_rsa(a)) ||
           (b == ELB_CERTIFICATE_ECDSA && elb_certificate_is_ecdsa(a));
}

void elb_see_certificate_kind(struct elb_observed_reading *reading, enum elb_certificate kind)
{
    struct elb_certificates *seen;

    if (!is_ready(reading))
        return;
    seen = &reading->current->certificates;
    for (size_t i = 0; i < seen->count; i++) {
        if (covers(seen->list[i], kind))
            return;
        if (covers(kind, seen->list[i])) {
            seen->list[i] = kind;
            return;
        }
    }
    if (seen->count < ELB_CERTIFICATES_MAX)
        seen->list[seen->count++] = kind;
}

void elb_see_certificate(struct elb_observed_reading *reading, bool is_rsa, unsigned bits)
{
    elb_see_certificate_kind(reading, certificate_of(is_rsa, bits));
}

static void append_handshake(struct elb_observed_reading *reading,
                             const struct elb_observed_handshake *handshake)
{
    struct elb_observation *observation = reading->current;
    size_t count = observation->handshake_count;
    size_t capacity = count;

    if ((count & (count - 1)) == 0) {
        struct elb_observed_handshake *grown = elb_arena_grow(
            &reading->list->arena, (struct elb_observed_handshake *)observation->handshakes, count,
            &capacity, sizeof(*grown));

        if (!grown) {
            reading->failed = ELB_ERROR_MEMORY;
            return;
        }
        observation->handshakes = grown;
    }
    ((struct elb_observed_handshake *)observation->handshakes)[count] = *handshake;
    observation->handshake_count++;
}

void elb_see_handshake(struct elb_observed_reading *reading,
                       const struct elb_observed_handshake *handshake)
{
    if (!is_ready(reading))
        return;
    append_handshake(reading, handshake);
    if (handshake->alert)
        return;
    elb_see_version(reading, handshake->version, ELB_SEEN_ACCEPTED);
    if (handshake->suite)
        elb_see_suite(reading, handshake->version, handshake->suite, ELB_SEEN_ACCEPTED);
    if (handshake->group)
        elb_see_group(reading, handshake->version, handshake->group, ELB_SEEN_ACCEPTED);
    /* Below TLSv1.2 the scheme follows from the key and is nobody's choice. */
    if (handshake->scheme && handshake->version >= ELB_TLS1_2)
        elb_see_scheme(reading, handshake->scheme);
}

void elb_see_failure(struct elb_observed_reading *reading, enum elb_observed_failure failure,
                     struct elb_text text)
{
    if (!is_ready(reading))
        return;
    reading->current->failure = failure;
    reading->current->failure_text = text_or_null(reading, text);
}

void elb_see_note(struct elb_observed_reading *reading, const char *format, ...)
{
    char message[256];
    const char *copy;
    va_list arguments;

    if (!is_ready(reading))
        return;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    copy = elb_see_text(reading, elb_text_from(message));
    if (copy)
        append_string(reading, &reading->current->notes, &reading->current->note_count, copy);
}

enum elb_status elb_observed_fail(const struct elb_observed_reading *reading, struct elb_text at,
                                  struct elb_error *reterr, enum elb_status status,
                                  const char *format, ...)
{
    char message[sizeof(reterr->message)];
    va_list arguments;
    size_t line = 0;
    size_t column = 0;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    if (at.start)
        elb_read_place(reading->text, at, &line, &column);
    return elb_error_set(reterr, status, reading->path, line, column, "%s", message);
}
