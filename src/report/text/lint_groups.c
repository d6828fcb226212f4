/* SPDX-License-Identifier: MIT */
/* Findings that say the same of many listeners: told once, with all their places. */
#include "base/map.h"
#include "report/text/lint.h"

/* What is the same in all of a group; the help may name the listener, the policy in it does not. */
static const char *key_of(struct elb_arena *arena, const struct elb_finding *finding)
{
    return elb_arena_printf(arena, "%s\n%u\n%s\n%s\n%s", finding->rule->id,
                            (unsigned)finding->severity, finding->message,
                            finding->policy_name ? finding->policy_name : "",
                            finding->suggested ? finding->suggested->name : "");
}

static struct elb_lint_group *group_of(struct elb_lint_groups *groups, struct elb_map *map,
                                       const struct elb_finding *finding)
{
    const char *key = key_of(&groups->arena, finding);
    void **place = key ? elb_map_put(map, &groups->arena, elb_text_from(key)) : NULL;
    struct elb_lint_group *group;

    if (!place)
        return NULL;
    group = *place;
    if (group)
        return group;
    group = elb_arena_alloc(&groups->arena, sizeof(*group));
    if (!group)
        return NULL;
    groups->items[groups->count++] = group;
    *place = group;
    return group;
}

static bool add(struct elb_lint_groups *groups, struct elb_map *map,
                const struct elb_finding *finding)
{
    struct elb_lint_group *group = group_of(groups, map, finding);
    const struct elb_finding **findings;

    if (!group)
        return false;
    findings = elb_arena_grow(&groups->arena, group->findings, group->count, &group->capacity,
                              sizeof(const struct elb_finding *));
    if (!findings)
        return false;
    group->findings = findings;
    findings[group->count++] = finding;
    return true;
}

bool elb_lint_groups_init(struct elb_lint_groups *groups, const struct elb_lint_result *lint)
{
    const size_t count = elb_findings_count(lint->findings);
    struct elb_map map = {0};

    *groups = (struct elb_lint_groups){0};
    groups->items = elb_arena_alloc_array(&groups->arena, count, sizeof(struct elb_lint_group *));
    if (!groups->items)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct elb_finding *finding = elb_findings_at(lint->findings, i);

        if (!finding->suppressed && !add(groups, &map, finding)) {
            groups->count = 0; /* the last one may have no finding yet */
            return false;
        }
    }
    return true;
}

void elb_lint_groups_done(struct elb_lint_groups *groups)
{
    elb_arena_done(&groups->arena);
}
