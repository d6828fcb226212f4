/* SPDX-License-Identifier: MIT */
/* The page around what a verb has to say: head, contents, sections, figures, tables. */
#include "report/html/html.h"

void elb_html_begin(struct elb_html_page *page, struct elb_report *report)
{
    *page = (struct elb_html_page){.report = report};
}

const char *elb_html_plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void elb_html_section(struct elb_html_page *page, const char *id, const char *title)
{
    if (page->section_count > 0)
        elb_buffer_append_string(&page->out, "</section>\n");
    if (page->section_count < ELB_HTML_SECTIONS)
        page->sections[page->section_count++] = (struct elb_html_section){id, title};
    elb_buffer_printf(&page->out,
                      "\n<section class=\"s-%s\" aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n",
                      id, id, id, title);
}

/* ---- Head and foot -------------------------------------------------------------------------- */

/* Nothing but the one style sheet, by its hash: were markup to slip in, it could do nothing. */
static void write_head(struct elb_buffer *out, const char *title)
{
    elb_buffer_printf(out,
                      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "style-src '%s'; base-uri 'none'; form-action 'none'\"/>\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                      "<meta name=\"generator\" content=\"elblint " ELB_VERSION "\"/>\n"
                      "<title>%s</title>\n<style>",
                      elb_html_style_hash, title);
    elb_buffer_append_string(out, elb_html_style);
    elb_buffer_append_string(out, "</style>\n</head>\n");
}

static void write_contents(const struct elb_html_page *page, struct elb_buffer *out)
{
    elb_buffer_append_string(out, "<nav aria-label=\"Contents\">\n<ul>\n");
    for (size_t i = 0; i < page->section_count; i++)
        elb_buffer_printf(out, "<li><a href=\"#%s\">%s</a></li>\n", page->sections[i].id,
                          page->sections[i].title);
    elb_buffer_append_string(out, "</ul>\n</nav>\n");
}

static void write_foot(const struct elb_html_page *page, struct elb_buffer *out)
{
    elb_buffer_append_string(out, "</main>\n<footer>\n<p>Made by elblint " ELB_VERSION
                                  " with the facts of ");
    elb_html_text(out, page->report->catalog->date);
    elb_buffer_append_string(out,
                             ". Handshakes are predicted by the rules of the load balancers&#39; "
                             "own TLS library; nothing was sent anywhere.</p>\n</footer>\n"
                             "</body>\n</html>\n");
}

void elb_html_end(struct elb_html_page *page, const char *title, const char *lead)
{
    struct elb_buffer *out = page->report->out;

    if (page->section_count > 0)
        elb_buffer_append_string(&page->out, "</section>\n");
    write_head(out, title);
    elb_buffer_append_string(out, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content"
                                  "</a>\n<header>\n");
    elb_buffer_printf(out, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n</header>\n", title, lead);
    write_contents(page, out);
    elb_buffer_append_string(out, "<main id=\"main\" tabindex=\"-1\">\n");
    elb_buffer_append_text(out, elb_buffer_text(&page->out));
    write_foot(page, out);
    elb_report_part_done(out, &page->out);
}

/* ---- Errors --------------------------------------------------------------------------------- */

#define ERRORS_SHOWN 100

static void write_error(struct elb_buffer *out, const struct elb_error *error)
{
    elb_buffer_append_string(out, "<li>");
    if (error->path[0]) {
        elb_html_code(out, error->path);
        if (error->line > 0)
            elb_buffer_printf(out, ", line %zu", (size_t)error->line);
        elb_buffer_append_string(out, ": ");
    }
    elb_html_text(out, error->message);
    elb_buffer_append_string(out, "</li>\n");
}

void elb_html_errors(struct elb_html_page *page)
{
    const struct elb_report *report = page->report;

    if (report->error_count == 0)
        return;
    elb_buffer_printf(
        &page->out,
        "<div class=\"alert\">\n<h3>Not complete: %zu input%s could not be read</h3>\n"
        "<p>What follows is about the rest. Nothing is said of these:</p>\n<ul>\n",
        report->error_count, elb_html_plural(report->error_count));
    for (size_t i = 0; i < report->error_count && i < ERRORS_SHOWN; i++)
        write_error(&page->out, &report->errors[i]);
    elb_buffer_append_string(&page->out, "</ul>\n");
    if (report->error_count > ERRORS_SHOWN)
        elb_html_left_out(page, report->error_count - ERRORS_SHOWN, "inputs");
    elb_buffer_append_string(&page->out, "</div>\n");
}

/* ---- Figures and tables --------------------------------------------------------------------- */

const char *elb_html_tone_class(enum elb_html_tone tone)
{
    static const char *const classes[] = {"plain", "good", "warning", "bad"};

    return classes[tone];
}

void elb_html_figures_begin(struct elb_html_page *page)
{
    elb_buffer_append_string(&page->out, "<dl class=\"figures\">\n");
}

/* Zero of something bad is nothing to be alarmed of. */
void elb_html_figure(struct elb_html_page *page, const char *label, size_t count,
                     enum elb_html_tone tone)
{
    elb_buffer_printf(&page->out, "<div class=\"%s\"><dt>%s</dt><dd>%zu</dd></div>\n",
                      elb_html_tone_class(count > 0 ? tone : ELB_TONE_PLAIN), label, count);
}

void elb_html_figures_end(struct elb_html_page *page)
{
    elb_buffer_append_string(&page->out, "</dl>\n");
}

void elb_html_table_begin(struct elb_html_page *page, const char *caption, const char *const *heads)
{
    elb_buffer_printf(&page->out,
                      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
                      "<table>\n<caption>%s</caption>\n<thead><tr>",
                      caption, caption);
    for (size_t i = 0; heads[i]; i++)
        elb_buffer_printf(&page->out, "<th scope=\"col\"%s>%s</th>",
                          heads[i][0] == '#' ? " class=\"number\"" : "",
                          heads[i] + (heads[i][0] == '#'));
    elb_buffer_append_string(&page->out, "</tr></thead>\n<tbody>\n");
}

void elb_html_table_end(struct elb_html_page *page)
{
    elb_buffer_append_string(&page->out, "</tbody>\n</table>\n</div>\n");
}

void elb_html_left_out(struct elb_html_page *page, size_t count, const char *what)
{
    if (count > 0)
        elb_buffer_printf(
            &page->out,
            "<p class=\"left-out\">Left out here: %zu more %s. The other formats have "
            "them all.</p>\n",
            count, what);
}
