/* SPDX-License-Identifier: MIT */

/*
 * What may stand in a directory of the catalog. A name that is misspelt would else be passed over
 * in silence, and its policies with it.
 */
#ifndef ELB_CATALOG_ENTRIES_H
#define ELB_CATALOG_ENTRIES_H

#include "catalog/load.h"

/*
 * Refuses the first entry that no catalog has, and a directory that has nothing of a catalog. What
 * people keep beside their data is left alone: hidden files, README*, and NAME~.
 *
 * Errors: ELB_ERROR_IO, ELB_ERROR_DATA, ELB_ERROR_MEMORY.
 */
enum elb_status elb_entries_check(struct elb_arena *arena, const char *directory,
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

/* The same for elbv2, classic, clients or profiles, which may be absent. */
enum elb_status elb_entries_check_part(struct elb_arena *arena, const char *directory,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
