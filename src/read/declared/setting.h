/* SPDX-License-Identifier: MIT */

/*
 * The value of a setting of a policy in YAML or JSON that may have templates and placeholders in
 * it: a name, an expression, or an expression with names in it, as Helm's `default` has them.
 */
#ifndef ELB_READ_DECLARED_SETTING_H
#define ELB_READ_DECLARED_SETTING_H

#include "read/declared/reader.h"

struct elb_setting {
    bool is_set;   /* there is a value that is not null */
    bool is_empty; /* which is "" */
    struct elb_span span;
    const char *path;
    const struct elb_declared_policy *policies; /* its name, or those in the expression */
    size_t policy_count;
    const char *unresolved; /* the expression; NULL: it is a name */
};

/*
 * Reads the value. What can't be one, several names or a list, is added to the problems, and is
 * unresolved then. NULL and null are not set.
 *
 * @key  the setting, for messages
 */
enum elb_status elb_setting_read(struct elb_listeners *listeners,
                                 const struct elb_declared_file *file, const struct elb_node *value,
                                 const char *key, struct elb_setting *ret_setting,
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

/* The same for a part of the file that no tree was made of; with or without quotes. */
enum elb_status elb_setting_read_raw(struct elb_listeners *listeners,
                                     const struct elb_declared_file *file,
                                     const struct elb_span *span, const char *key,
                                     struct elb_setting *ret_setting, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Gives what it says to the listener, and the place unless that is in another file. An empty one
 * is UNRESOLVED. */
void elb_setting_apply(const struct elb_setting *setting, const struct elb_declared_file *file,
                       struct elb_listener *listener);

/* How the setting is written in this file: the key, and quotes in JSON. False without memory. */
bool elb_setting_describe(struct elb_listeners *listeners, enum elb_declared_syntax syntax,
                          const char *key, struct elb_listener *listener)
    __attribute__((warn_unused_result));

/* Does the text have something in it that is filled in later: {{ }}, ${ }, <% %>, $NAME ...? */
bool elb_setting_is_expression(struct elb_text text);

/* The place of a part of the file that is within another one. */
struct elb_span elb_setting_place(const struct elb_declared_file *file,
                                  const struct elb_span *whole, struct elb_text part);

/* The node's text as it stands in the file: a template in YAML is a node of any type. */
struct elb_text elb_setting_raw(const struct elb_declared_file *file, const struct elb_node *node);

#endif
