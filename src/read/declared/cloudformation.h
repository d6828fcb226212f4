/* SPDX-License-Identifier: MIT */

/*
 * A template of CloudFormation while it is read: what its parts (cloudformation_*.c) share. Source:
 * the AWS CloudFormation User Guide, "Template reference" and "Intrinsic functions".
 *
 * An expression has one or several values. Which of them holds can hang on conditions; what is
 * taken for granted meanwhile (the condition of the resource, the branch that one is in) is a list
 * of facts.
 */
#ifndef ELB_READ_DECLARED_CLOUDFORMATION_H
#define ELB_READ_DECLARED_CLOUDFORMATION_H

#include "base/map.h"
#include "read/declared/reader.h"

#define ELB_CFN_DEPTH_MAX  24      /* of expressions within each other, through references too */
#define ELB_CFN_VALUES_MAX 64      /* of one expression; one that has more isn't resolved */
#define ELB_CFN_STEPS_MAX  4096    /* of one expression */
#define ELB_CFN_WORK_MAX   4000000 /* steps of a template */

/* One thing that is taken for granted. A list lives in the arena; NULL is the empty one. */
struct elb_cfn_fact {
    const struct elb_cfn_fact *next;
    bool is_parameter;     /* else a condition */
    struct elb_text name;  /* of the parameter or condition */
    struct elb_text value; /* of the parameter */
    bool is;               /* the condition holds; the parameter has this value */
};

struct elb_cfn_template {
    const struct elb_declared_input *input;
    struct elb_listeners *listeners;
    const struct elb_declared_file *file;
    struct elb_arena *arena;
    const struct elb_node *root; /* of the document */
    const char *format;
    bool is_example;          /* the input of a test: resources may lack what they need */
    bool is_serverless;       /* ${self:...} is a path in it */
    struct elb_map resources; /* const struct elb_node, by logical ID; so are these: */
    struct elb_map parameters;
    struct elb_map conditions;
    struct elb_map mappings;
    struct elb_map loops;      /* the collections of Fn::ForEach, by identifier */
    struct elb_map serving;    /* listeners with a rule that serves requests without TLS */
    struct elb_map more_certs; /* listeners with a ListenerCertificate */
    size_t steps;
    size_t work;
    bool out_of_memory; /* sticky: what was read meanwhile is not to be used */
};

enum elb_cfn_kind {
    ELB_CFN_TEXT,
    ELB_CFN_ABSENT,  /* AWS::NoValue */
    ELB_CFN_UNKNOWN, /* the template doesn't tell */
};

struct elb_cfn_value {
    enum elb_cfn_kind kind;
    struct elb_text text;
    const struct elb_node *node;      /* where it is written, or what could not be resolved */
    enum elb_how how;                 /* EXPLICIT, VARIABLE_DEFAULT or CONDITIONAL; UNRESOLVED */
    const char *reason;               /* as a clause, or NULL */
    const struct elb_cfn_fact *facts; /* what it follows from */
};

/* What holds with the parameters' defaults stands first. */
struct elb_cfn_values {
    struct elb_cfn_value items[ELB_CFN_VALUES_MAX];
    size_t count;
};

enum elb_cfn_function {
    ELB_CFN_NONE,
    ELB_CFN_REF,
    ELB_CFN_CONDITION,
    ELB_CFN_IF,
    ELB_CFN_EQUALS,
    ELB_CFN_AND,
    ELB_CFN_OR,
    ELB_CFN_NOT,
    ELB_CFN_FIND_IN_MAP,
    ELB_CFN_SUB,
    ELB_CFN_JOIN,
    ELB_CFN_SELECT,
    ELB_CFN_SPLIT,
    ELB_CFN_GET_ATT,
    ELB_CFN_OTHER, /* one that only a deployment can answer */
};

/* ---- Expressions (cloudformation_call.c) ---------------------------------------------------- */

/* The function that a node calls, as !If or as Fn::If; its argument is what stands behind that. */
enum elb_cfn_function elb_cfn_call(const struct elb_node *node, const struct elb_node **argument);

