/* SPDX-License-Identifier: MIT */

#include "report/text/style.h"

#include "base/escape.h"
#include "base/utf8.h"

void elb_escape_string(struct elb_buffer *out, const char *string)
{
    elb_escape_terminal(out, elb_text_from(string));
}

size_t elb_escape_width(struct elb_report *report, const char *string)
{
    struct elb_buffer escaped = {0};
    size_t width;

    elb_escape_string(&escaped, string);
    width = elb_utf8_count(elb_buffer_text(&escaped));
    elb_report_part_done(report->out, &escaped);
    return width;
}

/* ECMA-48, SGR. */
static const char *style_code(enum elb_style style)
{
    switch (style) {
    case ELB_STYLE_HEADING:
        return "1";
    case ELB_STYLE_GOOD:
        return "32";
    case ELB_STYLE_WARNING:
        return "33";
    case ELB_STYLE_BAD:
        return "1;31";
    case ELB_STYLE_FAINT:
        return "2";
    case ELB_STYLE_PLAIN:
        break;
    }
    return NULL;
}

void elb_style_write(struct elb_report *report, enum elb_style style, const char *text,
                     size_t width)
{
    const char *code = report->color && text && *text ? style_code(style) : NULL;
    size_t used = width ? elb_escape_width(report, text) : 0;

    if (code)
        elb_buffer_printf(report->out, "\x1b[%sm", code);
    elb_escape_string(report->out, text);
    if (code)
        elb_buffer_append_string(report->out, "\x1b[0m");
    if (used < width)
        elb_buffer_append_repeated(report->out, ' ', width - used);
}

/* ---- Wrapped lines -------------------------------------------------------------------------- */

void elb_lines_begin(struct elb_lines *lines, struct elb_report *report, const char *label)
{
    size_t used = 2 + elb_escape_width(report, label);

    *lines = (struct elb_lines){.report = report,
                                .indent = ELB_LINES_INDENT,
                                .column = ELB_LINES_INDENT,
                                .pending = used < ELB_LINES_INDENT ? ELB_LINES_INDENT - used : 1,
                                .is_empty = true};
    elb_buffer_append_string(report->out, "  ");
    elb_style_write(report, ELB_STYLE_FAINT, label, 0);
}

void elb_lines_begin_plain(struct elb_lines *lines, struct elb_report *report, size_t indent)
{
    *lines = (struct elb_lines){
        .report = report, .indent = indent, .column = indent, .pending = indent, .is_empty = true};
}

void elb_lines_break(struct elb_lines *lines)
{
    if (lines->is_empty)
        return;
    elb_buffer_append_char(lines->report->out, '\n');
    lines->pending = lines->indent;
    lines->column = lines->indent;
    lines->is_empty = true;
}

void elb_lines_word(struct elb_lines *lines, const char *word)
{
    size_t width = elb_escape_width(lines->report, word);

    if (lines->column + 1 + width > ELB_TEXT_WIDTH)
        elb_lines_break(lines);
    if (!lines->is_empty) {
        lines->pending = 1;
        lines->column++;
    }
    elb_buffer_append_repeated(lines->report->out, ' ', lines->pending);
    lines->pending = 0;
    elb_escape_string(lines->report->out, word);
    lines->column += width;
    lines->is_empty = false;
}

void elb_lines_text(struct elb_lines *lines, const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text word;

    while (elb_text_next_word(&rest, " \n", &word)) {
        struct elb_buffer copy = {0};

        elb_buffer_append_text(&copy, word);
        elb_lines_word(lines, elb_buffer_string(&copy));
        elb_report_part_done(lines->report->out, &copy);
    }
}

void elb_lines_end(struct elb_lines *lines)
{
    elb_buffer_append_char(lines->report->out, '\n');
}

void elb_lines_write(struct elb_report *report, const char *label, const char *text)
{
    struct elb_lines lines;

    if (!text)
        return;
    elb_lines_begin(&lines, report, label);
    elb_lines_text(&lines, text);
    elb_lines_end(&lines);
}
