/* SPDX-License-Identifier: MIT */

/* Advice in a report: what any verb adds that was asked for it. */
#ifndef ELB_REPORT_ADVICE_H
#define ELB_REPORT_ADVICE_H

#include "elblint/advice.h"
#include "report/json/json.h"
#include "report/report.h"

/* A set of 1 << index of elb_advice_name(). */
#define ELB_ADVICE_ALL (~0u)

/*
 * The kinds that have something to say, each as a block that can be pasted:
 *
 *     == aws-cli: ELBSecurityPolicy-B
 *     # ELBSecurityPolicy-B instead of ELBSecurityPolicy-A ...
 *     aws elbv2 ...
 *
 * Nothing of it is indented or wrapped; an empty line stands before each.
 */
void elb_text_advice(struct elb_report *report, const struct elb_advice_query *query,
                     unsigned kinds);

/* One such block with a heading of the caller's; `text` is what elb_advise() wrote. */
void elb_text_advice_block(struct elb_report *report, const char *name, const char *heading,
                           struct elb_text text);

/* The texts once written of the load balancer's side, so that a thousand pairs with one suggestion
 * cost no more than one. All zeroes is ready. */
struct elb_advice_cache {
    struct elb_advice_cached *first;
};
void elb_advice_cache_done(struct elb_advice_cache *cache);

/* [{"for": "aws-cli", "text": "..."}], with what has something to say. `cache` may be NULL. */
json_t *elb_json_advice(struct elb_report *report, const struct elb_advice_query *query,
                        unsigned kinds, struct elb_advice_cache *cache);

#endif
