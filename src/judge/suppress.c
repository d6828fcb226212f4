/* SPDX-License-Identifier: MIT */

/* What is not to count, and what of that is of no use any more: a pass after the rules. */
#include "judge/findings.h"
#include "judge/lint.h"

#include <fnmatch.h>
#include <stdio.h>

static size_t file_count(const struct elb_lint *lint)
{
    size_t count = 0;

    while (elb_listeners_suppression_at(lint->query->listeners, count))
        count++;
    return count;
}

/* Those of the files come first, then those of the query. */
static const struct elb_suppression *suppression_at(const struct elb_lint *lint, size_t index)
{
    if (index < lint->suppression_count - lint->query->suppression_count)
        return elb_listeners_suppression_at(lint->query->listeners, index);
    return &lint->query
                ->suppressions[index - (lint->suppression_count - lint->query->suppression_count)];
}

void elb_lint_suppress_begin(struct elb_lint *lint)
{
    lint->suppression_count = file_count(lint) + lint->query->suppression_count;
    lint->suppression_used =
        elb_arena_alloc_array(lint->arena, lint->suppression_count, sizeof(bool));
    lint->out_of_memory |= !lint->suppression_used;
}

/* ---- Does it hold? -------------------------------------------------------------------------- */

static bool is_expired(const struct elb_lint *lint, const struct elb_suppression *item)
{
    return item->until && lint->query->today && strcmp(item->until, lint->query->today) < 0;
}

