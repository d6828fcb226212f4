/* SPDX-License-Identifier: MIT */

/* Which suppressions are about a place: found without asking all of them. */
#ifndef ELB_JUDGE_SUPPRESS_H
#define ELB_JUDGE_SUPPRESS_H

#include "base/map.h"
#include "elblint/listener.h"

struct elb_suppress_list {
    size_t *items; /* numbers of suppressions */
    size_t count;
    size_t capacity;
    uint32_t *last_lines; /* of a sorted list: the highest among those that a part of it has */
};

struct elb_suppress_index {
    const struct elb_suppression **all; /* those of the files, then those of the query */
    bool *used;
    size_t *same; /* the first that was written at the same place: a listener each has one */
    size_t count;
    struct elb_suppress_list anywhere; /* by patterns, addresses or nothing */
    struct elb_map files;              /* of struct elb_suppress_list, by path */
    struct elb_map listeners;          /* the same, by struct elb_listener * */
};

/* Sorts the `count` suppressions of `all` into the lists; false without memory. */
bool elb_suppress_index_fill(struct elb_suppress_index *index, struct elb_arena *arena)
    __attribute__((warn_unused_result));

/* Calls `visit` for each that can be about this line of this file, but for those that stand in
 * lists of their own. */
typedef void elb_suppress_visit(void *context, size_t number);
void elb_suppress_visit_line(const struct elb_suppress_index *index, const char *path,
                             uint32_t line, elb_suppress_visit *visit, void *context);

/* Those of the listener's metadata, and those that can be about anything. */
void elb_suppress_visit_listener(const struct elb_suppress_index *index,
                                 const struct elb_listener *listener, elb_suppress_visit *visit,
                                 void *context);

#endif
