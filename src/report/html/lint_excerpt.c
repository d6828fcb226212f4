/* SPDX-License-Identifier: MIT */
/* The source line of a finding, with what it is about marked. */
#include "base/utf8.h"
#include "report/html/lint.h"

/* Of a line, in characters: a plan is one line of megabytes. */
#define BEFORE_MAX 60
#define MARKED_MAX 200
#define AFTER_MAX  60

static size_t length_of(struct elb_text text, size_t characters)
{
    size_t length = 0;

    while (characters-- > 0 && length < text.length) {
        const size_t step = elb_utf8_decode(elb_text_skip(text, length), NULL);

        length += step > 0 ? step : 1;
    }
    return length;
}

/* Takes so many characters off the front. */
static struct elb_text take(struct elb_text *rest, size_t characters)
{
    const struct elb_text taken = {rest->start, length_of(*rest, characters)};

    *rest = elb_text_skip(*rest, taken.length);
    return taken;
}

/* Tabs become blanks: they are no danger. */
static void write_part(struct elb_buffer *out, struct elb_text text)
{
    struct elb_text part;

    for (bool is_first = true; elb_text_next_field(&text, "\t", &part); is_first = false) {
        elb_buffer_append_string(out, is_first ? "" : "  ");
        elb_html_slice(out, part);
    }
}

static size_t marked_width(const struct elb_span *span)
{
    const bool is_one_line = span->end_line == span->line && span->end_column > span->column;
    const size_t width = is_one_line ? span->end_column - span->column : MARKED_MAX;

    return width < MARKED_MAX ? width : MARKED_MAX;
}

void elb_html_lint_excerpt(struct elb_html_page *page, const struct elb_lint_result *lint,
                           const struct elb_finding *finding)
{
    const size_t marked = marked_width(&finding->span);
    struct elb_buffer *out = &page->out;
    struct elb_lint_source source;

    if (!elb_lint_source(lint, finding, BEFORE_MAX, marked + AFTER_MAX, &source))
        return;
    elb_buffer_printf(out,
                      "<pre class=\"source\" tabindex=\"0\" role=\"region\" aria-label=\"Source "
                      "line %u\"><span class=\"no\">%u </span>%s",
                      finding->span.line, finding->span.line, source.begins_late ? "..." : "");
    write_part(out, source.before);
    elb_buffer_append_string(out, "<mark>");
    write_part(out, take(&source.rest, marked));
    elb_buffer_append_string(out, "</mark>");
    write_part(out, source.rest);
    elb_buffer_append_string(out, source.ends_early ? "...</pre>\n" : "</pre>\n");
}
