/* SPDX-License-Identifier: MIT */
/* `lint` as text, in the form of compilers: place, severity, message, source line, help. */
#include "report/text/lint.h"

#define OTHERS_SHOWN 20

static enum elb_style severity_style(enum elb_severity severity)
{
    switch (severity) {
    case ELB_SEVERITY_ERROR:
        return ELB_STYLE_BAD;
    case ELB_SEVERITY_WARNING:
        return ELB_STYLE_WARNING;
    default:
        return ELB_STYLE_HEADING;
    }
}

static void write_place(struct elb_report *report, enum elb_style style,
                        const struct elb_finding *finding)
{
    struct elb_buffer place = {0};

    elb_buffer_append_string(&place, finding->path);
    if (finding->span.line > 0)
        elb_buffer_printf(&place, ":%u:%u", finding->span.line, finding->span.column);
    elb_style_write(report, style, elb_buffer_string(&place), 0);
    elb_report_part_done(report->out, &place);
}

static void write_head(struct elb_report *report, const struct elb_finding *finding)
{
    write_place(report, ELB_STYLE_HEADING, finding);
    elb_buffer_append_string(report->out, ": ");
    elb_style_write(report, severity_style(finding->severity), elb_severity_name(finding->severity),
                    0);
    elb_buffer_append_string(report->out, ": ");
    elb_escape_string(report->out, finding->message);
    elb_buffer_printf(report->out, " [%s]\n", finding->rule->id);
}

static void write_label(struct elb_report *report, const char *label)
{
    elb_style_write(report, ELB_STYLE_FAINT, label, 0);
}

static void write_also(struct elb_report *report, const struct elb_finding *finding)
{
    if (finding->also_count == 0)
        return;
    write_label(report, "  also: ");
    for (size_t i = 0; i < finding->also_count; i++) {
        elb_buffer_append_string(report->out, i > 0 ? ", " : "");
        elb_escape_string(report->out, finding->also[i].text);
    }
    elb_buffer_append_char(report->out, '\n');
}

static void write_help(struct elb_report *report, const struct elb_finding *finding)
{
    if (!finding->help)
        return;
    write_label(report, "  help: ");
    elb_escape_string(report->out, finding->help);
    elb_buffer_append_char(report->out, '\n');
}

/* The others that it is said of: place by place, under each other. */
static void write_others(struct elb_report *report, const struct elb_lint_group *group)
{
    const size_t shown = group->count - 1 <= OTHERS_SHOWN ? group->count : OTHERS_SHOWN + 1;

    for (size_t i = 1; i < shown; i++) {
        const struct elb_finding *finding = group->findings[i];

        if (i == 1)
            write_label(report, "  same: ");
        else
            elb_buffer_append_string(report->out, "        ");
        write_place(report, ELB_STYLE_PLAIN, finding);
        if (finding->listener && finding->listener->address) {
            elb_buffer_append_char(report->out, ' ');
            elb_escape_string(report->out, finding->listener->address);
        }
        elb_buffer_append_char(report->out, '\n');
    }
    if (shown < group->count)
        elb_buffer_printf(report->out, "        and %zu more\n", group->count - shown);
}

static void write_group(struct elb_report *report, const struct elb_lint_result *lint,
                        const struct elb_lint_group *group)
{
    const struct elb_finding *finding = group->findings[0];

    write_head(report, finding);
    elb_lint_write_excerpt(report, lint, finding);
    write_also(report, finding);
    write_others(report, group);
    write_help(report, finding);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void write_counts(struct elb_report *report, const struct elb_lint_result *lint)
{
    struct elb_lint_counts counts;

    elb_lint_count(lint, &counts);
    elb_buffer_printf(report->out, "%zu listener%s", counts.listeners, plural(counts.listeners));
    for (unsigned i = ELB_SEVERITY_ERROR; i > ELB_SEVERITY_OFF; i--)
        elb_buffer_printf(report->out, ", %zu %s%s", counts.findings[i],
                          elb_severity_name((enum elb_severity)i), plural(counts.findings[i]));
    elb_buffer_printf(report->out, ", %zu unresolved, %zu unreadable", counts.unresolved,
                      lint->unreadable);
    if (counts.suppressed > 0)
        elb_buffer_printf(report->out, ", %zu suppressed", counts.suppressed);
    elb_buffer_append_char(report->out, '\n');
}

static void write_lint(struct elb_report *report, const void *result)
{
    const struct elb_lint_result *lint = result;
    struct elb_lint_groups groups;

    if (!elb_lint_groups_init(&groups, lint))
        report->out->out_of_memory = true;
    for (size_t i = 0; i < groups.count; i++)
        write_group(report, lint, groups.items[i]);
    elb_lint_groups_done(&groups);
    if (!report->quiet)
        write_counts(report, lint);
}

const struct elb_reporter elb_reporter_lint_text = {"lint", "text", write_lint};
