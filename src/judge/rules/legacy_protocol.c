/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    struct elb_policy_facts facts;

    (void)lint;
    elb_policy_facts(policy, &facts);
    return facts.minimum_version < ELB_TLS1_2;
}

static void name_versions(const struct elb_policy *policy, struct elb_buffer *out)
{
    unsigned left = 0;

    for (uint16_t version = ELB_SSL3; version < ELB_TLS1_2; version++)
        left += (policy->versions & elb_version_bit(version)) != 0;
    for (uint16_t version = ELB_SSL3; version < ELB_TLS1_2; version++) {
        if ((policy->versions & elb_version_bit(version)) == 0)
            continue;
        left--;
        elb_buffer_printf(out, "%s%s", elb_version_name(version),
                          left > 1    ? ", "
                          : left == 1 ? " and "
                                      : "");
    }
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    elb_buffer_append_string(message, "accepts ");
    name_versions(policy, message);
    name_versions(policy, also);
}

const struct elb_lint_rule elb_rule_legacy_protocol = {
    .rule =
        {
            .id = "legacy-protocol",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "the policy accepts SSLv3, TLSv1 or TLSv1.1",
            .text = "These versions are deprecated: their handshakes rest on MD5 and SHA-1, and "
                    "they have no AEAD cipher suites. A listener accepts them for every client, "
                    "also for one that could do better and is kept from it by an attacker.",
            .citation = "RFC 8996; RFC 7568",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy whose lowest version is TLSv1.2. `elblint diff` names the "
                       "clients that this loses.",
        },
    .blames = blames,
    .explain = explain,
};
