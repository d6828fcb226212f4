/* SPDX-License-Identifier: MIT */

/* What is to be ignored, as comments and the metadata of listeners say it. */
#include "read/declared/suppressions.h"

#include "catalog/dates.h"

#include <stdlib.h>

#define MARKER "elblint:ignore"

/* ---- The words ------------------------------------------------------------------------------ */

enum elb_status elb_suppression_add_one(struct elb_listeners *listeners,
                                        const struct elb_suppression *item,
                                        struct elb_error *reterr)
{
    struct elb_suppression *items =
        elb_arena_grow(&listeners->arena, listeners->suppressions, listeners->suppression_count,
                       &listeners->suppression_capacity, sizeof(*items));

    if (!items)
        return elb_error_set_memory(reterr);
    items[listeners->suppression_count++] = *item;
    listeners->suppressions = items;
    return ELB_OK;
}

const char *elb_suppression_keep(struct elb_listeners *listeners, struct elb_text text,
                                 bool *ret_failed)
{
    const char *copy = elb_arena_dup(&listeners->arena, text.start, text.length);

    *ret_failed |= !copy;
    return copy;
}

/* `until=DATE`, or something that is not understood. */
static void take_word(struct elb_listeners *listeners, struct elb_text word,
                      struct elb_suppression *item, bool *ret_failed)
{
    const struct elb_text date = elb_text_skip(word, strlen("until="));

    if (!elb_text_has_prefix(word, "until="))
        item->wrong = "only until=DATE and -- REASON can follow the rules, and commas separate "
                      "these";
    else if (!elb_date_is_day(date))
        item->wrong = "until= needs a date such as 2027-01-31";
    else if (item->until)
        item->wrong = "there is more than one until=";
    else
        item->until = elb_suppression_keep(listeners, date, ret_failed);
}

/* `A,B` or `A, B`. */
static struct elb_text take_rules(struct elb_text *rest)
{
    struct elb_text before = *rest;
    struct elb_text rules = {0};
    struct elb_text word;

    while (elb_text_next_word(rest, " \t\r", &word)) {
        if (elb_text_has_prefix(word, "until=")) {
            *rest = before;
            break;
        }
        if (!rules.start)
            rules.start = word.start;
        rules.length = (size_t)(word.start + word.length - rules.start);
        before = *rest;
        if (!elb_text_has_suffix(rules, ","))
            break;
    }
    return rules;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* What stands behind ` -- `, and before it. */
static struct elb_text take_reason(struct elb_listeners *listeners, struct elb_text text,
                                   struct elb_suppression *item, bool *ret_failed)
{
    for (size_t at = 0; at + 2 <= text.length; at++) {
        const struct elb_text reason = elb_text_trim(elb_text_skip(text, at + 2));

        if (text.start[at] != '-' || text.start[at + 1] != '-' ||
            (at > 0 && !is_blank(text.start[at - 1])))
            continue;
        if (reason.length > 0)
            item->reason = elb_suppression_keep(listeners, reason, ret_failed);
        return (struct elb_text){text.start, at};
    }
    return text;
}

enum elb_status elb_suppression_add(struct elb_listeners *listeners, struct elb_text words,
                                    const struct elb_suppression *place, struct elb_error *reterr)
{
    struct elb_suppression item = *place;
    struct elb_text rules;
    struct elb_text rule;
    struct elb_text word;
    struct elb_text rest;
    bool is_failed = false;
    enum elb_status status = ELB_OK;

    rest = take_reason(listeners, words, &item, &is_failed);
    rules = take_rules(&rest);
    while (elb_text_next_word(&rest, " \t\r", &word))
        take_word(listeners, word, &item, &is_failed);
    for (size_t i = 0; status == ELB_OK; i++) {
        const bool is_rule = elb_text_next_word(&rules, ", \t", &rule);

        if (!is_rule && i > 0)
            break;
        if (is_rule)
            item.rule = elb_suppression_keep(listeners, rule, &is_failed);
        else
            item.wrong = "it names no rule";
        status = is_failed ? elb_error_set_memory(reterr)
                           : elb_suppression_add_one(listeners, &item, reterr);
        if (!is_rule || item.wrong)
            break; /* said once */
    }
    return status;
}

size_t elb_suppression_find(struct elb_text text, size_t from)
{
    while (from < text.length) {
        const size_t at = elb_text_find(elb_text_skip(text, from), ELB_TEXT(MARKER));
        const char *start;
        const char *end;

        if (at == SIZE_MAX)
            break;
        start = text.start + from + at;
        end = start + strlen(MARKER);
        if ((start == text.start || strchr(" \t\r\n#/*;,", start[-1])) &&
            (end == text.start + text.length || strchr(" \t\r\n*", end[0])))
            return from + at;
        from += at + strlen(MARKER);
    }
    return SIZE_MAX;
}

struct elb_text elb_suppression_words(struct elb_text text, size_t at)
{
    return elb_text_skip(text, at + strlen(MARKER));
}

/* ---- What comments are about ---------------------------------------------------------------- */

static void push(struct elb_suppression_scan *scan, struct elb_suppression_groups *groups,
                 const struct elb_suppression_group *group)
{
    struct elb_suppression_group *items = elb_arena_grow(
        &scan->listeners->arena, groups->items, groups->count, &groups->capacity, sizeof(*items));

    if (!items) {
        scan->status = elb_error_set_memory(scan->reterr);
        return;
    }
    items[groups->count++] = *group;
    groups->items = items;
}

void elb_suppression_await(struct elb_suppression_scan *scan, struct elb_text words,
                           struct elb_span span, size_t depth)
{
    struct elb_suppression_group group = {.first = scan->listeners->suppression_count,
                                          .depth = depth};
    const struct elb_suppression place = {
        .path = scan->file->path,
        .origin = scan->file->path,
        .span = span,
        .first_line = span.line,
        .last_line = span.line,
    };

