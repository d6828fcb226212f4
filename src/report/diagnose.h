/* SPDX-License-Identifier: MIT */
/* What `diagnose` hands to its reporters. */
#ifndef ELB_REPORT_DIAGNOSE_H
#define ELB_REPORT_DIAGNOSE_H

#include "elblint/diagnose.h"
#include "report/report.h"

struct elb_diagnose_result {
    const struct elb_diagnosis *items; /* in the order in which they were first seen */
    size_t count;
    const struct elb_policy *policy; /* NULL: none was given */
    const struct elb_client *client; /* NULL: none was given, and none was read */
    const struct elb_certificates *certificates;
    bool certificates_assumed;
    size_t line_count; /* of all inputs */
};

/* What to type next, in one line: the test of the causes, or the pair's own check. Nothing is
 * written where there is none. */
void elb_diagnose_next(struct elb_buffer *out, const struct elb_catalog *catalog,
                       const struct elb_diagnosis *diagnosis);

#endif
