/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static void say(struct elb_lint *lint, const struct elb_listener *listener,
                const struct elb_listener *first)
{
    elb_lint_find(
        lint,
        &(struct elb_found){
            .listener = listener,
            .policy = &listener->policies[0],
            .message = elb_lint_printf(
                lint, "'%s' here and '%s' in %s:%u are for one listener of the same group, port %d",
                listener->policies[0].name, first->policies[0].name,
                first->policies[0].path ? first->policies[0].path : first->path,
                first->policies[0].span.line ? first->policies[0].span.line : first->span.line,
                listener->port),
            .help = "name the same policy in both places, or in one of them only",
        });
}

/* The same object twice is one of two environments, or of two versions. */
static bool is_same_object(const struct elb_listener *a, const struct elb_listener *b)
{
    return a->address && b->address && strcmp(a->address, b->address) == 0;
}

static void judge_group(struct elb_lint *lint, const struct elb_listener *listener)
{
    const struct elb_listener *first = elb_lint_first_asked(lint, listener);

    if (first && first != listener && !is_same_object(first, listener) &&
        strcmp(elb_lint_asked_for(first), elb_lint_asked_for(listener)) != 0)
        say(lint, listener, first);
}

/* Both are in force only one after the other: which one, nobody tells. */
static void judge_classic(struct elb_lint *lint, const struct elb_listener *listener)
{
    const struct elb_declared_policy *policies = listener->policies;
    struct elb_buffer message = {0};

    elb_buffer_append_string(&message, "the listener has two TLS policies, ");
    elb_lint_name_shortly(&message, &policies[0]);
    elb_buffer_append_string(&message, " and ");
    elb_lint_name_shortly(&message, &policies[1]);
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = &policies[1],
                            .message = elb_lint_take(lint, &message),
                            .help = "leave one of them out",
                        });
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    if (listener->all_apply && listener->policy_count > 1)
        judge_classic(lint, listener);
    else
        judge_group(lint, listener);
}

const struct elb_lint_rule elb_rule_conflicting_policy = {
    .rule =
        {
            .id = "conflicting-policy",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "one listener is given two policies",
            .text = "Ingresses of one group share one load balancer and its listeners: two of "
                    "them that name different policies for the same port make the controller "
                    "stop. A listener of a Classic Load Balancer can be given several policies of "
                    "which only one may be about TLS.",
            .citation = "AWS Load Balancer Controller, guide to Ingress annotations; AWS API "
                        "reference, SetLoadBalancerPoliciesOfListener",
            .bad = "# two Ingresses with group.name: shop\n"
                   "alb.ingress.kubernetes.io/ssl-policy: {default} # of one\n"
                   "alb.ingress.kubernetes.io/ssl-policy: {best} # of the other",
            .good = "# both Ingresses with group.name: shop\n"
                    "alb.ingress.kubernetes.io/ssl-policy: {best}",
            .instead = "Decide for one policy.",
        },
    .judge_listener = judge,
};
