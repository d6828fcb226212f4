/* SPDX-License-Identifier: MIT */
#include "read/draft.h"

static void fold(char *text)
{
    for (; *text; text++) {
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + ('a' - 'A'));
    }
}

/* How often an id was asked for, in any case; NULL without memory. */
static void **count_of(struct elb_draft *draft, struct elb_map *ids, const char *id)
{
    struct elb_arena *arena = &draft->reading->list->arena;
    char *key = elb_arena_dup(arena, id, strlen(id));

    if (!key)
        return NULL;
    fold(key);
    return elb_map_put(ids, arena, elb_text_from(key));
}

/* "a#2", or a higher number if somebody is called so. The map's values are numbers. */
static const char *number_id(struct elb_draft *draft, struct elb_map *ids, const char *id,
                             uintptr_t *count)
{
    void **taken = NULL;
    char *numbered;

    do {
        ++*count;
        numbered = elb_arena_printf(&draft->reading->list->arena, "%s#%zu", id, (size_t)*count);
        taken = numbered ? count_of(draft, ids, numbered) : NULL;
    } while (taken && *taken);
    if (taken)
        *taken = (void *)(uintptr_t)1;
    return taken ? numbered : NULL;
}

enum elb_status elb_draft_set_id(struct elb_draft *draft, struct elb_map *ids, struct elb_text id,
                                 struct elb_error *reterr)
{
    uintptr_t count;
    void **value;

    if (id.length == 0)
        id = elb_reading_id(draft->reading);
    draft->client.id = elb_arena_dup(&draft->reading->list->arena, id.start, id.length);
    value = draft->client.id ? count_of(draft, ids, draft->client.id) : NULL;
    if (!value)
        return elb_error_set_memory(reterr);
    count = (uintptr_t)*value;
    if (count == 0) {
        *value = (void *)(uintptr_t)1;
        return ELB_OK;
    }
    draft->client.id = number_id(draft, ids, draft->client.id, &count);
    *value = (void *)count;
    return draft->client.id ? ELB_OK : elb_error_set_memory(reterr);
}