/* `./a` and `a` are the same file. */
static const char *plain_path(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

/* Patterns begin at the directory of the file that they stand in. */
static bool is_pattern_of(const struct elb_suppression *item, const char *path)
{
    const size_t length = item->directory ? strlen(item->directory) : 0;
    char whole[4096];

    if (path[0] == '/') {
        if (length > 0 && strncmp(path, item->directory, length) == 0)
            path += length;
        return fnmatch(item->path, path, 0) == 0;
    }
    return snprintf(whole, sizeof(whole), "%s%s", item->base ? item->base : "", path) <
               (int)sizeof(whole) &&
           fnmatch(item->path, whole, 0) == 0;
}

static bool is_path(const struct elb_suppression *item, const char *path)
{
    if (!item->path)
        return true;
    if (item->is_pattern)
        return is_pattern_of(item, plain_path(path));
    return strcmp(plain_path(item->path), plain_path(path)) == 0;
}

static bool is_place(const struct elb_suppression *item, const struct elb_finding *finding)
{
    const struct elb_listener *listener = finding->listener;

    if (item->listener && item->listener != listener)
        return false;
    if (item->address &&
        !(listener && listener->address && strcmp(item->address, listener->address) == 0))
        return false;
    if (item->first_line > 0 &&
        (finding->span.line < item->first_line || finding->span.line > item->last_line))
        return false;
    return is_path(item, finding->path);
}

static bool holds(const struct elb_suppression *item, const struct elb_finding *finding)
{
    return !item->wrong && !item->fingerprint &&
           (!item->rule || strcmp(item->rule, finding->rule->id) == 0) && is_place(item, finding);
}

const struct elb_suppression *elb_lint_suppression(struct elb_lint *lint,
                                                   const struct elb_finding *finding)
{
    const struct elb_suppression *found = NULL;

    for (size_t i = 0; i < lint->suppression_count; i++) {
        const struct elb_suppression *item = suppression_at(lint, i);

        if (!holds(item, finding))
            continue;
        lint->suppression_used[i] = true;
        if (!found && !is_expired(lint, item))
            found = item;
    }
    return found;
}

/* ---- Baselines ------------------------------------------------------------------------------ */

/* Fingerprints are there once all findings are. */
static void suppress_known(struct elb_lint *lint)
{
    struct elb_map known = {0};

    for (size_t i = 0; i < lint->query->suppression_count; i++) {
        const struct elb_suppression *item = &lint->query->suppressions[i];
        void **place = item->fingerprint
                           ? elb_map_put(&known, lint->arena, elb_text_from(item->fingerprint))
                           : NULL;

        lint->out_of_memory |= item->fingerprint && !place;
        if (place)
            *place = (void *)item;
    }
    for (size_t i = 0; i < lint->findings->count; i++) {
        struct elb_finding *finding = &lint->findings->items[i];
        const struct elb_suppression *item =
            elb_map_get(&known, elb_text_from(finding->fingerprint));

        if (item && !finding->suppressed)
            finding->suppressed = item->reason;
    }
}

/* ---- What is of no use ---------------------------------------------------------------------- */

static const struct elb_rule *rule_of(const struct elb_suppression *item)
{
    return item->rule ? elb_rule_named(item->rule, strlen(item->rule)) : NULL;
}

/* A rule that does not judge now finds nothing to ignore. */
static bool is_judging(const struct elb_lint *lint, const struct elb_suppression *item)
{
    const struct elb_rule *rule = rule_of(item);

    for (size_t i = 0; rule && elb_lint_rule_at(i); i++) {
        if (&elb_lint_rule_at(i)->rule == rule)
            return elb_lint_severity(lint, elb_lint_rule_at(i)) != ELB_SEVERITY_OFF &&
                   !(elb_lint_rule_at(i)->needs_clients && lint->query->client_count == 0) &&
                   !(elb_lint_rule_at(i)->needs_profiles && lint->query->profile_count == 0);
    }
    return !item->rule;
}

static void add_finding(struct elb_lint *lint, const struct elb_lint_rule *rule,
                        const struct elb_suppression *item, const char *message)
{
    const enum elb_severity severity = elb_lint_severity(lint, rule);
    const struct elb_finding finding = {
        .rule = &rule->rule,
        .severity = severity,
        .listener = item->listener,
        .path = item->origin,
        .span = item->span,
        .message = message,
    };

    if (severity != ELB_SEVERITY_OFF && message)
        lint->out_of_memory |= !elb_findings_add(lint->findings, &finding);
}

static void judge_unknown(struct elb_lint *lint, const struct elb_suppression *item)
{
    const char *nearest = elb_rule_nearest(item->rule, strlen(item->rule));

    add_finding(lint, &elb_rule_unused_suppression, item,
                elb_lint_printf(lint, "there is no rule '%s' to ignore%s%s%s", item->rule,
                                nearest ? ", did you mean '" : "", nearest ? nearest : "",
                                nearest ? "'" : ""));
}

static void judge_one(struct elb_lint *lint, const struct elb_suppression *item, bool is_used)
{
    const char *rule = item->rule ? item->rule : "all rules";

    if (item->wrong)
        add_finding(lint, &elb_rule_unused_suppression, item,
                    elb_lint_printf(lint, "nothing is ignored here: %s", item->wrong));
    else if (item->rule && !rule_of(item))
        judge_unknown(lint, item);
    else if (is_expired(lint, item) && is_used)
        add_finding(lint, &elb_rule_expired_suppression, item,
                    elb_lint_printf(lint, "'%s' was to be ignored until %s", rule, item->until));
    else if (!is_used && is_judging(lint, item))
        add_finding(lint, &elb_rule_unused_suppression, item,
                    elb_lint_printf(lint, "'%s' finds nothing here that could be ignored", rule));
}

void elb_lint_suppress_end(struct elb_lint *lint)
{
    for (size_t i = 0; i < lint->suppression_count; i++) {
        const struct elb_suppression *item = suppression_at(lint, i);

        if (item->origin)
            judge_one(lint, item, lint->suppression_used[i]);
    }
    if (!lint->out_of_memory && elb_findings_finish(lint->findings, NULL) != ELB_OK)
        lint->out_of_memory = true;
    if (!lint->out_of_memory)
        suppress_known(lint);
}
