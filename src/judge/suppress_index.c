/* SPDX-License-Identifier: MIT */

#include "judge/suppress.h"

#include "base/file.h"

#include <stdlib.h>

/* ---- Filling -------------------------------------------------------------------------------- */

static bool append(struct elb_arena *arena, struct elb_suppress_list *list, size_t number)
{
    size_t *items =
        elb_arena_grow(arena, list->items, list->count, &list->capacity, sizeof(*items));

    if (!items)
        return false;
    items[list->count++] = number;
    list->items = items;
    return true;
}

static bool append_to(struct elb_arena *arena, struct elb_map *map, struct elb_text key,
                      size_t number)
{
    void **place = elb_map_put(map, arena, key);

    if (place && !*place)
        *place = elb_arena_alloc(arena, sizeof(struct elb_suppress_list));
    return place && *place && append(arena, *place, number);
}

static struct elb_text key_of(const struct elb_listener *const *listener)
{
    return (struct elb_text){(const char *)listener, sizeof(*listener)};
}

/* Baselines go by fingerprints, which come later. */
static bool add(struct elb_suppress_index *index, struct elb_arena *arena, size_t number)
{
    const struct elb_suppression *item = index->all[number];

    if (item->fingerprint || item->wrong)
        return true;
    if (item->listener)
        return append_to(arena, &index->listeners, key_of(&item->listener), number);
    if (item->path && !item->is_pattern && item->first_line > 0)
        return append_to(arena, &index->files, elb_text_from(elb_path_plain(item->path)), number);
    return append(arena, &index->anywhere, number);
}

/* What is said of it is said once, although each listener of a resource has it. */
static bool find_same(struct elb_suppress_index *index, struct elb_arena *arena)
{
    struct elb_map places = {0};

    for (size_t i = 0; i < index->count; i++) {
        const struct elb_suppression *item = index->all[i];
        const char *key;
        void **place;

        index->same[i] = i;
        if (!item->origin)
            continue;
        key = elb_arena_printf(arena, "%s:%u:%u:%s:%s", item->origin, item->span.line,
                               item->span.column, item->rule ? item->rule : "",
                               item->until ? item->until : "");
        place = key ? elb_map_put(&places, arena, elb_text_from(key)) : NULL;
        if (!place)
            return false;
        if (*place)
            index->same[i] = (size_t)((size_t *)*place - index->same);
        else
            *place = &index->same[i];
    }
    return true;
}

/* ---- By lines ------------------------------------------------------------------------------- */

struct first_line {
    uint32_t line;
    size_t number;
};

static int compare(const void *a, const void *b)
{
    const struct first_line *left = a;
    const struct first_line *right = b;

    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

/* The middle of a part has the highest last line of all that the part has. */
static uint32_t mark_last_lines(const struct elb_suppress_index *index,
                                struct elb_suppress_list *list, size_t start, size_t end)
{
    const size_t middle = start + (end - start) / 2;
    uint32_t highest;
    uint32_t other;

    if (start == end)
        return 0;
    highest = index->all[list->items[middle]]->last_line;
    other = mark_last_lines(index, list, start, middle);
    highest = other > highest ? other : highest;
    other = mark_last_lines(index, list, middle + 1, end);
    highest = other > highest ? other : highest;
    list->last_lines[middle] = highest;
    return highest;
}

static bool sort(const struct elb_suppress_index *index, struct elb_arena *arena,
                 struct elb_suppress_list *list)
{
    struct first_line *lines = elb_arena_alloc_array(arena, list->count, sizeof(*lines));

    list->last_lines = elb_arena_alloc_array(arena, list->count, sizeof(*list->last_lines));
    if (!lines || !list->last_lines)
        return false;
    for (size_t i = 0; i < list->count; i++)
        lines[i] = (struct first_line){index->all[list->items[i]]->first_line, list->items[i]};
    qsort(lines, list->count, sizeof(*lines), compare);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = lines[i].number;
    mark_last_lines(index, list, 0, list->count);
    return true;
}

bool elb_suppress_index_fill(struct elb_suppress_index *index, struct elb_arena *arena)
{
    for (size_t i = 0; i < index->count; i++) {
        if (!add(index, arena, i))
            return false;
    }
    for (size_t i = 0; i < index->count; i++) {
        const char *path = index->all[i]->path;
        struct elb_suppress_list *list =
            path ? elb_map_get(&index->files, elb_text_from(elb_path_plain(path))) : NULL;

        if (list && !list->last_lines && !sort(index, arena, list))
            return false;
    }
    return find_same(index, arena);
}

/* ---- Asking --------------------------------------------------------------------------------- */

struct search {
    const struct elb_suppress_index *index;
    const struct elb_suppress_list *list;
    uint32_t line;
    elb_suppress_visit *visit;
    void *context;
};

static void search(const struct search *wanted, size_t start, size_t end)
{
    const size_t middle = start + (end - start) / 2;
    const struct elb_suppression *item;

    if (start == end || wanted->list->last_lines[middle] < wanted->line)
        return;
    search(wanted, start, middle);
    item = wanted->index->all[wanted->list->items[middle]];
    if (item->first_line > wanted->line)
        return;
    if (item->last_line >= wanted->line)
        wanted->visit(wanted->context, wanted->list->items[middle]);
    search(wanted, middle + 1, end);
}

void elb_suppress_visit_line(const struct elb_suppress_index *index, const char *path,
                             uint32_t line, elb_suppress_visit *visit, void *context)
{
    const struct elb_suppress_list *list =
        elb_map_get(&index->files, elb_text_from(elb_path_plain(path)));
    const struct search wanted = {index, list, line, visit, context};

    if (list)
        search(&wanted, 0, list->count);
}

static void visit_all(const struct elb_suppress_list *list, elb_suppress_visit *visit,
                      void *context)
{
    for (size_t i = 0; list && i < list->count; i++)
        visit(context, list->items[i]);
}

void elb_suppress_visit_listener(const struct elb_suppress_index *index,
                                 const struct elb_listener *listener, elb_suppress_visit *visit,
                                 void *context)
{
    if (listener)
        visit_all(elb_map_get(&index->listeners, key_of(&listener)), visit, context);
    visit_all(&index->anywhere, visit, context);
}
