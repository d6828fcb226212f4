/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    (void)lint;
    return !policy->server_order;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message, "lets the client choose the cipher suite");
    elb_buffer_append_string(also, "the client's order decides");
}

const struct elb_lint_rule elb_rule_classic_no_server_order = {
    .rule =
        {
            .id = "classic-no-server-order",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "the policy lets the client choose the cipher suite",
            .text = "Without Server-Defined-Cipher-Order a Classic Load Balancer takes the first "
                    "suite of the client that it has, however weak.",
            .citation = "AWS guide, SSL negotiation configurations for Classic Load Balancers",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Switch Server-Defined-Cipher-Order on, or take a predefined policy.",
        },
    .blames = blames,
    .explain = explain,
};
