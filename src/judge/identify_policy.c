/* SPDX-License-Identifier: MIT */

/* An endpoint as a policy: so that what is known of policies is known of endpoints too. */

#include "elblint/identify.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void add_suite(struct elb_observed_policy *result, const struct elb_suite *suite)
{
    struct elb_policy *policy = &result->policy;

    for (size_t i = 0; i < policy->suite_count; i++) {
        if (result->suites[i] == suite)
            return;
    }
    if (suite && policy->suite_count < COUNT(result->suites))
        result->suites[policy->suite_count++] = suite;
    if (suite && suite->key_exchange == ELB_KX_DHE)
        policy->family = ELB_FAMILY_CLASSIC; /* the other family never has it */
}

static void add_group(struct elb_observed_policy *result, const struct elb_group *group)
{
    struct elb_policy *policy = &result->policy;

    for (size_t i = 0; i < policy->group_count; i++) {
        if (result->groups[i] == group)
            return;
    }
    if (group && policy->group_count < COUNT(result->groups))
        result->groups[policy->group_count++] = group;
}

void elb_observation_policy(const struct elb_catalog *catalog,
                            const struct elb_observation *observation,
                            struct elb_observed_policy *ret_policy)
{
    bool is_tried = false;

    *ret_policy = (struct elb_observed_policy){
        .policy = {.name = "this endpoint", .family = ELB_FAMILY_ELBV2, .server_order = true}};
    for (size_t i = ELB_OBSERVED_VERSION_COUNT; i-- > 0;) {
        const struct elb_observed_version *seen = &observation->versions[i];

        if (seen->seen != ELB_SEEN_ACCEPTED)
            continue;
        ret_policy->policy.versions |= elb_version_bit(seen->version);
        is_tried |= seen->groups.coverage >= ELB_COVERAGE_LIST;
        if (seen->order == ELB_ORDER_CLIENT)
            ret_policy->policy.server_order = false;
        for (size_t j = 0; j < seen->suites.accepted_count; j++)
            add_suite(ret_policy, elb_catalog_suite(catalog, seen->suites.accepted[j]));
        for (size_t j = 0; j < seen->groups.accepted_count; j++)
            add_group(ret_policy, elb_catalog_group(catalog, seen->groups.accepted[j]));
    }
    ret_policy->policy.suites = ret_policy->suites;
    ret_policy->policy.groups = ret_policy->groups;
    ret_policy->policy.has_groups = is_tried;
}
