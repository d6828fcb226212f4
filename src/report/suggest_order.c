/* SPDX-License-Identifier: MIT */
/* Which candidates an answer speaks of, whatever the format. */
#include "report/suggest.h"

bool elb_suggest_is_custom(const struct elb_suggestion *suggestion)
{
    return suggestion->custom != NULL &&
           (suggestion->best == NULL || suggestion->best->rank.unlisted);
}

const struct elb_candidate *elb_suggest_choice(const struct elb_suggestion *suggestion)
{
    return elb_suggest_is_custom(suggestion) ? suggestion->custom : suggestion->best;
}

const struct elb_candidate *elb_suggest_answer(const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    return suggestion->best != NULL ? suggestion->best : suggestion->widest;
}

const struct elb_candidate *elb_suggest_measure(const struct elb_suggest_result *result)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    if (suggestion->best != NULL)
        return suggestion->best;
    return suggestion->from != NULL ? suggestion->from : suggestion->widest;
}

const struct elb_candidate *elb_suggest_stricter(const struct elb_suggest_result *result,
                                                 size_t index)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_candidate *measure = elb_suggest_measure(result);
    for (size_t i = suggestion->candidate_count; measure != NULL && i-- > 0;) {
        const struct elb_candidate *candidate = &suggestion->candidates[i];
        if (elb_rank_compare(&candidate->rank, &measure->rank) < 0 &&
            elb_suggest_count_lost(result, candidate) > 0 && index-- == 0)
            return candidate;
    }
    return NULL;
}

const struct elb_candidate *elb_suggest_next(const struct elb_suggest_result *result,
                                             const struct elb_candidate *previous)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    const struct elb_candidate *end = suggestion->candidates + suggestion->candidate_count;
    for (const struct elb_candidate *next = previous + 1; next < end; next++) {
        if (elb_candidate_serves_all(next, result->query->client_count))
            return next;
    }
    return NULL;
}

const struct elb_candidate *elb_suggest_listed(const struct elb_suggest_result *result)
{
    const struct elb_candidate *widest = result->suggestion->widest;
    return widest != NULL && !widest->rank.unlisted ? widest : NULL;
}

bool elb_suggest_loses(const struct elb_suggest_result *result,
                       const struct elb_candidate *candidate, size_t client)
{
    const struct elb_candidate *measure = elb_suggest_measure(result);
    return measure->clients[client].verdict == ELB_COMPATIBLE &&
           candidate->clients[client].verdict != ELB_COMPATIBLE;
}

size_t elb_suggest_count_lost(const struct elb_suggest_result *result,
                              const struct elb_candidate *candidate)
{
    size_t count = 0;
    for (size_t i = 0; i < result->query->client_count; i++)
        count += elb_suggest_loses(result, candidate, i);
    return count;
}

void elb_suggest_check(const struct elb_suggest_result *result,
                       const struct elb_candidate *candidate, size_t client,
                       struct elb_check *ret_check)
{
    const struct elb_suggest_query *query = result->query;
    elb_check(query->catalog, candidate->policy, query->certificates, query->clients[client],
              ret_check);
}

void elb_suggest_advice_query(const struct elb_suggest_result *result,
                              struct elb_advice_query *ret_query)
{
    const struct elb_suggestion *suggestion = result->suggestion;
    *ret_query = (struct elb_advice_query){
        .catalog = result->query->catalog,
        .policy = elb_suggest_choice(suggestion)->policy,
        .from = suggestion->from != NULL ? suggestion->from->policy : NULL,
        .load_balancers = result->query->load_balancers,
        .certificates = result->query->certificates,
    };
}

void elb_suggest_blocker_query(const struct elb_suggest_result *result,
                               const struct elb_check_row *row, struct elb_advice_query *ret_query)
{
    *ret_query = (struct elb_advice_query){
        .catalog = result->query->catalog,
        .certificates = result->query->certificates,
        .check = &row->check,
        .remedy = &row->remedy,
        .upgrade = row->upgrade,
    };
}
