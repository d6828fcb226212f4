/* SPDX-License-Identifier: MIT */

/* What was seen against what a policy would show. */

#include "elblint/negotiate.h"
#include "judge/identify.h"

#define PROTOCOL_VERSION 70 /* RFC 8446 section 6 */

static void add(struct elb_differences *differences, enum elb_difference_kind kind, bool is_extra,
                uint16_t version, uint16_t code)
{
    if (differences->count < ELB_DIFFERENCES_MAX)
        differences->list[differences->count++] =
            (struct elb_difference){kind, is_extra, version, code};
}

static size_t find(const struct elb_predicted_codes *codes, uint16_t code)
{
    size_t index = 0;

    while (index < codes->count && codes->codes[index] != code)
        index++;
    return index;
}

/* What was tried and is missing; what nobody tried is unseen only where the tool may have lists
 * that are not whole, from a coverage of `least` on: a tool that names what it tried is taken at
 * its word. */
static void compare_codes(struct elb_differences *differences, enum elb_difference_kind kind,
                          uint16_t version, const struct elb_predicted_codes *predicted,
                          const struct elb_observed_codes *seen, enum elb_coverage least)
{
    for (size_t i = 0; i < seen->accepted_count; i++) {
        if (find(predicted, seen->accepted[i]) == predicted->count)
            add(differences, kind, true, version, seen->accepted[i]);
    }
    for (size_t i = 0; i < predicted->count; i++) {
        enum elb_seen what = elb_observed_code(seen, predicted->codes[i]);

        if (!predicted->is_certain[i])
            continue;
        if (what == ELB_SEEN_REFUSED)
            add(differences, kind, false, version, predicted->codes[i]);
        else if (what == ELB_SEEN_UNKNOWN && seen->coverage >= least &&
                 seen->coverage <= ELB_COVERAGE_ACCEPTED_ONLY)
            differences->unseen++;
    }
}

/* Is what both have in the same order? */
static bool has_same_order(const struct elb_predicted_codes *predicted,
                           const struct elb_observed_codes *seen)
{
    size_t last = 0;

    for (size_t i = 0; i < seen->accepted_count; i++) {
        size_t index = find(predicted, seen->accepted[i]);

        if (index == predicted->count)
            continue;
        if (index < last)
            return false;
        last = index;
    }
    return true;
}

static void compare_order(struct elb_differences *differences,
                          const struct elb_prediction *prediction,
                          const struct elb_observed_version *seen,
                          const struct elb_predicted_version *predicted)
{
    bool server_order = prediction->policy->server_order;
    bool differs = seen->order == ELB_ORDER_CLIENT
                       ? server_order
                       : seen->order == ELB_ORDER_SERVER &&
                             (!server_order || !has_same_order(&predicted->suites, &seen->suites));

    if (differs && seen->suites.accepted_count > 1)
        add(differences, ELB_DIFFERENCE_ORDER, true, seen->version, 0);
}

static void compare_version(struct elb_differences *differences,
                            const struct elb_prediction *prediction,
                            const struct elb_observed_version *seen,
                            const struct elb_predicted_version *predicted,
                            enum elb_coverage least_suites)
{
    if (seen->seen == ELB_SEEN_UNKNOWN)
        return;
    if (seen->seen == ELB_SEEN_REFUSED) {
        if (predicted->is_accepted)
            add(differences, ELB_DIFFERENCE_VERSION, false, seen->version, 0);
        return;
    }
    if (predicted->suites.count == 0) {
        add(differences, ELB_DIFFERENCE_VERSION, true, seen->version, 0);
        return;
    }
    compare_codes(differences, ELB_DIFFERENCE_SUITE, seen->version, &predicted->suites,
                  &seen->suites, least_suites);
    if (predicted->has_groups)
        compare_codes(differences, ELB_DIFFERENCE_GROUP, seen->version, &predicted->groups,
                      &seen->groups, ELB_COVERAGE_ACCEPTED_ONLY);
    compare_order(differences, prediction, seen, predicted);
}

