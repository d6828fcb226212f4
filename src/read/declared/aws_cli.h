/* SPDX-License-Identifier: MIT */

/*
 * What the parts of the reader of AWS's own descriptions share: the AWS CLI, the SDKs and AWS
 * Config print the same members, the latter with a small first letter.
 */
#ifndef ELB_READ_DECLARED_AWS_CLI_H
#define ELB_READ_DECLARED_AWS_CLI_H

#include "base/map.h"
#include "read/declared/reader.h"

/* One description, and where it is printed. */
struct elb_live_item {
    const struct elb_declared_file *file;
    const struct elb_node *node;
    const struct elb_node *within; /* the string that it was printed in; NULL: none */
};

/* Descriptions of one kind. */
struct elb_live_items {
    struct elb_live_item *items;
    size_t count;
    size_t capacity;
};

/* What waits for the other files. */
struct elb_live_state {
    struct elb_live_items listeners; /* elbv2, or rows of values */
    struct elb_live_items classic;   /* Classic Load Balancers, or one listener of one */
    struct elb_live_items policies;  /* of Classic Load Balancers */
    struct elb_map target_groups;    /* of const char *: their protocols, by ARN */
    struct elb_map certificates;     /* of const enum elb_certificate *, by ARN */
};

/* The value under a key, whatever the case of its letters. */
const struct elb_node *elb_live_member(const struct elb_node *mapping, const char *key);

/* Its text if it is a string, else an empty one. */
struct elb_text elb_live_text(const struct elb_node *mapping, const char *key);

/* The place of a part of an item. */
struct elb_span elb_live_span(const struct elb_live_item *item, const struct elb_node *node);

/* Adds an error of the item to the problems. */
enum elb_status elb_live_problem(struct elb_listeners *listeners, const struct elb_live_item *item,
                                 const struct elb_node *node, struct elb_error *reterr,
                                 const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Can a text stand in a command as it is? */
bool elb_live_is_plain(struct elb_text text);

/* The certificates with these ARNs, as far as their keys are described. */
void elb_live_add_certificate(const struct elb_live_state *state, struct elb_text arn,
                              struct elb_certificates *certificates);

/* Adds the listeners when all files are read (aws_cli_v2.c, aws_cli_classic.c). */
enum elb_status elb_live_add_listeners(struct elb_listeners *listeners,
                                       const struct elb_live_state *state, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_live_add_classic(struct elb_listeners *listeners,
                                     const struct elb_live_state *state, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
