/* SPDX-License-Identifier: MIT */
/* What `suggest` hands to its reporters, and the words that they share. */
#ifndef ELB_REPORT_SUGGEST_H
#define ELB_REPORT_SUGGEST_H

#include "elblint/suggest.h"
#include "report/check.h"

struct elb_suggest_result {
    const struct elb_suggest_query *query;
    const struct elb_suggestion *suggestion;
    bool explain;
    unsigned advice; /* the kinds to add: a set of 1 << index of elb_advice_name() */

    /* Where no client was named, those still supported are served. */
    bool is_by_support;
    size_t support_unknown; /* of the catalog, not counted in */
    size_t support_ended;

    /* With certificates that are assumed: others that would do better, and with which policy. */
    bool certificates_assumed;
    struct elb_certificates better_certificates;
    const struct elb_policy *better; /* NULL: none would */

    /* Where no candidate serves anybody: what would on a Classic Load Balancer; or NULL. */
    const struct elb_policy *classic;

    /* Those whom the widest candidate does not serve, if none serves all: why, and what helps. */
    const struct elb_check_row *blockers;
    size_t blocker_count;
};

/* What to set: the best, or a custom policy where no listed one serves all; NULL: none does. */
const struct elb_candidate *elb_suggest_choice(const struct elb_suggestion *suggestion);
bool elb_suggest_is_custom(const struct elb_suggestion *suggestion);

/* What the answer is about: the best candidate, else the widest; NULL: nothing competes. */
const struct elb_candidate *elb_suggest_answer(const struct elb_suggest_result *result);

/* What a stricter one is measured by: the best, else today's, else the widest; or NULL. */
const struct elb_candidate *elb_suggest_measure(const struct elb_suggest_result *result);

/*
 * The index-th candidate that ranks better than the measure, the nearest first; NULL: no more. Each
 * of them loses somebody.
 */
const struct elb_candidate *elb_suggest_stricter(const struct elb_suggest_result *result,
                                                 size_t index);

/* The next candidate behind `previous` that serves all; NULL: no more. */
const struct elb_candidate *elb_suggest_next(const struct elb_suggest_result *result,
                                             const struct elb_candidate *previous);

/* The candidate that serves most of the clients without the unlisted ones; or NULL. */
const struct elb_candidate *elb_suggest_listed(const struct elb_suggest_result *result);

/* What the advice on the choice is about; it is asked only where there is one. */
void elb_suggest_advice_query(const struct elb_suggest_result *result,
                              struct elb_advice_query *ret_query);

/* The same for one who stands in the way. */
void elb_suggest_blocker_query(const struct elb_suggest_result *result,
                               const struct elb_check_row *row, struct elb_advice_query *ret_query);

/* Whether the measure serves a client, and `candidate` does not. */
bool elb_suggest_loses(const struct elb_suggest_result *result,
                       const struct elb_candidate *candidate, size_t client);
size_t elb_suggest_count_lost(const struct elb_suggest_result *result,
                              const struct elb_candidate *candidate);

/* The check behind what a candidate does with a client, judged again. */
void elb_suggest_check(const struct elb_suggest_result *result,
                       const struct elb_candidate *candidate, size_t client,
                       struct elb_check *ret_check);

/* "no CBC suites instead of 4", "without TLSv1.3": where `rank` first differs from `other`. */
void elb_suggest_write_difference(struct elb_buffer *out, const struct elb_rank *rank,
                                  const struct elb_rank *other);

/* The same at one step. */
void elb_suggest_write_step(struct elb_buffer *out, enum elb_rank_key key,
                            const struct elb_rank *rank, const struct elb_rank *other);

/* "TLSv1.2 and TLSv1.3, forward secrecy always, no CBC suite, post-quantum groups" */
void elb_suggest_write_facts(struct elb_buffer *out, const struct elb_policy *policy);

/* `min=TLSv1.2` */
void elb_suggest_write_requirement(struct elb_buffer *out,
                                   const struct elb_requirement *requirement);

/* The index-th attribute of a custom policy of a Classic Load Balancer; false: no more. */
bool elb_suggest_attribute(struct elb_buffer *out, const struct elb_policy *policy, size_t index);

#endif
