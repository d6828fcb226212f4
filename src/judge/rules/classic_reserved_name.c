/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

#include "read/policy/classic.h"

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const bool is_own = policy->how == ELB_HOW_CUSTOM || policy->how == ELB_HOW_REFERENCE;

    if (!is_own || elb_lint_is_live(listener) || !policy->name ||
        !elb_classic_is_reserved(elb_text_from(policy->name)) ||
        (policy->reference && strcmp(policy->reference, policy->name) == 0))
        return;
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_printf(
                                lint, "'%s' is a name that only AWS can give", policy->name),
                            .also = "its name is one that only AWS can give",
                            .help = "give it a name of your own",
                        });
}

const struct elb_lint_rule elb_rule_classic_reserved_name = {
    .rule =
        {
            .id = "classic-reserved-name",
            .severity = ELB_SEVERITY_NOTE,
            .summary = "a custom policy is called like one of AWS",
            .text = "AWS refuses names that begin with its own prefixes for policies that others "
                    "make, and a reader takes such a policy for the predefined one.",
            .citation = "AWS API reference, Elastic Load Balancing 2012-06-01, "
                        "CreateLoadBalancerPolicy",
            .bad = "policy_name = \"{default}\"",
            .good = "policy_name = \"our-tls\"",
            .instead = "Give it a name of your own.",
        },
    .judge_policy = judge,
};
