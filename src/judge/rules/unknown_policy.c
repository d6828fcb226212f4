/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

#include "catalog/kinds.h"

/* `2021-06`, with which nearly all names end. */
#define DATE_LENGTH 7

static struct elb_text date_of(struct elb_text name)
{
    static const char form[] = "0000-00";
    const struct elb_text date =
        elb_text_skip(name, name.length > DATE_LENGTH ? name.length - DATE_LENGTH : name.length);

    for (size_t i = 0; i < date.length; i++) {
        const bool is_digit = date.start[i] >= '0' && date.start[i] <= '9';

        if (form[i] == '-' ? date.start[i] != '-' : !is_digit)
            return (struct elb_text){0};
    }
    return date;
}

/* Is its date behind that of every policy in the catalog? */
static bool is_newer(const struct elb_catalog *catalog, struct elb_text name)
{
    const struct elb_text date = date_of(name);

    if (date.length == 0 || !elb_text_has_prefix(name, ELB_POLICY_PREFIX))
        return false;
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_text other = date_of(elb_text_from(catalog->policies[i].name));

        if (other.length > 0 && elb_text_compare(date, other) <= 0)
            return false;
    }
    return true;
}

/* Why there is no such policy, behind the quoted name. */
static void explain(const struct elb_catalog *catalog, unsigned load_balancer, struct elb_text name,
                    struct elb_buffer *out)
{
    const struct elb_policy *meant =
        elb_catalog_policy_named(catalog, load_balancer, name.start, name.length);
    const struct elb_not_policy *known =
        elb_catalog_not_policy_named(catalog, name.start, name.length);
    const char *nearest =
        elb_catalog_nearest_policy(catalog, load_balancer, name.start, name.length);

    if (meant)
        elb_buffer_printf(out, "is not how AWS spells '%s'", meant->name);
    else if (known)
        elb_buffer_printf(out, "is not a policy: %s", known->why);
    else if (is_newer(catalog, name))
        elb_buffer_printf(out, "is not known: it may be newer than the catalog of %s",
                          catalog->date);
    else if (nearest)
        elb_buffer_printf(out, "is not a policy, did you mean '%s'", nearest);
    else
        elb_buffer_append_string(out, "is not a policy");
}

/* One of the other family is known, and another rule's. */
static bool is_unknown(const struct elb_catalog *catalog, const struct elb_declared_policy *policy)
{
    const struct elb_policy *other;

    if (policy->policy || !policy->name || policy->how == ELB_HOW_CUSTOM ||
        policy->how == ELB_HOW_UNRESOLVED)
        return false;
    other = elb_catalog_policy_named(catalog, 0, policy->name, strlen(policy->name));
    return !other || strcmp(other->name, policy->name) != 0;
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_catalog *catalog = lint->query->catalog;
    const struct elb_text name = elb_text_from(policy->name);
    struct elb_found found = {.listener = listener, .policy = policy, .wants_policy = true};
    struct elb_buffer message = {0};

    if (!is_unknown(catalog, policy))
        return;
    if (is_newer(catalog, name) && elb_lint_severity(lint, lint->current) == ELB_SEVERITY_ERROR)
        found.severity = ELB_SEVERITY_WARNING;
    elb_buffer_printf(&message, "'%s' ", policy->name);
    explain(catalog, listener->load_balancer, name, &message);
    found.message = elb_lint_take(lint, &message);
    elb_lint_find(lint, &found);
}

const struct elb_lint_rule elb_rule_unknown_policy = {
    .rule =
        {
            .id = "unknown-policy",
            .severity = ELB_SEVERITY_ERROR,
            .summary = "there is no policy of that name",
            .text = "The load balancer refuses a listener with a policy that does not exist, so "
                    "the deployment fails. A name that could be newer than the catalog is only a "
                    "warning.",
            .citation = "AWS CLI, elbv2 describe-ssl-policies",
            .bad = "ssl_policy = \"{policy}x\"",
            .good = "ssl_policy = \"{policy}\"",
            .instead = "Take the name from `elblint list policies`: letters count, in upper and "
                       "lower case.",
        },
    .judge_policy = judge,
};
