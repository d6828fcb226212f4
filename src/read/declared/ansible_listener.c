/* SPDX-License-Identifier: MIT */

/* The listeners of one task. Those of Application and Network Load Balancers are written as the API
 * has them; those of Classic ones in lower case, and without a policy. */
#include "read/declared/ansible.h"

#define WHEN_MAX 120

static const struct elb_node *get(const struct elb_ansible_task *task, const struct elb_node *item,
                                  const char *key)
{
    return elb_ansible_resolve(task, elb_declared_get(item, key));
}

/* ---- Actions -------------------------------------------------------------------------------- */

static bool is_redirect(const struct elb_ansible_task *task, const struct elb_node *action)
{
    const struct elb_node *config = get(task, action, "RedirectConfig");

    return elb_text_is_nocase(elb_node_text(get(task, action, "Type")), "redirect") &&
           elb_text_is_nocase(elb_node_text(get(task, config, "Protocol")), "HTTPS");
}

static bool all_redirect(const struct elb_ansible_task *task, const struct elb_node *actions)
{
    for (size_t i = 0; i < elb_node_count(actions); i++) {
        if (!is_redirect(task, elb_node_at(actions, i)))
            return false;
    }
    return elb_node_is_sequence(actions) && actions->count > 0;
}

static bool redirects(const struct elb_ansible_task *task, const struct elb_node *item)
{
    const struct elb_node *written = elb_declared_get(item, "Rules");
    const struct elb_node *rules = elb_ansible_resolve(task, written);

    if ((written && !rules) || !all_redirect(task, get(task, item, "DefaultActions")))
        return false;
    for (size_t i = 0; i < elb_node_count(rules); i++) {
        if (!all_redirect(task, get(task, elb_node_at(rules, i), "Actions")))
            return false;
    }
    return true;
}

static const char *upper(const struct elb_ansible_task *task, struct elb_text text,
                         bool *ret_out_of_memory)
{
    return elb_declared_upper(task->ansible->input->listeners, text, ret_out_of_memory);
}

static const char *target_protocol(const struct elb_ansible_task *task, const struct elb_node *item,
                                   bool *ret_out_of_memory)
{
    const struct elb_node *actions = get(task, item, "DefaultActions");
    const struct elb_node *name = elb_declared_get(elb_node_at(actions, 0), "TargetGroupName");
    const struct elb_node *protocol =
        elb_map_get(&task->ansible->target_groups, elb_node_text(name));

    if (task->type == ELB_LB_CLASSIC)
        return upper(task, elb_node_text(get(task, item, "instance_protocol")), ret_out_of_memory);
    return upper(task, elb_ansible_text(task, protocol), ret_out_of_memory);
}

/* ---- One listener --------------------------------------------------------------------------- */

/* The task, the module and the place in its list. */
static const char *address_of(const struct elb_ansible_task *task, size_t index)
{
    struct elb_arena *arena = elb_declared_arena(task->ansible->input->listeners);
    const struct elb_text name = elb_node_text(elb_node_get(task->task, "name"));

    return elb_arena_printf(arena, "%.*s%s%s listeners[%zu]", ELB_TEXT_ARGS(name),
                            name.length > 0 ? ": " : "", task->module, index);
}

static const char *id_of(const struct elb_ansible_task *task)
{
    const struct elb_text name = elb_node_text(elb_ansible_argument(task, "name"));

    return elb_arena_printf(elb_declared_arena(task->ansible->input->listeners), "%s:%.*s",
                            task->ansible->input->file->path, ELB_TEXT_ARGS(name));
}

