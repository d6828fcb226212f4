/* SPDX-License-Identifier: MIT */

/*
 * The options of an environment of Elastic Beanstalk, wherever they are written, and the listeners
 * that they make. Source: the AWS Elastic Beanstalk Developer Guide, "General options for all
 * environments".
 */
#ifndef ELB_READ_DECLARED_BEANSTALK_H
#define ELB_READ_DECLARED_BEANSTALK_H

#include "base/map.h"
#include "read/declared/setting.h"

struct elb_beanstalk_section;

/* How options are written. */
enum elb_beanstalk_style {
    ELB_BEANSTALK_MAPPING, /* a namespace has them */
    ELB_BEANSTALK_LIST,    /* namespace, option_name, value */
    ELB_BEANSTALK_API,     /* Namespace, OptionName, Value */
};

/* One environment, or template of one. */
struct elb_beanstalk {
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    enum elb_declared_syntax syntax;
    const char *format;
    const char *owner; /* stands before the namespace in addresses; NULL: nothing */
    const char *note;
    enum elb_beanstalk_style style;

    struct elb_map sections; /* private, as all that follows */
    struct elb_beanstalk_section *first;
    struct elb_beanstalk_section *last;
    struct elb_beanstalk_section *policies; /* of Classic Load Balancers: the first of them */
    struct elb_beanstalk_section *last_policy;
};

struct elb_beanstalk_option {
    struct elb_text name_space; /* `aws:elbv2:listener:443` */
    struct elb_text name;
    struct elb_text value;      /* "" where it isn't known */
    bool is_unknown;            /* an expression that can't be resolved */
    const char *source;         /* that expression */
    struct elb_span name_place; /* of the namespace */
    struct elb_span place;      /* of the value */
    struct elb_setting setting; /* of SSLPolicy and SSLReferencePolicy */
};

/* Is the setting of this option wanted? */
bool elb_beanstalk_is_policy(struct elb_text name);

/* Adds an option. What it points to must live as long as the listeners. */
enum elb_status elb_beanstalk_add(struct elb_beanstalk *beanstalk,
                                  const struct elb_beanstalk_option *option,
                                  struct elb_error *reterr) __attribute__((warn_unused_result));

/* Adds the listeners of all options. */
enum elb_status elb_beanstalk_finish(struct elb_beanstalk *beanstalk, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- Private (beanstalk_classic.c, beanstalk_options.c) ------------------------------------- */

struct elb_beanstalk_entry {
    struct elb_beanstalk_entry *next;
    struct elb_beanstalk_option option;
};

#define ELB_BEANSTALK_POLICIES "aws:elb:policies:"

/* The options of one namespace. */
struct elb_beanstalk_section {
    struct elb_beanstalk_section *next;
    struct elb_beanstalk_section *next_policy;
    struct elb_text name_space;
    struct elb_span place;
    struct elb_beanstalk_entry *entries; /* the last one first, as it wins */
    bool is_used;                        /* a policy that some listener has */
};

const struct elb_beanstalk_option *elb_beanstalk_find(const struct elb_beanstalk_section *section,
                                                      const char *name);

/* What is known of a listener before its policies are. */
bool elb_beanstalk_describe(struct elb_beanstalk *beanstalk,
                            const struct elb_beanstalk_section *section, const char *protocol_name,
                            struct elb_listener *listener);

/* How an option is written here. */
bool elb_beanstalk_set_setting(struct elb_beanstalk *beanstalk, struct elb_text name_space,
                               const char *name, struct elb_listener *listener);

enum elb_status elb_beanstalk_add_classic(struct elb_beanstalk *beanstalk,
                                          const struct elb_beanstalk_section *section,
                                          struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_beanstalk_add_unattached(struct elb_beanstalk *beanstalk,
                                             struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
