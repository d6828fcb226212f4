/* SPDX-License-Identifier: MIT */

/*
 * What the parts of the reader of Terraform and OpenTofu share.
 *
 * Each directory is a module. Its files are kept until all are there (terraform_file.c), and read
 * if one of them has something to do with load balancers (terraform_module.c). A module is used
 * once by itself, or once for each call of it that is in sight: an instance. Expressions are
 * evaluated within instances (terraform_value.c and its kin), as far as files tell.
 */
#ifndef ELB_READ_DECLARED_TERRAFORM_H
#define ELB_READ_DECLARED_TERRAFORM_H

#include "base/map.h"
#include "read/declared/reader.h"

/* How many values an expression may have before it counts as not known. */
#define ELB_TF_VALUES_MAX 16

/* A file, or the part of one that may be of use to others. */
struct elb_tf_file {
    const struct elb_declared_file *file;
    struct elb_text text; /* of HCL */
    struct elb_mark base; /* where the text begins in the file */
    bool is_json;
    bool is_part;                /* of a file that has nothing to do with load balancers itself */
    bool is_values;              /* .tfvars */
    bool is_loaded;              /* of .tfvars: without being named on the command line */
    const struct elb_node *root; /* NULL: not read yet, or not readable */
    struct elb_tf_file *next;
};

/* A block of a file's own level: resource, data, variable, output, module; or one local value. */
struct elb_tf_block {
    const char *kind; /* `resource` ... `local`; `` for one of which the head is lost */
    struct elb_text type;
    struct elb_text name;
    const struct elb_node *label; /* of the name */
    const struct elb_node *body;  /* of a local value: the value */
    const struct elb_tf_file *file;
    bool is_open;     /* it is being evaluated: to ask for it again is a cycle */
    bool is_in_sight; /* of a call: the module that it calls is */
    struct elb_tf_block *next;
    struct elb_tf_block *next_certificate; /* of the blocks that add one to a listener */
};

struct elb_tf_instance;
struct elb_tf_classic;

/* A directory. */
struct elb_tf_module {
    struct elb_text path; /* without a slash at its end; "." for none */
    struct elb_tf_file *files;
    struct elb_tf_file *last_file;
    bool is_relevant;
    bool is_called;              /* by a module in sight */
    struct elb_tf_block *blocks; /* in the order of the files */
    struct elb_tf_block *last_block;
    struct elb_tf_block *certificates;
    size_t certificate_count;
    struct elb_map index;  /* of blocks, by `kind.type.name` */
    struct elb_map values; /* of struct elb_tf_block, of .tfvars that are loaded */
    struct elb_tf_instance *instances;
    size_t instance_count;
    struct elb_tf_module *next;
};

/* Where an expression stands. */
struct elb_tf_scope {
    const struct elb_tf_instance *instance;
    const struct elb_tf_file *file;
    const struct elb_tf_each *each; /* what each.key and each.value are; NULL: not known */
};

enum elb_tf_kind {
    ELB_TF_LITERAL,  /* a scalar, or a collection whose items are to be evaluated in its scope */
    ELB_TF_MERGED,   /* mappings over each other */
    ELB_TF_RESOURCE, /* something of a resource, which may be written there or not */
};

/* One value that an expression may have, and how it comes to it. */
struct elb_tf_value {
    enum elb_tf_kind kind;
    const struct elb_node *node;
    struct elb_tf_scope scope;
    enum elb_how how;   /* EXPLICIT, VARIABLE_DEFAULT or CONDITIONAL */
    const char *reason; /* NULL: none */
    bool is_made;       /* it is not written as such */
    bool is_changed;    /* by a function that is not followed: not to be compared */

    const struct elb_node *type;         /* of it in that of a variable; NULL: not known */
    const struct elb_tf_block *variable; /* that has the type */

    const struct elb_tf_value *parts; /* MERGED: the last one wins */
    size_t part_count;
    bool is_partial; /* MERGED: some of them are not known */

    const struct elb_tf_block *block; /* RESOURCE */
    struct elb_text attribute;        /* RESOURCE: of it; "" for all */
    const struct elb_node *index;     /* RESOURCE: of which it is one; or NULL */
};

struct elb_tf_values {
    struct elb_tf_value items[ELB_TF_VALUES_MAX];
    size_t count;
    bool has_unknown; /* it may be something else too */
    bool is_missing;  /* what was asked for is not there, which is an error of its own */
};

