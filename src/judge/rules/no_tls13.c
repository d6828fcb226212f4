/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    (void)lint;
    elb_policy_facts(policy, &facts);
    return facts.maximum_version < ELB_TLS1_3;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message, "does not have TLSv1.3");
    elb_buffer_append_string(also, "no TLSv1.3");
}

const struct elb_lint_rule elb_rule_no_tls13 = {
    .rule =
        {
            .id = "no-tls13",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "the policy does not have TLSv1.3",
            .text = "TLSv1.3 has one round trip less, encrypts the certificate, and has no suites "
                    "to regret; post-quantum key exchange needs it. Adding it costs no client: "
                    "those without it take TLSv1.2.",
            .citation = "RFC 9325 section 3.1.1; RFC 8446",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy with TLSv1.2 and TLSv1.3. Classic Load Balancers have none: "
                       "move to an Application or Network Load Balancer.",
        },
    .blames = blames,
    .explain = explain,
};
