/* SPDX-License-Identifier: MIT */
/* Which policies compete, and which of them serves these clients best. */
#include "judge/suggest.h"

/* ---- Who competes ----------------------------------------------------------------------- */

enum elb_policy_kind elb_policy_kind(const struct elb_policy *policy)
{
    if (elb_policy_is_rfc9151(policy) || elb_policy_is_cnsa2(policy) ||
        policy->preferred_group_count > 0)
        return ELB_POLICY_NATIONAL_SECURITY;
    return policy->fips_module ? ELB_POLICY_FIPS : ELB_POLICY_ORDINARY;
}

bool elb_suggest_offers(const struct elb_suggest_query *query, const struct elb_policy *policy)
{
    unsigned wanted =
        query->load_balancers != 0 ? query->load_balancers : ELB_LB_APPLICATION | ELB_LB_NETWORK;
    return (policy->load_balancers & wanted) == wanted && policy->status != ELB_STATUS_UPCOMING &&
           policy->status != ELB_STATUS_RETIRED;
}

static bool meets(const struct elb_suggest_query *query, const struct elb_policy *policy)
{
    return query->requirements == NULL || elb_policy_meets(policy, query->requirements, NULL);
}

static bool competes(const struct elb_suggest_query *query, const struct elb_policy *policy,
                     enum elb_policy_kind kind)
{
    return elb_suggest_offers(query, policy) && elb_policy_kind(policy) == kind &&
           meets(query, policy);
}

static bool has_competitor(const struct elb_suggest_query *query, enum elb_policy_kind kind)
{
    for (size_t i = 0; i < query->catalog->policy_count; i++) {
        if (competes(query, &query->catalog->policies[i], kind))
            return true;
    }
    return false;
}

/* Only a requirement opens the next kind: a lack of ordinary policies does not. */
enum elb_policy_kind elb_suggest_kind(const struct elb_suggest_query *query)
{
    enum elb_policy_kind first =
        query->from != NULL ? elb_policy_kind(query->from) : ELB_POLICY_ORDINARY;
    if (query->requirements == NULL || query->requirements->count == 0)
        return first;
    for (unsigned kind = first; kind < ELB_POLICY_KIND_COUNT; kind++) {
        if (has_competitor(query, (enum elb_policy_kind)kind))
            return (enum elb_policy_kind)kind;
    }
    return first;
}

/* ---- The best --------------------------------------------------------------------------- */

bool elb_suggest_serves_all(const struct elb_suggest_query *query, const struct elb_policy *policy,
                            unsigned *ret_hello_retries)
{
    unsigned hello_retries = 0;
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, policy, query->certificates, query->clients[i], &check);
        if (check.verdict != ELB_COMPATIBLE)
            return false;
        hello_retries += check.outcome.hello_retry;
    }
    *ret_hello_retries = hello_retries;
    return true;
}

const struct elb_policy *elb_suggest_policy(const struct elb_suggest_query *query)
{
    enum elb_policy_kind kind = elb_suggest_kind(query);
    const struct elb_policy *best = NULL;
    struct elb_rank best_rank;
    for (size_t i = 0; i < query->catalog->policy_count; i++) {
        const struct elb_policy *policy = &query->catalog->policies[i];
        struct elb_rank rank;
        if (!competes(query, policy, kind))
            continue;
        elb_policy_rank(policy, &rank);
        if ((best == NULL || elb_rank_compare(&rank, &best_rank) < 0) &&
            elb_suggest_serves_all(query, policy, &rank.hello_retries) &&
            (best == NULL || elb_rank_compare(&rank, &best_rank) < 0)) {
            best = policy;
            best_rank = rank;
        }
    }
    return best;
}
