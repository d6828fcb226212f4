/* SPDX-License-Identifier: MIT */

/* Numbers and vectors off the front of the bytes of a message (RFC 8446 section 3). */
#ifndef ELB_TLS_BYTES_H
#define ELB_TLS_BYTES_H

#include "base/text.h"

static inline unsigned elb_byte_at(struct elb_text bytes, size_t index)
{
    return (unsigned char)bytes.start[index];
}

static inline unsigned elb_bytes_u16(struct elb_text bytes, size_t index)
{
    return elb_byte_at(bytes, index) << 8 | elb_byte_at(bytes, index + 1);
}

/* The next `length` bytes; false, and nothing is taken, when there are fewer. */
static inline bool elb_bytes_take(struct elb_text *rest, size_t length, struct elb_text *ret_bytes)
{
    if (rest->length < length)
        return false;
    *ret_bytes = (struct elb_text){rest->start, length};
    rest->start += length;
    rest->length -= length;
    return true;
}

/* A number of `size` bytes, 1 to 3. */
static inline bool elb_bytes_take_number(struct elb_text *rest, size_t size, size_t *ret_number)
{
    struct elb_text bytes;
    size_t number = 0;

    if (!elb_bytes_take(rest, size, &bytes))
        return false;
    for (size_t i = 0; i < size; i++)
        number = number << 8 | elb_byte_at(bytes, i);
    *ret_number = number;
    return true;
}

/* A vector with its length before it, in a number of `size` bytes. */
static inline bool elb_bytes_take_vector(struct elb_text *rest, size_t size,
                                         struct elb_text *ret_bytes)
{
    struct elb_text after = *rest;
    size_t length;

    if (!elb_bytes_take_number(&after, size, &length) || !elb_bytes_take(&after, length, ret_bytes))
        return false;
    *rest = after;
    return true;
}

#endif
