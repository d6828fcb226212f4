/* SPDX-License-Identifier: MIT */
/* Many clients in few words: `Java <= 7u25` where all known versions up to it are meant. */
#ifndef ELB_REPORT_RANGES_H
#define ELB_REPORT_RANGES_H

#include "base/arena.h"
#include "elblint/catalog.h"

/* A client that is meant. `tag` is the caller's own: why, for example. */
struct elb_range_client {
    const struct elb_client *client;
    unsigned tag;
    bool is_neutral; /* not meant, but no gap within a range either; never an end of one */
};

struct elb_range {
    const char *text;
    unsigned tags; /* those of all its clients, or-ed */
};

struct elb_ranges {
    struct elb_range *list;
    size_t count;
    size_t capacity; /* private */
};

/*
 * Names the clients by ranges of versions, in the order of the catalog:
 *
 *     Java <= 7u25        all known versions up to it, the oldest included
 *     Safari 6 to 8       all known versions from one to the other
 *     ie-11-win-8.1       this one: others of its version are not meant, or its family has no
 *                         other, or its version is not a number
 *
 * Versions are ordered by their numbers; where the catalog has the release dates of a whole
 * family, these decide between versions with the same first number. Clients that are not in the
 * catalog are named by their ids.
 *
 * false: no memory.
 */
bool elb_ranges_of(struct elb_arena *arena, const struct elb_catalog *catalog,
                   const struct elb_range_client *clients, size_t count,
                   struct elb_ranges *ret_ranges) __attribute__((warn_unused_result));

#endif
