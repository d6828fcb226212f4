/* SPDX-License-Identifier: MIT */

/*
 * A plan of Terraform or OpenTofu, as `terraform show -json` prints it: the listeners as they will
 * be, beside what they are now.
 *
 * Source: developer.hashicorp.com/terraform/internals/json-format.
 */
#include "read/declared/terraform_config.h"

struct plan {
    const struct elb_declared_input *input;
    struct elb_provider provider;
    struct elb_terraform_config config;
    struct elb_map addresses; /* of struct elb_resource */
};

static unsigned recognise(const struct elb_declared_input *input)
{
    for (size_t i = 0; i < input->documents.count; i++) {
        const struct elb_node *root = input->documents.roots[i];

        if (elb_node_is_sequence(elb_node_get(root, "resource_changes")) ||
            elb_node_is_mapping(elb_node_get(root, "planned_values")))
            return 90;
    }
    return 0;
}

/* `module.a.module.b["x"]` of `module.a.module.b["x"].aws_lb.this[0]`; NULL: no memory. */
static const char *module_of(struct elb_arena *arena, struct elb_text address, struct elb_text name)
{
    bool is_quoted = false;
    size_t end = 0;

    for (size_t i = 0; i < address.length; i++) {
        const struct elb_text rest = elb_text_skip(address, i);

        if (address.start[i] == '"' && (i == 0 || address.start[i - 1] != '\\'))
            is_quoted = !is_quoted;
        if (!is_quoted && rest.length >= name.length &&
            elb_text_is_equal((struct elb_text){rest.start, name.length}, name) &&
            (i == 0 || address.start[i - 1] == '.')) {
            end = i > 0 ? i - 1 : 0;
            break;
        }
    }
    return elb_arena_dup(arena, address.start, end);
}

/* The resource of an item, known by its address. NULL in `*ret_resource`: it is none of ours. */
static enum elb_status get_resource(struct plan *plan, const struct elb_node *item,
                                    struct elb_resource **ret_resource, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(plan->input->listeners);
    const struct elb_text type = elb_node_text(elb_node_get(item, "type"));
    const struct elb_node *address = elb_node_get(item, "address");
    struct elb_resource resource = {.kind = elb_resource_kind(type), .place = address};
    const char *name;
    void **place;
    enum elb_status status;

    *ret_resource = NULL;
    if (resource.kind == ELB_RESOURCE_NONE || !elb_node_is_string(address) ||
        elb_node_text_is(elb_node_get(item, "mode"), "data") || elb_node_get(item, "deposed"))
        return ELB_OK;
    place = elb_map_put(&plan->addresses, arena, address->text);
    name = elb_arena_printf(arena, "%.*s.%.*s", ELB_TEXT_ARGS(type),
                            ELB_TEXT_ARGS(elb_node_text(elb_node_get(item, "name"))));
    if (!place || !name)
        return elb_error_set_memory(reterr);
    if (*place) {
        *ret_resource = *place;
        return ELB_OK;
    }
    resource.address = address->text.start;
    resource.name = elb_text_from(name);
    resource.module = module_of(arena, address->text, resource.name);
    if (!resource.module)
        return elb_error_set_memory(reterr);
    status = elb_provider_add(&plan->provider, &resource, ret_resource, reterr);
    *place = *ret_resource;
    return status;
}

/* ---- Changes -------------------------------------------------------------------------------- */

static enum elb_status read_change(struct plan *plan, const struct elb_node *item,
                                   struct elb_error *reterr)
{
    const struct elb_node *change = elb_node_get(item, "change");
    const struct elb_node *after = elb_node_get(change, "after");
    const struct elb_node *before = elb_node_get(change, "before");
    struct elb_resource *resource;
    enum elb_status status = get_resource(plan, item, &resource, reterr);

    if (status != ELB_OK || !resource)
        return status;
    if (elb_node_is_mapping(after))
        resource->values[1] = after;
    if (elb_node_is_mapping(before))
        resource->before = before;
    resource->unknown = elb_node_get(change, "after_unknown");
    return ELB_OK;
}

/* ---- Planned values, which stand in for changes and come first in the file ------------------- */

static enum elb_status read_resources(struct plan *plan, const struct elb_node *list,
                                      struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        const struct elb_node *values = elb_node_get(elb_node_at(list, i), "values");
        struct elb_resource *resource;

        status = get_resource(plan, elb_node_at(list, i), &resource, reterr);
        if (status == ELB_OK && resource && elb_node_is_mapping(values))
            resource->values[0] = values;
        if (status == ELB_OK && resource)
            resource->place = elb_node_get(elb_node_at(list, i), "address");
    }
    return status;
}

