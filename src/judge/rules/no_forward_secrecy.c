/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    (void)lint;
    elb_policy_facts(policy, &facts);
    return !facts.forward_secrecy;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message,
                             "has cipher suites without forward secrecy (RSA key exchange)");
    elb_buffer_append_string(also, "RSA key exchange");
}

const struct elb_lint_rule elb_rule_no_forward_secrecy = {
    .rule =
        {
            .id = "no-forward-secrecy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "the policy has cipher suites with RSA key exchange",
            .text = "With RSA key exchange, whoever gets the private key of the certificate can "
                    "read all traffic that was recorded before. A policy with forward secrecy has "
                    "none of these suites; nearly every client that TLSv1.2 serves has ECDHE.",
            .citation = "RFC 9325 section 4.1; RFC 10015",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy of which every suite has forward secrecy.",
        },
    .blames = blames,
    .explain = explain,
};
