/* SPDX-License-Identifier: MIT */

#include "base/buffer.h"

#include "base/alloc.h"

#include <stdio.h>

void elb_buffer_init(struct elb_buffer *buffer)
{
    *buffer = (struct elb_buffer){0};
}

void elb_buffer_done(struct elb_buffer *buffer)
{
    elb_free(buffer->data);
    *buffer = (struct elb_buffer){0};
}

void elb_buffer_clear(struct elb_buffer *buffer)
{
    buffer->length = 0;
    buffer->out_of_memory = false;
    if (buffer->data)
        buffer->data[0] = '\0';
}

/* The next capacity that holds `length` bytes and a NUL; false if no size_t can say it. */
static bool next_capacity(const struct elb_buffer *buffer, size_t length, size_t *ret_capacity)
{
    size_t needed;
    size_t doubled;

    if (__builtin_add_overflow(buffer->length, length, &needed) ||
        __builtin_add_overflow(needed, 1, &needed))
        return false;
    if (__builtin_mul_overflow(buffer->capacity, 2, &doubled))
        doubled = needed;
    if (doubled < 64)
        doubled = 64;
    *ret_capacity = needed > doubled ? needed : doubled;
    return true;
}

bool elb_buffer_reserve(struct elb_buffer *buffer, size_t length)
{
    size_t capacity;
    char *data;

    if (buffer->out_of_memory)
        return false;
    if (buffer->data && length < buffer->capacity - buffer->length)
        return true;
    data = next_capacity(buffer, length, &capacity) ? elb_realloc(buffer->data, capacity) : NULL;
    if (!data) {
        buffer->out_of_memory = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    data[buffer->length] = '\0';
    return true;
}

void elb_buffer_append(struct elb_buffer *buffer, const char *bytes, size_t length)
{
    if (length == 0 || !elb_buffer_reserve(buffer, length))
        return;
    memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void elb_buffer_append_text(struct elb_buffer *buffer, struct elb_text text)
{
    elb_buffer_append(buffer, text.start, text.length);
}

void elb_buffer_append_string(struct elb_buffer *buffer, const char *string)
{
    elb_buffer_append(buffer, string, strlen(string));
}

void elb_buffer_append_char(struct elb_buffer *buffer, char c)
{
    elb_buffer_append(buffer, &c, 1);
}

void elb_buffer_append_repeated(struct elb_buffer *buffer, char c, size_t count)
{
    if (count == 0 || !elb_buffer_reserve(buffer, count))
        return;
    memset(buffer->data + buffer->length, c, count);
    buffer->length += count;
    buffer->data[buffer->length] = '\0';
}

void elb_buffer_printf(struct elb_buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(buffer, format, arguments);
    va_end(arguments);
}

void elb_buffer_vprintf(struct elb_buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        buffer->out_of_memory = true;
    if (length <= 0 || !elb_buffer_reserve(buffer, (size_t)length))
        return;
    (void)vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
    buffer->length += (size_t)length;
}

const char *elb_buffer_string(const struct elb_buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

struct elb_text elb_buffer_text(const struct elb_buffer *buffer)
{
    return (struct elb_text){elb_buffer_string(buffer), buffer->length};
}

char *elb_buffer_steal(struct elb_buffer *buffer)
{
    char *data;

    if (!elb_buffer_reserve(buffer, 0)) {
        elb_buffer_done(buffer);
        return NULL;
    }
    data = buffer->data;
    elb_buffer_init(buffer);
    return data;
}
