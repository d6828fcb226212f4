/* SPDX-License-Identifier: MIT */

#include "catalog/emit.h"

#include "base/utf8.h"

#define WIDTH 100

/* Plain where nothing in it can mean anything in YAML, be it in a flow list or not. */
static bool is_plain(struct elb_text text)
{
    static const char marks[] = " _./+-@()'=<>*:";
    if (text.length == 0 || elb_text_is_nocase(text, "null") || *text.start == ' ' ||
        text.start[text.length - 1] == ' ' || text.start[text.length - 1] == ':' ||
        strchr("-@'=<>*:", *text.start) != NULL)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.start[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (c == '\0' || strchr(marks, c) == NULL))
            return false;
        if (c == ':' && text.start[i + 1] == ' ')
            return false;
    }
    return true;
}

/* YAML 1.1 section 5.1: what may not stand in a file, and what would be read as a line break. */
static bool must_escape(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           code == 0xFEFF || (code & 0xFFFE) == 0xFFFE;
}

static void append_escaped(struct elb_buffer *out, uint32_t code)
{
    if (code <= 0xFF)
        elb_buffer_printf(out, "\\x%02X", (unsigned)code);
    else
        elb_buffer_printf(out, code > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)code);
}

static void append_quoted(struct elb_buffer *out, struct elb_text text)
{
    elb_buffer_append_char(out, '"');
    while (text.length > 0) {
        uint32_t code = (unsigned char)*text.start;
        size_t length = elb_utf8_decode(text, &code);
        if (length == 0 || must_escape(code)) {
            append_escaped(out, code);
        } else {
            if (code == '"' || code == '\\')
                elb_buffer_append_char(out, '\\');
            elb_buffer_append(out, text.start, length);
        }
        text = elb_text_skip(text, length == 0 ? 1 : length);
    }
    elb_buffer_append_char(out, '"');
}

void elb_emit_scalar(struct elb_buffer *out, const char *string)
{
    struct elb_text text = elb_text_from(string);
    if (is_plain(text))
        elb_buffer_append_text(out, text);
    else
        append_quoted(out, text);
}

void elb_emit_pair(struct elb_buffer *out, const char *key, const char *value)
{
    if (value == NULL)
        return;
    elb_buffer_printf(out, "%s: ", key);
    elb_emit_scalar(out, value);
    elb_buffer_append_char(out, '\n');
}

void elb_emit_bool(struct elb_buffer *out, const char *key, bool value)
{
    elb_emit_pair(out, key, value ? "true" : "false");
}

static void append_lines(struct elb_buffer *out, size_t indent, const struct elb_emit_list *list)
{
    struct elb_buffer item = {0};
    size_t column = WIDTH;
    for (size_t i = 0; i < list->count; i++) {
        elb_buffer_clear(&item);
        list->write(&item, list->context, i);
        elb_buffer_append_string(&item, i + 1 < list->count ? "," : "]\n");
        if (column + 1 + item.length > WIDTH) {
            elb_buffer_append_char(out, '\n');
            elb_buffer_append_repeated(out, ' ', indent + 2);
            column = indent + 2;
        } else {
            elb_buffer_append_char(out, ' ');
            column++;
        }
        elb_buffer_append_text(out, elb_buffer_text(&item));
        column += item.length;
        out->out_of_memory |= item.out_of_memory;
    }
    elb_buffer_done(&item);
}

void elb_emit_list(struct elb_buffer *out, size_t indent, const char *key,
                   const struct elb_emit_list *list)
{
    struct elb_buffer line = {0};
    elb_buffer_append_repeated(&line, ' ', indent);
    elb_buffer_printf(&line, "%s: [", key);
    size_t start = line.length;
    for (size_t i = 0; i < list->count; i++) {
        elb_buffer_append_string(&line, i == 0 ? "" : ", ");
        list->write(&line, list->context, i);
    }
    elb_buffer_append_string(&line, "]\n");
    bool fits = line.length <= WIDTH + 1;
    elb_buffer_append(out, elb_buffer_string(&line), fits ? line.length : start);
    out->out_of_memory |= line.out_of_memory;
    elb_buffer_done(&line);
    if (!fits)
        append_lines(out, indent, list);
}

static void write_string(struct elb_buffer *out, const void *context, size_t i)
{
    elb_emit_scalar(out, ((const char *const *)context)[i]);
}

void elb_emit_strings(struct elb_buffer *out, size_t indent, const char *key,
                      const char *const *strings, size_t count)
{
    elb_emit_list(out, indent, key, &(struct elb_emit_list){write_string, strings, count});
}

void elb_emit_notes(struct elb_buffer *out, const char *key, const char *const *strings,
                    size_t count)
{
    if (count > 0)
        elb_buffer_printf(out, "%s:\n", key);
    for (size_t i = 0; i < count; i++) {
        elb_buffer_append_string(out, "  - ");
        elb_emit_scalar(out, strings[i]);
        elb_buffer_append_char(out, '\n');
    }
}
