/* SPDX-License-Identifier: MIT */

/*
 * One arena per document or catalog: everything in it lives and dies together.
 *
 *     struct elb_arena arena;
 *
 *     elb_arena_init(&arena);
 *     name = elb_arena_dup(&arena, text.start, text.length);
 *     elb_arena_done(&arena);
 *
 * Not for use by two threads at once.
 */
#ifndef ELB_BASE_ARENA_H
#define ELB_BASE_ARENA_H

#include "base/text.h"

#include <stddef.h>

struct elb_arena_block;

struct elb_arena {
    struct elb_arena_block *blocks; /* the newest first */
};

/* An arena that is all zeroes is ready too; nothing is allocated before the first request. */
void elb_arena_init(struct elb_arena *arena);

/* Frees everything in it; afterwards it is as after init. */
void elb_arena_done(struct elb_arena *arena);

/* Zeroed memory, aligned for any type; NULL when there is none. A size of 0 is allowed. */
void *elb_arena_alloc(struct elb_arena *arena, size_t size) __attribute__((warn_unused_result));

/* The same for `count` items of `size` bytes; NULL also when the product overflows. */
void *elb_arena_alloc_array(struct elb_arena *arena, size_t count, size_t size)
    __attribute__((warn_unused_result));

/* A copy of `length` bytes, with a NUL behind it. `text` may be NULL if `length` is 0. */
char *elb_arena_dup(struct elb_arena *arena, const char *text, size_t length)
    __attribute__((warn_unused_result));

/* The same from text to text; its start is NUL-terminated; it is NULL without memory. */
struct elb_text elb_arena_dup_text(struct elb_arena *arena, struct elb_text text)
    __attribute__((warn_unused_result));

/* A formatted string; NULL when there is no memory. */
char *elb_arena_printf(struct elb_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), warn_unused_result));

/*
 * Makes room for at least one more item in a growing array, doubling it when it is full:
 *
 *     items = elb_arena_grow(arena, items, count, &capacity, sizeof(*items));
 *     if (!items)
 *         return ELB_ERROR_MEMORY;         (the old array is still valid, if it was kept)
 *     items[count++] = item;
 *
 * `items` may be NULL when `count` and `*capacity` are 0. The old array is not reused.
 */
void *elb_arena_grow(struct elb_arena *arena, void *items, size_t count, size_t *capacity,
                     size_t size) __attribute__((warn_unused_result));

/*
 * Hands memory from elb_alloc or elb_realloc over to the arena. Returns 0, or -1 when there is
 * no memory to note it down: then it still belongs to the caller.
 */
int elb_arena_adopt(struct elb_arena *arena, void *memory) __attribute__((warn_unused_result));

#endif
