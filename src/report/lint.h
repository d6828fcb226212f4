/* SPDX-License-Identifier: MIT */
/* What `lint` hands to its reporters. */
#ifndef ELB_REPORT_LINT_H
#define ELB_REPORT_LINT_H

#include "elblint/fix.h"
#include "report/report.h"

struct elb_lint_result {
    const struct elb_listeners *listeners;
    const struct elb_findings *findings;
    const struct elb_fixes *fixes;           /* what can be mended */
    const enum elb_severity *severities;     /* of each rule, in the order of elb_rule_at() */
    const struct elb_client *const *clients; /* of -c */
    size_t client_count;
    const struct elb_certificates *certificates; /* of listeners that declare none; or NULL */
    size_t unreadable;                           /* files */
};

/* What the last line of a report counts. Suppressed findings are none. */
struct elb_lint_counts {
    size_t listeners; /* not values and policies that nothing has */
    size_t findings[ELB_SEVERITY_COUNT];
    size_t unresolved; /* listeners */
    size_t suppressed; /* findings */
};
void elb_lint_count(const struct elb_lint_result *result, struct elb_lint_counts *ret_counts);

/* What stands around the start of a finding in its line, which may have megabytes. */
struct elb_lint_source {
    struct elb_text before;
    struct elb_text rest; /* from the start of the finding on, without the line's end */
    bool begins_late;     /* there is more of the line before it */
    bool ends_early;      /* and behind it */
};

/* At most that many characters of each; false: there is no such line, or nothing is in it. */
bool elb_lint_source(const struct elb_lint_result *result, const struct elb_finding *finding,
                     size_t before, size_t after, struct elb_lint_source *ret_source);

/* Of a listener's address, protocol and port, what there is: `aws_lb_listener.web HTTPS:443`. The
 * buffer is empty before. */
void elb_lint_listener_name(struct elb_buffer *out, const struct elb_listener *listener);

#endif
