/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* The policy towards the targets; NULL: not known. */
static const struct elb_policy *towards_targets(const struct elb_lint *lint,
                                                const struct elb_listener *listener,
                                                const struct elb_policy *policy)
{
    const char *name = NULL;

    for (unsigned i = 0; i < ELB_LB_COUNT; i++) {
        if (listener->load_balancer == 1u << i)
            name = policy->backend[i];
    }
    return name ? elb_catalog_policy_named(lint->query->catalog, listener->load_balancer, name,
                                           strlen(name))
                : NULL;
}

/* Which targets are out of reach, by version; NULL: none that there are. */
static const char *unreached(const struct elb_policy *backend)
{
    struct elb_policy_facts facts;

    elb_policy_facts(backend, &facts);
    if (facts.maximum_version < ELB_TLS1_3)
        return "targets that only have TLSv1.3";
    if (facts.minimum_version > ELB_TLS1_0)
        return "targets that only have TLSv1 or TLSv1.1";
    return NULL;
}

static bool has_tls_targets(const struct elb_listener *listener)
{
    return listener->target_protocol && (strcmp(listener->target_protocol, "HTTPS") == 0 ||
                                         strcmp(listener->target_protocol, "TLS") == 0);
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_policy *backend = NULL;
    const char *lost;

    if (policy->policy && has_tls_targets(listener))
        backend = towards_targets(lint, listener, policy->policy);
    lost = backend ? unreached(backend) : NULL;
    if (!lost)
        return;
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_printf(
                                lint, "with '%s', '%s' is used towards the targets: %s are lost",
                                policy->name, backend->name, lost),
                        });
}

const struct elb_lint_rule elb_rule_target_policy = {
    .rule =
        {
            .id = "target-policy",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "targets with TLS may not be reached",
            .text = "Towards its targets a load balancer is the client, with a policy that "
                    "follows from those of its listeners and can not be chosen. A target that has "
                    "none of its versions is not reached.",
            .citation = "AWS guide, Security policies for your Application Load Balancer, on "
                        "target connections",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Look at the versions that the targets have, or let the listeners have "
                       "policies that lead to another one towards the targets.",
        },
    .judge_policy = judge,
};
