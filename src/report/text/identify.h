/* SPDX-License-Identifier: MIT */
/* The parts of `identify` as text. */
#ifndef ELB_REPORT_TEXT_IDENTIFY_H
#define ELB_REPORT_TEXT_IDENTIFY_H

#include "report/identify.h"

/* Who can connect to the endpoint, and what a move would change for them. */
void elb_identify_write_clients(struct elb_report *report, const struct elb_identify_result *result,
                                const struct elb_identify_endpoint *endpoint);

/* What differs, in rows: kinds, and versions that differ in the same, are put together. */
void elb_identify_write_differences(struct elb_report *report,
                                    const struct elb_observation *observation,
                                    const struct elb_policy_match *candidate, size_t indent);

/* Do both differ from the endpoint in the same? */
bool elb_identify_is_same(const struct elb_policy_match *a, const struct elb_policy_match *b);

/* What tells the first `count` matches apart, at least two, and what to run for it. */
void elb_identify_write_apart(struct elb_report *report,
                              const struct elb_identification *identification, size_t count);

#endif
