/* SPDX-License-Identifier: MIT */

/*
 * What every reader of policies shares. A reader is one file in this folder with one const struct;
 * policies.c has the table of them.
 */
#ifndef ELB_READ_POLICY_READER_H
#define ELB_READ_POLICY_READER_H

#include <elblint/read_policy.h>

#include "base/arena.h"
#include "base/text.h"
#include "read/choose.h"
#include "tree/tree.h"

/* Names that AWS printed and the catalog has not. */
struct elb_policy_unknown {
    const char **names;
    size_t count;
    size_t capacity;
};

struct elb_policy_entry {
    struct elb_policy policy;
    const struct elb_policy *reference; /* in the catalog; may be NULL */
    struct elb_policy_unknown unknown;  /* the policy is without them */
};

struct elb_policy_list {
    struct elb_arena arena; /* owns the policies and their texts */
    const struct elb_policy_entry **entries;
    size_t count;
    size_t capacity;
    struct elb_error *problems;
    size_t problem_count;
    size_t problem_capacity;
};

/* One input while it is read. */
struct elb_policy_reading {
    const struct elb_catalog *catalog;
    const struct elb_read_limits *limits;
    struct elb_text text;
    const char *path; /* in the arena */
    struct elb_policy_list *list;
};

struct elb_policy_reader {
    struct elb_format format; /* first: the table of readers points to it */

    /* Adds policies to the list, notes problems, or fails. */
    enum elb_status (*read)(struct elb_policy_reading *reading, struct elb_error *reterr);
};

/* ---- For all readers (policies.c) ----------------------------------------------------------- */

/* An empty list, to be freed with elb_policy_list_free(). */
enum elb_status elb_policy_list_new(struct elb_policy_list **ret_list, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Adds a copy of the entry. */
enum elb_status elb_policy_reading_add(struct elb_policy_reading *reading,
                                       const struct elb_policy_entry *entry,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Sets the error, with the place of a node, which may be NULL, and returns ELB_ERROR_DATA. */
enum elb_status elb_policy_reading_refuse(const struct elb_policy_reading *reading,
                                          const struct elb_node *node, struct elb_error *reterr,
                                          const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* ---- For what the AWS CLI prints (aws.c) ---------------------------------------------------- */

/* Is `key` a key of the first mapping or mappings of the text, as JSON or as YAML? */
bool elb_aws_has_key(struct elb_text text, const char *key);

/*
 * Reads each policy of an output, page by page. These are the items under `list_key`; or, as
 * --query leaves it, the items of the document itself; or it is one policy. A policy that
 * `read_one` refuses becomes a problem of the list.
 */
enum elb_status elb_aws_read_each(struct elb_policy_reading *reading, const char *list_key,
                                  enum elb_status (*read_one)(struct elb_policy_reading *reading,
                                                              const struct elb_node *node,
                                                              struct elb_error *reterr),
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

/* Reads one of them: one that is refused becomes a problem of the list. */
enum elb_status elb_aws_read_one(struct elb_policy_reading *reading, const struct elb_node *node,
                                 enum elb_status (*read_one)(struct elb_policy_reading *reading,
                                                             const struct elb_node *node,
                                                             struct elb_error *reterr),
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

/* Reads one policy of describe-ssl-policies from a tree that lives as long as the list. */
enum elb_status elb_ssl_policy_read(struct elb_policy_reading *reading, const struct elb_node *node,
                                    struct elb_error *reterr) __attribute__((warn_unused_result));

/* The text under a key that must be there and not be empty. */
enum elb_status elb_aws_get_string(const struct elb_policy_reading *reading,
                                   const struct elb_node *mapping, const char *key,
                                   struct elb_text *ret_text, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The sequence under a key that must be there. */
enum elb_status elb_aws_get_sequence(const struct elb_policy_reading *reading,
                                     const struct elb_node *mapping, const char *key,
                                     const struct elb_node **ret_sequence, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * Keeps a name that the catalog has not; what refused it becomes a problem of the list, once for
 * each name. `name` is in the arena.
 */
enum elb_status elb_aws_keep_unknown(struct elb_policy_reading *reading, struct elb_text name,
                                     const struct elb_error *problem,
                                     struct elb_policy_unknown *unknown, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The version that AWS calls so; 0: none. */
uint16_t elb_aws_version(struct elb_text name);

/* Status and all else that belongs to the name, from the catalog's policy; NULL is allowed. */
void elb_aws_adopt_facts(struct elb_policy *policy, const struct elb_policy *known);

extern const struct elb_policy_reader elb_policy_reader_yaml;
extern const struct elb_policy_reader elb_policy_reader_ssl_policies;
extern const struct elb_policy_reader elb_policy_reader_load_balancer_policies;

#endif
