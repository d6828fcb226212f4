/* SPDX-License-Identifier: MIT */

#include "base/escape.h"

#include "base/utf8.h"

/* Unicode's Bidi_Control property, and the two separators that some terminals break lines at. */
static bool is_bidi_or_separator(uint32_t code)
{
    return code == 0x061c || code == 0x200e || code == 0x200f ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_harmless(uint32_t code)
{
    if (code < 0x80)
        return code >= 0x20 && code != 0x7f;
    return code >= 0xa0 && !is_bidi_or_separator(code);
}

/* The length of the run from the start that can be copied as it is. */
static size_t harmless_length(struct elb_text text)
{
    struct elb_text rest = text;
    uint32_t code;
    size_t length;

    while ((length = elb_utf8_decode(rest, &code)) > 0 && is_harmless(code))
        rest = elb_text_skip(rest, length);
    return text.length - rest.length;
}

void elb_escape_terminal(struct elb_buffer *buffer, struct elb_text text)
{
    while (text.length) {
        size_t run = harmless_length(text);
        uint32_t code = 0;
        size_t length;

        elb_buffer_append(buffer, text.start, run);
        text = elb_text_skip(text, run);
        if (text.length == 0)
            break;
        length = elb_utf8_decode(text, &code);
        if (length > 1)
            elb_buffer_printf(buffer, "\\u{%04X}", (unsigned)code);
        else
            elb_buffer_printf(buffer, "\\x%02X", (unsigned)(unsigned char)*text.start);
        text = elb_text_skip(text, length ? length : 1);
    }
}
