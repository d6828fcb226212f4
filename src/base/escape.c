/* SPDX-License-Identifier: MIT */

#include "base/escape.h"

#include "base/utf8.h"

/*
 * Unicode 15's general category Cf, which is not seen or turns the direction of reading around, and
 * the two separators that some terminals break lines at. By code.
 */
static const struct {
    uint32_t first;
    uint32_t last;
} invisible[] = {
    {0x00ad, 0x00ad},   {0x0600, 0x0605},   {0x061c, 0x061c},   {0x06dd, 0x06dd},
    {0x070f, 0x070f},   {0x0890, 0x0891},   {0x08e2, 0x08e2},   {0x180e, 0x180e},
    {0x200b, 0x200f},   {0x2028, 0x202e},   {0x2060, 0x206f},   {0xfeff, 0xfeff},
    {0xfff9, 0xfffb},   {0x110bd, 0x110bd}, {0x110cd, 0x110cd}, {0x13430, 0x1343f},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe007f},
};

static bool is_invisible(uint32_t code)
{
    for (size_t i = 0; i < sizeof(invisible) / sizeof(invisible[0]); i++) {
        if (code <= invisible[i].last)
            return code >= invisible[i].first;
    }
    return false;
}

static bool is_harmless(uint32_t code)
{
    if (code < 0x80)
        return code >= 0x20 && code != 0x7f;
    return code >= 0xa0 && !is_invisible(code);
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
