/* SPDX-License-Identifier: MIT */

#include "base/escape.h"
#include "base/utf8.h"

static const char *reference_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* XML 1.0, production 2, without surrogates: those are no UTF-8. */
static bool is_allowed(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code != 0xFFFE && code != 0xFFFF);
}

void elb_escape_xml(struct elb_buffer *buffer, struct elb_text text)
{
    while (text.length > 0) {
        uint32_t code = 0;
        const size_t length = elb_utf8_decode(text, &code);
        const char *reference = length > 0 ? reference_of(code) : NULL;

        if (length == 0)
            elb_buffer_printf(buffer, "\\x%02X", (unsigned)(unsigned char)text.start[0]);
        else if (reference)
            elb_buffer_append_string(buffer, reference);
        else if (!is_allowed(code))
            elb_buffer_printf(buffer, code < 0x100 ? "\\x%02X" : "\\u{%04X}", (unsigned)code);
        else
            elb_buffer_append(buffer, text.start, length);
        text = elb_text_skip(text, length > 0 ? length : 1);
    }
}
