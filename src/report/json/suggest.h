/* SPDX-License-Identifier: MIT */

/* The parts of `suggest` as JSON; schemas/suggest.schema.json says what each is. */
#ifndef ELB_REPORT_JSON_SUGGEST_H
#define ELB_REPORT_JSON_SUGGEST_H

#include "report/json/json.h"
#include "report/suggest.h"

/* The buffer's text as a value; frees the buffer. */
json_t *elb_suggest_json_take(struct elb_buffer *text);

const char *elb_suggest_verdict_name(enum elb_verdict verdict);

/* What every mention of a policy has, and how a candidate does. */
json_t *elb_suggest_json_policy(struct elb_report *report, const struct elb_policy *policy);
void elb_suggest_json_set_counts(struct elb_report *report, json_t *object,
                                 const struct elb_suggest_result *result,
                                 const struct elb_candidate *candidate);
json_t *elb_suggest_json_candidate(struct elb_report *report,
                                   const struct elb_suggest_result *result,
                                   const struct elb_candidate *candidate);

json_t *elb_suggest_json_blockers(struct elb_report *report,
                                  const struct elb_suggest_result *result);
json_t *elb_suggest_json_missing(struct elb_report *report,
                                 const struct elb_suggestion *suggestion);
json_t *elb_suggest_json_from(struct elb_report *report, const struct elb_suggest_result *result);
json_t *elb_suggest_json_custom(struct elb_report *report, const struct elb_suggest_result *result);
json_t *elb_suggest_json_better(struct elb_report *report, const struct elb_suggest_result *result);
json_t *elb_suggest_json_ranking(struct elb_report *report,
                                 const struct elb_suggest_result *result);
json_t *elb_suggest_json_advice(struct elb_report *report, const struct elb_suggest_result *result);

/* What the answer assumes; its remarks. */
json_t *elb_suggest_json_basis(struct elb_report *report, const struct elb_suggest_result *result,
                               bool remark);

#endif
