/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    (void)lint;
    elb_policy_facts(policy, &facts);
    return facts.cbc;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message, "has CBC cipher suites");
    elb_buffer_append_string(also, "CBC suites");
}

const struct elb_lint_rule elb_rule_cbc_suite = {
    .rule =
        {
            .id = "cbc-suite",
            .severity = ELB_SEVERITY_OFF,
            .summary = "the policy has CBC cipher suites",
            .text = "CBC suites of TLS authenticate before they encrypt, and have been attacked "
                    "again and again through padding and timing. Servers are patched; the suites "
                    "remain a maintenance burden. Some old clients have nothing else.",
            .citation = "RFC 9325 section 4.2; RFC 7457 section 2.4",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy with AEAD suites (GCM, ChaCha20-Poly1305) alone.",
        },
    .mentioned = true,
    .blames = blames,
    .explain = explain,
};
