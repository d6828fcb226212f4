/* SPDX-License-Identifier: MIT */
#include "base/escape.h"
#include "base/utf8.h"
#include "report/text/lint.h"

#include <stdio.h>

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

/* Tabs become blanks, so that what stands below is below. */
static void append_untabbed(struct elb_buffer *out, struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++)
        elb_buffer_append_char(out, text.start[i] == '\t' ? ' ' : text.start[i]);
}

/* How wide it is when it is escaped. */
static size_t escaped_width(struct elb_report *report, struct elb_text text)
{
    struct elb_buffer untabbed = {0};
    struct elb_buffer escaped = {0};
    size_t width;

    append_untabbed(&untabbed, text);
    elb_escape_terminal(&escaped, elb_buffer_text(&untabbed));
    width = elb_utf8_count(elb_buffer_text(&escaped));
    elb_report_part_done(report->out, &untabbed);
    elb_report_part_done(report->out, &escaped);
    return width;
}

/* A long line is cut on both sides. The column is counted, as a span has that of its own line
 * ends: in YAML there are more of them. */
static void take(struct elb_report *report, const struct elb_lint_source *source,
                 const struct elb_span *span, struct excerpt *ret_excerpt)
{
    const size_t column = elb_utf8_count(source->before);
    const size_t rest = elb_utf8_count(source->rest);
    const bool is_long = source->begins_late || source->ends_early || column + rest > WINDOW;
    const size_t skipped = is_long && column > BEFORE ? column - BEFORE : 0;
    const bool is_one_line = span->end_line == span->line && span->end_column > span->column;
    const struct elb_text before = skip_characters(source->before, skipped);
    const struct elb_text shown =
        first_characters(source->rest, is_long ? WINDOW - (column - skipped) : rest);
    const size_t width = is_one_line ? span->end_column - span->column : rest;

    ret_excerpt->text = (struct elb_text){before.start, before.length + shown.length};
    ret_excerpt->column = escaped_width(report, before);
    ret_excerpt->width = escaped_width(report, first_characters(shown, width));
}

static void write_gutter(struct elb_report *report, unsigned line)
{
    char gutter[32];

    if (line > 0)
        (void)snprintf(gutter, sizeof(gutter), "%*u | ", GUTTER, line);
    else
        (void)snprintf(gutter, sizeof(gutter), "%*s | ", GUTTER, "");
    elb_style_write(report, ELB_STYLE_FAINT, gutter, 0);
}

static void write_mark(struct elb_report *report, const struct excerpt *excerpt)
{
    struct elb_buffer mark = {0};

    elb_buffer_append_repeated(report->out, ' ', excerpt->column);
    elb_buffer_append_char(&mark, '^');
    elb_buffer_append_repeated(&mark, '~', excerpt->width > 1 ? excerpt->width - 1 : 0);
    elb_style_write(report, ELB_STYLE_GOOD, elb_buffer_string(&mark), 0);
    elb_report_part_done(report->out, &mark);
}

void elb_lint_write_excerpt(struct elb_report *report, const struct elb_lint_result *lint,
                            const struct elb_finding *finding)
{
    struct elb_buffer untabbed = {0};
    struct elb_lint_source source;
    struct excerpt excerpt;

    if (!elb_lint_source(lint, finding, WINDOW, WINDOW, &source))
        return;
    take(report, &source, &finding->span, &excerpt);
    append_untabbed(&untabbed, excerpt.text);
    write_gutter(report, finding->span.line);
    elb_escape_terminal(report->out, elb_buffer_text(&untabbed));
    elb_buffer_append_char(report->out, '\n');
    write_gutter(report, 0);
    write_mark(report, &excerpt);
    elb_buffer_append_char(report->out, '\n');
    elb_report_part_done(report->out, &untabbed);
}
