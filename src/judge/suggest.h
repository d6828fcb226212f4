/* SPDX-License-Identifier: MIT */
/* The parts of a suggestion, a file each. */
#ifndef ELB_JUDGE_SUGGEST_H
#define ELB_JUDGE_SUGGEST_H

#include "base/arena.h"
#include "elblint/suggest.h"

/* ---- suggest.c -------------------------------------------------------------------------- */

/* Whether the load balancers asked for have this policy today. */
bool elb_suggest_offers(const struct elb_suggest_query *query, const struct elb_policy *policy);

/* The kind of those that compete. */
enum elb_policy_kind elb_suggest_kind(const struct elb_suggest_query *query);

/* Whether every client is compatible, and how many of them have to try twice. */
bool elb_suggest_serves_all(const struct elb_suggest_query *query, const struct elb_policy *policy,
                            unsigned *ret_hello_retries);

/* ---- suggestion.c ----------------------------------------------------------------------- */

/* Judges a policy with all clients; false: no memory. */
bool elb_candidate_init(const struct elb_suggest_query *query, const struct elb_policy *policy,
                        struct elb_arena *arena, struct elb_candidate *ret_candidate)
    __attribute__((warn_unused_result));

/* ---- suggest_custom.c ------------------------------------------------------------------- */

/*
 * The custom policy of a Classic Load Balancer; `*ret_custom` is NULL when it can't serve all, or
 * is no better than `best`, which may be NULL. false: no memory.
 */
bool elb_suggest_custom(const struct elb_suggest_query *query, const struct elb_candidate *best,
                        struct elb_arena *arena, const struct elb_candidate **ret_custom)
    __attribute__((warn_unused_result));

#endif
