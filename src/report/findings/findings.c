/* SPDX-License-Identifier: MIT */
#include "report/findings/findings.h"

void elb_finding_text(struct elb_buffer *out, const struct elb_finding *finding)
{
    elb_buffer_append_string(out, finding->message);
    for (size_t i = 0; i < finding->also_count; i++)
        elb_buffer_printf(out, "%s%s", i == 0 ? "; also: " : ", ", finding->also[i].text);
}

const char *elb_finding_path(const struct elb_finding *finding)
{
    const char *path = finding->path;

    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

unsigned elb_finding_line(const struct elb_finding *finding)
{
    return finding->span.line > 0 ? finding->span.line : 1;
}

void elb_finding_subject(struct elb_buffer *out, const struct elb_finding *finding)
{
    if (finding->listener)
        elb_lint_listener_name(out, finding->listener);
}
