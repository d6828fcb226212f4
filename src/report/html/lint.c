/* SPDX-License-Identifier: MIT */
/* `lint` as a page: the answer in figures, what to do first, findings, listeners, the grid. */
#include "report/html/lint.h"

enum elb_html_tone elb_html_severity_tone(enum elb_severity severity)
{
    switch (severity) {
    case ELB_SEVERITY_ERROR:
        return ELB_TONE_BAD;
    case ELB_SEVERITY_WARNING:
        return ELB_TONE_WARNING;
    default:
        return ELB_TONE_PLAIN;
    }
}

void elb_html_severity(struct elb_buffer *out, enum elb_severity severity)
{
    elb_buffer_printf(out, "<span class=\"tag %s\">%s</span>",
                      elb_html_tone_class(elb_html_severity_tone(severity)),
                      elb_severity_name(severity));
}

void elb_html_place(struct elb_buffer *out, const char *path, const struct elb_span *span)
{
    elb_buffer_append_string(out, "<span class=\"place\">");
    elb_html_text(out, path);
    if (span->line > 0)
        elb_buffer_printf(out, ":%u:%u", span->line, span->column);
    elb_buffer_append_string(out, "</span>");
}

/* `ssl_policy = "NAME"`, `SslPolicy: NAME` */
static bool is_setting(const char *help)
{
    return strpbrk(help, "\"=") || (strchr(help, ':') && strcspn(help, ":") < strcspn(help, " "));
}

void elb_html_help(struct elb_buffer *out, const struct elb_finding *finding)
{
    if (!finding->help)
        return;
    elb_buffer_append_string(out, "<p>To do: ");
    if (is_setting(finding->help))
        elb_html_code(out, finding->help);
    else
        elb_html_message(out, finding->help);
    elb_buffer_append_string(out, "</p>\n");
}

/* ---- Summary -------------------------------------------------------------------------------- */

static size_t count_suppressed(const struct elb_lint_result *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < elb_findings_count(lint->findings); i++)
        count += elb_findings_at(lint->findings, i)->suppressed != NULL;
    return count;
}

static void write_figures(struct elb_html_page *page, const struct elb_lint_result *lint,
                          const struct elb_lint_counts *counts)
{
    const size_t suppressed = count_suppressed(lint);

    elb_html_figures_begin(page);
    elb_html_figure(page, "listeners", counts->listeners, ELB_TONE_PLAIN);
    elb_html_figure(page, "errors", counts->findings[ELB_SEVERITY_ERROR], ELB_TONE_BAD);
    elb_html_figure(page, "warnings", counts->findings[ELB_SEVERITY_WARNING], ELB_TONE_WARNING);
    elb_html_figure(page, "notes", counts->findings[ELB_SEVERITY_NOTE], ELB_TONE_PLAIN);
    elb_html_figure(page, "unresolved", counts->unresolved, ELB_TONE_WARNING);
    elb_html_figure(page, "unreadable", lint->unreadable, ELB_TONE_BAD);
    if (suppressed > 0)
        elb_html_figure(page, "accepted exceptions", suppressed, ELB_TONE_PLAIN);
    elb_html_figures_end(page);
}

/* What the figures come to, in a sentence. */
static void write_answer(struct elb_html_page *page, const struct elb_lint_result *lint,
                         const struct elb_lint_counts *counts)
{
    const size_t errors = counts->findings[ELB_SEVERITY_ERROR];
    const size_t others =
        counts->findings[ELB_SEVERITY_WARNING] + counts->findings[ELB_SEVERITY_NOTE];

    elb_buffer_append_string(&page->out, "<p>");
    if (errors > 0)
        elb_buffer_printf(&page->out, "%zu finding%s should be mended before this is deployed.",
                          errors, elb_html_plural(errors));
    else if (others > 0)
        elb_buffer_append_string(&page->out, "No errors; what follows is worth a look.");
    else
        elb_buffer_append_string(&page->out, "No findings.");
    if (counts->unresolved > 0)
        elb_buffer_printf(&page->out,
                          " Of %zu listener%s the files don&#39;t tell the policy: nothing is said "
                          "of what that permits.",
                          counts->unresolved, elb_html_plural(counts->unresolved));
    elb_buffer_append_string(&page->out, lint->unreadable > 0 || page->report->error_count > 0
                                             ? " Not everything could be read.</p>\n"
                                             : "</p>\n");
}

static void write_summary(struct elb_html_page *page, const struct elb_lint_result *lint)
{
    struct elb_lint_counts counts;

    elb_lint_count(lint, &counts);
    elb_html_section(page, "summary", "Summary");
    write_answer(page, lint, &counts);
    write_figures(page, lint, &counts);
    elb_html_errors(page);
}

/* ---- The whole ------------------------------------------------------------------------------ */

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    struct elb_lint_groups groups;
    struct elb_html_page page;

    elb_html_begin(&page, report);
    if (!elb_lint_groups_init(&groups, lint))
        report->out->out_of_memory = true;
    write_summary(&page, lint);
    elb_html_lint_first(&page, lint, &groups);
    elb_html_lint_findings(&page, lint, &groups);
    elb_html_lint_suppressed(&page, lint);
    elb_html_lint_listeners(&page, lint);
    elb_html_lint_grid(&page, lint);
    elb_html_lint_rules(&page, &groups);
    elb_lint_groups_done(&groups);
    elb_html_end(&page, "TLS policies of declared listeners",
                 "What the listeners of these files permit, what is wrong with it, and what to "
                 "change, before they are deployed.");
}

const struct elb_reporter elb_reporter_lint_html = {"lint", "html", write_lint};
