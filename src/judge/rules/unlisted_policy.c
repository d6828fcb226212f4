/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    (void)lint;
    return policy->status == ELB_STATUS_UNLISTED;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message, "is on none of the pages of AWS, which may refuse it");
    elb_buffer_append_string(also, "unlisted");
}

const struct elb_lint_rule elb_rule_unlisted_policy = {
    .rule =
        {
            .id = "unlisted-policy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "the policy is on none of the pages of AWS",
            .text = "The name is known, from the TLS library of AWS or from before, but AWS does "
                    "not list it: it may refuse it for a new listener, and does not say what is "
                    "in it.",
            .citation = "AWS guide, Security policies for your Application Load Balancer",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy that the guide lists.",
        },
    .blames = blames,
    .explain = explain,
};
