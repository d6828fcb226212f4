/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

#include <assert.h>

/* The one list of rules, the gravest first: of two that say something of one policy, it speaks. */
static const struct elb_lint_rule *const rules[] = {
    &elb_rule_unknown_policy,
    &elb_rule_unavailable_policy,
    &elb_rule_certificate_mismatch,
    &elb_rule_conflicting_policy,
    &elb_rule_clients_lost,
    &elb_rule_clients_lost_by_change,
    &elb_rule_insecure_suite,
    &elb_rule_legacy_protocol,
    &elb_rule_profile,
    &elb_rule_default_policy,
    &elb_rule_unlisted_policy,
    &elb_rule_no_forward_secrecy,
    &elb_rule_no_tls13,
    &elb_rule_classic_no_server_order,
    &elb_rule_target_policy,
    &elb_rule_plaintext_listener,
    &elb_rule_unresolved_policy,
    &elb_rule_expired_suppression,
    &elb_rule_unused_suppression,
    &elb_rule_mixed_target_policy,
    &elb_rule_policy_on_plaintext,
    &elb_rule_classic_unattached_policy,
    &elb_rule_classic_reserved_name,
    &elb_rule_cbc_suite,
    &elb_rule_sha1_signature,
    &elb_rule_no_post_quantum,
    &elb_rule_superseded_policy,
};
#define RULE_COUNT (sizeof(rules) / sizeof(rules[0]))

const struct elb_lint_rule *elb_lint_rule_at(size_t index)
{
    return index < RULE_COUNT ? rules[index] : NULL;
}

const struct elb_rule *elb_rule_at(size_t index)
{
    return index < RULE_COUNT ? &rules[index]->rule : NULL;
}

const struct elb_rule *elb_rule_named(const char *name, size_t length)
{
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (elb_text_is((struct elb_text){name, length}, rules[i]->rule.id))
            return &rules[i]->rule;
    }
    return NULL;
}

const char *elb_rule_nearest(const char *name, size_t length)
{
    const char *nearest = NULL;
    size_t least = 4; /* edits: more of them and it is another word */

    for (size_t i = 0; i < RULE_COUNT; i++) {
        const size_t distance = elb_text_distance((struct elb_text){name, length},
                                                  elb_text_from(rules[i]->rule.id), least);

        if (distance < least) {
            least = distance;
            nearest = rules[i]->rule.id;
        }
    }
    return nearest;
}

const char *elb_severity_name(enum elb_severity severity)
{
    static const char *const names[ELB_SEVERITY_COUNT] = {"off", "note", "warning", "error"};

    assert(severity < ELB_SEVERITY_COUNT);
    return names[severity];
}
