/* SPDX-License-Identifier: MIT */

/* Byte order marks, and UTF-16 as PowerShell's `>` writes it. */
#include "base/file.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

static uint32_t unit_at(struct elb_text bytes, size_t offset, bool is_big_endian)
{
    unsigned char one = (unsigned char)bytes.start[offset];
    unsigned char two = (unsigned char)bytes.start[offset + 1];

    return is_big_endian ? (uint32_t)one << 8 | two : (uint32_t)two << 8 | one;
}

/* The character at `*offset`, which is moved behind it; false if it is only half there. */
static bool next_character(struct elb_text bytes, bool is_big_endian, size_t *offset,
                           uint32_t *ret_code)
{
    uint32_t high;
    uint32_t low;

    if (bytes.length - *offset < 2)
        return false;
    high = unit_at(bytes, *offset, is_big_endian);
    *offset += 2;
    *ret_code = high;
    if (high < 0xd800 || high > 0xdfff)
        return true;
    if (high > 0xdbff || bytes.length - *offset < 2)
        return false;
    low = unit_at(bytes, *offset, is_big_endian);
    if (low < 0xdc00 || low > 0xdfff)
        return false;
    *offset += 2;
    *ret_code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

static enum elb_status from_utf16(struct elb_arena *arena, struct elb_text bytes, const char *path,
                                  bool is_big_endian, struct elb_text *ret_text,
                                  struct elb_error *reterr)
{
    /* Two bytes become at most three. */
    char *text = elb_arena_alloc_array(arena, bytes.length / 2 + 1, 3);
    size_t length = 0;
    size_t offset = 0;
    size_t line = 1;
    uint32_t code;

    if (!text)
        return elb_error_set_memory(reterr);
    while (offset < bytes.length) {
        char encoded[4];
        size_t count;

        if (!next_character(bytes, is_big_endian, &offset, &code))
            return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, line, 0,
                                 "half a character in UTF-16");
        count = elb_utf8_encode(code, encoded);
        memcpy(text + length, encoded, count);
        length += count;
        line += code == '\n';
    }
    *ret_text = (struct elb_text){text, length};
    return ELB_OK;
}

enum elb_status elb_file_decode(struct elb_arena *arena, struct elb_text bytes, const char *path,
                                struct elb_text *ret_text, struct elb_error *reterr)
{
    if (elb_text_has_prefix(bytes, "\xff\xfe"))
        return from_utf16(arena, elb_text_skip(bytes, 2), path, false, ret_text, reterr);
    if (elb_text_has_prefix(bytes, "\xfe\xff"))
        return from_utf16(arena, elb_text_skip(bytes, 2), path, true, ret_text, reterr);
    if (elb_text_has_prefix(bytes, "\xef\xbb\xbf"))
        bytes = elb_text_skip(bytes, 3);
    *ret_text = bytes;
    return ELB_OK;
}
