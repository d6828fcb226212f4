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
    uint64_t month = 0;

    for (size_t i = 0; i < date.length; i++) {
        const bool is_digit = date.start[i] >= '0' && date.start[i] <= '9';

        if (form[i] == '-' ? date.start[i] != '-' : !is_digit)
            return (struct elb_text){0};
    }
    if (date.length == 0 || !elb_text_parse_unsigned(elb_text_skip(date, 5), 12, &month))
        return (struct elb_text){0};
    return month > 0 ? date : (struct elb_text){0};
}

/* Letters, digits and single hyphens behind AWS's prefix, as all names have them. */
static bool is_well_formed(struct elb_text name)
{
    if (!elb_text_has_prefix(name, ELB_POLICY_PREFIX))
        return false;
    for (size_t i = 0; i < name.length; i++) {
        const char c = name.start[i];

        if (c == '-'
                ? i + 1 < name.length && name.start[i + 1] == '-'
                : !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            return false;
    }
    return true;
}

/* Is its date behind that of every policy that AWS is known to offer? */
static bool is_newer(const struct elb_catalog *catalog, struct elb_text name)
{
    const struct elb_text date = date_of(name);

    if (date.length == 0 || !is_well_formed(name) ||
        elb_catalog_not_policy_named(catalog, name.start, name.length))
        return false;
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        const struct elb_text other = date_of(elb_text_from(policy->name));

        if (policy->status != ELB_STATUS_UPCOMING && other.length > 0 &&
            elb_text_compare(date, other) <= 0)
            return false;
    }
    return true;
}

/* What is written, and what it may have been meant to be. */
struct name {
    struct elb_text text;
    const struct elb_policy *spelt; /* otherwise, by upper and lower case or its prefix; or NULL */
    const struct elb_not_policy *known; /* not to be one; or NULL */
    const struct elb_policy *nearest;   /* NULL: none is near */
    bool is_newer;
};

static struct name look_at(const struct elb_catalog *catalog, enum elb_load_balancer load_balancer,
                           const char *text)
{
    const size_t length = strlen(text);
    const char *nearest = elb_catalog_nearest_policy(catalog, load_balancer, text, length);
    struct name name = {
        .text = {text, length},
        .spelt = elb_catalog_policy_named(catalog, load_balancer, text, length),
        .known = elb_catalog_not_policy_named(catalog, text, length),
    };

    name.is_newer = is_newer(catalog, name.text);
    if (nearest)
        name.nearest = elb_catalog_policy_named(catalog, load_balancer, nearest, strlen(nearest));
    return name;
}

/* Why there is no such policy, behind the quoted name. */
static void explain(const struct elb_catalog *catalog, const struct name *name,
                    struct elb_buffer *out)
{
    if (name->spelt)
        elb_buffer_printf(out, "is not how AWS spells '%s'", name->spelt->name);
    else if (name->known)
        elb_buffer_printf(out, "is not a policy: %s", name->known->why);
    else if (name->is_newer)
        elb_buffer_printf(out, "is not known: it may be newer than the catalog of %s",
                          catalog->date);
    else
        elb_buffer_append_string(out, "is not a policy");
    if (!name->spelt && !name->known && name->nearest)
        elb_buffer_printf(out, ", did you mean '%s'", name->nearest->name);
}

/* The name that no policy has; NULL: it has one, or one of the other family: another rule's. */
static const char *unknown_name(const struct elb_catalog *catalog,
                                const struct elb_declared_policy *policy)
{
    const char *name = policy->how == ELB_HOW_REFERENCE ? policy->reference : policy->name;
    const struct elb_policy *other;

    if (policy->policy || !name || policy->how == ELB_HOW_CUSTOM ||
        policy->how == ELB_HOW_UNRESOLVED)
        return NULL;
    other = elb_catalog_policy_named(catalog, 0, name, strlen(name));
    return other && strcmp(other->name, name) == 0 ? NULL : name;
}

/* What AWS printed itself is not misspelt. */
static bool is_perhaps_right(const struct elb_listener *listener, const struct name *name)
{
    return name->is_newer || elb_lint_is_live(listener);
}

static void judge(struct elb_lint *lint, const struct elb_listener *listener,
                  const struct elb_declared_policy *policy)
{
    const struct elb_catalog *catalog = lint->query->catalog;
    const char *text = unknown_name(catalog, policy);
    struct elb_found found = {.listener = listener, .policy = policy, .wants_policy = true};
    struct elb_buffer message = {0};
    struct name name;

    if (!text)
        return;
    name = look_at(catalog, listener->load_balancer, text);
    found.model = name.spelt ? name.spelt : name.nearest;
    if (is_perhaps_right(listener, &name)) {
        found.wants_policy = false;
        if (elb_lint_severity(lint, lint->current) == ELB_SEVERITY_ERROR)
            found.severity = ELB_SEVERITY_WARNING;
    }
    elb_lint_name_policy(lint, &message, policy);
    elb_buffer_append_char(&message, ' ');
    explain(catalog, &name, &message);
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
            .bad = "ssl_policy = \"{best}x\"",
            .good = "ssl_policy = \"{best}\"",
            .instead = "Take the name from `elblint list policies`: letters count, in upper and "
                       "lower case.",
        },
    .judge_policy = judge,
};
