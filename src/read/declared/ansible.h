/* SPDX-License-Identifier: MIT */

/* A playbook or list of tasks of Ansible while it is read: what ansible*.c share. */
#ifndef ELB_READ_DECLARED_ANSIBLE_H
#define ELB_READ_DECLARED_ANSIBLE_H

#include "base/map.h"
#include "read/declared/setting.h"

/* Where variables are looked for: the task's own first, then those of what it is in. */
struct elb_ansible_scope {
    const struct elb_ansible_scope *outer;
    const struct elb_node *vars;
};

struct elb_ansible {
    const struct elb_declared_input *input;
    struct elb_map facts;         /* const struct elb_node, by name: what set_fact set */
    struct elb_map target_groups; /* const struct elb_node: the protocol, by name */
};

/* One task that makes a load balancer. */
struct elb_ansible_task {
    struct elb_ansible *ansible;
    const struct elb_ansible_scope *scope;
    const struct elb_node *task;
    const struct elb_node *arguments;
    const struct elb_node *more; /* `args` */
    const char *module;          /* short: `elb_application_lb` */
    enum elb_load_balancer type;
};

/* The module of a load balancer that a task calls; 0: none. */
enum elb_load_balancer elb_ansible_module(struct elb_text name, const char **ret_module);

/* An argument of the module. */
const struct elb_node *elb_ansible_argument(const struct elb_ansible_task *task, const char *key);

/* ---- Variables (ansible_value.c) ------------------------------------------------------------ */

/* What {{ name }} stands for; the node itself if it isn't such an expression; NULL: not known. */
const struct elb_node *elb_ansible_resolve(const struct elb_ansible_task *task,
                                           const struct elb_node *node);

/* The text of a value, or "". */
struct elb_text elb_ansible_text(const struct elb_ansible_task *task, const struct elb_node *node);

/* Gives the policy that is set to the listener. */
enum elb_status elb_ansible_set_policy(const struct elb_ansible_task *task,
                                       const struct elb_node *value, struct elb_listener *listener,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- Listeners (ansible_listener.c) --------------------------------------------------------- */

enum elb_status elb_ansible_read_task(const struct elb_ansible_task *task, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* ---- Files that are not quite YAML (ansible_salvage.c) -------------------------------------- */

/* Is there a task for a load balancer in it all the same? */
bool elb_ansible_can_salvage(const struct elb_declared_input *input);

/* The arguments of such tasks, each a document of its own: {module: {...}}. */
enum elb_status elb_ansible_salvage(const struct elb_declared_input *input,
                                    struct elb_documents *ret_documents, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
