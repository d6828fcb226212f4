/* SPDX-License-Identifier: MIT */

/*
 * One tree of nodes for YAML, JSON and HCL, with the place of everything in its source.
 *
 * A tree lives in the arena that it was read into and is never changed after that. Copies of all
 * texts are in the arena too, each with a NUL behind it that is not counted; a text that is not
 * there is "", never NULL.
 *
 * Types are those of the syntax. YAML's scalars are strings, whatever they look like: `no`, 0443
 * and 2012-10-17 stay as they were written, and who needs a number or a boolean asks for it
 * (elb_node_get_unsigned, elb_node_get_bool).
 */
#ifndef ELB_TREE_TREE_H
#define ELB_TREE_TREE_H

#include "base/arena.h"
#include "base/text.h"
#include "elblint/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum elb_node_type {
    ELB_NODE_NULL,     /* JSON null; in YAML a plain and untagged ~, null, Null, NULL or nothing */
    ELB_NODE_BOOL,     /* JSON true and false: see `text` */
    ELB_NODE_NUMBER,   /* a JSON number, as it was written */
    ELB_NODE_STRING,   /* a JSON string, decoded; every other scalar of YAML */
    ELB_NODE_SEQUENCE, /* a YAML sequence, a JSON array */
    ELB_NODE_MAPPING,  /* a YAML mapping, a JSON object; pairs in the order of the source */
};

/* A place in the source. A line ends at a LF; a tab is one character. */
struct elb_mark {
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters */
    uint32_t offset; /* from 0, in bytes */
};

struct elb_node {
    enum elb_node_type type;
    bool plain;            /* a YAML scalar without quotes that is not a block scalar */
    struct elb_mark start; /* the first character: of a string the quote, of a tagged node the
                            * tag or anchor */
    struct elb_mark end;   /* the one behind the last. Behind a YAML block collection or block
                            * scalar, white space and comments up to what follows are included */
    struct elb_text tag;   /* YAML: "!Ref" for !Ref, "tag:yaml.org,2002:str" for !!str; or "" */
    struct elb_text text;  /* scalars; also of null, as written. Otherwise "" */
    size_t count;          /* items of a sequence, pairs of a mapping */
    const struct elb_node *const *children; /* private: a mapping has 2 * count, key and value */
};

/* What becomes of a key that is in one mapping twice. */
enum elb_duplicate_keys {
    ELB_DUPLICATES_REFUSED,  /* an error of syntax */
    ELB_DUPLICATES_KEPT,     /* both stay, which no format wants but tshark's JSON */
    ELB_DUPLICATES_LAST_WINS /* only the last one stays, as tools have it that take such files */
};

/* Past one of these: ELB_ERROR_LIMIT with the place, never a silent cut. */
struct elb_limits {
    size_t depth; /* sequences and mappings within each other */
    size_t bytes; /* of one input; at most UINT32_MAX, which a higher one stands for */
    size_t nodes; /* of one input, keys too; what is behind an alias is counted at every use */
    enum elb_duplicate_keys duplicate_keys;
    bool any_number; /* JSON: also numbers that fit no type, as keys of certificates are */
};

#define ELB_LIMITS_DEFAULT                                                                         \
    ((struct elb_limits){.depth = 64, .bytes = (size_t)64 * 1024 * 1024, .nodes = 1000000})

/* The documents of one input. One of YAML without content is a ELB_NODE_NULL. */
struct elb_documents {
    const struct elb_node *const *roots;
    size_t count;
};

/*
 * Reads all documents of a YAML 1.1 input; an empty one, or one of comments, has none.
 *
 * Refused, beyond errors of syntax: a key that is twice in one mapping (unless the limits let the
 * last one win; not `<<`, which stays as it is written: merging is for the consumer), an alias to a
 * node that it is within, and bytes that are not UTF-8. A node and all its aliases are the same
 * `struct elb_node`, with the marks of the anchored one.
 *
 * @arena   owns the tree; on failure it may hold remains
 * @text    UTF-8 (elb_file_read), needed during the call only
 * @path    for messages only; may be NULL
 * @limits  NULL: the default ones
 *
 * Errors: ELB_ERROR_SYNTAX, ELB_ERROR_LIMIT, ELB_ERROR_MEMORY.
 */
enum elb_status elb_yaml_read(struct elb_arena *arena, struct elb_text text, const char *path,
                              const struct elb_limits *limits, struct elb_documents *ret_documents,
                              struct elb_error *reterr) __attribute__((warn_unused_result));

/* A place of a YAML text, in characters from 0, and where its line begins. */
struct elb_yaml_place {
    size_t index;
    size_t line;
    size_t from;      /* found out: behind the last thing in the line that is no comment */
    bool is_in_token; /* found out: it is part of a scalar or of something else that counts */
};

/*
 * Tells, of places in the order of the text, which of them can be in comments. `text` is one that
 * elb_yaml_read() accepts. False without memory.
 */
bool elb_yaml_look(struct elb_text text, struct elb_yaml_place *places, size_t count)
    __attribute__((warn_unused_result));

/*
 * Reads one JSON value (RFC 8259) and nothing behind it: strict, and exactly what jansson accepts
 * with JSON_REJECT_DUPLICATES and JSON_DECODE_ANY. So \u0000, lone surrogates, bytes that are not
 * UTF-8, duplicate keys, integers outside of int64_t and reals beyond a double are refused. Only
 * a NUL byte behind a number or a word, which jansson skips, is refused here as everywhere. With
 * `any_number` of the limits, numbers may be of any size; they stay text in any case.
 *
 * Parameters and errors as above.
 */