/*
 * What one of several stands for: of a resource with for_each (each.key, each.value), of a block
 * that `dynamic` makes (NAME.key, NAME.value), or of a `for` (two names of its own).
 */
struct elb_tf_each {
    struct elb_text name; /* `each`, or the iterator of a `dynamic`; "" for a `for` */
    struct elb_text key_name;
    struct elb_text value_name;
    struct elb_text key;
    const struct elb_node *key_node; /* NULL: the key is not known */
    struct elb_tf_value value;       /* its node is NULL: not known */
    const struct elb_tf_each *outer; /* that it is within */
};

/* One use of a module. */
struct elb_tf_instance {
    const struct elb_tf_module *module;
    const struct elb_tf_instance *parent; /* whose call it is; NULL: nobody's */
    const struct elb_tf_block *call;
    const struct elb_tf_each *each; /* of the call */
    const char *prefix;             /* `module.web.` */
    size_t depth;
    struct elb_tf_instance *next; /* of the same module */
    struct elb_tf_instance *next_of_run;
};

/* What goes on between the first module and the last. */
struct elb_tf_run {
    struct elb_listeners *listeners;
    struct elb_arena *arena;
    struct elb_tf_module *modules;
    struct elb_tf_instance *instances; /* those that call before those that are called */
    struct elb_tf_instance *last_instance;
    size_t instance_count;
    struct elb_tf_classic *classic; /* while an instance's Classic Load Balancers are joined */
    struct elb_map used;            /* places of literals that a listener has */
    size_t work;                    /* left for all expressions together */
    size_t steps;                   /* left for the expression that is evaluated */
    size_t depth;                   /* of evaluating within it */
    enum elb_status status;         /* the first failure; nothing is done after it */
    struct elb_error *reterr;
};

/* ---- Files and modules (terraform_file.c, terraform_module.c) -------------------------------- */

struct elb_tf_state {
    struct elb_map directories; /* of struct elb_tf_module */
    struct elb_tf_module *modules;
    struct elb_tf_module *last_module;
    size_t part_bytes; /* in parts of files */
};

