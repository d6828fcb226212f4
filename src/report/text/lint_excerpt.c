/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/utf8.h"
#include "report/text/lint.h"

#define GUTTER 5  /* columns of the line number */
#define WINDOW 80 /* columns of the line; a plan is one line of megabytes */
#define BEFORE 40 /* of them before the finding, if the line is cut */

/* A part of a line, and where in it, in columns of the terminal, something stands. */
struct excerpt {
    struct elb_text text;
    size_t column; /* from 0 */
    size_t width;
};

/* Without the first `count` characters. */
static struct elb_text skip_characters(struct elb_text text, size_t count)
{
    while (count-- > 0 && text.length > 0) {
        const size_t length = elb_utf8_decode(text, NULL);

        text = elb_text_skip(text, length > 0 ? length : 1);
    }
    return text;
}

static struct elb_text first_characters(struct elb_text text, size_t count)
{
    const struct elb_text rest = skip_characters(text, count);

    return (struct elb_text){text.start, text.length - rest.length};
}

/* How wide it is when it is escaped; tabs are blanks here. */
static size_t escaped_width(struct elb_report *report, struct elb_text text)
{
    struct elb_buffer escaped = {0};
    size_t width;

    elb_escape_terminal(&escaped, text);
    width = elb_utf8_count(elb_buffer_text(&escaped));
    elb_report_part_done(report->out, &escaped);
    return width;
}

/* Tabs become blanks, so that what stands below is below. */
static void append_untabbed(struct elb_buffer *out, struct elb_text text)
{
    struct elb_text part;

    for (bool is_first = true; elb_text_next_field(&text, "\t", &part); is_first = false) {
        if (!is_first)
            elb_buffer_append_char(out, ' ');
        elb_buffer_append_text(out, part);
    }
}

static void take(struct elb_report *report, struct elb_text line, const struct elb_span *span,
                 struct excerpt *ret_excerpt)
{
    const size_t column = span->column > 0 ? span->column - 1 : 0;
    const bool is_long = elb_utf8_count(line) > WINDOW;
    const size_t skipped = is_long && column > BEFORE ? column - BEFORE : 0;
    const bool is_one_line = span->end_line == span->line && span->end_column > span->column;
    struct elb_text shown = skip_characters(line, skipped);
    struct elb_text marked;

    if (is_long)
        shown = first_characters(shown, WINDOW);
    marked = skip_characters(shown, column - skipped);
    if (is_one_line)
        marked = first_characters(marked, span->end_column - span->column);
    ret_excerpt->text = shown;
    ret_excerpt->column = escaped_width(report, first_characters(shown, column - skipped));
    ret_excerpt->width = escaped_width(report, marked);
}

void elb_lint_write_excerpt(struct elb_report *report, const struct elb_lint_result *lint,
                            const struct elb_finding *finding)
{
    const struct elb_text line = elb_lint_source_line(lint, finding->path, finding->span.line);
    struct elb_buffer untabbed = {0};
    struct excerpt excerpt;

    if (line.length == 0)
        return;
    append_untabbed(&untabbed, line);
    take(report, elb_buffer_text(&untabbed), &finding->span, &excerpt);
    elb_buffer_printf(report->out, "%*u | ", GUTTER, finding->span.line);
    elb_escape_terminal(report->out, excerpt.text);
    elb_buffer_printf(report->out, "\n%*s | ", GUTTER, "");
    elb_buffer_append_repeated(report->out, ' ', excerpt.column);
    elb_buffer_append_char(report->out, '^');
    elb_buffer_append_repeated(report->out, '~', excerpt.width > 1 ? excerpt.width - 1 : 0);
    elb_buffer_append_char(report->out, '\n');
    elb_report_part_done(report->out, &untabbed);
}
