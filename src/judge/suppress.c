/* SPDX-License-Identifier: MIT */

/* What is not to count, and what of that is of no use any more: a pass after the rules. */
#include "judge/suppress.h"

#include "base/file.h"
#include "judge/findings.h"
#include "judge/lint.h"

#include <fnmatch.h>
#include <stdio.h>

/* Those of the files come first, then those of the query. */
static void gather(const struct elb_lint *lint, struct elb_suppress_index *index)
{
    const struct elb_suppression *item;
    size_t count = 0;

    while ((item = elb_listeners_suppression_at(lint->query->listeners, count)))
        index->all[count++] = item;
    for (size_t i = 0; i < lint->query->suppression_count; i++)
        index->all[count++] = &lint->query->suppressions[i];
}

void elb_lint_suppress_begin(struct elb_lint *lint)
{
    struct elb_suppress_index *index = elb_arena_alloc(lint->arena, sizeof(*index));
    size_t count = lint->query->suppression_count;

    while (elb_listeners_suppression_at(lint->query->listeners,
                                        count - lint->query->suppression_count))
        count++;
    if (index) {
        index->count = count;
        index->all = elb_arena_alloc_array(lint->arena, count, sizeof(struct elb_suppression *));
        index->used = elb_arena_alloc_array(lint->arena, count, sizeof(bool));
        index->same = elb_arena_alloc_array(lint->arena, count, sizeof(size_t));
    }
    if (!index || !index->all || !index->used || !index->same) {
        lint->out_of_memory = true;
        return;
    }
    gather(lint, index);
    lint->suppress = index;
    lint->out_of_memory |= !elb_suppress_index_fill(index, lint->arena);
}

/* ---- Does it hold? -------------------------------------------------------------------------- */

static bool is_expired(const struct elb_lint *lint, const struct elb_suppression *item)
{
    return item->until && lint->query->today && strcmp(item->until, lint->query->today) < 0;
}

/* Takes `.` and `x/..` out of a path. */
static void collapse(char *path)
{
    char *out = path;

    for (const char *part = path; *part;) {
        const size_t length = strcspn(part, "/");
        const bool has_slash = part[length] == '/';
        char *last = out;

        while (last > path && (last == out || last[-1] != '/'))
            last--; /* the part before, with its slash */
        if (length == 2 && memcmp(part, "..", 2) == 0 && last < out &&
            strncmp(last, "../", 3) != 0) {
            out = last;
        } else if (!(length == 1 && part[0] == '.')) {
            memmove(out, part, length + has_slash);
            out += length + has_slash;
        }
        part += length + has_slash;
    }
    *out = '\0';
}

/* A pattern of a directory is one of all that is below it, as people know it from .gitignore. */
static bool is_match(const char *pattern, const char *path)
{
    char below[4096];
    size_t length;

    while (strncmp(pattern, "./", 2) == 0)
        pattern += 2;
    if (fnmatch(pattern, path, 0) == 0)
        return true;
    length = strlen(pattern);
    return snprintf(below, sizeof(below), "%s%s*", pattern,
                    length > 0 && pattern[length - 1] == '/' ? "" : "/") < (int)sizeof(below) &&
           fnmatch(below, path, 0) == 0;
}

/* Patterns begin at the directory of the file that they stand in. */
static bool is_pattern_of(const struct elb_suppression *item, const char *path)
{
    const size_t length = item->directory ? strlen(item->directory) : 0;
    char whole[4096];
    const char *rest = whole;

    if (snprintf(whole, sizeof(whole), "%s%s", item->base && path[0] != '/' ? item->base : "",
                 path) >= (int)sizeof(whole))
        return false;
    collapse(whole);
    if (whole[0] == '/' && length > 0 && strncmp(whole, item->directory, length) == 0)
        rest += length;
    return is_match(item->path, rest);
}

static bool is_path(const struct elb_suppression *item, const char *path)
{
    if (!item->path)
        return true;
    if (item->is_pattern)
        return is_pattern_of(item, elb_path_plain(path));
    return strcmp(elb_path_plain(item->path), elb_path_plain(path)) == 0;
}

static bool is_at(const struct elb_suppression *item, const char *path, uint32_t line)
{
    return (item->first_line == 0 || (line >= item->first_line && line <= item->last_line)) &&
           is_path(item, path);
}

/* A finding is where its policy is written, which another file may have; and at its listener. */
static bool is_place(const struct elb_suppression *item, const struct elb_finding *finding)
{
    const struct elb_listener *listener = finding->listener;

    if (item->listener && item->listener != listener)
        return false;
    if (item->address &&
        !(listener && listener->address && strcmp(item->address, listener->address) == 0))
        return false;
    return is_at(item, finding->path, finding->span.line) ||
           (listener && is_at(item, listener->path, listener->span.line));
}

