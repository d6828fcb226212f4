/* SPDX-License-Identifier: MIT */

/* The listeners while they are read: what only the files that make them up may look into. */
#ifndef ELB_READ_DECLARED_SET_H
#define ELB_READ_DECLARED_SET_H

#include "base/map.h"
#include "read/declared/reader.h"

#define ELB_DECLARED_READERS_MAX 16

/* A listener, and where it stands among all. */
struct elb_declared_entry {
    struct elb_listener *listener;
    size_t file; /* in the order in which files were added */
    size_t order;
};

struct elb_listeners {
    struct elb_arena arena;
    const struct elb_catalog *catalog;
    struct elb_read_limits limits;
    struct elb_map files; /* of struct elb_declared_file, by path */
    size_t file_count;
    const struct elb_declared_file *first_file; /* of those that a reader took */
    struct elb_declared_file *last_file;
    struct elb_declared_entry *entries;
    size_t count;
    size_t capacity;
    struct elb_error *problems;
    size_t problem_count;
    size_t problem_capacity;
    struct elb_policy_list **policies;
    size_t policies_count;
    size_t policies_capacity;
    struct elb_map described; /* of const struct elb_policy: those of `policies`, by name */
    struct elb_suppression *suppressions;
    size_t suppression_count;
    size_t suppression_capacity;
    void *states[ELB_DECLARED_READERS_MAX];
};

/* All readers, in the order in which they are asked; NULL past the end (readers.c). */
const struct elb_declared_reader *elb_declared_reader_at(size_t index);

/* Completes what readers left open (complete.c). */
enum elb_status elb_declared_complete(struct elb_listeners *listeners, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Finds what comments and metadata say is to be ignored, once all listeners are there
 * (suppressions.c). */
enum elb_status elb_declared_suppressions(struct elb_listeners *listeners, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* How much a text has to do with load balancers (hints.c). */
enum elb_declared_relevance {
    ELB_DECLARED_UNRELATED,
    ELB_DECLARED_PERHAPS, /* words that others use too */
    ELB_DECLARED_RELATED, /* names and settings of load balancers: to fail on it is an error */
};
enum elb_declared_relevance elb_declared_relevance(struct elb_text text);

/* The language of a file. */
enum elb_declared_syntax elb_declared_syntax(struct elb_text text, const char *path);

#endif