    if (scan->status == ELB_OK)
        scan->status = elb_suppression_add(scan->listeners, words, &place, scan->reterr);
    group.end = scan->listeners->suppression_count;
    if (scan->status == ELB_OK)
        push(scan, &scan->pending, &group);
}

void elb_suppression_drop(struct elb_suppression_scan *scan)
{
    scan->pending.count = 0;
}

void elb_suppression_begin(struct elb_suppression_scan *scan, size_t depth, bool is_item)
{
    for (size_t i = 0; scan->status == ELB_OK && i < scan->pending.count; i++) {
        struct elb_suppression_group group = scan->pending.items[i];

        if (group.depth > depth)
            continue;
        group.depth = depth;
        group.is_item = is_item;
        push(scan, &scan->open, &group);
    }
    scan->pending.count = 0;
}

void elb_suppression_end(struct elb_suppression_scan *scan, uint32_t last_line, size_t depth)
{
    struct elb_suppression_groups *open = &scan->open;

    for (; open->count > 0 && open->items[open->count - 1].depth >= depth; open->count--) {
        const struct elb_suppression_group *group = &open->items[open->count - 1];

        for (size_t k = group->first; k < group->end; k++)
            scan->listeners->suppressions[k].last_line = last_line;
    }
}

/* ---- All files ------------------------------------------------------------------------------ */

/* JSON has no comments. Of files that were given twice the last one counts. */
static enum elb_status scan_file(struct elb_listeners *listeners,
                                 const struct elb_declared_file *file, struct elb_error *reterr)
{
    struct elb_suppression_scan scan = {.listeners = listeners, .file = file, .reterr = reterr};

    if (file->syntax == ELB_SYNTAX_JSON ||
        elb_map_get(&listeners->files, elb_text_from(file->path)) != file ||
        elb_suppression_find(file->text, 0) == SIZE_MAX)
        return ELB_OK;
    if (file->syntax == ELB_SYNTAX_HCL)
        elb_suppression_scan_hcl(&scan);
    else
        elb_suppression_scan_lines(&scan);
    elb_suppression_end(&scan, UINT32_MAX, 0);
    return scan.status;
}

static size_t order_of(const struct elb_listeners *listeners, const struct elb_suppression *item)
{
    const struct elb_declared_file *file =
        elb_map_get(&listeners->files, elb_text_from(item->origin));

    return file ? file->order : 0;
}

struct ordered {
    struct elb_suppression item;
    size_t file;
    size_t order;
};

static int compare(const void *a, const void *b)
{
    const struct ordered *left = a;
    const struct ordered *right = b;

    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    if (left->item.span.line != right->item.span.line)
        return left->item.span.line < right->item.span.line ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

/* As a reader of the files comes upon them: metadata among comments. */
static enum elb_status sort(struct elb_listeners *listeners, struct elb_error *reterr)
{
    const size_t count = listeners->suppression_count;
    struct ordered *all = elb_arena_alloc_array(&listeners->arena, count, sizeof(*all));

    if (!all)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < count; i++) {
        const struct elb_suppression *item = &listeners->suppressions[i];

        all[i] = (struct ordered){*item, order_of(listeners, item), i};
    }
    if (count > 0)
        qsort(all, count, sizeof(*all), compare);
    for (size_t i = 0; i < count; i++)
        listeners->suppressions[i] = all[i].item;
    return ELB_OK;
}

enum elb_status elb_declared_suppressions(struct elb_listeners *listeners, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (const struct elb_declared_file *file = listeners->first_file; file && status == ELB_OK;
         file = file->next)
        status = scan_file(listeners, file, reterr);
    return status == ELB_OK ? sort(listeners, reterr) : status;
}
