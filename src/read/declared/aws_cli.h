/* SPDX-License-Identifier: MIT */

/*
 * What the parts of the reader of AWS's own descriptions share: the AWS CLI, the SDKs and AWS
 * Config print the same members, the latter with a small first letter.
 */
#ifndef ELB_READ_DECLARED_AWS_CLI_H
#define ELB_READ_DECLARED_AWS_CLI_H

#include "base/map.h"
#include "read/declared/reader.h"

/* Lists within lists, as --query leaves them, and pages within pages. */
#define ELB_LIVE_DEPTH 8

/* What is described. */
enum elb_live_kind {
    ELB_LIVE_NONE,
    ELB_LIVE_LISTENER,
    ELB_LIVE_LOAD_BALANCER,
    ELB_LIVE_TARGET_GROUP,
    ELB_LIVE_SSL_POLICY,
    ELB_LIVE_CLASSIC, /* a load balancer, or one listener of one */
    ELB_LIVE_CLASSIC_POLICY,
    ELB_LIVE_CERTIFICATE,
    ELB_LIVE_CONFIG, /* an item of AWS Config, with one of the others in it */
    ELB_LIVE_ROW,    /* of a listener: values under keys of the user's own, or under none */
};

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

/* A policy of Classic Load Balancers. Two of them may have different ones of one name. */
struct elb_live_policy {
    const struct elb_live_item *item;
    struct elb_declared_policy policy;
    bool is_ambiguous;
    bool is_in_sight; /* of a load balancer that was described too */
};

/* All of them. */
struct elb_live_policies {
    struct elb_map tls;    /* of struct elb_live_policy, by name */
    struct elb_map others; /* those that have nothing to do with TLS */
};

/* What waits for the other files. */
struct elb_live_state {
    struct elb_live_items listeners; /* elbv2, or rows of values */
    struct elb_live_items classic;   /* Classic Load Balancers, or one listener of one */
    struct elb_live_items policies;  /* of Classic Load Balancers */
    struct elb_map target_groups;    /* of const char *: their protocols, by ARN */
    struct elb_map certificates;     /* of const enum elb_certificate *, by ARN */
};

/* What a node describes (aws_cli_kind.c). */
enum elb_live_kind elb_live_kind_of(const struct elb_node *node);

/* The keys of lists of descriptions, and what they are of; NULL behind the last. */
const char *elb_live_list_at(size_t index, enum elb_live_kind *ret_kind);

/* How sure it is that a file is of this format. */
unsigned elb_live_recognise(const struct elb_declared_input *input);

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

/* Makes the policies that were described (aws_cli_policy.c). */
enum elb_status
elb_live_know_policies(struct elb_listeners *listeners, const struct elb_live_state *state,
                       struct elb_live_policies *ret_policies, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Adds the listeners when all files are read (aws_cli_v2.c, aws_cli_classic.c). */
enum elb_status elb_live_add_listeners(struct elb_listeners *listeners,
                                       const struct elb_live_state *state, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_live_add_classic(struct elb_listeners *listeners,
                                     const struct elb_live_state *state, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
