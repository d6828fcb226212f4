/* SPDX-License-Identifier: MIT */
/* The parts of `suggest` as text, a file each. */
#ifndef ELB_REPORT_TEXT_SUGGEST_H
#define ELB_REPORT_TEXT_SUGGEST_H

#include "report/suggest.h"

/* A row `  label  text`; empties the text. */
void elb_suggest_write_row(struct elb_report *report, const char *label, struct elb_buffer *text);

/* Those who stand in the way, and what helps each of them. */
void elb_suggest_write_blockers(struct elb_report *report, const struct elb_suggest_result *result);

/* What to do instead of a policy that AWS may refuse. */
void elb_suggest_write_instead(struct elb_report *report, const struct elb_suggest_result *result);

/* The stricter policies, and whom each would lose. */
void elb_suggest_write_stricter(struct elb_report *report, const struct elb_suggest_result *result);

/* The ranking, step by step. */
void elb_suggest_write_ranking(struct elb_report *report, const struct elb_suggest_result *result);

#endif
