/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    (void)lint;
    elb_policy_facts(policy, &facts);
    return !facts.post_quantum;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message, "has no post-quantum key exchange");
    elb_buffer_append_string(also, "no post-quantum groups");
}

const struct elb_lint_rule elb_rule_no_post_quantum = {
    .rule =
        {
            .id = "no-post-quantum",
            .severity = ELB_SEVERITY_OFF,
            .summary = "the policy has no post-quantum key exchange",
            .text = "What is recorded today can be decrypted once there is a large quantum "
                    "computer. Hybrid groups such as X25519MLKEM768 prevent that for clients that "
                    "have them, and change nothing for the others.",
            .citation = "AWS guide, Security policies for your Application Load Balancer; RFC "
                        "10024",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take the policy of the same kind with PQ in its name.",
        },
    .blames = blames,
    .explain = explain,
};
