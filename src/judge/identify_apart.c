/* SPDX-License-Identifier: MIT */
#include "judge/identify_apart.h"

#include <string.h>

static void add(struct elb_apart_codes *codes, uint16_t code)
{
    for (size_t i = 0; i < codes->count; i++) {
        if (codes->codes[i] == code)
            return;
    }
    if (codes->count < ELB_APART_MAX)
        codes->codes[codes->count++] = code;
}

/* ---- What a policy has ---------------------------------------------------------------------- */

static bool has_suite(const struct elb_policy *policy, const struct elb_suite *suite)
{
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i] == suite)
            return true;
    }
    return false;
}

/* What is not known counts as there: it proves no difference. */
static bool has_group(const struct elb_policy *policy, const struct elb_group *group)
{
    for (size_t i = 0; i < policy->group_count; i++) {
        if (policy->groups[i] == group)
            return true;
    }
    return !policy->has_groups;
}

static bool has_scheme(const struct elb_policy *policy, const struct elb_scheme *scheme)
{
    for (size_t i = 0; i < policy->scheme_count; i++) {
        if (policy->schemes[i] == scheme)
            return true;
    }
    return !policy->has_schemes;
}

static bool holds(const struct elb_certificates *certificates,
                  bool (*is_type)(enum elb_certificate certificate))
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (is_type(certificates->list[i]))
            return true;
    }
    return false;
}

/* Was the suite tried in each version that it can be seen in? A Classic policy may have it all the
 * same: without DH parameters it is never used. */
static bool is_settled(const struct elb_observation *observation, const struct elb_suite *suite)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *seen = &observation->versions[i];

        if (seen->seen != ELB_SEEN_REFUSED && seen->version >= suite->first_version &&
            seen->version <= suite->last_version &&
            elb_observed_code(&seen->suites, suite->code) == ELB_SEEN_UNKNOWN)
            return false;
    }
    return true;
}

static bool is_shown(const struct elb_suite *suite)
{
    return suite->authentication == ELB_AUTH_ANY || suite->authentication == ELB_AUTH_RSA ||
           suite->authentication == ELB_AUTH_ECDSA;
}

/* ---- One against another -------------------------------------------------------------------- */

struct pair {
    const struct elb_observation *observation;
    const struct elb_policy *one;
    const struct elb_policy *other;
    bool has_rsa;
    bool has_ecdsa;
    bool differs; /* in something that a handshake can show, with whatever certificate */
};

static void compare_suites(struct pair *pair, struct elb_apart *apart)
{
    for (size_t i = 0; i < pair->one->suite_count; i++) {
        const struct elb_suite *suite = pair->one->suites[i];
        struct elb_apart_codes *codes = &apart->suites;

        if (has_suite(pair->other, suite))
            continue;
        pair->differs = true;
        if (!is_shown(suite) || is_settled(pair->observation, suite))
            continue;
        if (suite->authentication == ELB_AUTH_RSA && !pair->has_rsa)
            codes = &apart->needs_rsa;
        if (suite->authentication == ELB_AUTH_ECDSA && !pair->has_ecdsa)
            codes = &apart->needs_ecdsa;
        add(codes, suite->code);
    }
}

/* Hybrids and ML-KEM need TLS 1.3; whether a policy without it lists them shows nowhere. */
static void compare_groups(struct pair *pair, struct elb_apart *apart)
{
    for (size_t i = 0; i < pair->one->group_count; i++) {
        const struct elb_group *group = pair->one->groups[i];

        if (has_group(pair->other, group) || (group->kind != ELB_GROUP_ECDHE &&
                                              !(pair->one->versions & elb_version_bit(ELB_TLS1_3))))
            continue;
        add(&apart->groups, group->code);
        pair->differs = true;
    }
}

/* No load balancer has a key of the type that rsa_pss_pss is for, nor one of ML-DSA. */
static void compare_schemes(struct pair *pair, struct elb_apart *apart)
{
    const elb_version_set shared = pair->one->versions & pair->other->versions;

    for (size_t i = 0; i < pair->one->scheme_count; i++) {
        const struct elb_scheme *scheme = pair->one->schemes[i];

        if (has_scheme(pair->other, scheme) || !(scheme->handshake & shared) ||
            !((scheme->key == ELB_SCHEME_KEY_RSA && pair->has_rsa) ||
              (scheme->key == ELB_SCHEME_KEY_ECDSA && pair->has_ecdsa)))
            continue;
        add(&apart->schemes, scheme->code);
        pair->differs = true;
    }
}

/* Of the suites that both have. */
static bool has_same_order(const struct elb_policy *one, const struct elb_policy *other)
{
    size_t at = 0;

    for (size_t i = 0; i < one->suite_count; i++) {
        if (!has_suite(other, one->suites[i]))
            continue;
        while (!has_suite(one, other->suites[at]))
            at++;
        if (other->suites[at++] != one->suites[i])
            return false;
    }
    return one->server_order == other->server_order;
}

/* Adds what they differ in; false: in nothing that a handshake can show. */
static bool compare(const struct elb_observation *observation, const struct elb_policy_match *one,
                    const struct elb_policy_match *other,
                    const struct elb_certificates *certificates, struct elb_apart *apart)
{
    const elb_version_set versions = one->policy->versions ^ other->policy->versions;
    struct pair pair = {
        .observation = observation,
        .one = one->policy,
        .other = other->policy,
        .has_rsa = holds(certificates, elb_certificate_is_rsa),
        .has_ecdsa = holds(certificates, elb_certificate_is_ecdsa),
        .differs = versions != 0,
    };

    apart->versions |= versions;
    for (int i = 0; i < 2; i++) {
        compare_suites(&pair, apart);
        compare_groups(&pair, apart);
        compare_schemes(&pair, apart);
        pair.one = other->policy;
        pair.other = one->policy;
    }
    if (has_same_order(one->policy, other->policy))
        return pair.differs;
    apart->has_order = true;
    return true;
}

static void find_twins(const struct elb_observation *observation,
                       const struct elb_policy_match *matches, size_t count,
                       struct elb_apart *apart)
{
    struct elb_apart ignored;

    memset(&ignored, 0, sizeof(ignored));
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (compare(observation, &matches[i], &matches[j], &matches[0].certificates, &ignored))
                continue;
            apart->twins[0] = matches[i].policy;
            apart->twins[1] = matches[j].policy;
            return;
        }
    }
}

/* Whatever some have and others lack is a difference to the first, whether that has it or not. */
void elb_identify_apart(const struct elb_observation *observation,
                        const struct elb_policy_match *matches, size_t count,
                        struct elb_apart *ret_apart)
{
    memset(ret_apart, 0, sizeof(*ret_apart));
    for (size_t i = 1; i < count; i++)
        (void)compare(observation, &matches[0], &matches[i], &matches[0].certificates, ret_apart);
    if (count <= ELB_APART_TWINS_MAX)
        find_twins(observation, matches, count, ret_apart);
}