/* As deep as the tree, whose depth has a limit. */
static enum elb_status read_module(struct plan *plan, const struct elb_node *module,
                                   struct elb_error *reterr)
{
    const struct elb_node *children = elb_node_get(module, "child_modules");
    enum elb_status status = read_resources(plan, elb_node_get(module, "resources"), reterr);

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(children) && i < elb_node_count(children); i++)
        status = read_module(plan, elb_node_at(children, i), reterr);
    return status;
}

/* ---- The plan ------------------------------------------------------------------------------- */

static enum elb_status read_config(struct plan *plan, const struct elb_node *root,
                                   struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(plan->input->listeners);
    enum elb_status status = elb_terraform_config_read(
        &plan->config, arena, elb_node_get_path(root, "configuration", "root_module", NULL),
        reterr);

    for (size_t i = 0; status == ELB_OK && i < plan->provider.count; i++) {
        struct elb_resource *resource = plan->provider.resources[i];

        status = elb_terraform_config_find(&plan->config, arena, resource, reterr);
        if (status == ELB_OK)
            status = elb_terraform_config_add(&plan->config, arena, resource, reterr);
    }
    return status;
}

/* What Terraform put off, or did not get to, is not in the changes. */
static enum elb_status check_whole(const struct plan *plan, const struct elb_node *root,
                                   struct elb_error *reterr)
{
    const struct elb_node *errored = elb_node_get(root, "errored");
    const struct elb_node *complete = elb_node_get(root, "complete");
    const struct elb_node *node = elb_node_text_is(errored, "true")     ? errored
                                  : elb_node_text_is(complete, "false") ? complete
                                                                        : NULL;
    struct elb_error problem = {0};

    if (!node)
        return ELB_OK;
    elb_error_set(&problem, ELB_ERROR_DATA, plan->input->file->path, node->start.line,
                  node->start.column, "the plan is not complete: %s",
                  node == errored ? "Terraform ended with an error"
                                  : "some changes are put off until it has been applied");
    return elb_declared_add_problem(plan->input->listeners, &problem, reterr);
}

static enum elb_status read_deferred(struct plan *plan, const struct elb_node *root,
                                     struct elb_error *reterr)
{
    const struct elb_node *changes = elb_node_get(root, "deferred_changes");
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(changes) && i < elb_node_count(changes); i++) {
        const struct elb_node *change = elb_node_get(elb_node_at(changes, i), "resource_change");

        if (elb_node_is_mapping(change))
            status = read_change(plan, change, reterr);
    }
    return status;
}

static enum elb_status read_plan(struct plan *plan, const struct elb_node *root,
                                 struct elb_error *reterr)
{
    const struct elb_node *changes = elb_node_get(root, "resource_changes");
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(changes) && i < elb_node_count(changes); i++)
        status = read_change(plan, elb_node_at(changes, i), reterr);
    if (status == ELB_OK)
        status = read_deferred(plan, root, reterr);
    if (status == ELB_OK)
        status = check_whole(plan, root, reterr);
    if (status == ELB_OK)
        status = read_module(plan, elb_node_get_path(root, "planned_values", "root_module", NULL),
                             reterr);
    if (status == ELB_OK)
        status = read_config(plan, root, reterr);
    return status == ELB_OK ? elb_provider_finish(&plan->provider, reterr) : status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++) {
        struct plan plan = {
            .input = input,
            .provider = {.listeners = input->listeners,
                         .file = input->file,
                         .format = elb_declared_reader_terraform_plan.format,
                         .setting_before = "ssl_policy = \"",
                         .setting_after = "\"",
                         .refer = elb_terraform_config_refer,
                         .is_settled = elb_terraform_config_is_settled},
        };

        plan.provider.context = &plan.config;
        if (!elb_node_get(input->documents.roots[i], "configuration"))
            plan.provider.note = "the plan has no configuration, which would tell whether a "
                                 "policy is set that is not known yet";
        status = read_plan(&plan, input->documents.roots[i], reterr);
    }
    return status;
}

const struct elb_declared_reader elb_declared_reader_terraform_plan = {
    .format = "terraform-plan",
    .summary = "a plan of Terraform or OpenTofu, from 'terraform show -json'",
    .recognise = recognise,
    .read = read,
};
