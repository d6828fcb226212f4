/* SPDX-License-Identifier: MIT */
/* The ranking of policies by what they permit: one table, in the order of its steps. */
#include "elblint/suggest.h"

#include <assert.h>
#include <string.h>

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
        .unlisted = policy->status == ELB_STATUS_UNLISTED,
        .no_tls13 = facts.maximum_version < ELB_TLS1_3,
        .no_post_quantum = !facts.post_quantum,
        .not_recommended = policy->status != ELB_STATUS_RECOMMENDED,
        .released = newest_release(policy),
    };
    for (uint16_t version = ELB_SSL3; version < ELB_TLS1_2; version++)
        ret_rank->old_versions += (policy->versions & elb_version_bit(version)) != 0;
    rank_suites(policy, ret_rank);
    for (size_t i = 0; i < policy->scheme_count; i++)
        ret_rank->sha1_schemes += elb_policy_signs_sha1(policy, policy->schemes[i]);
}

unsigned elb_rank_value(const struct elb_rank *rank, enum elb_rank_key key)
{
    const unsigned values[ELB_RANK_KEY_COUNT] = {
        [ELB_RANK_UNLISTED] = rank->unlisted,
        [ELB_RANK_OLD_VERSIONS] = rank->old_versions,
        [ELB_RANK_INSECURE_SUITES] = rank->insecure_suites,
        [ELB_RANK_STATIC_SUITES] = rank->static_suites,
        [ELB_RANK_SHA1_SCHEMES] = rank->sha1_schemes,
        [ELB_RANK_CBC_SUITES] = rank->cbc_suites,
        [ELB_RANK_NO_TLS13] = rank->no_tls13,
        [ELB_RANK_NO_POST_QUANTUM] = rank->no_post_quantum,
        [ELB_RANK_NOT_RECOMMENDED] = rank->not_recommended,
        [ELB_RANK_HELLO_RETRIES] = rank->hello_retries,
    };
    assert(key < ELB_RANK_KEY_COUNT);
    return values[key];
}

static int compare_at(const struct elb_rank *a, const struct elb_rank *b, enum elb_rank_key key)
{
    unsigned left = elb_rank_value(a, key);
    unsigned right = elb_rank_value(b, key);
    if (key == ELB_RANK_RELEASED)
        return strcmp(b->released, a->released);
    return (left > right) - (left < right);
}

enum elb_rank_key elb_rank_difference(const struct elb_rank *a, const struct elb_rank *b)
{
    unsigned key = 0;
    while (key < ELB_RANK_KEY_COUNT && compare_at(a, b, (enum elb_rank_key)key) == 0)
        key++;
    return (enum elb_rank_key)key;
}

int elb_rank_compare(const struct elb_rank *a, const struct elb_rank *b)
{
    enum elb_rank_key key = elb_rank_difference(a, b);
    return key == ELB_RANK_KEY_COUNT ? 0 : compare_at(a, b, key);
}

static const struct {
    const char *name;
    const char *text;
} keys[ELB_RANK_KEY_COUNT] = {
    [ELB_RANK_UNLISTED] = {"unlisted", "on none of AWS's pages"},
    [ELB_RANK_OLD_VERSIONS] = {"old-versions", "versions below TLSv1.2"},
    [ELB_RANK_INSECURE_SUITES] = {"insecure-suites", "insecure suites"},
    [ELB_RANK_STATIC_SUITES] = {"static-suites", "suites without forward secrecy"},
    [ELB_RANK_SHA1_SCHEMES] = {"sha1-signatures", "signatures with SHA-1"},
    [ELB_RANK_CBC_SUITES] = {"cbc-suites", "CBC suites"},
    [ELB_RANK_NO_TLS13] = {"no-tls1.3", "without TLSv1.3"},
    [ELB_RANK_NO_POST_QUANTUM] = {"no-post-quantum", "without post-quantum groups"},
    [ELB_RANK_NOT_RECOMMENDED] = {"not-recommended", "not recommended by AWS"},
    [ELB_RANK_HELLO_RETRIES] = {"hello-retries", "HelloRetryRequests for these clients"},
    [ELB_RANK_RELEASED] = {"released", "newest release"},
};

const char *elb_rank_key_name(enum elb_rank_key key)
{
    assert(key < ELB_RANK_KEY_COUNT);
    return keys[key].name;
}

const char *elb_rank_key_text(enum elb_rank_key key)
{
    assert(key < ELB_RANK_KEY_COUNT);
    return keys[key].text;
}
