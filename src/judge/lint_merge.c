/* SPDX-License-Identifier: MIT */

/* One fact, one finding: what rules say of one policy is put together, and the gravest speaks. */
#include "judge/findings.h"
#include "judge/lint.h"

/* What of the found is about the same policy as the one at `first`. */
struct group {
    const struct elb_found **items;
    size_t count;
};

static bool is_together(const struct elb_found *a, const struct elb_found *b)
{
    return a == b || (!a->suppression && !b->suppression && a->also && b->also && a->policy &&
                      a->policy == b->policy && a->listener == b->listener);
}

/* The gravest; of two that are equally grave, the one that the table of rules has first. */
static const struct elb_found *speaker(const struct group *group)
{
    const struct elb_found *gravest = group->items[0];

    for (size_t i = 1; i < group->count; i++) {
        if (group->items[i]->severity > gravest->severity)
            gravest = group->items[i];
    }
    return gravest;
}

static bool set_also(struct elb_lint *lint, const struct group *group,
                     const struct elb_found *gravest, struct elb_finding *finding)
{
    struct elb_also *also = elb_arena_alloc_array(lint->arena, group->count, sizeof(*also));

    if (!also)
        return false;
    for (size_t i = 0; i < group->count; i++) {
        const struct elb_found *found = group->items[i];

        if (found != gravest)
            also[finding->also_count++] = (struct elb_also){&found->rule->rule, found->also};
    }
    finding->also = also;
    return true;
}

/* Where it is: at the policy that it is about, which another file may have; else the listener. */
static void set_place(const struct elb_found *found, struct elb_finding *finding)
{
    const struct elb_declared_policy *policy = found->policy;
    const struct elb_listener *listener = found->listener;

    finding->path = listener ? listener->path : "";
    finding->span = listener ? listener->span : (struct elb_span){0};
    if (policy && policy->path && policy->span.line > 0) {
        finding->path = policy->path;
        finding->span = policy->span;
    }
}

/* All that was found of the same policy: one change is to mend all of it. The speaker is first. */
static size_t gather_same(const struct elb_lint *lint, const struct elb_found *gravest,
                          const struct elb_found **items)
{
    size_t count = 0;

    items[count++] = gravest;
    for (size_t i = 0; gravest->policy && i < lint->found_count; i++) {
        if (&lint->found[i] != gravest && lint->found[i].policy == gravest->policy &&
            lint->found[i].wants_policy)
            items[count++] = &lint->found[i];
    }
    return count;
}

static void help(struct elb_lint *lint, const struct elb_found *gravest,
                 struct elb_finding *finding)
{
    const struct elb_found **items =
        elb_arena_alloc_array(lint->arena, lint->found_count, sizeof(const struct elb_found *));

    lint->out_of_memory |= !items;
    if (items)
        elb_lint_help(lint, items, gather_same(lint, gravest, items), finding);
}

static void add(struct elb_lint *lint, const struct group *group)
{
    const struct elb_found *gravest = speaker(group);
    struct elb_finding finding = {
        .rule = &gravest->rule->rule,
        .severity = gravest->severity,
        .listener = gravest->listener,
        .policy_name = gravest->policy ? gravest->policy->name : NULL,
        .policy = gravest->policy ? gravest->policy->policy : NULL,
        .profile = gravest->profile,
        .message = gravest->message,
        .help = gravest->help,
        .clients = gravest->clients,
        .client_count = gravest->client_count,
    };

    set_place(gravest, &finding);
    if (gravest->suppression)
        finding.suppressed = elb_lint_reason_of(gravest->suppression);
    if (!set_also(lint, group, gravest, &finding)) {
        lint->out_of_memory = true;
        return;
    }
    help(lint, gravest, &finding);
    lint->out_of_memory |= !elb_findings_add(lint->findings, &finding);
}

static void take_group(const struct elb_lint *lint, bool *taken, size_t first, struct group *group)
{
    group->count = 0;
    for (size_t i = first; i < lint->found_count; i++) {
        if (!taken[i] && is_together(&lint->found[first], &lint->found[i])) {
            taken[i] = true;
            group->items[group->count++] = &lint->found[i];
        }
    }
}

/* Those groups of which the speaker is that grave, in the order of the rules. */
static void add_of(struct elb_lint *lint, enum elb_severity severity, bool *taken,
                   struct group *group)
{
    memset(taken, 0, lint->found_count * sizeof(*taken));
    for (size_t i = 0; !lint->out_of_memory && i < lint->found_count; i++) {
        if (taken[i])
            continue;
        take_group(lint, taken, i, group);
        if (speaker(group)->severity == severity)
            add(lint, group);
    }
}

/* One that is to be ignored stands apart: the others still speak. */
static void find_suppressions(struct elb_lint *lint)
{
    for (size_t i = 0; i < lint->found_count; i++) {
        struct elb_found *found = &lint->found[i];
        struct elb_finding finding = {.rule = &found->rule->rule, .listener = found->listener};

        set_place(found, &finding);
        found->suppression = elb_lint_suppression(lint, &finding);
    }
}

/* What is only mentioned speaks for nobody. */
void elb_lint_merge(struct elb_lint *lint)
{
    bool *taken;
    struct group group = {0};

    if (lint->found_count == 0)
        return;
    taken = elb_arena_alloc_array(lint->arena, lint->found_count, sizeof(*taken));
    group.items = elb_arena_alloc_array(lint->arena, lint->found_count, sizeof(*group.items));
    lint->out_of_memory |= !taken || !group.items;
    find_suppressions(lint);
    for (unsigned i = ELB_SEVERITY_ERROR; !lint->out_of_memory && i > ELB_SEVERITY_OFF; i--)
        add_of(lint, (enum elb_severity)i, taken, &group);
    lint->found_count = 0;
}
