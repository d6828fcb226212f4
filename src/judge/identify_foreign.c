/* SPDX-License-Identifier: MIT */

/* What no load balancer has, and what only a custom policy of Classic can have. */

#include "judge/identify.h"

#include <string.h>

static bool family_has_suite(const struct elb_catalog *catalog, enum elb_family family,
                             uint16_t code)
{
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];

        for (size_t j = 0; policy->family == family && j < policy->suite_count; j++) {
            if (policy->suites[j]->code == code)
                return true;
        }
    }
    return false;
}

bool elb_identify_has_only_suites_of(const struct elb_catalog *catalog,
                                     const struct elb_observation *observation,
                                     enum elb_family family)
{
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_codes *suites = &observation->versions[i].suites;

        for (size_t j = 0; j < suites->accepted_count; j++) {
            if (!family_has_suite(catalog, family, suites->accepted[j]))
                return false;
        }
    }
    return true;
}

static bool any_policy_has_group(const struct elb_catalog *catalog, uint16_t code)
{
    for (size_t i = 0; i < catalog->policy_count; i++) {
        for (size_t j = 0; j < catalog->policies[i].group_count; j++) {
            if (catalog->policies[i].groups[j]->code == code)
                return true;
        }
    }
    return false;
}

static bool is_chacha(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(catalog, code);

    return suite && suite->encryption && strncmp(suite->encryption, "CHACHA20", 8) == 0;
}

static void find_foreign(const struct elb_catalog *catalog, const struct elb_observed_version *seen,
                         unsigned *foreign)
{
    for (size_t i = 0; i < seen->suites.accepted_count; i++) {
        uint16_t code = seen->suites.accepted[i];

        if (!family_has_suite(catalog, ELB_FAMILY_ELBV2, code) &&
            !family_has_suite(catalog, ELB_FAMILY_CLASSIC, code))
            *foreign |= is_chacha(catalog, code) ? ELB_FOREIGN_CHACHA : ELB_FOREIGN_SUITES;
    }
    for (size_t i = 0; i < seen->groups.accepted_count; i++) {
        if (!any_policy_has_group(catalog, seen->groups.accepted[i]))
            *foreign |= ELB_FOREIGN_GROUPS;
    }
}

/* The client's, in a version that no policy leaves to its clients. */
static bool is_foreign_order(const struct elb_catalog *catalog,
                             const struct elb_observed_version *seen)
{
    if (seen->order != ELB_ORDER_CLIENT || seen->suites.accepted_count < 2)
        return false;
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];

        if (!policy->server_order && (policy->versions & elb_version_bit(seen->version)))
            return false;
    }
    return true;
}

unsigned elb_identify_foreign(const struct elb_catalog *catalog,
                              const struct elb_observation *observation)
{
    unsigned foreign = observation->sslv2 == ELB_SEEN_ACCEPTED ? ELB_FOREIGN_SSLV2 : 0;

    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++) {
        const struct elb_observed_version *seen = &observation->versions[i];

        find_foreign(catalog, seen, &foreign);
        if (is_foreign_order(catalog, seen))
            foreign |= ELB_FOREIGN_ORDER;
    }
    return foreign;
}

/* Classic: any suites of the family, any versions of it. */
bool elb_identify_may_be_custom(const struct elb_catalog *catalog,
                                const struct elb_observation *observation)
{
    if (observation->sslv2 == ELB_SEEN_ACCEPTED ||
        elb_observation_version(observation, ELB_TLS1_3)->seen == ELB_SEEN_ACCEPTED)
        return false;
    return elb_identify_has_only_suites_of(catalog, observation, ELB_FAMILY_CLASSIC);
}
