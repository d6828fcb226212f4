/* SPDX-License-Identifier: MIT */

/* How declared policies are spoken of, and what of a listener rules ask alike. */
#include "judge/lint.h"

static bool refers_elsewhere(const struct elb_declared_policy *policy)
{
    return policy->reference && (!policy->name || strcmp(policy->reference, policy->name) != 0);
}

void elb_lint_name_shortly(struct elb_buffer *out, const struct elb_declared_policy *policy)
{
    if (policy->name)
        elb_buffer_printf(out, "'%s'", policy->name);
    else if (!policy->reference)
        elb_buffer_append_string(out, "the policy");
    if (refers_elsewhere(policy))
        elb_buffer_printf(out, policy->name ? " ('%s')" : "'%s'", policy->reference);
}

bool elb_lint_is_default(const struct elb_declared_policy *policy)
{
    return policy->default_of || policy->how == ELB_HOW_DEFAULT;
}

const char *elb_lint_default_text(const struct elb_lint *lint,
                                  const struct elb_declared_policy *policy)
{
    const struct elb_default *known =
        policy->default_of ? elb_catalog_default(lint->query->catalog, policy->default_of) : NULL;

    return known ? known->text : NULL;
}

const char *elb_lint_reason(const struct elb_lint *lint, const struct elb_declared_policy *policy)
{
    const char *text = elb_lint_default_text(lint, policy);
    const bool is_of_lists = policy->how == ELB_HOW_CUSTOM && !policy->policy;

    if (!policy->reason || is_of_lists || policy->how == ELB_HOW_UNRESOLVED)
        return NULL;
    return text && strcmp(text, policy->reason) == 0 ? NULL : policy->reason;
}

void elb_lint_name_policy(const struct elb_lint *lint, struct elb_buffer *out,
                          const struct elb_declared_policy *policy)
{
    const char *text = elb_lint_default_text(lint, policy);
    const char *reason = elb_lint_reason(lint, policy);

    elb_lint_name_shortly(out, policy);
    if (reason)
        elb_buffer_printf(out, " (%s)", reason);
    else if (text)
        elb_buffer_printf(out, " (the default of %s)", text);
}

const struct elb_policy *elb_lint_policy_before(const struct elb_lint *lint,
                                                const struct elb_listener *listener)
{
    if (lint->query->from)
        return lint->query->from;
    return listener->has_before && listener->before_count == 1 ? listener->before[0].policy : NULL;
}

bool elb_lint_is_live(const struct elb_listener *listener)
{
    return listener->format && strcmp(listener->format, "aws-cli") == 0;
}
