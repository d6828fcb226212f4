/* SPDX-License-Identifier: MIT */

/* What all reporters of `lint` count and say alike. */
#include "report/lint.h"

void elb_lint_count(const struct elb_lint_result *result, struct elb_lint_counts *ret_counts)
{
    *ret_counts = (struct elb_lint_counts){0};
    for (size_t i = 0; i < elb_listeners_count(result->listeners); i++) {
        const struct elb_listener *listener = elb_listeners_at(result->listeners, i);

        ret_counts->listeners += listener->declaration == ELB_DECLARED_LISTENER;
        ret_counts->unresolved += listener->how == ELB_HOW_UNRESOLVED;
    }
    for (size_t i = 0; i < elb_findings_count(result->findings); i++) {
        const struct elb_finding *finding = elb_findings_at(result->findings, i);

        if (finding->suppressed)
            ret_counts->suppressed++;
        else
            ret_counts->findings[finding->severity]++;
    }
}

struct elb_text elb_lint_source_line(const struct elb_lint_result *result, const char *path,
                                     size_t line)
{
    size_t length = 0;
    const char *start = elb_listeners_text(result->listeners, path, &length);
    struct elb_text rest = {start, length};
    struct elb_text found = {0};

    while (start && line > 0 && elb_text_next_line(&rest, &found))
        line--;
    return line == 0 ? found : (struct elb_text){0};
}

void elb_lint_listener_name(struct elb_buffer *out, const struct elb_listener *listener)
{
    if (listener->address)
        elb_buffer_append_string(out, listener->address);
    if (listener->protocol)
        elb_buffer_printf(out, "%s%s", out->length > 0 ? " " : "", listener->protocol);
    if (listener->port >= 0)
        elb_buffer_printf(out, "%s%d", listener->protocol ? ":" : " ", listener->port);
}
