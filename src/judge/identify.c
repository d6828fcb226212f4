/* SPDX-License-Identifier: MIT */
#include "judge/identify.h"

#include "base/alloc.h"
#include "base/arena.h"

#include <assert.h>

/* How many are named when nothing matches; more only if all of them are as near as the first. */
#define NEAREST_COUNT 3

struct identification {
    struct elb_identification public; /* first: it is what the caller has */
    struct elb_arena arena;
};

struct identifying {
    const struct elb_catalog *catalog;
    const struct elb_observation *observation;
    struct elb_certificates sets[ELB_HYPOTHESES_MAX];
    size_t set_count;
    struct elb_arena *arena;
    /* Room for one at a time: they are too large for the stack. */
    struct elb_prediction prediction;
    struct elb_differences differences;
};

/* ---- One policy ------------------------------------------------------------------------- */

/* The same code in several versions counts once. */
static bool is_first(const struct elb_policy_match *candidate, size_t index)
{
    const struct elb_difference *difference = &candidate->differences[index];

    if (!difference->code)
        return true;
    for (size_t i = 0; i < index; i++) {
        const struct elb_difference *other = &candidate->differences[i];

        if (other->kind == difference->kind && other->code == difference->code)
            return false;
    }
    return true;
}

/* A version weighs as much as eight suites, a suite more than a group. */
static size_t weigh(const struct elb_policy_match *candidate)
{
    static const size_t weights[] = {
        [ELB_DIFFERENCE_VERSION] = 16,   [ELB_DIFFERENCE_SUITE] = 2,
        [ELB_DIFFERENCE_GROUP] = 1,      [ELB_DIFFERENCE_ORDER] = 2,
        [ELB_DIFFERENCE_HANDSHAKE] = 16, [ELB_DIFFERENCE_CERTIFICATE] = 16,
        [ELB_DIFFERENCE_SCHEME] = 4,
    };
    size_t sum = 0;

    for (size_t i = 0; i < candidate->difference_count; i++) {
        if (is_first(candidate, i))
            sum += weights[candidate->differences[i].kind];
    }
    return sum;
}

/* What AWS does not list is seldom met. */
static bool is_on_offer(const struct elb_policy *policy)
{
    return policy->status == ELB_STATUS_RECOMMENDED || policy->status == ELB_STATUS_DOCUMENTED;
}

static bool is_better(const struct elb_policy_match *a, const struct elb_policy_match *b)
{
    if (a->distance != b->distance)
        return a->distance < b->distance;
    if ((a->unseen == 0) != (b->unseen == 0))
        return a->unseen == 0;
    if (is_on_offer(a->policy) != is_on_offer(b->policy))
        return is_on_offer(a->policy);
    return a->unseen < b->unseen;
}

static bool judge_set(struct identifying *identifying, const struct elb_policy *policy,
                      const struct elb_certificates *set, struct elb_policy_match *ret_candidate)
{
    const struct elb_differences *differences = &identifying->differences;
    struct elb_difference *copy;

    *ret_candidate = (struct elb_policy_match){.policy = policy, .certificates = *set};
    elb_certificates_fit(policy, &ret_candidate->certificates);
    elb_predict(policy, &ret_candidate->certificates, &identifying->prediction);
    elb_prediction_compare(&identifying->prediction, identifying->observation,
                           &identifying->differences);
    copy = elb_arena_alloc_array(identifying->arena, differences->count, sizeof(*copy));
    if (!copy)
        return false;
    memcpy(copy, differences->list, differences->count * sizeof(*copy));
    ret_candidate->differences = copy;
    ret_candidate->difference_count = differences->count;
    ret_candidate->distance = weigh(ret_candidate);
    ret_candidate->unseen = differences->unseen;
    ret_candidate->exact = differences->count == 0 && differences->unseen == 0;
    return true;
}

/* With the certificates that make it agree best. */
static bool judge(struct identifying *identifying, const struct elb_policy *policy,
                  struct elb_policy_match *ret_candidate)
{
    struct elb_policy_match other;

    if (!judge_set(identifying, policy, &identifying->sets[0], ret_candidate))
        return false;
    for (size_t i = 1; i < identifying->set_count && !ret_candidate->exact; i++) {
        if (!judge_set(identifying, policy, &identifying->sets[i], &other))
            return false;
        if (is_better(&other, ret_candidate))
            *ret_candidate = other;
    }
    return true;
}

/* ---- All of them ------------------------------------------------------------------------ */

/* Sorted by insertion: whatever is equally good stays in the order of the catalog. */
static void insert(struct elb_policy_match *list, size_t *count,
                   const struct elb_policy_match *candidate)
{
    size_t at = (*count)++;

    while (at > 0 && is_better(candidate, &list[at - 1])) {
        list[at] = list[at - 1];
        at--;
    }
    list[at] = *candidate;
}

/* A custom policy of Classic is like those of Classic; another one counts if it is nearer than all,
 * and has none of the suites that only Classic has. */
