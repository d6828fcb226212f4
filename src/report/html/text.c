/* SPDX-License-Identifier: MIT */
/* Text in a page: escaped once for people, and once for the browser. */
#include "base/escape.h"
#include "report/html/html.h"

void elb_html_slice(struct elb_buffer *out, struct elb_text text)
{
    struct elb_buffer harmless = {0};

    elb_escape_terminal(&harmless, text);
    elb_escape_xml(out, elb_buffer_text(&harmless));
    elb_report_part_done(out, &harmless);
}

void elb_html_text(struct elb_buffer *out, const char *string)
{
    elb_html_slice(out, elb_text_from(string));
}

void elb_html_printf(struct elb_buffer *out, const char *format, ...)
{
    struct elb_buffer text = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    elb_html_slice(out, elb_buffer_text(&text));
    elb_report_part_done(out, &text);
}

void elb_html_code(struct elb_buffer *out, const char *string)
{
    elb_buffer_append_string(out, "<code>");
    elb_html_text(out, string);
    elb_buffer_append_string(out, "</code>");
}

/* The quote that ends a name: not an apostrophe within a word. */
static size_t end_of_name(struct elb_text text, char quote)
{
    for (size_t i = 0; i < text.length; i++) {
        const bool is_last = i + 1 == text.length;

        if (text.start[i] == quote && (is_last || strchr(" ,;:.)'", text.start[i + 1])))
            return i;
    }
    return SIZE_MAX;
}

void elb_html_message(struct elb_buffer *out, const char *message)
{
    struct elb_text rest = elb_text_from(message);
    size_t start = 0;

    while (start < rest.length) {
        const bool begins =
            strchr("'`", rest.start[start]) && (start == 0 || strchr(" (", rest.start[start - 1]));
        const struct elb_text name = elb_text_skip(rest, start + 1);
        const size_t length = begins ? end_of_name(name, rest.start[start]) : SIZE_MAX;

        if (length == SIZE_MAX) {
            start++;
            continue;
        }
        elb_html_slice(out, (struct elb_text){rest.start, start});
        elb_buffer_append_string(out, "<code>");
        elb_html_slice(out, (struct elb_text){name.start, length});
        elb_buffer_append_string(out, "</code>");
        rest = elb_text_skip(name, length + 1);
        start = 0;
    }
    elb_html_slice(out, rest);
}

/* ---- Parts of text reports ------------------------------------------------------------------ */

struct elb_report elb_html_text_report(const struct elb_report *report, struct elb_buffer *buffer)
{
    struct elb_report text = *report;

    text.out = buffer;
    text.color = false;
    text.quiet = false;
    return text;
}

static size_t indent_of(struct elb_text line)
{
    size_t indent = 0;

    while (indent < line.length && line.start[indent] == ' ')
        indent++;
    return indent;
}

void elb_html_lines(struct elb_buffer *out, struct elb_text text)
{
    size_t indent = SIZE_MAX;
    struct elb_text line;

    while (elb_text_next_line(&text, &line)) {
        const bool goes_on = indent_of(line) > indent && indent != SIZE_MAX;

        if (elb_text_trim(line).length == 0)
            continue;
        if (indent == SIZE_MAX) {
            indent = indent_of(line);
            elb_buffer_append_string(out, "<ul>\n");
        } else if (!goes_on) {
            elb_buffer_append_string(out, "</li>\n");
        }
        elb_buffer_append_string(out, goes_on ? " " : "<li>");
        elb_html_slice(out, elb_text_trim(line));
    }
    if (indent != SIZE_MAX)
        elb_buffer_append_string(out, "</li>\n</ul>\n");
}

void elb_html_block(struct elb_buffer *out, struct elb_text text)
{
    size_t indent = SIZE_MAX;
    struct elb_text line;

    if (elb_text_trim(text).length == 0)
        return;
    elb_buffer_append_string(out, "<pre class=\"block\">");
    while (elb_text_next_line(&text, &line)) {
        if (indent == SIZE_MAX && line.length == 0)
            continue;
        indent = indent == SIZE_MAX ? indent_of(line) : indent;
        elb_html_slice(out, elb_text_skip(line, indent_of(line) < indent ? 0 : indent));
        elb_buffer_append_char(out, '\n');
    }
    elb_buffer_append_string(out, "</pre>\n");
}
