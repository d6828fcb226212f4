/* SPDX-License-Identifier: MIT */

/* What the reporters of findings for other programs share. */
#ifndef ELB_REPORT_FINDINGS_FINDINGS_H
#define ELB_REPORT_FINDINGS_FINDINGS_H

#include "report/lint.h"

/* Everything but the help in one line: message, and behind it what other rules say. */
void elb_finding_text(struct elb_buffer *out, const struct elb_finding *finding);

/* A path without "./" in front. */
const char *elb_finding_path(const struct elb_finding *finding);

/* The line, from 1, where programs want one although there is none. */
unsigned elb_finding_line(const struct elb_finding *finding);

/* The listener's name, or the address that a finding without one has; "" for none. */
void elb_finding_subject(struct elb_buffer *out, const struct elb_finding *finding);

#endif
