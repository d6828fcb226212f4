/* SPDX-License-Identifier: MIT */

/*
 * The one place where the library asks for memory, so that a test can make the n-th request fail.
 * Most code wants an arena (base/arena.h) or a buffer (base/buffer.h) instead.
 */
#ifndef ELB_BASE_ALLOC_H
#define ELB_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Asked before every allocation and reallocation; false makes it fail. NULL, the default, allows
 * all. For tests only: it is a plain global, to be set while no other thread runs.
 */
extern bool (*elb_alloc_hook)(size_t size);

/* Zeroed memory, or NULL. A size of 0 gives a pointer that can be freed. */
void *elb_alloc(size_t size) __attribute__((malloc, warn_unused_result));

/* As realloc: the new part is not zeroed, and on failure `memory` stays valid. */
void *elb_realloc(void *memory, size_t size) __attribute__((warn_unused_result));

/* Frees what the two above returned; NULL is allowed. */
void elb_free(void *memory);

#endif
