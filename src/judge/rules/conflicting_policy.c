/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

#include "base/map.h"

/* The name of the one policy that a listener asks for; NULL: none, or it is not known. */
static const char *asked_for(const struct elb_listener *listener)
{
    const struct elb_declared_policy *policy =
        listener->policy_count == 1 ? &listener->policies[0] : NULL;

    if (!policy || listener->how == ELB_HOW_PLAINTEXT ||
        listener->declaration != ELB_DECLARED_LISTENER)
        return NULL;
    return policy->how == ELB_HOW_DEFAULT || policy->how == ELB_HOW_CONTROLLER_DEFAULT
               ? NULL
               : policy->name;
}

static void say(struct elb_lint *lint, const struct elb_listener *listener,
                const struct elb_listener *first)
{
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = &listener->policies[0],
                            .message = elb_lint_printf(
                                lint, "'%s' here and '%s' in %s:%u are for the same listener, :%d",
                                listener->policies[0].name, first->policies[0].name, first->path,
                                first->span.line, listener->port),
                        });
}

/* Two that name the same load balancer and port. */
static void compare(struct elb_lint *lint, struct elb_map *seen,
                    const struct elb_listener *listener)
{
    const struct elb_listener *first;
    const char *key;
    void **place;

    if (!asked_for(listener) || !listener->load_balancer_id || listener->port < 0)
        return;
    key = elb_lint_printf(lint, "%s:%d", listener->load_balancer_id, listener->port);
    place = key ? elb_map_put(seen, lint->arena, elb_text_from(key)) : NULL;
    if (!place) {
        lint->out_of_memory = true;
        return;
    }
    first = *place;
    if (!first)
        *place = (void *)listener;
    else if (strcmp(asked_for(first), asked_for(listener)) != 0)
        say(lint, listener, first);
}

static void judge_together(struct elb_lint *lint, const struct elb_listener *listener)
{
    if (!listener->all_apply || listener->policy_count < 2)
        return;
    elb_lint_find(
        lint, &(struct elb_found){
                  .listener = listener,
                  .policy = &listener->policies[1],
                  .message = elb_lint_printf(
                      lint, "the listener has two TLS policies, '%s' and '%s'",
                      listener->policies[0].name ? listener->policies[0].name : "(without a name)",
                      listener->policies[1].name ? listener->policies[1].name : "(without a name)"),
              });
}

static void judge(struct elb_lint *lint)
{
    const struct elb_listeners *listeners = lint->query->listeners;
    struct elb_map seen = {0};

    for (size_t i = 0; !lint->out_of_memory && i < elb_listeners_count(listeners); i++) {
        const struct elb_listener *listener = elb_listeners_at(listeners, i);

        judge_together(lint, listener);
        compare(lint, &seen, listener);
    }
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
                   "alb.ingress.kubernetes.io/ssl-policy: {policy}",
            .good = "# both Ingresses\n"
                    "alb.ingress.kubernetes.io/ssl-policy: {policy}",
            .instead = "Decide for one policy.",
        },
    .judge_all = judge,
};
