/* SPDX-License-Identifier: MIT */

/*
 * What the readers share: it builds a tree from a walk over a source, and watches over limits and
 * duplicate keys. A reader calls open() and close() around sequences and mappings, and add() for
 * scalars; of a mapping, keys and values in turn.
 */
#ifndef ELB_TREE_BUILDER_H
#define ELB_TREE_BUILDER_H

#include "base/arena.h"
#include "elblint/error.h"
#include "tree/tree.h"

#include <stdbool.h>
#include <stddef.h>

/* A node that aliases can name, and what each of them adds to the tree. */
struct elb_anchor {
    const struct elb_node *node;
    size_t visits; /* nodes below it and itself, each alias unfolded */
    size_t height; /* sequences and mappings within each other */
    bool is_open;  /* we are still within it */
};

struct elb_frame;

struct elb_builder {
    struct elb_arena *arena;
    const char *path;
    struct elb_limits limits;
    struct elb_error *reterr;
    struct elb_frame *frames; /* what is open, the outermost first */
    size_t depth;
    size_t frame_capacity;
    const struct elb_node **pending; /* children whose parents are still open */
    size_t pending_count;
    size_t pending_capacity;
    size_t visits; /* nodes up to now, each alias unfolded */
};

/* `limits` may be NULL; `arena`, `path` and `reterr` are borrowed until done. */
void elb_builder_init(struct elb_builder *builder, struct elb_arena *arena, const char *path,
                      const struct elb_limits *limits, struct elb_error *reterr);
void elb_builder_done(struct elb_builder *builder);

/* Is the source small enough, and UTF-8? To be asked before anything else. */
enum elb_status elb_builder_check_text(struct elb_builder *builder, struct elb_text text)
    __attribute__((warn_unused_result));

/* A scalar; `text` must be in the arena, or constant. The node is returned for what else to set. */
enum elb_status elb_builder_add(struct elb_builder *builder, enum elb_node_type type,
                                struct elb_mark start, struct elb_mark end, struct elb_text text,
                                struct elb_node **ret_node) __attribute__((warn_unused_result));

/* A sequence or a mapping begins. `anchor` is filled when it ends; it may be NULL. */
enum elb_status elb_builder_open(struct elb_builder *builder, enum elb_node_type type,
                                 struct elb_mark start, struct elb_text tag,
                                 struct elb_anchor *anchor) __attribute__((warn_unused_result));

/* The innermost one ends. */
enum elb_status elb_builder_close(struct elb_builder *builder, struct elb_mark end)
    __attribute__((warn_unused_result));

/* A node that is in the tree already, once more. */
enum elb_status elb_builder_share(struct elb_builder *builder, const struct elb_anchor *anchor,
                                  struct elb_mark start) __attribute__((warn_unused_result));

/* The type of the innermost open node; ELB_NODE_NULL if none is. */
enum elb_node_type elb_builder_inside(const struct elb_builder *builder);

/* Takes out the root that was finished last. */
const struct elb_node *elb_builder_take_root(struct elb_builder *builder);

/* Sets an error at a mark; returns `status`. */
enum elb_status elb_builder_error(struct elb_builder *builder, enum elb_status status,
                                  struct elb_mark mark, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Refuses a mapping that has a key twice (duplicate.c). */
enum elb_status elb_builder_check_keys(struct elb_builder *builder, const struct elb_node *mapping)
    __attribute__((warn_unused_result));

/* Of `children`, keys and values, drops pairs whose key is there again behind (duplicate.c). */
enum elb_status elb_builder_keep_last(struct elb_builder *builder, const struct elb_node **children,
                                      size_t *count) __attribute__((warn_unused_result));

#endif
