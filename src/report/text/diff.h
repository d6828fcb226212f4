/* SPDX-License-Identifier: MIT */
/* The parts of `diff` as text, a file each. */
#ifndef ELB_REPORT_TEXT_DIFF_H
#define ELB_REPORT_TEXT_DIFF_H

#include "report/diff.h"

/* What the policies differ in, list by list and fact by fact. */
void elb_diff_write_policies(struct elb_report *report, const struct elb_comparison *comparison);

/* Who is lost, gained, changed or unknown. */
void elb_diff_write_clients(struct elb_report *report, const struct elb_diff_result *result,
                            const struct elb_diff_pair *pair);

#endif