/* The place of an expression, without the white space and comments behind it. */
struct elb_span elb_cfn_span(const struct elb_cfn_template *template, const struct elb_node *node);

/* The expression as it is written, on one line; NULL without memory. */
const char *elb_cfn_source(struct elb_cfn_template *template, const struct elb_node *node);

/* The resource that !Ref, !GetAtt or ${} name, and its logical ID; NULL if it is none. */
const struct elb_node *elb_cfn_resource(struct elb_cfn_template *template,
                                        const struct elb_node *node,
                                        const struct elb_cfn_fact *facts, struct elb_text *ret_id);

/* One item of a list, and what must hold for it to be there. */
struct elb_cfn_item {
    const struct elb_node *node;
    const struct elb_cfn_fact *facts;
};
#define ELB_CFN_ITEMS_MAX 128

/* The items of a list, of which some can be under !If; what can't be resolved is one of them. */
struct elb_cfn_items {
    struct elb_cfn_item items[ELB_CFN_ITEMS_MAX];
    size_t count;
    bool is_cut; /* there are more, or one of them isn't known */
};
void elb_cfn_items(struct elb_cfn_template *template, const struct elb_node *list,
                   const struct elb_cfn_fact *facts, struct elb_cfn_items *ret);

/* ---- Values (cloudformation_value.c) -------------------------------------------------------- */

/* All values that an expression may have; none without a node. */
void elb_cfn_evaluate(struct elb_cfn_template *template, const struct elb_node *node,
                      const struct elb_cfn_fact *facts, struct elb_cfn_values *ret);

/* The same within an expression. */
void elb_cfn_evaluate_at(struct elb_cfn_template *template, const struct elb_node *node,
                         const struct elb_cfn_fact *facts, unsigned depth,
                         struct elb_cfn_values *ret);

/* Adds a value, unless it is among them. */
void elb_cfn_values_add(struct elb_cfn_values *values, const struct elb_cfn_value *value);

/* Adds that the node can't be resolved. */
void elb_cfn_values_add_unknown(struct elb_cfn_values *values, const struct elb_node *node,
                                const struct elb_cfn_fact *facts, const char *reason);

/* The value that an expression has by default; false if it isn't known. */
bool elb_cfn_text(struct elb_cfn_template *template, const struct elb_node *node,
                  const struct elb_cfn_fact *facts, struct elb_text *ret_text);

/* The same of an expression that can have no other; false if it can. */
bool elb_cfn_only_text(struct elb_cfn_template *template, const struct elb_node *node,
                       const struct elb_cfn_fact *facts, struct elb_text *ret_text);

/* The parameter, or the identifier of a loop, of this name. */
void elb_cfn_evaluate_ref(struct elb_cfn_template *template, struct elb_text name,
                          const struct elb_node *node, const struct elb_cfn_fact *facts,
                          struct elb_cfn_values *ret);

/* Fn::FindInMap (cloudformation_map.c). */
void elb_cfn_evaluate_map(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_node *argument, const struct elb_cfn_fact *facts,
                          unsigned depth, struct elb_cfn_values *ret);

/* Fn::Sub, Fn::Join, Fn::Select and Fn::Split (cloudformation_text.c). */
void elb_cfn_evaluate_sub(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_node *argument, const struct elb_cfn_fact *facts,
                          unsigned depth, struct elb_cfn_values *ret);
void elb_cfn_evaluate_join(struct elb_cfn_template *template, const struct elb_node *node,
                           const struct elb_node *argument, const struct elb_cfn_fact *facts,
                           unsigned depth, struct elb_cfn_values *ret);
void elb_cfn_evaluate_select(struct elb_cfn_template *template, const struct elb_node *node,
                             const struct elb_node *argument, const struct elb_cfn_fact *facts,
                             unsigned depth, struct elb_cfn_values *ret);

/* ---- Conditions (cloudformation_condition.c) ------------------------------------------------ */

