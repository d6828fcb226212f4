/* SPDX-License-Identifier: MIT */

/*
 * A growing string. Appending never fails visibly: without memory the buffer notes it and ignores
 * everything after, so that writing code needs one check at the end:
 *
 *     struct elb_buffer buffer = {0};
 *
 *     elb_buffer_printf(&buffer, "%s: ", name);
 *     elb_buffer_append_text(&buffer, text);
 *     if (buffer.out_of_memory)
 *         ...
 *     elb_buffer_done(&buffer);
 */
#ifndef ELB_BASE_BUFFER_H
#define ELB_BASE_BUFFER_H

#include "base/text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct elb_buffer {
    char *data;         /* NUL-terminated, or NULL while empty */
    size_t length;      /* without the NUL */
    size_t capacity;    /* private */
    bool out_of_memory; /* sticky: what is in the buffer is incomplete */
};

void elb_buffer_init(struct elb_buffer *buffer);
void elb_buffer_done(struct elb_buffer *buffer);

/* Empties it and forgets a lack of memory, but keeps the room. */
void elb_buffer_clear(struct elb_buffer *buffer);

/* Makes room for `length` more bytes; false (and sticky) when there is no memory. */
bool elb_buffer_reserve(struct elb_buffer *buffer, size_t length);

void elb_buffer_append(struct elb_buffer *buffer, const char *bytes, size_t length);
void elb_buffer_append_text(struct elb_buffer *buffer, struct elb_text text);
void elb_buffer_append_string(struct elb_buffer *buffer, const char *string);
void elb_buffer_append_char(struct elb_buffer *buffer, char c);

/* The same character `count` times: padding, and the tildes under a source line. */
void elb_buffer_append_repeated(struct elb_buffer *buffer, char c, size_t count);

void elb_buffer_printf(struct elb_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void elb_buffer_vprintf(struct elb_buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* What is in it; never NULL, valid until it is next appended to. */
const char *elb_buffer_string(const struct elb_buffer *buffer);
struct elb_text elb_buffer_text(const struct elb_buffer *buffer);

/*
 * Takes the string out, to be freed with elb_free() (or adopted by an arena); the buffer is empty
 * afterwards. NULL when there was no memory; an empty buffer gives "".
 */
char *elb_buffer_steal(struct elb_buffer *buffer) __attribute__((warn_unused_result));

#endif
