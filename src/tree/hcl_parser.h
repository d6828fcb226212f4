/* SPDX-License-Identifier: MIT */

/*
 * What the parts of the reader of HCL share: the tokens (hcl_token.c), expressions
 * (hcl_operator.c, hcl_expression.c, hcl_for.c), strings with templates (hcl_template.c), and
 * blocks (hcl.c).
 *
 * All functions that read leave `token` at what is behind. Nesting is limited, so recursion is.
 */
#ifndef ELB_TREE_HCL_PARSER_H
#define ELB_TREE_HCL_PARSER_H

#include "tree/builder.h"
#include "tree/locator.h"
#include "tree/tree.h"

enum elb_hcl_token_type {
    ELB_HCL_END,
    ELB_HCL_NEWLINE,
    ELB_HCL_NAME,
    ELB_HCL_NUMBER,
    ELB_HCL_QUOTE,   /* the opening one: what follows is a template */
    ELB_HCL_HEREDOC, /* << or <<-, the word and the end of its line */
    ELB_HCL_MARK,    /* all else: one to three characters */
};

struct elb_hcl_token {
    enum elb_hcl_token_type type;
    struct elb_text text;
    struct elb_mark start;
    struct elb_mark end;
};

/* A node, and how many collections are within each other in it, itself included. */
struct elb_hcl_item {
    const struct elb_node *node;
    size_t height;
};

struct elb_hcl_items {
    const struct elb_node **nodes;
    size_t count;
    size_t capacity;
    size_t height; /* of the highest */
};

struct elb_hcl {
    struct elb_arena *arena;
    struct elb_builder builder; /* for its errors and limits only */
    struct elb_locator locator;
    struct elb_text text;
    struct elb_mark base;        /* where the text begins in its file */
    const struct elb_node *host; /* of a template within JSON: all of it is at its place */
    size_t at;                   /* the first byte behind the token */
    struct elb_hcl_token token;
    struct elb_mark last_end;  /* of the token before it */
    bool skips_lines;          /* within ( and [ the ends of lines mean nothing */
    size_t depth;              /* expressions within each other */
    size_t level;              /* nodes that the present one is within */
    size_t nodes;              /* up to now */
    struct elb_error *problem; /* the first error of syntax is kept here, and reading goes on */
    bool is_broken;            /* of the block that is read now */
    size_t blocks;             /* that we are in */
    struct elb_hcl_items lost; /* pairs: what stands in blocks behind errors */
    bool unwinds;              /* a block of the file's own level begins: end all others */
};

/* ---- Tokens ---------------------------------------------------------------------------------- */

/* Reads the next token, past white space and comments. */
enum elb_status elb_hcl_next(struct elb_hcl *hcl) __attribute__((warn_unused_result));

/* The place of a byte; not before the one that was last asked for. */
struct elb_mark elb_hcl_mark(struct elb_hcl *hcl, size_t offset);

/* Is the token this one of type ELB_HCL_MARK? */
bool elb_hcl_is(const struct elb_hcl *hcl, const char *mark);

/* Is it the first word of a block that can only be at the file's own level, at a line's start? */
bool elb_hcl_begins_top_level(const struct elb_hcl *hcl);

/* Past this mark; or an error that it was expected. */
enum elb_status elb_hcl_expect(struct elb_hcl *hcl, const char *mark)
    __attribute__((warn_unused_result));

/* "expected WHAT, not TOKEN" at the token. */
enum elb_status elb_hcl_expected(struct elb_hcl *hcl, const char *what);

/* ---- Nodes ----------------------------------------------------------------------------------- */

/* A scalar with a copy of the text. */
enum elb_status elb_hcl_scalar(struct elb_hcl *hcl, enum elb_node_type type, struct elb_text text,
                               struct elb_mark start, struct elb_mark end,
                               struct elb_hcl_item *ret_item, struct elb_node **ret_node)
    __attribute__((warn_unused_result));

enum elb_status elb_hcl_append(struct elb_hcl *hcl, struct elb_hcl_items *items,
                               struct elb_hcl_item item) __attribute__((warn_unused_result));

/* A sequence or, with keys and values in turn, a mapping. */
enum elb_status elb_hcl_collection(struct elb_hcl *hcl, enum elb_node_type type, const char *tag,
                                   const struct elb_hcl_items *items, struct elb_mark start,
                                   struct elb_mark end, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

/* ---- Expressions ----------------------------------------------------------------------------- */

enum elb_status elb_hcl_expression(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

/* A value with its steps behind it, and no operator (hcl_expression.c). */
enum elb_status elb_hcl_traversal(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

/* A scalar of the source of the token, and on to the next one. */
enum elb_status elb_hcl_take(struct elb_hcl *hcl, enum elb_node_type type, const char *tag,
                             bool is_plain, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

/* At `for`, behind the bracket; `skips_lines` is how it was before that (hcl_for.c). */
bool elb_hcl_is_for(const struct elb_hcl *hcl);
enum elb_status elb_hcl_for(struct elb_hcl *hcl, bool is_object, bool skips_lines,
                            struct elb_mark start, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

enum elb_status elb_hcl_skip_newlines(struct elb_hcl *hcl) __attribute__((warn_unused_result));

/* At ELB_HCL_QUOTE or ELB_HCL_HEREDOC: all of it. */
enum elb_status elb_hcl_string(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

/* A text that is a template from its first to its last byte. */
enum elb_status elb_hcl_template(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
    __attribute__((warn_unused_result));

#endif
