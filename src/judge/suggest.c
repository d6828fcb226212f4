/* SPDX-License-Identifier: MIT */
#include "elblint/suggest.h"

#include "elblint/requirement.h"

#include <string.h>

/* ---- Ranking ---------------------------------------------------------------------------- */

static void rank_suites(const struct elb_policy *policy, struct elb_rank *rank)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        rank->insecure_suites += elb_suite_is_insecure(policy->suites[i]);
        rank->static_suites += !elb_suite_has_forward_secrecy(policy->suites[i]);
        rank->cbc_suites += elb_suite_is_cbc(policy->suites[i]);
    }
}

static const char *newest_release(const struct elb_policy *policy)
{
    const char *newest = "";
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        if (policy->released[i] != NULL && strcmp(policy->released[i], newest) > 0)
            newest = policy->released[i];
    }
    return newest;
}

void elb_policy_rank(const struct elb_policy *policy, struct elb_rank *ret_rank)
{
    struct elb_policy_facts facts;
    elb_policy_facts(policy, &facts);
    *ret_rank = (struct elb_rank){
        .no_tls13 = facts.maximum_version < ELB_TLS1_3,
        .no_post_quantum = !facts.post_quantum,
        .not_recommended = policy->status != ELB_STATUS_RECOMMENDED,
        .released = newest_release(policy),
    };
    for (uint16_t version = ELB_SSL3; version < ELB_TLS1_2; version++)
        ret_rank->old_versions += (policy->versions & elb_version_bit(version)) != 0;
    rank_suites(policy, ret_rank);
    for (size_t i = 0; i < policy->scheme_count; i++)
        ret_rank->sha1_schemes += elb_scheme_is_sha1(policy->schemes[i]);
}

static int compare(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

int elb_rank_compare(const struct elb_rank *a, const struct elb_rank *b)
{
    const int steps[] = {
        compare(a->old_versions, b->old_versions),
        compare(a->insecure_suites, b->insecure_suites),
        compare(a->static_suites, b->static_suites),
        compare(a->sha1_schemes, b->sha1_schemes),
        compare(a->cbc_suites, b->cbc_suites),
        compare(a->no_tls13, b->no_tls13),
        compare(a->no_post_quantum, b->no_post_quantum),
        compare(a->not_recommended, b->not_recommended),
        compare(a->hello_retries, b->hello_retries),
        strcmp(b->released, a->released),
    };
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        if (steps[i] != 0)
            return steps[i];
    }
    return 0;
}

/* ---- Suggestion ------------------------------------------------------------------------- */

bool elb_policy_is_for_national_security(const struct elb_policy *policy)
{
    return elb_policy_is_rfc9151(policy) || elb_policy_is_cnsa2(policy) ||
           policy->preferred_group_count > 0;
}

static bool competes(const struct elb_suggest_query *query, const struct elb_policy *policy,
                     bool unlisted)
{
    unsigned wanted =
        query->load_balancers != 0 ? query->load_balancers : ELB_LB_APPLICATION | ELB_LB_NETWORK;
    if ((policy->load_balancers & wanted) != wanted || policy->fips_module != query->fips ||
        elb_policy_is_for_national_security(policy) != query->national_security)
        return false;
    if (policy->status == ELB_STATUS_UNLISTED)
        return unlisted;
    return !unlisted && policy->status != ELB_STATUS_UPCOMING &&
           policy->status != ELB_STATUS_RETIRED;
}

static bool serves_all(const struct elb_suggest_query *query, const struct elb_policy *policy,
                       struct elb_rank *rank)
{
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, policy, query->certificates, query->clients[i], &check);
        if (check.verdict != ELB_COMPATIBLE)
            return false;
        rank->hello_retries += check.outcome.hello_retry;
    }
    return true;
}

static const struct elb_policy *best_of(const struct elb_suggest_query *query, bool unlisted)
{
    const struct elb_policy *best = NULL;
    struct elb_rank best_rank;
    for (size_t i = 0; i < query->catalog->policy_count; i++) {
        const struct elb_policy *policy = &query->catalog->policies[i];
        struct elb_rank rank;
        if (!competes(query, policy, unlisted))
            continue;
        elb_policy_rank(policy, &rank);
        if (!serves_all(query, policy, &rank))
            continue;
        if (best == NULL || elb_rank_compare(&rank, &best_rank) < 0) {
            best = policy;
            best_rank = rank;
        }
    }
    return best;
}

const struct elb_policy *elb_suggest_policy(const struct elb_suggest_query *query)
{
    const struct elb_policy *listed = best_of(query, false);
    return listed != NULL ? listed : best_of(query, true);
}
