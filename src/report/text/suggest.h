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

/* What changes against today's policy, step by step of the ranking. */
void elb_suggest_write_changes(struct elb_report *report, const struct elb_suggest_result *result);

/* Others that serve all. */
void elb_suggest_write_next(struct elb_report *report, const struct elb_suggest_result *result);

/* The attributes of a custom policy. */
void elb_suggest_write_custom(struct elb_report *report, const struct elb_suggest_result *result);

/* Certificates with which a better policy would serve all. */
void elb_suggest_write_better(struct elb_report *report, const struct elb_suggest_result *result);

/* Which clients were not counted in. */
void elb_suggest_write_support(struct elb_report *report, const struct elb_suggest_result *result);

/* What the answer assumes, and what is to be known besides. */
void elb_suggest_write_basis(struct elb_report *report, const struct elb_suggest_result *result);

/* How it is set: a command or two, or what --advice asks for. */
void elb_suggest_write_commands(struct elb_report *report, const struct elb_suggest_result *result);
void elb_suggest_write_advice(struct elb_report *report, const struct elb_suggest_result *result);

/* The ranking, step by step. */
void elb_suggest_write_ranking(struct elb_report *report, const struct elb_suggest_result *result);

#endif
