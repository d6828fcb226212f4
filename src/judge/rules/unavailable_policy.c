/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

/* Nobody has it, whatever the load balancer. */
static bool blames(const struct elb_lint *lint, const struct elb_policy *policy)
{
    (void)lint;
    return policy->status == ELB_STATUS_UPCOMING || policy->status == ELB_STATUS_RETIRED;
}

/* The policy that the name stands for, on this load balancer or on another. */
static const struct elb_policy *find(const struct elb_catalog *catalog,
                                     const struct elb_declared_policy *policy)
{
    const char *name = policy->how == ELB_HOW_REFERENCE ? policy->reference : policy->name;
    const struct elb_policy *other;

    if (policy->policy || !name || policy->how == ELB_HOW_CUSTOM)
        return policy->policy;
    other = elb_catalog_policy_named(catalog, 0, name, strlen(name));
    return other && strcmp(other->name, name) == 0 ? other : NULL;
}

static void name_load_balancers(unsigned load_balancers, struct elb_buffer *out)
{
    const char *separator = "";

    for (unsigned bit = 1; bit < 1u << ELB_LB_COUNT; bit <<= 1) {
        if ((load_balancers & bit) == 0)
            continue;
        elb_buffer_printf(out, "%s%s", separator,
                          elb_load_balancer_name((enum elb_load_balancer)bit));
        separator = " and ";
    }
}

/* What is in the way, behind the quoted name; false: nothing. */
static bool explain(const struct elb_policy *policy, enum elb_load_balancer load_balancer,
                    struct elb_buffer *out)
{
    if (policy->status == ELB_STATUS_UPCOMING) {
        elb_buffer_append_string(out, "is not offered by any load balancer yet");
        return true;
    }
    if (policy->status == ELB_STATUS_RETIRED) {
        elb_buffer_append_string(out, "is offered no longer");
        return true;
    }
    if (!load_balancer || (policy->load_balancers & load_balancer))
        return false;
    elb_buffer_append_string(out, "is for ");
    name_load_balancers(policy->load_balancers, out);
    elb_buffer_printf(out, " load balancers, and this is %s %s one",
                      load_balancer == ELB_LB_APPLICATION ? "an" : "a",
                      elb_load_balancer_name(load_balancer));
    return true;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_policy *known = find(lint->query->catalog, policy);
    struct elb_buffer message = {0};

    elb_lint_name_policy(lint, &message, policy);
    elb_buffer_append_char(&message, ' ');
    if (!known || elb_lint_is_live(listener) ||
        !explain(known, listener->load_balancer, &message)) {
        elb_buffer_done(&message);
        return;
    }
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .policy = policy,
                            .message = elb_lint_take(lint, &message),
                            .also = "not available on this load balancer",
                            .wants_policy = true,
                            .model = known,
                            .is_mentioned = listener->declaration == ELB_DECLARED_POLICY,
                        });
}

const struct elb_lint_rule elb_rule_unavailable_policy = {
    .rule =
        {
            .id = "unavailable-policy",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "this load balancer does not have the policy",
            .text = "The policy exists, but for another type of load balancer, or for none: AWS "
                    "has not released it yet, or has withdrawn it. The deployment fails.",
            .citation = "AWS guide, Security policies for your Application Load Balancer; the "
                        "same for Network and Classic Load Balancers",
            .bad = "ssl_policy = \"{policy}\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take a policy that this type of load balancer has: `elblint list policies "
                       "--filter lb=TYPE`.",
        },
    .blames = blames,
    .judge_policy = judge,
};