static enum elb_status describe(const struct elb_ansible_task *task, size_t index,
                                struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(task->ansible->input->listeners);
    struct elb_text when = elb_node_text(elb_node_get(task->task, "when"));

    *listener = (struct elb_listener){
        .format = elb_declared_reader_ansible.format,
        .address = address_of(task, index),
        .load_balancer = task->type,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = id_of(task),
        .setting_before = "SslPolicy: ",
        .setting_after = "",
    };
    if (task->type == ELB_LB_CLASSIC) {
        listener->setting_before = NULL;
        listener->setting_after = NULL;
    }
    if (when.length > 0 && when.length <= WHEN_MAX)
        listener->note = elb_arena_printf(arena, "there only when %.*s", ELB_TEXT_ARGS(when));
    if (!listener->address || !listener->load_balancer_id ||
        (when.length > 0 && when.length <= WHEN_MAX && !listener->note))
        return elb_error_set_memory(reterr);
    return ELB_OK;
}

static enum elb_status set_unresolved(const struct elb_ansible_task *task,
                                      const struct elb_node *node, struct elb_listener *listener,
                                      struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(task->ansible->input->listeners);
    const struct elb_text source = elb_setting_raw(task->ansible->input->file, node);

    listener->how = ELB_HOW_UNRESOLVED;
    listener->span = elb_declared_span(node);
    listener->unresolved = elb_arena_dup(arena, source.start, source.length);
    return listener->unresolved ? ELB_OK : elb_error_set_memory(reterr);
}

/* The protocol, which can hang on a variable. */
static enum elb_status read_protocol(const struct elb_ansible_task *task,
                                     const struct elb_node *item, struct elb_listener *listener,
                                     struct elb_error *reterr)
{
    const struct elb_node *node =
        elb_declared_get(item, task->type == ELB_LB_CLASSIC ? "protocol" : "Protocol");
    const struct elb_text text = elb_ansible_text(task, node);
    bool out_of_memory = false;

    listener->protocol = upper(task, text, &out_of_memory);
    listener->target_protocol = target_protocol(task, item, &out_of_memory);
    listener->span = elb_declared_span(node ? node : item);
    if (out_of_memory)
        return elb_error_set_memory(reterr);
    if (!listener->protocol && node)
        return set_unresolved(task, node, listener, reterr);
    return ELB_OK;
}

static enum elb_status read_listener(const struct elb_ansible_task *task,
                                     const struct elb_node *item, size_t index,
                                     struct elb_error *reterr)
{
    const struct elb_declared_input *input = task->ansible->input;
    const bool is_classic = task->type == ELB_LB_CLASSIC;
    const struct elb_node *mapping = elb_ansible_resolve(task, item);
    const struct elb_node *policy = elb_declared_get(mapping, "SslPolicy");
    struct elb_listener listener;
    enum elb_status status = describe(task, index, &listener, reterr);

    if (status == ELB_OK && !elb_node_is_mapping(mapping)) {
        status = set_unresolved(task, item, &listener, reterr);
    } else if (status == ELB_OK) {
        listener.port =
            elb_declared_port(get(task, mapping, is_classic ? "load_balancer_port" : "Port"));
        listener.redirects = redirects(task, mapping);
        status = read_protocol(task, mapping, &listener, reterr);
        if (status == ELB_OK && policy && !is_classic) {
            listener.how = ELB_HOW_EXPLICIT;
            listener.unresolved = NULL;
            status = elb_ansible_set_policy(task, policy, &listener, reterr);
        }
    }
    if (status != ELB_OK)
        return status;
    return elb_declared_add(input->listeners, input->file, &listener, NULL, reterr);
}

enum elb_status elb_ansible_read_task(const struct elb_ansible_task *task, struct elb_error *reterr)
{
    const struct elb_node *written = elb_ansible_argument(task, "listeners");
    const struct elb_node *listeners = elb_ansible_resolve(task, written);
    const struct elb_text state = elb_ansible_text(task, elb_ansible_argument(task, "state"));
    enum elb_status status = ELB_OK;

    if (!written || elb_text_is(state, "absent"))
        return ELB_OK;
    if (!elb_node_is_sequence(listeners))
        return elb_node_is_null(written) ? ELB_OK : read_listener(task, written, 0, reterr);
    for (size_t i = 0; status == ELB_OK && i < listeners->count; i++)
        status = read_listener(task, elb_node_at(listeners, i), i, reterr);
    return status;
}