enum elb_status elb_json_read(struct elb_arena *arena, struct elb_text text, const char *path,
                              const struct elb_limits *limits, const struct elb_node **ret_root,
                              struct elb_error *reterr) __attribute__((warn_unused_result));

/*
 * Reads one value, or several arrays and objects, one behind the other with or without white space
 * between them, as a command prints pages. Otherwise the same.
 */
enum elb_status elb_json_read_all(struct elb_arena *arena, struct elb_text text, const char *path,
                                  const struct elb_limits *limits,
                                  struct elb_documents *ret_documents, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * Reads a file of HCL's native syntax: attributes and blocks. Keys may be there more than once.
 *
 * An attribute is a pair. A block is one too, with its labels as mappings within each other, as in
 * the JSON syntax: `resource "aws_lb" "a" { x = 1 }` is {resource: {aws_lb: {a: {x: 1}}}}, with
 * the tag "!block" on its body, and "!labels" around. Literals, lists and objects are the nodes
 * that they would be in JSON, bare keys plain. Other expressions have a tag:
 *
 *   "!name"      a scalar: the first name of a value, `var`
 *   "!get"       [term, step, ...]: a name, a number, "!splat" or any expression as the index
 *   "!call"      [name, argument, ...]
 *   "!expand"    [list]: of `list...` among arguments
 *   "!if"        [condition, one, other]
 *   "!operation" [a, operator, b, operator, c ...], all of one precedence
 *   "!unary"     [operator, ..., a]
 *   "!template"  [part, ...]: strings, expressions and "!directive"
 *   "!for"       [key, value, collection, [item] or {key: value}, condition]: names first, of which
 *                the key's may be ""; the condition may be missing; "!group" is one with `...`
 *
 * Parentheses leave no trace. A string or heredoc without a template is decoded.
 *
 * @base         where `text` begins in its file, if it is a part of it: {0} if it is all
 * @ret_problem  not NULL: the first error of syntax is put there, and what can be read is read on.
 *               A block with an error in it, and the root, then has the tag "!broken"; what stands
 *               behind the error in a block of the file's own level, and may belong to another one
 *               of which the head is lost, is a block under the key "".
 *
 * Other parameters, and errors, as above.
 */
enum elb_status elb_hcl_read(struct elb_arena *arena, struct elb_text text, struct elb_mark base,
                             const char *path, const struct elb_limits *limits,
                             const struct elb_node **ret_root, struct elb_error *ret_problem,
                             struct elb_error *reterr) __attribute__((warn_unused_result));

/*
 * Reads the template that a string of the JSON syntax is: "${var.a}" is a "!template" of one part.
 * Every node of it has the place of the string.
 */
enum elb_status elb_hcl_read_template(struct elb_arena *arena, const struct elb_node *string,
                                      const char *path, const struct elb_limits *limits,
                                      const struct elb_node **ret_node, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* All of these accept NULL and nodes of any type: absent is then NULL, 0, "" or false. */

bool elb_node_is_mapping(const struct elb_node *node);
bool elb_node_is_sequence(const struct elb_node *node);
bool elb_node_is_string(const struct elb_node *node);
bool elb_node_is_null(const struct elb_node *node);
bool elb_node_is_scalar(const struct elb_node *node); /* none of sequence and mapping, not NULL */

/* How many items or pairs. */
size_t elb_node_count(const struct elb_node *node);

/* The item of a sequence, or the value of a mapping's pair. */
const struct elb_node *elb_node_at(const struct elb_node *node, size_t index);

/* The key of a mapping's pair; in YAML it can be any node. */
const struct elb_node *elb_node_key_at(const struct elb_node *mapping, size_t index);

/* The value under a key that is a scalar with this text. */
const struct elb_node *elb_node_get(const struct elb_node *mapping, const char *key);

/* The key's own node, for its position. */
const struct elb_node *elb_node_get_key(const struct elb_node *mapping, const char *key);

/* The pair's index, or SIZE_MAX. */
size_t elb_node_find(const struct elb_node *mapping, struct elb_text key);

/* Down several keys at once: elb_node_get_path(node, "Fn::If", "Value", NULL). */
const struct elb_node *elb_node_get_path(const struct elb_node *mapping, ...)
    __attribute__((sentinel));

/* The text of a scalar. */
struct elb_text elb_node_text(const struct elb_node *node);

/* Is it a scalar with this text? */
bool elb_node_text_is(const struct elb_node *node, const char *string);

/* Has it this tag ("!Ref")? */
bool elb_node_tag_is(const struct elb_node *node, const char *tag);

/*
 * A scalar as a number or a boolean; false when it is none, and `*ret_value` is left alone.
 * Quotes do not matter: CloudFormation takes Port: "443" as well. Boolean are true and false, in
 * any case.
 */
bool elb_node_get_unsigned(const struct elb_node *node, uint64_t maximum, uint64_t *ret_value)
    __attribute__((warn_unused_result));
bool elb_node_get_bool(const struct elb_node *node, bool *ret_value)
    __attribute__((warn_unused_result));

/* "string", "sequence" ... with an article, for messages: "expected a mapping, not a string". */
const char *elb_node_type_name(const struct elb_node *node);

#endif
