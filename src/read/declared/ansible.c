/* SPDX-License-Identifier: MIT */

/*
 * Ansible: playbooks and lists of tasks that call elb_application_lb, elb_network_lb or
 * elb_classic_lb, by any name that these have or had. Source: the documentation of the collections
 * amazon.aws and community.aws.
 */
#include "read/declared/ansible.h"

#define DEPTH_MAX 32 /* of blocks within each other */

/* ---- Modules -------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum elb_load_balancer type;
} modules[] = {
    {"elb_application_lb", ELB_LB_APPLICATION},
    {"elb_network_lb", ELB_LB_NETWORK},
    {"elb_classic_lb", ELB_LB_CLASSIC},
    {"ec2_elb_lb", ELB_LB_CLASSIC},
};
#define MODULE_COUNT (sizeof(modules) / sizeof(modules[0]))

/* Without the collection that it is in. */
static struct elb_text short_name(struct elb_text name)
{
    static const char *const collections[] = {"amazon.aws.", "community.aws.", "ansible.builtin.",
                                              "ansible.legacy."};

    for (size_t i = 0; i < sizeof(collections) / sizeof(collections[0]); i++) {
        if (elb_text_has_prefix(name, collections[i]))
            return elb_text_skip(name, strlen(collections[i]));
    }
    return name;
}

enum elb_load_balancer elb_ansible_module(struct elb_text name, const char **ret_module)
{
    const struct elb_text plain = short_name(name);

    for (size_t i = 0; i < MODULE_COUNT; i++) {
        if (!elb_text_is(plain, modules[i].name))
            continue;
        *ret_module = modules[i].name;
        return modules[i].type;
    }
    return 0;
}

const struct elb_node *elb_ansible_argument(const struct elb_ansible_task *task, const char *key)
{
    const struct elb_node *value = elb_declared_get(task->arguments, key);

    return value ? value : elb_declared_get(task->more, key);
}

/* ---- Recognising ---------------------------------------------------------------------------- */

static bool names_module(struct elb_text text)
{
    for (size_t i = 0; i < MODULE_COUNT; i++) {
        if (elb_text_find(text, elb_text_from(modules[i].name)) != SIZE_MAX)
            return true;
    }
    return false;
}

static bool is_list_of_mappings(const struct elb_node *root)
{
    for (size_t i = 0; i < elb_node_count(root); i++) {
        if (!elb_node_is_mapping(elb_node_at(root, i)))
            return false;
    }
    return elb_node_is_sequence(root) && root->count > 0;
}

static unsigned recognise(const struct elb_declared_input *input)
{
    if (input->syntax == ELB_SYNTAX_HCL || !names_module(input->file->text))
        return 0;
    if (input->problem.status != ELB_OK)
        return elb_ansible_can_salvage(input) ? 70 : 0;
    for (size_t i = 0; i < input->documents.count; i++) {
        if (is_list_of_mappings(input->documents.roots[i]))
            return 80;
    }
    return 0;
}

/* ---- Tasks ---------------------------------------------------------------------------------- */

static enum elb_status put(struct elb_ansible *ansible, struct elb_map *map, struct elb_text key,
                           const struct elb_node *value, struct elb_error *reterr)
{
    void **place = elb_map_put(map, elb_declared_arena(ansible->input->listeners), key);

    if (!place)
        return elb_error_set_memory(reterr);
    *place = (void *)value;
    return ELB_OK;
}

static enum elb_status note_facts(struct elb_ansible *ansible, const struct elb_node *facts,
                                  struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(facts) && i < facts->count; i++)
        status = put(ansible, &ansible->facts, elb_node_text(elb_node_key_at(facts, i)),
                     elb_node_at(facts, i), reterr);
    return status;
}

