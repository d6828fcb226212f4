/* SPDX-License-Identifier: MIT */

/* Names of policies for the examples of rules: code has none, the catalog has. */
#include "judge/lint.h"

#include <assert.h>

/* policies/defaults.yaml: what a listener gets that nobody gave a policy. */
#define DEFAULT_ID "api"

static const struct elb_lint_rule *whole_rule(const struct elb_rule *rule)
{
    size_t index = 0;

    while (&elb_lint_rule_at(index)->rule != rule)
        index++;
    return elb_lint_rule_at(index);
}

bool elb_rule_is_about_policies(const struct elb_rule *rule)
{
    assert(rule);
    return whole_rule(rule)->blames != NULL && !whole_rule(rule)->needs_profiles;
}

bool elb_rule_blames(const struct elb_rule *rule, const struct elb_catalog *catalog,
                     const struct elb_policy *policy)
{
    const struct elb_lint_query query = {.catalog = catalog};
    const struct elb_lint lint = {.query = &query};
    const struct elb_lint_rule *whole = whole_rule(rule);

    assert(catalog && policy);
    return whole->blames && whole->blames(&lint, policy);
}

/* ---- Which policies ----------------------------------------------------------------------- */

static const struct elb_policy *default_policy(const struct elb_catalog *catalog)
{
    const struct elb_default *api = elb_catalog_default(catalog, DEFAULT_ID);

    return api ? elb_catalog_policy_named(catalog, 0, api->policy, strlen(api->policy)) : NULL;
}

/* The best-ranked that the rule does not blame, or, with `is_blamed`, the first that it does. */
static const struct elb_policy *find_policy(const struct elb_rule *rule,
                                            const struct elb_catalog *catalog, bool is_blamed)
{
    const struct elb_policy *best = NULL;
    struct elb_rank best_rank = {0};

    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        struct elb_rank rank;

        elb_policy_rank(policy, &rank);
        if (elb_rule_blames(rule, catalog, policy) != is_blamed ||
            (!is_blamed &&
             (policy->load_balancers == 0 || elb_policy_kind(policy) != ELB_POLICY_ORDINARY)))
            continue;
        if (is_blamed)
            return policy;
        if (!best || elb_rank_compare(&rank, &best_rank) < 0) {
            best = policy;
            best_rank = rank;
        }
    }
    return best;
}

static const struct elb_policy *bad_policy(const struct elb_rule *rule,
                                           const struct elb_catalog *catalog)
{
    const struct elb_policy *policy = default_policy(catalog);

    if (policy && (!elb_rule_is_about_policies(rule) || elb_rule_blames(rule, catalog, policy)))
        return policy;
    return find_policy(rule, catalog, true);
}

/* The best-ranked of all: no rule that judges nothing blames it. */
static const struct elb_policy *best_policy(const struct elb_catalog *catalog)
{
    const struct elb_rule *any = NULL;

    for (size_t i = 0; (any = elb_rule_at(i)) && elb_rule_is_about_policies(any); i++)
        continue;
    return any ? find_policy(any, catalog, false) : NULL;
}

static const struct elb_policy *policy_for(const struct elb_rule *rule,
                                           const struct elb_catalog *catalog, struct elb_text word,
                                           bool is_good)
{
    if (elb_text_is(word, "default"))
        return default_policy(catalog);
    if (elb_text_is(word, "best"))
        return best_policy(catalog);
    if (!elb_text_is(word, "policy"))
        return NULL;
    return is_good ? find_policy(rule, catalog, false) : bad_policy(rule, catalog);
}

/* ---- The text ----------------------------------------------------------------------------- */

/* What is written, as far as there is room, and how long it would be. */
struct writing {
    char *buffer;
    size_t size;
    size_t length;
};

static void write_text(struct writing *writing, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++, writing->length++) {
        if (writing->length + 1 < writing->size)
            writing->buffer[writing->length] = text[i];
    }
}

/* The name for what is in braces; the length of that in the text, 0: it is nothing of ours. */
static size_t write_name(struct writing *writing, const struct elb_rule *rule,
                         const struct elb_catalog *catalog, const char *text, bool is_good)
{
    const char *end = *text == '{' ? strchr(text, '}') : NULL;
    const struct elb_policy *policy = NULL;

    if (end)
        policy = policy_for(rule, catalog, (struct elb_text){text + 1, (size_t)(end - text) - 1},
                            is_good);
    if (!policy)
        return 0;
    write_text(writing, policy->name, strlen(policy->name));
    return (size_t)(end - text) + 1;
}

size_t elb_rule_fill(const struct elb_rule *rule, const struct elb_catalog *catalog,
                     const char *text, bool is_good, char *buffer, size_t size)
{
    struct writing writing = {buffer, size, 0};

    assert(rule && catalog && text && (buffer || size == 0));
    while (*text) {
        const size_t taken = write_name(&writing, rule, catalog, text, is_good);

        if (taken == 0)
            write_text(&writing, text, 1);
        text += taken > 0 ? taken : 1;
    }
    if (size > 0)
        buffer[writing.length < size ? writing.length : size - 1] = '\0';
    return writing.length;
}
