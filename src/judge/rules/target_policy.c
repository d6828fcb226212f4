/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Which targets are out of reach, by version; NULL: none that there are. */
static const char *unreached(const struct elb_policy *backend)
{
    struct elb_policy_facts facts;

    elb_policy_facts(backend, &facts);
    if (facts.maximum_version < ELB_TLS1_3)
        return "targets that have TLSv1.3 alone";
    if (facts.minimum_version > ELB_TLS1_1)
        return "targets that have nothing above TLSv1.1";
    if (facts.minimum_version > ELB_TLS1_0)
        return "targets that have nothing above TLSv1";
    return NULL;
}

/* On the load balancers that have it. */
static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    for (unsigned bit = ELB_LB_APPLICATION; bit <= ELB_LB_NETWORK; bit <<= 1) {
        const enum elb_load_balancer load_balancer = (enum elb_load_balancer)bit;
        const struct elb_policy *backend =
            policy->load_balancers & bit ? elb_lint_backend(lint, load_balancer, policy) : NULL;

        if (backend && unreached(backend))
            return true;
    }
    return false;
}

static void say(struct elb_lint *lint, const struct elb_listener *listener,
                const struct elb_listener *decides, const struct elb_declared_policy *policy,
                const struct elb_policy *backend)
{
    struct elb_buffer message = {0};

    elb_buffer_append_string(&message, "with ");
    elb_lint_name_policy(lint, &message, policy);
    if (decides != listener)
        elb_buffer_printf(&message, " on another listener of the load balancer, %s",
                          decides->address ? decides->address : decides->path);
    elb_buffer_printf(&message, ", '%s' is used towards the targets, which loses %s", backend->name,
                      unreached(backend));
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = decides == listener ? policy : NULL,
                            .message = elb_lint_take(lint, &message),
                            .help = decides == listener ? NULL
                                                        : "change the policy of that listener, or "
                                                          "move one of the two to a load balancer "
                                                          "of its own",
                            .wants_policy = decides == listener,
                        });
}

/* The listener that decides for the whole load balancer; or this one, for all that is known. */
static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_lint_targets *targets = elb_lint_targets(lint, listener);
    const struct elb_listener *decides = listener;
    const struct elb_policy *backend;

    if (!policy->policy || !elb_lint_has_tls_targets(listener) ||
        listener->declaration != ELB_DECLARED_LISTENER)
        return;
    if (targets &&
        targets->precedence > elb_lint_precedence(lint, listener->load_balancer, policy->policy)) {
        decides = targets->decides;
        policy = &decides->policies[0];
    }
    backend = elb_lint_backend(lint, listener->load_balancer, policy->policy);
    if (backend && unreached(backend))
        say(lint, listener, decides, policy, backend);
}

const struct elb_lint_rule elb_rule_target_policy = {
    .rule =
        {
            .id = "target-policy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "targets with TLS may not be reached",
            .text = "Towards its targets a load balancer is the client, with a policy that "
                    "follows from those of its listeners and can't be chosen: of all listeners of "
                    "the load balancer, one decides. A target that has "
                    "none of its versions is not reached.",
            .citation = "AWS guide, Security policies for your Application Load Balancer, on "
                        "target connections",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Look at the versions that the targets have, or let the listeners have "
                       "policies that lead to another one towards the targets.",
        },
    .blames = blames,
    .judge_policy = judge,
};
