/* SPDX-License-Identifier: MIT */

#include "advise/quote.h"

#include "base/escape.h"
#include "base/utf8.h"

/* ---- POSIX shell ---------------------------------------------------------------------------- */

/* What no shell reads anything into, wherever it stands in a word. */
static bool is_plain(struct elb_text text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-._/:@%+,";

    for (size_t i = 0; i < text.length; i++) {
        if (!memchr(plain, text.start[i], sizeof(plain) - 1))
            return false;
    }
    return text.length > 0;
}

/* Nothing is special within single quotes but the quote itself; a NUL can't be in a word at all. */
void elb_quote_shell(struct elb_buffer *out, struct elb_text text)
{
    const char *quote = is_plain(text) ? "" : "'";

    elb_buffer_append_string(out, quote);
    for (size_t i = 0; i < text.length; i++) {
        if (text.start[i] == '\'')
            elb_buffer_append_string(out, "'\\''");
        else if (text.start[i] != '\0')
            elb_buffer_append_char(out, text.start[i]);
    }
    elb_buffer_append_string(out, quote);
}

/* ---- Double quotes -------------------------------------------------------------------------- */

#define REPLACEMENT 0xFFFD

/* Takes one character off the front; what is not UTF-8 gives U+FFFD for each byte. */
static uint32_t next_character(struct elb_text *text, struct elb_text *ret_bytes)
{
    uint32_t code = REPLACEMENT;
    size_t length = elb_utf8_decode(*text, &code);

    *ret_bytes = (struct elb_text){text->start, length};
    *text = elb_text_skip(*text, length ? length : 1);
    return code;
}

/* C0, DEL, C1, and the characters that break lines or turn the direction of reading around: not
 * all of them must be escaped, but nobody should paste them unseen. */
static bool is_hidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xfeff || code == REPLACEMENT;
}

/* A backslash and one of "\nrt, or \uNNNN: the same in JSON, YAML, TypeScript and HCL. */
static bool escape_character(struct elb_buffer *out, uint32_t code)
{
    static const char escapes[][2] = {
        {'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}};

    for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
        if (code == (unsigned char)escapes[i][0]) {
            elb_buffer_printf(out, "\\%c", escapes[i][1]);
            return true;
        }
    }
    if (is_hidden(code))
        elb_buffer_printf(out, "\\u%04x", (unsigned)code);
    return is_hidden(code);
}

void elb_quote_json(struct elb_buffer *out, struct elb_text text)
{
    elb_buffer_append_char(out, '"');
    while (text.length > 0) {
        struct elb_text bytes;

        if (!escape_character(out, next_character(&text, &bytes)))
            elb_buffer_append_text(out, bytes);
    }
    elb_buffer_append_char(out, '"');
}

/* "${" and "%{" begin a template; doubling the first character takes that from them. */
void elb_quote_hcl(struct elb_buffer *out, struct elb_text text)
{
    elb_buffer_append_char(out, '"');
    while (text.length > 0) {
        struct elb_text bytes;
        uint32_t code = next_character(&text, &bytes);

        if ((code == '$' || code == '%') && text.length > 0 && *text.start == '{')
            elb_buffer_append_char(out, (char)code);
        if (!escape_character(out, code))
            elb_buffer_append_text(out, bytes);
    }
    elb_buffer_append_char(out, '"');
}

void elb_quote_comment(struct elb_buffer *out, const char *name)
{
    elb_escape_terminal(out, elb_text_from(name));
}
