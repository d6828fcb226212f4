/* SPDX-License-Identifier: MIT */

#include "base/arena.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define ALIGNMENT _Alignof(max_align_t)

/* With AddressSanitizer every allocation is a block of its own, so that it sees where each ends. */
#if defined(__SANITIZE_ADDRESS__)
#define BLOCK_SIZE 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLOCK_SIZE 0
#endif
#endif
#ifndef BLOCK_SIZE
#define BLOCK_SIZE ((size_t)16 * 1024)
#endif

struct elb_arena_block {
    struct elb_arena_block *next;
    void *adopted; /* freed with the block, or NULL */
    size_t used;
    size_t size;
    _Alignas(max_align_t) unsigned char bytes[];
};

void elb_arena_init(struct elb_arena *arena)
{
    *arena = (struct elb_arena){0};
}

void elb_arena_done(struct elb_arena *arena)
{
    struct elb_arena_block *block = arena->blocks;

    while (block) {
        struct elb_arena_block *next = block->next;

        elb_free(block->adopted);
        elb_free(block);
        block = next;
    }
    arena->blocks = NULL;
}

static struct elb_arena_block *block_new(size_t size)
{
    struct elb_arena_block *block;
    size_t total;

    if (__builtin_add_overflow(sizeof(*block), size, &total))
        return NULL;
    block = elb_alloc(total);
    if (block)
        block->size = size;
    return block;
}

/* What is larger than a block gets one of its own, behind the one that still has room. */
static void *alloc_own_block(struct elb_arena *arena, size_t size)
{
    struct elb_arena_block *block = block_new(size);

    if (!block)
        return NULL;
    block->used = size;
    if (arena->blocks) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        arena->blocks = block;
    }
    return block->bytes;
}

static bool round_up(size_t size, size_t *ret_rounded)
{
    if (__builtin_add_overflow(size, ALIGNMENT - 1, ret_rounded))
        return false;
    *ret_rounded &= ~(ALIGNMENT - 1);
    return true;
}

void *elb_arena_alloc(struct elb_arena *arena, size_t size)
{
    struct elb_arena_block *block = arena->blocks;
    size_t rounded;

    if (!round_up(size, &rounded))
        return NULL;
    if (size > BLOCK_SIZE / 4 || BLOCK_SIZE == 0)
        return alloc_own_block(arena, size);
    if (!block || block->size - block->used < rounded) {
        block = block_new(BLOCK_SIZE);
        if (!block)
            return NULL;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    block->used += rounded;
    return block->bytes + block->used - rounded;
}

void *elb_arena_alloc_array(struct elb_arena *arena, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    return elb_arena_alloc(arena, total);
}

char *elb_arena_dup(struct elb_arena *arena, const char *text, size_t length)
{
    size_t size;
    char *copy;

    if (__builtin_add_overflow(length, 1, &size))
        return NULL;
    copy = elb_arena_alloc(arena, size);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}

struct elb_text elb_arena_dup_text(struct elb_arena *arena, struct elb_text text)
{
    char *copy = elb_arena_dup(arena, text.start, text.length);

    return (struct elb_text){copy, copy ? text.length : 0};
}

char *elb_arena_printf(struct elb_arena *arena, const char *format, ...)
{
    va_list arguments;
    char *string;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return NULL;
    string = elb_arena_alloc(arena, (size_t)length + 1);
    if (!string)
        return NULL;
    va_start(arguments, format);
    (void)vsnprintf(string, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return string;
}

void *elb_arena_grow(struct elb_arena *arena, void *items, size_t count, size_t *capacity,
                     size_t size)
{
    size_t larger;
    void *copy;

    assert(count <= *capacity);
    if (items && count < *capacity)
        return items;
    if (__builtin_mul_overflow(*capacity, 2, &larger))
        return NULL;
    if (larger < 8)
        larger = 8;
    copy = elb_arena_alloc_array(arena, larger, size);
    if (!copy)
        return NULL;
    if (count)
        memcpy(copy, items, count * size);
    *capacity = larger;
    return copy;
}

int elb_arena_adopt(struct elb_arena *arena, void *memory)
{
    struct elb_arena_block *block = block_new(0);

    if (!block)
        return -1;
    block->adopted = memory;
    if (!arena->blocks) {
        arena->blocks = block;
        return 0;
    }
    block->next = arena->blocks->next;
    arena->blocks->next = block;
    return 0;
}