enum elb_cfn_truth {
    ELB_CFN_FALSE,
    ELB_CFN_TRUE,
    ELB_CFN_OPEN, /* not known */
};

/*
 * Whether the condition of this name holds. `*ret_by_default` is set if it is so by the defaults
 * of parameters only.
 */
enum elb_cfn_truth elb_cfn_holds(struct elb_cfn_template *template, struct elb_text name,
                                 const struct elb_cfn_fact *facts, unsigned depth,
                                 bool *ret_by_default);

/* The facts, and that the condition holds or not with all that follows. */
const struct elb_cfn_fact *elb_cfn_assume(struct elb_cfn_template *template, struct elb_text name,
                                          bool is, const struct elb_cfn_fact *facts);

/* What must hold in addition to other facts, as a sentence; NULL if nothing must. */
const char *elb_cfn_facts_note(struct elb_cfn_template *template, const struct elb_cfn_fact *facts,
                               const struct elb_cfn_fact *known);

/* Is the parameter known to have, or not to have, a value? */
const struct elb_cfn_fact *elb_cfn_known_parameter(const struct elb_cfn_fact *facts,
                                                   struct elb_text name, struct elb_text value);
bool elb_cfn_known_not(const struct elb_cfn_fact *facts, struct elb_text name,
                       struct elb_text value);

/* ---- Resources ------------------------------------------------------------------------------ */

/* A resource that has listeners. */
struct elb_cfn_resource {
    const struct elb_node *id; /* the key */
    const struct elb_node *node;
    const struct elb_node *properties;
    const struct elb_cfn_fact *facts; /* its condition holds */
    const char *address;              /* with the path of the CDK's construct */
    const char *note;
};

/* A property, merge keys included. */
const struct elb_node *elb_cfn_property(const struct elb_cfn_resource *resource, const char *key);

/* Does every one of these actions send the request on to HTTPS? */
bool elb_cfn_redirects(struct elb_cfn_template *template, const struct elb_node *actions,
                       const struct elb_cfn_fact *facts);

/* Reads all resources that the maps of the template have. */
enum elb_status elb_cfn_read_resources(struct elb_cfn_template *template,
                                       const struct elb_node *resources, struct elb_error *reterr)
    __attribute__((warn_unused_result));

enum elb_status elb_cfn_read_listener(struct elb_cfn_template *template,
                                      const struct elb_cfn_resource *resource,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_cfn_read_classic(struct elb_cfn_template *template,
                                     const struct elb_cfn_resource *resource,
                                     struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_cfn_read_beanstalk(struct elb_cfn_template *template,
                                       const struct elb_cfn_resource *resource,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The load balancer that an expression stands for (cloudformation_listener.c). */
void elb_cfn_set_load_balancer(struct elb_cfn_template *template, const struct elb_node *arn,
                               const struct elb_cfn_fact *facts, struct elb_listener *listener);

/*
 * The values as policies (cloudformation_policy.c); a listener's `policies`, `how`, `unresolved`
 * and `span` are filled. No values: none is set, and the listener is left alone.
 */
void elb_cfn_set_policies(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_cfn_values *values, struct elb_listener *listener);

/* ---- Nested stacks (cloudformation_nested.c) ------------------------------------------------ */

/* Notes what a stack gives for the parameters of its template. */
enum elb_status elb_cfn_read_stack(struct elb_cfn_template *template,
                                   const struct elb_cfn_resource *resource,
                                   struct elb_error *reterr) __attribute__((warn_unused_result));

/* Notes that the policy or the load balancer of a listener is a parameter, if it is. */
void elb_cfn_expect(struct elb_cfn_template *template, const struct elb_node *node, bool is_policy,
                    struct elb_listener *listener);

/* Gives listeners what the stacks of their templates say. */
enum elb_status elb_cfn_join_stacks(struct elb_listeners *listeners, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Reads a mapping of resources as a part of another language's file (.ebextensions). */
enum elb_status elb_cfn_read_section(const struct elb_declared_input *input,
                                     const struct elb_node *section, const char *format,
                                     struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
