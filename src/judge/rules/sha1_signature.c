/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    (void)lint;
    elb_policy_facts(policy, &facts);
    return facts.sha1_signatures;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    (void)policy;
    elb_buffer_append_string(message, "signs handshakes with SHA-1 for clients that ask for it");
    elb_buffer_append_string(also, "SHA-1 signatures");
}

const struct elb_lint_rule elb_rule_sha1_signature = {
    .rule =
        {
            .id = "sha1-signature",
            .severity = ELB_SEVERITY_OFF,
            .summary = "the policy signs handshakes with SHA-1 for clients that ask for it",
            .text = "Signatures with SHA-1 over the handshake can be forged with effort that a "
                    "state can afford. They are only used for a client of TLSv1.2 that offers "
                    "nothing better.",
            .citation = "RFC 9155",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy whose signature schemes are without SHA-1.",
        },
    .blames = blames,
    .explain = explain,
};
