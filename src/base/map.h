/* SPDX-License-Identifier: MIT */

/*
 * A map from text to pointers, in an arena. All zeroes is an empty one. It is never emptied: it
 * goes with its arena.
 */
#ifndef ELB_BASE_MAP_H
#define ELB_BASE_MAP_H

#include "base/arena.h"
#include "base/text.h"

#include <stddef.h>

struct elb_map_entry;

struct elb_map {
    struct elb_map_entry *root;
};

/* What was put under `key`, or NULL. */
void *elb_map_get(const struct elb_map *map, struct elb_text key);

/*
 * The place of `key`'s value, which is NULL if the key is new, to be filled by the caller. The key
 * is borrowed. NULL when there is no memory.
 */
void **elb_map_put(struct elb_map *map, struct elb_arena *arena, struct elb_text key)
    __attribute__((warn_unused_result));

#endif
