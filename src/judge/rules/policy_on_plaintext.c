/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    if (listener->how != ELB_HOW_PLAINTEXT || listener->policy_count == 0 ||
        !listener->policies[0].name)
        return;
    elb_lint_find(
        lint, &(struct elb_found){
                  .listener = listener,
                  .policy = &listener->policies[0],
                  .message = elb_lint_printf(lint, "'%s' has no effect: the protocol is %s",
                                             listener->policies[0].name,
                                             listener->protocol ? listener->protocol : "not TLS"),
                  .help = "leave the policy out, or make the listener HTTPS or TLS",
              });
}

const struct elb_lint_rule elb_rule_policy_on_plaintext = {
    .rule =
        {
            .id = "policy-on-plaintext",
            .severity = ELB_SEVERITY_NOTE,
            .summary = "a policy is set on a listener without TLS",
            .text = "AWS ignores it. That is harmless, but whoever reads it may believe that the "
                    "traffic is encrypted.",
            .citation = "AWS API reference, Elastic Load Balancing, CreateListener",
            .bad = "protocol = \"HTTP\"\n"
                   "ssl_policy = \"{best}\"",
            .good = "protocol = \"HTTPS\"\n"
                    "ssl_policy = \"{best}\"",
            .instead = "Make the listener HTTPS or TLS, or leave the policy out.",
        },
    .judge_listener = judge,
};
