/* SPDX-License-Identifier: MIT */

#include "base/utf8.h"
#include "tree/json_scan.h"

static size_t problem(const char *message, size_t offset, struct elb_json_problem *ret_problem)
{
    *ret_problem = (struct elb_json_problem){message, offset};
    return 0;
}

size_t elb_json_scan_string(struct elb_text text, bool *ret_has_escapes,
                            struct elb_json_problem *ret_problem)
{
    *ret_has_escapes = false;
    for (size_t i = 1; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.start[i];

        if (byte == '"')
            return i + 1;
        if (byte < 0x20)
            return problem(byte == '\n' ? "string without an end on its line"
                                        : "control character in a string",
                           i, ret_problem);
        if (byte != '\\')
            continue;
        *ret_has_escapes = true;
        /* Whatever follows is part of the escape, a quote too. */
        i++;
    }
    return problem("string without an end", 0, ret_problem);
}

/* The code unit of a \uXXXX at the start; false if it is none. */
static bool read_unit(struct elb_text text, uint32_t *ret_unit)
{
    struct elb_text digits = elb_text_skip(text, 2);
    uint64_t value;

    if (text.length < 6 || !elb_text_has_prefix(text, "\\u"))
        return false;
    digits.length = 4;
    if (!elb_text_parse_hex(digits, 0xffff, &value))
        return false;
    *ret_unit = (uint32_t)value;
    return true;
}

/* The character of a \uXXXX, or of two that are a surrogate pair; returns their length, or 0. */
static size_t read_unicode(struct elb_text text, uint32_t *ret_code, const char **ret_message)
{
    uint32_t high;
    uint32_t low;

    *ret_message = "expected four hex digits behind '\\u'";
    if (!read_unit(text, &high))
        return 0;
    *ret_message = "character U+0000 is not allowed";
    if (high == 0)
        return 0;
    *ret_code = high;
    if (high < 0xd800 || high > 0xdfff)
        return 6;
    *ret_message = "half a surrogate pair";
    if (high > 0xdbff || !read_unit(elb_text_skip(text, 6), &low) || low < 0xdc00 || low > 0xdfff)
        return 0;
    *ret_code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    return 12;
}

/* The character of an escape at the start of `text`; returns the escape's length, or 0. */
static size_t read_escape(struct elb_text text, uint32_t *ret_code, const char **ret_message)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *letter =
        text.length > 1 ? memchr(letters, text.start[1], sizeof(letters) - 1) : NULL;

    if (letter) {
        *ret_code = (unsigned char)meanings[letter - letters];
        return 2;
    }
    if (text.length > 1 && text.start[1] == 'u')
        return read_unicode(text, ret_code, ret_message);
    *ret_message = "unknown escape";
    return 0;
}

bool elb_json_unescape(struct elb_text text, char *decoded, size_t *ret_length,
                       struct elb_json_problem *ret_problem)
{
    struct elb_text rest = text;
    size_t length = 0;

    while (rest.length) {
        const char *message = NULL;
        uint32_t code;
        size_t escape;

        if (*rest.start != '\\') {
            decoded[length++] = *rest.start;
            rest = elb_text_skip(rest, 1);
            continue;
        }
        escape = read_escape(rest, &code, &message);
        if (escape == 0)
            return problem(message, text.length - rest.length, ret_problem);
        length += elb_utf8_encode(code, decoded + length);
        rest = elb_text_skip(rest, escape);
    }
    *ret_length = length;
    return true;
}
