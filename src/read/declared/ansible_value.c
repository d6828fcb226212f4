/* SPDX-License-Identifier: MIT */

/* Variables of Ansible, as far as the same file sets them. */
#include "read/declared/ansible.h"

#define STEPS_MAX 8 /* a variable that stands for a variable that ... */

/* An expression in double braces: a name, and what filters do with it. */
struct expression {
    struct elb_text name;
    struct elb_text filter;
};

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

static bool parse(struct elb_text text, struct expression *ret)
{
    size_t length = 0;

    text = elb_text_trim(text);
    if (text.length < 5 || !elb_text_has_prefix(text, "{{") || !elb_text_has_suffix(text, "}}"))
        return false;
    text = elb_text_trim((struct elb_text){text.start + 2, text.length - 4});
    while (length < text.length && is_name_character(text.start[length]))
        length++;
    ret->name = (struct elb_text){text.start, length};
    ret->filter = elb_text_trim(elb_text_skip(text, length));
    return length > 0;
}

static const struct elb_node *get(const struct elb_node *mapping, struct elb_text key)
{
    const size_t index = elb_node_find(mapping, key);

    return index == SIZE_MAX ? NULL : elb_node_at(mapping, index);
}

/* The variable of the first part of the name, and down the other parts. */
static const struct elb_node *look_up(const struct elb_ansible_task *task, struct elb_text name)
{
    const struct elb_node *found = NULL;
    struct elb_text part;

    if (!elb_text_next_field(&name, ".", &part))
        return NULL;
    for (const struct elb_ansible_scope *scope = task->scope; scope && !found; scope = scope->outer)
        found = get(scope->vars, part);
    if (!found)
        found = elb_map_get(&task->ansible->facts, part);
    while (found && elb_text_next_field(&name, ".", &part))
        found = get(found, part);
    return found;
}

/* Filters that keep a name as it is. */
static bool keeps(struct elb_text filter)
{
    return filter.length == 0 || elb_text_find(filter, ELB_TEXT("default(")) != SIZE_MAX ||
           elb_text_is(filter, "| string") || elb_text_is(filter, "| int") ||
           elb_text_is(filter, "| list");
}

const struct elb_node *elb_ansible_resolve(const struct elb_ansible_task *task,
                                           const struct elb_node *node)
{
    for (unsigned i = 0; node && i < STEPS_MAX; i++) {
        const struct elb_text text = elb_node_text(node);
        struct expression expression;

        if (!elb_node_is_scalar(node) || elb_text_find(text, ELB_TEXT("{{")) == SIZE_MAX)
            return node;
        if (!parse(text, &expression) || !keeps(expression.filter))
            return NULL;
        node = look_up(task, expression.name);
    }
    return NULL;
}

struct elb_text elb_ansible_text(const struct elb_ansible_task *task, const struct elb_node *node)
{
    return elb_text_trim(elb_node_text(elb_ansible_resolve(task, node)));
}

/* ---- Policies ------------------------------------------------------------------------------- */

/* {{ name | default(omit) }}: without the variable there is no setting. */
static enum elb_status set_omitted(const struct elb_ansible_task *task,
                                   const struct elb_node *value, struct elb_text name,
                                   struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(task->ansible->input->listeners);
    struct elb_declared_policy *policies = elb_arena_alloc_array(arena, 2, sizeof(*policies));
    const char *reason = elb_arena_printf(arena, "unless %.*s is set", ELB_TEXT_ARGS(name));

    listener->unresolved = elb_arena_dup(arena, elb_node_text(value).start, value->text.length);
    if (!policies || !reason || !listener->unresolved)
        return elb_error_set_memory(reterr);
    policies[0] = (struct elb_declared_policy){
        .how = ELB_HOW_CONDITIONAL, .reason = reason, .default_of = "api"};
    policies[1] = (struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED};
    listener->span = elb_declared_span(value);
    listener->policies = policies;
    listener->policy_count = 2;
    return ELB_OK;
}

/* What a variable of this file holds; another file or the command line can set it otherwise. */
static enum elb_status set_variable(const struct elb_ansible_task *task, struct elb_text name,
                                    struct elb_setting *setting, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(task->ansible->input->listeners);
    struct elb_declared_policy *policies = (struct elb_declared_policy *)setting->policies;
    const char *reason = elb_arena_printf(arena, "the variable %.*s", ELB_TEXT_ARGS(name));

    if (!reason)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < setting->policy_count; i++) {
        if (policies[i].how == ELB_HOW_EXPLICIT) {
            policies[i].how = ELB_HOW_VARIABLE_DEFAULT;
            policies[i].reason = reason;
        }
    }
    return ELB_OK;
}

enum elb_status elb_ansible_set_policy(const struct elb_ansible_task *task,
                                       const struct elb_node *value, struct elb_listener *listener,
                                       struct elb_error *reterr)
{
    const struct elb_declared_input *input = task->ansible->input;
    const struct elb_node *resolved = elb_ansible_resolve(task, value);
    struct expression expression;
    struct elb_setting setting;
    enum elb_status status;

    if (!resolved && elb_node_is_scalar(value) && parse(elb_node_text(value), &expression) &&
        elb_text_find(expression.filter, ELB_TEXT("omit")) != SIZE_MAX)
        return set_omitted(task, value, expression.name, listener, reterr);
    status = elb_setting_read(input->listeners, input->file, resolved ? resolved : value,
                              "SslPolicy", &setting, reterr);
    if (status == ELB_OK && resolved && resolved != value &&
        parse(elb_node_text(value), &expression))
        status = set_variable(task, expression.name, &setting, reterr);
    if (status != ELB_OK)
        return status;
    elb_setting_apply(&setting, input->file, listener);
    if (setting.is_set)
        listener->span = elb_declared_span(value);
    return ELB_OK;
}