enum elb_status elb_tf_keep_file(const struct elb_declared_input *input, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Reads all files that matter, and finds the instances. */
void elb_tf_load(struct elb_tf_run *run, struct elb_tf_state *state);

/* A block of the module: `resource`, `aws_lb`, `web`. NULL: there is none. */
struct elb_tf_block *elb_tf_find(const struct elb_tf_module *module, const char *kind,
                                 struct elb_text type, struct elb_text name);

/* ---- Values (terraform_value.c, _step.c, _function.c) ---------------------------------------- */

/* What all expressions of a run may cost together; past it, values are not known. */
#define ELB_TF_WORK_MAX ((size_t)50 * 1000 * 1000)

/* All values that it may have. `node` may be NULL: then there are none. */
void elb_tf_evaluate(struct elb_tf_run *run, const struct elb_node *node, struct elb_tf_scope scope,
                     struct elb_tf_values *ret);

/* Takes so many of the steps that are left; false: there aren't so many. */
bool elb_tf_spend(struct elb_tf_run *run, size_t steps);

/* The same only for all expressions together: for what takes memory that stays. */
bool elb_tf_spend_work(struct elb_tf_run *run, size_t steps);

/* The same within an evaluation; for the parts of it only. */
void elb_tf_evaluate_part(struct elb_tf_run *run, const struct elb_node *node,
                          struct elb_tf_scope scope, struct elb_tf_values *ret);
void elb_tf_call(struct elb_tf_run *run, const struct elb_node *node, struct elb_tf_scope scope,
                 struct elb_tf_values *ret);
void elb_tf_get(struct elb_tf_run *run, const struct elb_node *node, struct elb_tf_scope scope,
                struct elb_tf_values *ret);
void elb_tf_step(struct elb_tf_run *run, const struct elb_tf_values *from,
                 const struct elb_node *step, struct elb_tf_scope scope, struct elb_tf_values *ret);

/* Adds a value; past the limit, it is not known. The same one twice is one. */
void elb_tf_add(struct elb_tf_values *values, const struct elb_tf_value *value);

/* Adds all of `more`, each in the way that is told: the graver one of both. */
void elb_tf_add_all(struct elb_tf_run *run, struct elb_tf_values *values,
                    const struct elb_tf_values *more, enum elb_how how, const char *reason);

/* A value that is a text, which is not written as such. */
void elb_tf_add_text(struct elb_tf_run *run, struct elb_tf_values *values, struct elb_text text,
                     const struct elb_node *place, struct elb_tf_scope scope, enum elb_how how,
                     const char *reason);

/* The one value that there is, if it is certain; else NULL. */
const struct elb_tf_value *elb_tf_single(const struct elb_tf_values *values);

/* Is it a scalar that is written out (`null` is none), or made of such? */
bool elb_tf_is_scalar(const struct elb_tf_value *value);
bool elb_tf_is_null(const struct elb_tf_value *value);

/* One pair of a mapping or item of a sequence. */
struct elb_tf_pair {
    struct elb_text key; /* of a sequence: of the item, if that is a scalar */
    const struct elb_node *key_node;
    struct elb_tf_value value; /* not evaluated yet: its node, in its scope */
};
struct elb_tf_pairs {
    struct elb_tf_pair *items;
    size_t count;
    size_t capacity;
    bool has_unknown;
};
void elb_tf_pairs(struct elb_tf_run *run, const struct elb_tf_value *value,
                  struct elb_tf_pairs *ret);

/* Are they items of a list? */
bool elb_tf_is_list(const struct elb_tf_pairs *pairs);

/* ---- Attributes of blocks (terraform_attribute.c) -------------------------------------------- */

/* A body, and where it stands. */
struct elb_tf_body {
    const struct elb_node *node;
    struct elb_tf_scope scope;
};

/* The attribute; the last one of that name. */
const struct elb_node *elb_tf_attribute(struct elb_tf_body body, const char *name);

/* Where a walk over the nested blocks of one name is. All zeroes: before the first. */
struct elb_tf_cursor {
    size_t pair;
    size_t item; /* of a list, as the JSON syntax has them */
};

/* The next nested block of this name that is written; false: no more. */
bool elb_tf_next_block(struct elb_tf_body body, const char *name, struct elb_tf_cursor *cursor,
                       struct elb_tf_body *ret_block);

/* All nested blocks of a name: those that are written, and those that `dynamic` makes. */
struct elb_tf_blocks {
    struct elb_tf_body *items;
    size_t count;
    size_t capacity;
    bool has_unknown; /* there may be others: of a `dynamic` of nobody knows what is one of them */
};
void elb_tf_blocks_of(struct elb_tf_run *run, struct elb_tf_body body, const char *name,
                      struct elb_tf_blocks *ret);

/* What is one of several: a copy of it in the arena; NULL without memory. */
const struct elb_tf_each *elb_tf_add_each(struct elb_tf_run *run, const struct elb_tf_each *each);

/* The type of the items of a collection of this type; NULL: not known (terraform_type.c). */
const struct elb_node *elb_tf_item_type(const struct elb_node *type);

/* Gives the values a type, if they have none. */
void elb_tf_set_type(struct elb_tf_values *values, const struct elb_node *type,
                     const struct elb_tf_block *variable);

/*
 * Are two scalars or nulls equal? False: not known. What has another type is never equal, but types
 * may change on the way.
 */
bool elb_tf_compare(const struct elb_tf_value *a, const struct elb_tf_value *b, bool *ret_is_equal);

/* What stands under a key of a value, if that is nothing, may be in its type: `optional()`. */
void elb_tf_complete(struct elb_tf_run *run, const struct elb_tf_value *from, struct elb_text key,
                     struct elb_tf_values *values);

/* A part of a collection, which is as certain as that is at most. */
struct elb_tf_value elb_tf_of_collection(struct elb_tf_value value,
                                         const struct elb_tf_value *collection);

/* `for`: what it makes, all pairs over each other. */
void elb_tf_evaluate_for(struct elb_tf_run *run, const struct elb_node *node,
                         struct elb_tf_scope scope, struct elb_tf_values *ret);

/* NAME.key or NAME.value, where the name is `each` or that of a `dynamic`; false: it is neither. */
bool elb_tf_get_each(struct elb_tf_run *run, struct elb_text root, struct elb_text name,
                     struct elb_tf_scope scope, struct elb_tf_values *ret);

/* A name that a `for` around it has given; false: none has. */
bool elb_tf_evaluate_name(struct elb_tf_run *run, const struct elb_node *node,
                          struct elb_tf_scope scope, struct elb_tf_values *ret);

/* The values of an attribute. */
void elb_tf_values_of(struct elb_tf_run *run, struct elb_tf_body body, const char *name,
                      struct elb_tf_values *ret);

/* The text of an attribute that has one certain value; "" otherwise. */
struct elb_text elb_tf_text_of(struct elb_tf_run *run, struct elb_tf_body body, const char *name);

/* The block of a resource that an attribute refers to; NULL: not known. */
const struct elb_tf_block *elb_tf_follow(struct elb_tf_run *run, struct elb_tf_body body,
                                         const char *name, struct elb_tf_value *ret_value);

/* The source of an expression, on one line; NULL without memory. */
const char *elb_tf_source(struct elb_tf_run *run, const struct elb_node *node,
                          const struct elb_tf_file *file);

struct elb_text elb_tf_raw(const struct elb_node *node, const struct elb_tf_file *file);

/* A string in the arena; NULL and the run's failure without memory. */
const char *elb_tf_print(struct elb_tf_run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- Listeners (terraform_policy.c, terraform_listener.c ...) -------------------------------- */

/*
 * Fills in the policies, their how, and the place of the setting. `values` are those of the
 * attribute at `node`. Of none the default is left to the core, or is `default_of`.
 */
void elb_tf_set_policies(struct elb_tf_run *run, struct elb_listener *listener,
                         const struct elb_tf_values *values, const struct elb_node *node,
                         struct elb_tf_scope scope, const char *default_of);

/* How a setting is written in this file. */
void elb_tf_set_setting(struct elb_tf_run *run, struct elb_listener *listener, const char *key,
                        const struct elb_tf_file *file);

/* Adds it, of the file of this scope. */
void elb_tf_add_listener(struct elb_tf_run *run, struct elb_listener *listener,
                         struct elb_tf_scope scope);

/* Protocol and port, as far as the values tell them. */
void elb_tf_set_protocol(struct elb_tf_run *run, struct elb_listener *listener,
                         const struct elb_tf_values *values);
void elb_tf_set_port(struct elb_listener *listener, const struct elb_tf_values *values);

/* What is called for each body that for_each or count make of a block. */
typedef void elb_tf_visit(struct elb_tf_run *run, const struct elb_tf_block *block,
                          struct elb_tf_body body, const char *address);
void elb_tf_expand(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                   const struct elb_tf_block *block, elb_tf_visit *visit);

/* The load balancer that the attribute refers to. */
void elb_tf_set_load_balancer(struct elb_tf_run *run, struct elb_listener *listener,
                              struct elb_tf_body body, const char *name);

/* The key types of the certificates of a listener, as far as they are declared. */
void elb_tf_set_certificates(struct elb_tf_run *run, struct elb_listener *listener,
                             struct elb_tf_body body, const char *name);

/* Those that other resources add to the listener of this block. */
void elb_tf_add_certificates(struct elb_tf_run *run, struct elb_listener *listener,
                             const struct elb_tf_block *block, struct elb_tf_body body);

/* One file each: what they make of the blocks of an instance. */
elb_tf_visit elb_tf_visit_listener;
elb_tf_visit elb_tf_visit_beanstalk;
elb_tf_visit elb_tf_visit_alb_module;
elb_tf_visit elb_tf_visit_kubernetes;
void elb_tf_visit_classic(struct elb_tf_run *run, const struct elb_tf_instance *instance);

/* After all listeners: values that are policies and that none of them has. */
void elb_tf_visit_values(struct elb_tf_run *run, const struct elb_tf_module *module);

/* Annotations of Kubernetes anywhere in a value (terraform_kubernetes.c). */
void elb_tf_walk_annotations(struct elb_tf_run *run, const struct elb_tf_value *value,
                             const char *address);

/* Notes that a listener has the literal at this place; and asks for it. */
void elb_tf_use(struct elb_tf_run *run, const struct elb_node *node,
                const struct elb_tf_file *file);
bool elb_tf_is_used(struct elb_tf_run *run, const struct elb_node *node,
                    const struct elb_tf_file *file);

#endif
