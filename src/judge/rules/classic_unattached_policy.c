/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* AWS itself puts a predefined one beside the listeners of each load balancer. */
static bool is_of_aws(const struct elb_listener *listener, const struct elb_declared_policy *policy)
{
    return elb_lint_is_live(listener) && policy->policy && policy->name &&
           strcmp(policy->policy->name, policy->name) == 0 && !policy->policy->origin;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    const struct elb_declared_policy *policy =
        listener->policy_count > 0 ? &listener->policies[0] : NULL;

    if (listener->declaration != ELB_DECLARED_POLICY || (policy && is_of_aws(listener, policy)))
        return;
    elb_lint_find(lint,
                  &(struct elb_found){
                      .listener = listener,
                      .policy = policy,
                      .message = elb_lint_printf(lint, "no listener in sight has the policy '%s'",
                                                 policy && policy->name ? policy->name
                                                 : listener->address    ? listener->address
                                                                        : ""),
                      .also = "no listener in sight has it",
                      .help = "set it on a listener, or leave it out",
                  });
}

const struct elb_lint_rule elb_rule_classic_unattached_policy = {
    .rule =
        {
            .id = "classic-unattached-policy",
            .severity = ELB_SEVERITY_NOTE,
            .summary = "a policy that no listener has",
            .text = "A policy of a Classic Load Balancer does nothing until it is set on a "
                    "listener. Perhaps the listener was forgotten, and has the default.",
            .citation = "AWS guide, Update the SSL negotiation configuration of your Classic Load "
                        "Balancer",
            .bad = "resource \"aws_load_balancer_policy\" \"tls\" {} # and no "
                   "aws_load_balancer_listener_policy",
            .good = "resource \"aws_load_balancer_listener_policy\" \"https\" {\n"
                    "  policy_names = [aws_load_balancer_policy.tls.policy_name]\n"
                    "}",
            .instead = "Set it on a listener, or remove it.",
        },
    .judge_listener = judge,
};
