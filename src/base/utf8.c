/* SPDX-License-Identifier: MIT */

#include "base/utf8.h"

#include <stdbool.h>

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The length that the first byte announces; 0 if no character starts with it. */
static size_t announced_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return 2;
    if (first >= 0xe0 && first <= 0xef)
        return 3;
    if (first >= 0xf0 && first <= 0xf4)
        return 4;
    return 0;
}

/* RFC 3629, section 3: what the shortest form of that length can hold. */
static bool is_shortest(uint32_t code, size_t length)
{
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};

    return code >= lowest[length];
}

size_t elb_utf8_decode(struct elb_text text, uint32_t *ret_code)
{
    const unsigned char *bytes = (const unsigned char *)text.start;
    size_t length;
    uint32_t code;

    if (text.length == 0)
        return 0;
    length = announced_length(bytes[0]);
    if (length == 0 || length > text.length)
        return 0;
    code = length == 1 ? bytes[0] : bytes[0] & (0x7fU >> length);
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(bytes[i]))
            return 0;
        code = code << 6 | (bytes[i] & 0x3fU);
    }
    if (!is_shortest(code, length) || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
        return 0;
    if (ret_code)
        *ret_code = code;
    return length;
}

size_t elb_utf8_encode(uint32_t code, char ret_bytes[4])
{
    if (code < 0x80) {
        ret_bytes[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        ret_bytes[0] = (char)(0xc0 | code >> 6);
        ret_bytes[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
        return 0;
    if (code < 0x10000) {
        ret_bytes[0] = (char)(0xe0 | code >> 12);
        ret_bytes[1] = (char)(0x80 | (code >> 6 & 0x3f));
        ret_bytes[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    ret_bytes[0] = (char)(0xf0 | code >> 18);
    ret_bytes[1] = (char)(0x80 | (code >> 12 & 0x3f));
    ret_bytes[2] = (char)(0x80 | (code >> 6 & 0x3f));
    ret_bytes[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

size_t elb_utf8_valid_length(struct elb_text text)
{
    struct elb_text rest = text;

    while (rest.length) {
        size_t length = 1;

        if ((unsigned char)*rest.start >= 0x80)
            length = elb_utf8_decode(rest, NULL);
        if (length == 0)
            break;
        rest.start += length;
        rest.length -= length;
    }
    return text.length - rest.length;
}

size_t elb_utf8_cut(struct elb_text text, size_t maximum)
{
    size_t end = text.length < maximum ? text.length : maximum;
    size_t start = end;

    /* Back to where the last character starts; if it is malformed, its bytes stay. */
    while (start > 0 && end - start < 3 && is_continuation((unsigned char)text.start[start - 1]))
        start--;
    if (start == 0)
        return end;
    start--;
    if (announced_length((unsigned char)text.start[start]) > end - start)
        return start;
    return end;
}

size_t elb_utf8_count(struct elb_text text)
{
    struct elb_text rest = text;
    size_t count = 0;

    while (rest.length) {
        size_t length = elb_utf8_decode(rest, NULL);

        rest = elb_text_skip(rest, length ? length : 1);
        count++;
    }
    return count;
}
