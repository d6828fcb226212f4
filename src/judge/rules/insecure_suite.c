/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

#define SUITES_NAMED 4 /* a custom policy can have dozens */

static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    (void)lint;
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (elb_suite_is_insecure(policy->suites[i]))
            return true;
    }
    return false;
}

static void explain(const struct elb_policy *policy, struct elb_buffer *message,
                    struct elb_buffer *also)
{
    size_t count = 0;

    elb_buffer_append_string(message, "has insecure cipher suites: ");
    elb_buffer_append_string(also, "insecure cipher suites");
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (!elb_suite_is_insecure(policy->suites[i]))
            continue;
        if (count++ < SUITES_NAMED)
            elb_buffer_printf(message, "%s%s", count > 1 ? ", " : "", policy->suites[i]->name);
    }
    if (count > SUITES_NAMED)
        elb_buffer_printf(message, " and %zu more", count - SUITES_NAMED);
}

const struct elb_lint_rule elb_rule_insecure_suite = {
    .rule =
        {
            .id = "insecure-suite",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "the policy has NULL, export, RC4, DES or 3DES cipher suites",
            .text = "These ciphers do not protect what they carry: RC4 and 64-bit blocks leak "
                    "plaintext over many records, export keys can be broken, NULL encrypts "
                    "nothing. Even where every client prefers better ones, an old client may be "
                    "the one that matters.",
            .citation = "RFC 7465 (RC4); RFC 9325 section 4.2.1; NIST SP 800-131A revision 2 "
                        "(3DES)",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy without them. A client that has nothing else, such as "
                       "Internet Explorer 8 on Windows XP, must be replaced or put behind "
                       "something else.",
        },
    .blames = blames,
    .explain = explain,
};
