/* SPDX-License-Identifier: MIT */
/* `lint` as Markdown (GitHub's and GitLab's), for a comment of a pull request. */
#include "report/findings/findings.h"

#define ROWS_AT_MOST 100 /* a comment has limits too */

/* In a code span nothing has a meaning but the backtick, and in a table the bar. */
static void write_code(struct elb_buffer *out, const char *text)
{
    elb_buffer_append_char(out, '`');
    for (const char *c = text; *c; c++) {
        if (*c == '`')
            elb_buffer_append_char(out, '\'');
        else if (*c == '|')
            elb_buffer_append_string(out, "\\|");
        else
            elb_buffer_append_char(out, (unsigned char)*c < ' ' ? ' ' : *c);
    }
    elb_buffer_append_char(out, '`');
}

/* Text: what is markup becomes what it looks like. */
static void write_text(struct elb_buffer *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (strchr("\\`*_{}[]()#+!|~@:-", *c))
            elb_buffer_printf(out, "&#%u;", (unsigned)(unsigned char)*c);
        else if (*c == '<' || *c == '>' || *c == '&')
            elb_buffer_append_string(out, *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : "&amp;");
        else
            elb_buffer_append_char(out, (unsigned char)*c < ' ' ? ' ' : *c);
    }
}

/* Names are in single quotes in messages; here they are code. */
static void write_message(struct elb_buffer *out, const char *message)
{
    struct elb_text rest = elb_text_from(message);
    struct elb_text part;

    for (bool is_name = false; elb_text_next_field(&rest, "'", &part); is_name = !is_name) {
        struct elb_buffer copy = {0};

        elb_buffer_append_text(&copy, part);
        if (is_name && rest.start)
            write_code(out, elb_buffer_string(&copy));
        else
            write_text(out, elb_buffer_string(&copy));
        elb_report_part_done(out, &copy);
    }
}

static void write_row(struct elb_buffer *out, const struct elb_finding *finding)
{
    struct elb_buffer place = {0};
    struct elb_buffer text = {0};
    struct elb_buffer help = {0};

    elb_buffer_printf(&place, "%s:%u", elb_finding_path(finding), elb_finding_line(finding));
    elb_finding_text(&text, finding);
    elb_finding_help(&help, "", finding);
    elb_buffer_printf(out, "| %s | ", elb_severity_name(finding->severity));
    write_code(out, elb_buffer_string(&place));
    elb_buffer_append_string(out, " | ");
    write_message(out, elb_buffer_string(&text));
    elb_buffer_printf(out, " (%s) | ", finding->rule->id);
    if (help.length > 0)
        write_code(out, elb_buffer_string(&help));
    elb_buffer_append_string(out, " |\n");
    elb_report_part_done(out, &place);
    elb_report_part_done(out, &text);
    elb_report_part_done(out, &help);
}

static void write_summary(struct elb_buffer *out, const struct elb_lint_result *lint,
                          size_t error_count)
{
    struct elb_lint_counts counts;

    elb_lint_count(lint, &counts);
    elb_buffer_append_string(out, "### elblint: ");
    for (unsigned i = ELB_SEVERITY_ERROR; i > ELB_SEVERITY_OFF; i--)
        elb_buffer_printf(out, "%zu %s%s%s", counts.findings[i],
                          elb_severity_name((enum elb_severity)i),
                          counts.findings[i] == 1 ? "" : "s", i > ELB_SEVERITY_NOTE ? ", " : "");
    elb_buffer_printf(out, " in %zu listener%s\n", counts.listeners,
                      counts.listeners == 1 ? "" : "s");
    if (error_count > 0)
        elb_buffer_printf(out, "\n**Not complete: %zu input%s could not be read.**\n", error_count,
                          error_count == 1 ? "" : "s");
}

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    size_t rows = 0;

    write_summary(report->out, lint, report->error_count);
    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (finding->suppressed)
            continue;
        if (rows == 0)
            elb_buffer_append_string(report->out, "\n| | Where | What | Change |\n|-|-|-|-|\n");
        if (rows++ < ROWS_AT_MOST)
            write_row(report->out, finding);
    }
    if (rows > ROWS_AT_MOST)
        elb_buffer_printf(report->out, "\nand %zu more, which the other formats have\n",
                          rows - ROWS_AT_MOST);
}

const struct elb_reporter elb_reporter_lint_markdown = {"lint", "markdown", write_lint};