/* A finding, and what says that it is to be ignored. */
struct search {
    struct elb_lint *lint;
    const struct elb_finding *finding;
    size_t found; /* the first one that holds; SIZE_MAX: none */
};

static void try(void *context, size_t number)
{
    struct search *search = context;
    struct elb_suppress_index *index = search->lint->suppress;
    const struct elb_suppression *item = index->all[number];

    if ((item->rule && strcmp(item->rule, search->finding->rule->id) != 0) ||
        !is_place(item, search->finding))
        return;
    index->used[index->same[number]] = true;
    if (number < search->found && !is_expired(search->lint, item))
        search->found = number;
}

const struct elb_suppression *elb_lint_suppression(struct elb_lint *lint,
                                                   const struct elb_finding *finding)
{
    const struct elb_listener *listener = finding->listener;
    struct search search = {lint, finding, SIZE_MAX};

    if (!lint->suppress)
        return NULL;
    elb_suppress_visit_line(lint->suppress, finding->path, finding->span.line, try, &search);
    if (listener)
        elb_suppress_visit_line(lint->suppress, listener->path, listener->span.line, try, &search);
    elb_suppress_visit_listener(lint->suppress, listener, try, &search);
    return search.found == SIZE_MAX ? NULL : lint->suppress->all[search.found];
}

const char *elb_lint_reason_of(const struct elb_suppression *item)
{
    return item->reason ? item->reason : "no reason is given";
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

        if (!item || finding->suppressed)
            continue;
        finding->suppressed = elb_lint_reason_of(item);
        finding->is_in_baseline = true;
    }
}

/* ---- What is of no use ---------------------------------------------------------------------- */

static const struct elb_rule *rule_of(const struct elb_suppression *item)
{
    return item->rule ? elb_rule_named(item->rule, strlen(item->rule)) : NULL;
}

static bool is_asked(const struct elb_lint *lint, const struct elb_lint_rule *rule)
{
    return elb_lint_severity(lint, rule) != ELB_SEVERITY_OFF &&
           !(rule->needs_clients && lint->query->client_count == 0) &&
           !(rule->needs_profiles && lint->query->profile_count == 0) &&
           !(rule->needs_change && !lint->query->from);
}

/* A rule that does not judge now finds nothing to ignore. */
static bool is_judging(const struct elb_lint *lint, const struct elb_suppression *item)
{
    const struct elb_rule *rule = rule_of(item);

    for (size_t i = 0; rule && elb_lint_rule_at(i); i++) {
        if (&elb_lint_rule_at(i)->rule == rule)
            return is_asked(lint, elb_lint_rule_at(i));
    }
    return !item->rule;
}

/* These too can be ignored. */
static void add_finding(struct elb_lint *lint, const struct elb_lint_rule *rule,
                        const struct elb_suppression *item, const char *message)
{
    struct elb_finding finding = {
        .rule = &rule->rule,
        .severity = elb_lint_severity(lint, rule),
        .listener = item->listener,
        .path = item->origin,
        .span = item->span,
        .message = message,
    };
    const struct elb_suppression *ignored;

    if (finding.severity == ELB_SEVERITY_OFF || !message)
        return;
    ignored = elb_lint_suppression(lint, &finding);
    if (ignored)
        finding.suppressed = elb_lint_reason_of(ignored);
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
    else if (!is_used && !item->is_broad && is_judging(lint, item))
        add_finding(lint, &elb_rule_unused_suppression, item,
                    elb_lint_printf(lint, "'%s' finds nothing here that could be ignored", rule));
}

/* Is it about findings of this file? */
static bool is_about_suppressions(const struct elb_suppression *item)
{
    return item->rule && (strcmp(item->rule, elb_rule_unused_suppression.rule.id) == 0 ||
                          strcmp(item->rule, elb_rule_expired_suppression.rule.id) == 0);
}

static void judge_all(struct elb_lint *lint, bool about_suppressions)
{
    const struct elb_suppress_index *index = lint->suppress;

    for (size_t i = 0; i < index->count; i++) {
        if (index->all[i]->origin && index->same[i] == i &&
            is_about_suppressions(index->all[i]) == about_suppressions)
            judge_one(lint, index->all[i], index->used[i]);
    }
}

void elb_lint_suppress_end(struct elb_lint *lint)
{
    judge_all(lint, false);
    judge_all(lint, true);
    if (!lint->out_of_memory && elb_findings_finish(lint->findings, NULL) != ELB_OK)
        lint->out_of_memory = true;
    if (!lint->out_of_memory)
        suppress_known(lint);
}
