/* SPDX-License-Identifier: MIT */

/* How comments become suppressions: what suppressions*.c share. */
#ifndef ELB_READ_DECLARED_SUPPRESSIONS_H
#define ELB_READ_DECLARED_SUPPRESSIONS_H

#include "read/declared/set.h"

/* Suppressions of one comment: a part of the list of all. */
struct elb_suppression_group {
    size_t first;
    size_t end;
    size_t depth; /* of the comment; once its statement has begun, of that */
    bool is_item; /* that statement is an item of a list */
};

struct elb_suppression_groups {
    struct elb_suppression_group *items;
    size_t count;
    size_t capacity;
};

/* A file while its comments are read. */
struct elb_suppression_scan {
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    struct elb_suppression_groups pending; /* their statements have yet to begin */
    struct elb_suppression_groups open;    /* have begun, the outer ones first */
    enum elb_status status;                /* the first failure: only of memory */
    struct elb_error *reterr;
};

/* ---- suppressions.c ------------------------------------------------------------------------- */

/* Where the marker stands as a word of its own, from `from` on; SIZE_MAX: nowhere. */
size_t elb_suppression_find(struct elb_text text, size_t from);

/* What stands behind a marker at `at`. */
struct elb_text elb_suppression_words(struct elb_text text, size_t at);

/* `RULE,RULE until=DATE -- REASON`: a suppression for each rule, otherwise as `place` says. */
enum elb_status elb_suppression_add(struct elb_listeners *listeners, struct elb_text words,
                                    const struct elb_suppression *place, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Adds one that is known in full. */
enum elb_status elb_suppression_add_one(struct elb_listeners *listeners,
                                        const struct elb_suppression *item,
                                        struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* A copy in the arena; NULL, and noted, without memory. */
const char *elb_suppression_keep(struct elb_listeners *listeners, struct elb_text text,
                                 bool *ret_failed);

/* A comment: until a statement begins, what it says holds for its own line only. */
void elb_suppression_await(struct elb_suppression_scan *scan, struct elb_text words,
                           struct elb_span span, size_t depth);

/* Those that wait will not hold for more. */
void elb_suppression_drop(struct elb_suppression_scan *scan);

/* A statement: those that wait hold for it too, unless they are deeper than it is. */
void elb_suppression_begin(struct elb_suppression_scan *scan, size_t depth, bool is_item);

/* Statements that are at least this deep have ended with this line. */
void elb_suppression_end(struct elb_suppression_scan *scan, uint32_t last_line, size_t depth);

/* ---- One file each -------------------------------------------------------------------------- */

/* HCL, where brackets tell what a statement is. */
void elb_suppression_scan_hcl(struct elb_suppression_scan *scan);

/* YAML, and templates of anything, where indentation does. */
void elb_suppression_scan_lines(struct elb_suppression_scan *scan);

#endif
