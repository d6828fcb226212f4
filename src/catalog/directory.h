/* SPDX-License-Identifier: MIT */

/* What a directory of the catalog has. */
#ifndef ELB_CATALOG_DIRECTORY_H
#define ELB_CATALOG_DIRECTORY_H

#include "base/arena.h"

#include <elblint/error.h>

#include <stdbool.h>
#include <stddef.h>

/*
 * The names that begin with no dot, in the order of their bytes. A directory that is not there has
 * none, and `*ret_exists` says so.
 *
 * Errors: ELB_ERROR_IO, ELB_ERROR_MEMORY.
 */
enum elb_status elb_directory_list(struct elb_arena *arena, const char *path, bool *ret_exists,
                                   const char *const **ret_names, size_t *ret_count,
                                   struct elb_error *reterr) __attribute__((warn_unused_result));

/* Does the name end in ".yaml"? Only such files are read. */
bool elb_directory_is_data(const char *name);

#endif
