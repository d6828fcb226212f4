/* SPDX-License-Identifier: MIT */

/*
 * A report as one page of HTML, well-formed as XML too: no script, nothing from elsewhere. The same
 * input gives the same bytes. Whatever comes from an input is made harmless as for a terminal, and
 * then escaped; nothing of it becomes markup, an address or a style.
 */
#ifndef ELB_REPORT_HTML_HTML_H
#define ELB_REPORT_HTML_HTML_H

#include "report/report.h"

/* ---- Text (text.c) -------------------------------------------------------------------------- */

/* Text of any origin, for content and for attributes in double quotes. NULL is "". */
void elb_html_text(struct elb_buffer *out, const char *string);
void elb_html_slice(struct elb_buffer *out, struct elb_text text);

/* The same with a format. */
void elb_html_printf(struct elb_buffer *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A sentence in which names stand in single quotes, and commands in backticks: both become code. */
void elb_html_message(struct elb_buffer *out, const char *message);

/* Text as code. */
void elb_html_code(struct elb_buffer *out, const char *string);

/*
 * What a part of a text report wrote, as the items of a list: a line that is indented more than the
 * first one goes on with the one before. Nothing for an empty text.
 */
void elb_html_lines(struct elb_buffer *out, struct elb_text text);

/* The same as it is, with its lines, but for the indentation of the first. */
void elb_html_block(struct elb_buffer *out, struct elb_text text);

/* A report that writes text into `buffer`: for the two functions above. */
struct elb_report elb_html_text_report(const struct elb_report *report, struct elb_buffer *buffer);

/* ---- The page (page.c) ---------------------------------------------------------------------- */

#define ELB_HTML_SECTIONS 12

/* The page while its sections are written, into `out`. */
struct elb_html_page {
    struct elb_report *report;
    struct elb_buffer out;
    struct elb_html_section {
        const char *id;
        const char *title;
    } sections[ELB_HTML_SECTIONS];
    size_t section_count;
};

void elb_html_begin(struct elb_html_page *page, struct elb_report *report);

/* Ends the section before, and begins one with its heading. */
void elb_html_section(struct elb_html_page *page, const char *id, const char *title);

/* Writes the whole into the report and frees the page. `lead` is a sentence of our own. */
void elb_html_end(struct elb_html_page *page, const char *title, const char *lead);

/* What could not be read, as a warning; nothing if all was. */
void elb_html_errors(struct elb_html_page *page);

/* A figure of the summary: what is counted, how many, and how that is to be taken. */
enum elb_html_tone {
    ELB_TONE_PLAIN,
    ELB_TONE_GOOD,
    ELB_TONE_WARNING,
    ELB_TONE_BAD,
};
const char *elb_html_tone_class(enum elb_html_tone tone);
void elb_html_figures_begin(struct elb_html_page *page);
void elb_html_figure(struct elb_html_page *page, const char *label, size_t count,
                     enum elb_html_tone tone);
void elb_html_figures_end(struct elb_html_page *page);

/*
 * A table with a caption in a region that scrolls by itself; `heads` ends with NULL, and one that
 * begins with # is over numbers. Rows follow, each a <tr>.
 */
void elb_html_table_begin(struct elb_html_page *page, const char *caption,
                          const char *const *heads);
void elb_html_table_end(struct elb_html_page *page);

/* "and 7 more ...", if something was left out. */
void elb_html_left_out(struct elb_html_page *page, size_t count, const char *what);

/* "s" unless it is one. */
const char *elb_html_plural(size_t count);

/* ---- The style sheet (made of style.css when the library is built) -------------------------- */

extern const char elb_html_style[];      /* ends with NUL */
extern const char elb_html_style_hash[]; /* `sha256-...`, as a Content-Security-Policy has it */

#endif
