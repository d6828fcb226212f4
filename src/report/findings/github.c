/* SPDX-License-Identifier: MIT */
/*
 * `lint` as workflow commands of GitHub Actions, which become annotations of a pull request.
 * Source: docs.github.com, Workflow commands for GitHub Actions.
 */
#include "base/escape.h"
#include "base/file.h"
#include "report/findings/findings.h"

/* What would end the line, and in a property what would end the property. */
static void escape(struct elb_buffer *out, const char *text, bool is_property)
{
    for (const char *c = text; *c; c++) {
        if (*c == '%' || *c == '\r' || *c == '\n' || (is_property && (*c == ':' || *c == ',')))
            elb_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
        else
            elb_buffer_append_char(out, *c);
    }
}

/* A text of an input. */
static void escape_input(struct elb_buffer *out, const char *text, bool is_property)
{
    struct elb_buffer shown = {0};

    elb_escape_terminal(&shown, elb_text_from(text));
    escape(out, elb_buffer_string(&shown), is_property);
    elb_report_part_done(out, &shown);
}

static const char *command_of(enum elb_severity severity)
{
    static const char *const commands[ELB_SEVERITY_COUNT] = {"debug", "notice", "warning", "error"};

    return commands[severity];
}

static void write_place(struct elb_buffer *out, const struct elb_finding *finding)
{
    const struct elb_span *span = &finding->span;

    elb_buffer_append_string(out, " file=");
    escape_input(out, elb_finding_path(finding), true);
    elb_buffer_printf(out, ",line=%u", elb_finding_line(finding));
    if (span->line > 0)
        elb_buffer_printf(out, ",endLine=%u", span->end_line);
    /* Columns only make sense within one line. */
    if (span->line > 0 && span->end_line == span->line)
        elb_buffer_printf(out, ",col=%u,endColumn=%u", span->column, span->end_column);
    elb_buffer_printf(out, ",title=elblint%%3A %s", finding->rule->id);
}

static void write_finding(struct elb_buffer *out, const struct elb_finding *finding)
{
    struct elb_buffer text = {0};

    elb_finding_text(&text, finding);
    elb_finding_help(&text, "\nhelp: ", finding);
    elb_buffer_printf(out, "::%s", command_of(finding->severity));
    write_place(out, finding);
    elb_buffer_append_string(out, "::");
    escape(out, elb_buffer_string(&text), false);
    elb_buffer_append_char(out, '\n');
    elb_report_part_done(out, &text);
}

/* What could not be read is an annotation too: the answer is not whole. */
static void write_error(struct elb_buffer *out, const struct elb_error *error)
{
    elb_buffer_append_string(out, "::error ");
    if (error->path[0]) {
        elb_buffer_append_string(out, "file=");
        escape_input(out, elb_path_plain(error->path), true);
        elb_buffer_printf(out, ",line=%zu,", error->line > 0 ? error->line : 1);
    }
    elb_buffer_append_string(out, "title=elblint%3A can't read::");
    escape_input(out, error->message, false);
    elb_buffer_append_char(out, '\n');
}

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;

    for (size_t i = 0; i < elb_findings_count(lint->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (!finding->suppressed)
            write_finding(report->out, finding);
    }
    for (size_t i = 0; i < report->error_count; i++)
        write_error(report->out, &report->errors[i]);
}

const struct elb_reporter elb_reporter_lint_github = {"lint", "github", write_lint};
