/* SPDX-License-Identifier: MIT */

/* Unsigned numbers in texts. */
#include "base/text.h"

static unsigned digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return (unsigned)(c - 'A') + 10;
    return 16;
}

static bool parse_digits(struct elb_text text, unsigned base, uint64_t maximum, uint64_t *ret_value)
{
    uint64_t value = 0;

    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = digit_value(text.start[i]);

        if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    if (value > maximum)
        return false;
    *ret_value = value;
    return true;
}

bool elb_text_parse_unsigned(struct elb_text text, uint64_t maximum, uint64_t *ret_value)
{
    if (elb_text_has_prefix_nocase(text, "0x"))
        return parse_digits(elb_text_skip(text, 2), 16, maximum, ret_value);
    return parse_digits(text, 10, maximum, ret_value);
}

bool elb_text_parse_hex(struct elb_text text, uint64_t maximum, uint64_t *ret_value)
{
    return parse_digits(text, 16, maximum, ret_value);
}