static void keep_nearest(const struct identifying *identifying, struct elb_policy_match *all,
                         size_t count, struct elb_identification *result)
{
    const bool is_custom = result->may_be_custom;
    const bool is_classic =
        is_custom && !elb_identify_has_only_suites_of(identifying->catalog,
                                                      identifying->observation, ELB_FAMILY_ELBV2);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        bool is_other = is_custom && all[i].policy->family != ELB_FAMILY_CLASSIC;
        bool is_first = all[i].distance == all[0].distance && !(is_other && is_classic);

        if (is_first || (!is_other && kept < NEAREST_COUNT))
            all[kept++] = all[i];
    }
    result->nearest = all;
    result->nearest_count = kept;
}

static bool judge_all(struct identifying *identifying, struct elb_identification *result)
{
    const struct elb_catalog *catalog = identifying->catalog;
    struct elb_policy_match *all =
        elb_arena_alloc_array(identifying->arena, catalog->policy_count, sizeof(*all));
    size_t count = 0;

    if (!all)
        return false;
    for (size_t i = 0; i < catalog->policy_count; i++) {
        struct elb_policy_match candidate;

        if (!judge(identifying, &catalog->policies[i], &candidate))
            return false;
        insert(all, &count, &candidate);
    }
    result->matches = all;
    while (result->match_count < count && all[result->match_count].difference_count == 0)
        result->exact_count += all[result->match_count++].exact;
    if (result->match_count > 0)
        return true;
    keep_nearest(identifying, all, count, result);
    return true;
}

/* ---- The expected one ------------------------------------------------------------------- */

/* Suites that are alive only with a certificate that the endpoint does not have. */
static bool note_certificates(struct identifying *identifying, struct elb_identification *result)
{
    const struct elb_policy *policy = result->expected->policy;
    const struct elb_certificates *have = &result->expected->certificates;
    uint16_t *codes =
        elb_arena_alloc_array(identifying->arena, policy->suite_count, sizeof(*codes));
    bool has_rsa = false;
    bool has_ecdsa = false;

    if (!codes)
        return false;
    for (size_t i = 0; i < have->count; i++) {
        has_rsa |= elb_certificate_is_rsa(have->list[i]);
        has_ecdsa |= elb_certificate_is_ecdsa(have->list[i]);
    }
    for (size_t i = 0; i < policy->suite_count; i++) {
        const struct elb_suite *suite = policy->suites[i];

        if ((suite->authentication == ELB_AUTH_RSA && !has_rsa) ||
            (suite->authentication == ELB_AUTH_ECDSA && !has_ecdsa))
            codes[result->needs_certificate_count++] = suite->code;
    }
    result->needs_certificate = codes;
    return true;
}

static bool judge_expected(struct identifying *identifying, const struct elb_policy *expected,
                           struct elb_identification *result)
{
    struct elb_policy_match *candidate = elb_arena_alloc(identifying->arena, sizeof(*candidate));

    if (!candidate || !judge(identifying, expected, candidate))
        return false;
    result->expected = candidate;
    return note_certificates(identifying, result);
}

/* ---- Public ----------------------------------------------------------------------------- */

bool elb_observation_has_evidence(const struct elb_observation *observation)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (observation->versions[i].seen == ELB_SEEN_ACCEPTED)
            return true;
    }
    for (size_t i = 0; i < observation->handshake_count; i++) {
        if (observation->handshakes[i].offer)
            return true; /* refused: else a version would be accepted */
    }
    return false;
}

static bool fill(struct identifying *identifying, const struct elb_policy *expected,
                 struct elb_identification *result)
{
    const struct elb_observation *observation = identifying->observation;

    result->observation = observation;
    if (!elb_observation_has_evidence(observation))
        return true;
    result->foreign = elb_identify_foreign(identifying->catalog, observation);
    result->may_be_custom = elb_identify_may_be_custom(identifying->catalog, observation);
    if (!judge_all(identifying, result) ||
        (expected && !judge_expected(identifying, expected, result)))
        return false;
    result->may_be_custom &= result->exact_count == 0;
    /* nobody knows the groups of that family, and it may follow its clients */
    if (result->may_be_custom)
        result->foreign &= ~(unsigned)(ELB_FOREIGN_GROUPS | ELB_FOREIGN_ORDER);
    return true;
}

enum elb_status elb_identify(const struct elb_catalog *catalog,
                             const struct elb_observation *observation,
                             const struct elb_certificates *certificates,
                             const struct elb_policy *expected,
                             const struct elb_identification **ret, struct elb_error *reterr)
{
    struct identification *result = elb_alloc(sizeof(*result));
    struct identifying *identifying;

    assert(catalog && observation && ret);
    if (!result)
        return elb_error_set_memory(reterr);
    identifying = elb_arena_alloc(&result->arena, sizeof(*identifying));
    if (!identifying) {
        elb_identification_free(&result->public);
        return elb_error_set_memory(reterr);
    }
    identifying->catalog = catalog;
    identifying->observation = observation;
    identifying->arena = &result->arena;
    identifying->set_count =
        elb_identify_certificates(catalog, observation, certificates, identifying->sets);
    if (!fill(identifying, expected, &result->public)) {
        elb_identification_free(&result->public);
        return elb_error_set_memory(reterr);
    }
    *ret = &result->public;
    return ELB_OK;
}

const struct elb_identification *
elb_identification_free(const struct elb_identification *identification)
{
    struct identification *whole = (struct identification *)identification;

    if (whole) {
        elb_arena_done(&whole->arena);
        elb_free(whole);
    }
    return NULL;
}
