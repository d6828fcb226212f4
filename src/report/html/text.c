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

void elb_html_message(struct elb_buffer *out, const char *message)
{
    struct elb_text rest = elb_text_from(message);
    struct elb_text part;

    for (bool is_name = false; elb_text_next_field(&rest, "'", &part); is_name = !is_name) {
        const bool is_closed = rest.start != NULL;

        if (is_name)
            elb_buffer_append_string(out, is_closed ? "<code>" : "&#39;");
        elb_html_slice(out, part);
        if (is_name && is_closed)
            elb_buffer_append_string(out, "</code>");
    }
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

void elb_html_block(struct elb_buffer *out, const char *label, struct elb_text text)
{
    struct elb_text line;

    if (elb_text_trim(text).length == 0)
        return;
    elb_buffer_printf(out, "<pre class=\"block\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">",
                      label);
    while (elb_text_next_line(&text, &line)) {
        elb_html_slice(out, line);
        elb_buffer_append_char(out, '\n');
    }
    elb_buffer_append_string(out, "</pre>\n");
}