/* What a task sets that later ones refer to. */
static enum elb_status note_task(struct elb_ansible *ansible, struct elb_text module,
                                 const struct elb_node *arguments, struct elb_error *reterr)
{
    const struct elb_node *name = elb_declared_get(arguments, "name");
    const struct elb_node *protocol = elb_declared_get(arguments, "protocol");

    if (elb_text_is(module, "set_fact"))
        return note_facts(ansible, arguments, reterr);
    if (elb_text_is(module, "elb_target_group") && name && protocol)
        return put(ansible, &ansible->target_groups, elb_node_text(name), protocol, reterr);
    return ELB_OK;
}

/* A key of a task and its value: a module and its arguments, perhaps as {module: NAME, ...}. */
static enum elb_status read_call(struct elb_ansible *ansible, const struct elb_node *task,
                                 struct elb_text key, const struct elb_node *value,
                                 const struct elb_ansible_scope *scope, struct elb_error *reterr)
{
    struct elb_ansible_task call = {
        .ansible = ansible,
        .scope = scope,
        .task = task,
        .arguments = value,
        .more = elb_node_get(task, "args"),
    };

    if (elb_text_is(key, "action") || elb_text_is(key, "local_action"))
        key = elb_node_text(elb_node_get(value, "module"));
    call.type = elb_ansible_module(key, &call.module);
    if (call.type)
        return elb_ansible_read_task(&call, reterr);
    return note_task(ansible, short_name(key), value, reterr);
}

static enum elb_status read_tasks(struct elb_ansible *ansible, const struct elb_node *tasks,
                                  const struct elb_ansible_scope *outer, unsigned depth,
                                  struct elb_error *reterr);

/* Does the key hold tasks: of a play, or of a block? */
static bool has_tasks(struct elb_text key)
{
    static const char *const keys[] = {"tasks", "pre_tasks", "post_tasks", "handlers",
                                       "block", "rescue",    "always"};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (elb_text_is(key, keys[i]))
            return true;
    }
    return false;
}

/* A play, a block or a task: what is in it tells. */
static enum elb_status read_entry(struct elb_ansible *ansible, const struct elb_node *entry,
                                  const struct elb_ansible_scope *outer, unsigned depth,
                                  struct elb_error *reterr)
{
    const struct elb_ansible_scope scope = {outer, elb_node_get(entry, "vars")};
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(entry) && i < entry->count; i++) {
        const struct elb_text key = elb_node_text(elb_node_key_at(entry, i));
        const struct elb_node *value = elb_node_at(entry, i);

        if (has_tasks(key))
            status = read_tasks(ansible, value, &scope, depth + 1, reterr);
        else
            status = read_call(ansible, entry, key, value, &scope, reterr);
    }
    return status;
}

static enum elb_status read_tasks(struct elb_ansible *ansible, const struct elb_node *tasks,
                                  const struct elb_ansible_scope *outer, unsigned depth,
                                  struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (depth > DEPTH_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, ansible->input->file->path, tasks->start.line,
                             tasks->start.column, "more than %d blocks within each other",
                             DEPTH_MAX);
    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(tasks) && i < tasks->count; i++)
        status = read_entry(ansible, elb_node_at(tasks, i), outer, depth, reterr);
    return status;
}

/* ---- Files ---------------------------------------------------------------------------------- */

/* A file that isn't quite YAML is an error, but its tasks are read all the same. */
static enum elb_status read_salvaged(struct elb_ansible *ansible, struct elb_error *reterr)
{
    const struct elb_declared_input *input = ansible->input;
    struct elb_documents documents = {0};
    enum elb_status status;

    status = elb_declared_add_problem(input->listeners, &input->problem, reterr);
    if (status == ELB_OK)
        status = elb_ansible_salvage(input, &documents, reterr);
    for (size_t i = 0; status == ELB_OK && i < documents.count; i++)
        status = read_entry(ansible, documents.roots[i], NULL, 0, reterr);
    return status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct elb_ansible ansible = {.input = input};
    enum elb_status status = ELB_OK;

    if (input->problem.status != ELB_OK)
        return read_salvaged(&ansible, reterr);
    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = read_tasks(&ansible, input->documents.roots[i], NULL, 0, reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_ansible = {
    .format = "ansible",
    .summary = "playbooks and tasks of Ansible",
    .recognise = recognise,
    .read = read,
};
