/* SPDX-License-Identifier: MIT */

#include "advise/setting.h"

bool elb_policy_is_named_by_aws(const struct elb_policy *policy)
{
    return elb_text_has_prefix_nocase(elb_text_from(policy->name), ELB_POLICY_PREFIX);
}

const char *elb_policy_obstacle(const struct elb_policy *policy)
{
    if (policy->status == ELB_STATUS_UPCOMING)
        return "no load balancer offers this policy yet, so it can't be set";
    if (policy->status == ELB_STATUS_RETIRED)
        return "AWS offers this policy no longer, so it can't be set";
    if (policy->family == ELB_FAMILY_ELBV2 && !elb_policy_is_named_by_aws(policy))
        return "Application and Network Load Balancers have no policies of one's own";
    return NULL;
}

const char *elb_policy_caution(const struct elb_policy *policy)
{
    if (policy->status == ELB_STATUS_UNLISTED)
        return "on none of AWS's pages today: AWS may refuse it";
    return NULL;
}

unsigned elb_advice_load_balancers(const struct elb_advice_query *query)
{
    unsigned family = query->policy->family == ELB_FAMILY_CLASSIC
                          ? ELB_LB_CLASSIC
                          : ELB_LB_APPLICATION | ELB_LB_NETWORK;
    unsigned having = query->policy->load_balancers ? query->policy->load_balancers : family;
    unsigned wanted = having & query->load_balancers;

    return wanted ? wanted : having;
}

void elb_policy_own_name(struct elb_buffer *out, const struct elb_policy *policy)
{
    const char *name = policy->name;

    if (elb_policy_is_named_by_aws(policy)) {
        elb_buffer_append_string(out, "my-");
        name += sizeof(ELB_POLICY_PREFIX) - 1;
    } else if (*name == '-') {
        elb_buffer_append_string(out, "my");
    }
    elb_buffer_append_string(out, name);
}

/* The attributes are all booleans of the names that OpenSSL uses (Classic Load Balancer guide,
 * "SSL negotiation configurations"). */
static bool custom_attribute_at(const struct elb_policy *policy, size_t index,
                                struct elb_policy_attribute *ret_attribute)
{
    *ret_attribute = (struct elb_policy_attribute){.prefix = "", .value = "true"};
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_2; version++) {
        if ((policy->versions & elb_version_bit(version)) && index-- == 0) {
            ret_attribute->prefix = "Protocol-";
            ret_attribute->name = elb_version_name(version);
            return true;
        }
    }
    if (policy->server_order && index-- == 0) {
        ret_attribute->name = "Server-Defined-Cipher-Order";
        return true;
    }
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->openssl && index-- == 0) {
            ret_attribute->name = policy->suites[i]->openssl;
            return true;
        }
    }
    return false;
}

bool elb_policy_attribute_at(const struct elb_policy *policy, size_t index,
                             struct elb_policy_attribute *ret_attribute)
{
    if (!elb_policy_is_named_by_aws(policy))
        return custom_attribute_at(policy, index, ret_attribute);
    *ret_attribute = (struct elb_policy_attribute){"", "Reference-Security-Policy", policy->name};
    return index == 0;
}
