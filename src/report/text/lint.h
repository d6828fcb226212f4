/* SPDX-License-Identifier: MIT */
/* The parts of `lint` as text, a file each. */
#ifndef ELB_REPORT_TEXT_LINT_H
#define ELB_REPORT_TEXT_LINT_H

#include "report/lint.h"
#include "report/text/style.h"

/* The source line of a finding with its number, and below it where in the line it is. */
void elb_lint_write_excerpt(struct elb_report *report, const struct elb_lint_result *lint,
                            const struct elb_finding *finding);

#endif
