/* SPDX-License-Identifier: MIT */
/* What follows from a policy's lists and a client's dates, and the names of their words. */
#include "catalog/words.h"

#include <elblint/client.h>
#include <elblint/policy.h>

/* TLS 1.3 has no such signatures, whatever a policy lists (RFC 8446 section 4.2.3). */
bool elb_policy_signs_sha1(const struct elb_policy *policy, const struct elb_scheme *scheme)
{
    return elb_scheme_is_sha1(scheme) && (scheme->handshake & policy->versions) != 0;
}

void elb_policy_facts(const struct elb_policy *policy, struct elb_policy_facts *ret_facts)
{
    struct elb_policy_facts facts = {
        .minimum_version = elb_version_lowest(policy->versions),
        .maximum_version = elb_version_highest(policy->versions),
        .forward_secrecy = true,
        .fips = policy->fips_module,
    };
    for (size_t i = 0; i < policy->suite_count; i++) {
        facts.forward_secrecy &= elb_suite_has_forward_secrecy(policy->suites[i]);
        facts.cbc |= elb_suite_is_cbc(policy->suites[i]);
        facts.insecure_suites |= elb_suite_is_insecure(policy->suites[i]);
    }
    for (size_t i = 0; i < policy->group_count; i++)
        facts.post_quantum |= elb_group_is_post_quantum(policy->groups[i]);
    for (size_t i = 0; i < policy->scheme_count; i++)
        facts.sha1_signatures |= elb_policy_signs_sha1(policy, policy->schemes[i]);
    *ret_facts = facts;
}

/* A date that is known to the month or year ends with it: 2022-07 is the last day of July. */
enum elb_support elb_client_support(const struct elb_client *client, const char *date)
{
    const char *end = client->end_of_life;
    if (end == NULL)
        return client->support;
    return strncmp(date, end, strlen(end)) > 0 ? ELB_SUPPORT_ENDED : ELB_SUPPORT_SUPPORTED;
}

const char *elb_family_name(enum elb_family family)
{
    return elb_words_at(&elb_family_words, family);
}

const char *elb_status_name(enum elb_policy_status status)
{
    return elb_words_at(&elb_status_words, status);
}

const char *elb_confidence_name(enum elb_confidence confidence)
{
    return elb_words_at(&elb_confidence_words, confidence);
}

const char *elb_evidence_name(enum elb_evidence evidence)
{
    return elb_words_at(&elb_evidence_words, evidence);
}

static const struct {
    enum elb_load_balancer value;
    const char *name;
    const char *initials;
} load_balancers[] = {
    {ELB_LB_APPLICATION, "application", "alb"},
    {ELB_LB_NETWORK, "network", "nlb"},
    {ELB_LB_CLASSIC, "classic", "clb"},
};

const char *elb_load_balancer_name(enum elb_load_balancer load_balancer)
{
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        if (load_balancers[i].value == load_balancer)
            return load_balancers[i].name;
    }
    return NULL;
}

unsigned elb_load_balancer_from_name(const char *name, size_t length)
{
    struct elb_text text = {name, length};
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        if (elb_text_is_nocase(text, load_balancers[i].name) ||
            elb_text_is_nocase(text, load_balancers[i].initials))
            return load_balancers[i].value;
    }
    return 0;
}