/* An answer that the policy gives for certain, and that the endpoint refused to give. Without the
 * groups of a Classic policy, or its DH parameters, it is none; unless it is the version that was
 * refused, of which these are no part. */
static void compare_refusal(struct elb_differences *differences, const struct elb_outcome *outcome,
                            unsigned alert)
{
    const unsigned open = ELB_ASSUMED_POLICY_GROUPS | ELB_ASSUMED_POLICY_DHE |
                          ELB_ASSUMED_CLIENT_GROUPS | ELB_ASSUMED_CLIENT_KEY_SHARES |
                          ELB_ASSUMED_NO_FALLBACK_CHECK | ELB_ASSUMED_LIST_COMPLETE;

    if (outcome->answered && (alert == PROTOCOL_VERSION || !(outcome->assumed & open)))
        add(differences, ELB_DIFFERENCE_HANDSHAKE, false, outcome->version, outcome->suite->code);
}

/* Where the whole offer is known, the policy's answer to it is known too. */
static void compare_handshake(struct elb_differences *differences,
                              const struct elb_prediction *prediction,
                              const struct elb_observed_handshake *handshake)
{
    struct elb_outcome outcome;
    bool is_same;

    if (!handshake->offer || !handshake->offer->legacy_version)
        return;
    elb_negotiate(prediction->policy, prediction->certificates, handshake->offer, &outcome);
    if (handshake->alert) {
        compare_refusal(differences, &outcome, handshake->alert);
        return;
    }
    is_same = outcome.answered && outcome.version == handshake->version &&
              (!handshake->suite || outcome.suite->code == handshake->suite) &&
              (!handshake->group || !outcome.group || outcome.group->code == handshake->group) &&
              (!handshake->scheme || !outcome.scheme || outcome.scheme->code == handshake->scheme);
    if (!is_same)
        add(differences, ELB_DIFFERENCE_HANDSHAKE, true, handshake->version, handshake->suite);
}

/* A load balancer signs with nothing but a scheme of its policy, whatever a client offers. */
static void compare_schemes(struct elb_differences *differences, const struct elb_policy *policy,
                            const struct elb_codes *seen)
{
    for (size_t i = 0; policy->has_schemes && i < seen->count; i++) {
        bool is_known = false;

        for (size_t j = 0; j < policy->scheme_count; j++)
            is_known |= policy->schemes[j]->code == seen->codes[i];
        if (!is_known)
            add(differences, ELB_DIFFERENCE_SCHEME, true, 0, seen->codes[i]);
    }
}

/* A tool that shows suites at all may leave them out of a version; one that shows none tells no
 * policies apart. */
static enum elb_coverage least_coverage(const struct elb_observation *observation)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (observation->versions[i].suites.coverage != ELB_COVERAGE_UNKNOWN)
            return ELB_COVERAGE_ACCEPTED_ONLY;
    }
    return ELB_COVERAGE_UNKNOWN;
}

/* An endpoint that has refused some offer, and was not seen to accept anything, has shown little:
 * no policy is it for certain. */
static bool has_accepted(const struct elb_observation *observation)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        if (observation->versions[i].seen == ELB_SEEN_ACCEPTED)
            return true;
    }
    return false;
}

void elb_prediction_compare(const struct elb_prediction *prediction,
                            const struct elb_observation *observation,
                            struct elb_differences *ret_differences)
{
    enum elb_coverage least_suites = least_coverage(observation);

    ret_differences->count = 0;
    ret_differences->unseen = 0;
    if (prediction->refused_certificate)
        add(ret_differences, ELB_DIFFERENCE_CERTIFICATE, true, 0, prediction->refused_certificate);
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++)
        compare_version(ret_differences, prediction, &observation->versions[i],
                        &prediction->versions[i], least_suites);
    compare_schemes(ret_differences, prediction->policy, &observation->schemes);
    ret_differences->unseen += !has_accepted(observation);
    for (size_t i = 0; i < observation->handshake_count; i++)
        compare_handshake(ret_differences, prediction, &observation->handshakes[i]);
}
