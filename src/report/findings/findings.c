/* SPDX-License-Identifier: MIT */
#include "report/findings/findings.h"

#include "base/escape.h"
#include "base/file.h"

static void append(struct elb_buffer *out, const char *text)
{
    elb_escape_terminal(out, elb_text_from(text));
}

void elb_finding_text(struct elb_buffer *out, const struct elb_finding *finding)
{
    append(out, finding->message);
    for (size_t i = 0; i < finding->also_count; i++) {
        elb_buffer_append_string(out, i == 0 ? "; also: " : ", ");
        append(out, finding->also[i].text);
    }
}

void elb_finding_help(struct elb_buffer *out, const char *separator,
                      const struct elb_finding *finding)
{
    if (!finding->help)
        return;
    elb_buffer_append_string(out, separator);
    append(out, finding->help);
}

const char *elb_finding_path(const struct elb_finding *finding)
{
    return elb_path_plain(finding->path);
}

void elb_finding_place(struct elb_buffer *out, const struct elb_finding *finding)
{
    append(out, elb_finding_path(finding));
    elb_buffer_printf(out, ":%u", elb_finding_line(finding));
}

unsigned elb_finding_line(const struct elb_finding *finding)
{
    return finding->span.line > 0 ? finding->span.line : 1;
}

void elb_finding_subject(struct elb_buffer *out, const struct elb_listener *listener)
{
    struct elb_buffer name = {0};

    if (!listener)
        return;
    elb_lint_listener_name(&name, listener);
    append(out, elb_buffer_string(&name));
    elb_report_part_done(out, &name);
}
