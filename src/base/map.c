/* SPDX-License-Identifier: MIT */

#include "base/map.h"

/*
 * A trie over the bits of the key's hash: two at a time choose one of four branches. It needs no
 * resizing, so the pointers that elb_map_put() gives out stay valid.
 */
struct elb_map_entry {
    struct elb_map_entry *branches[4];
    struct elb_text key;
    uint64_t hash;
    void *value;
};

/* FNV-1a, whose high bits need stirring before they are used as a path. */
static uint64_t hash_of(struct elb_text key)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < key.length; i++) {
        hash ^= (unsigned char)key.start[i];
        hash *= 0x100000001b3;
    }
    hash ^= hash >> 32;
    return hash * 0x9e3779b97f4a7c15;
}

/* The place of the entry with this key, or the empty one where it belongs. */
static struct elb_map_entry *const *find(const struct elb_map *map, struct elb_text key,
                                         uint64_t hash)
{
    struct elb_map_entry *const *place = &map->root;

    for (uint64_t path = hash; *place; path <<= 2) {
        if ((*place)->hash == hash && elb_text_is_equal((*place)->key, key))
            break;
        place = &(*place)->branches[path >> 62];
    }
    return place;
}

void *elb_map_get(const struct elb_map *map, struct elb_text key)
{
    const struct elb_map_entry *entry = *find(map, key, hash_of(key));

    return entry ? entry->value : NULL;
}

void **elb_map_put(struct elb_map *map, struct elb_arena *arena, struct elb_text key)
{
    uint64_t hash = hash_of(key);
    struct elb_map_entry **place = (struct elb_map_entry **)find(map, key, hash);

    if (*place)
        return &(*place)->value;
    *place = elb_arena_alloc(arena, sizeof(**place));
    if (!*place)
        return NULL;
    (*place)->key = key;
    (*place)->hash = hash;
    return &(*place)->value;
}
