/* SPDX-License-Identifier: MIT */

/*
 * A stack of Pulumi, as `pulumi stack export` prints it, and what `pulumi preview --json` would
 * change in it.
 *
 * Source: pulumi/pulumi@master:sdk/go/common/apitype (deployments.go, preview.go).
 */
#include "read/declared/provider.h"

/* Resources by their URN, to follow the dependencies of values that are not known yet. */
struct stack {
    struct elb_provider provider;
    struct elb_map urns; /* of struct elb_resource */
};

static const struct elb_node *resources_of(const struct elb_node *root)
{
    const struct elb_node *deployment = elb_node_get(root, "deployment");

    if (!deployment) /* --file of a checkpoint */
        deployment = elb_node_get_path(root, "checkpoint", "latest", NULL);
    return elb_node_get(deployment, "resources");
}

static const struct elb_node *urn_of(const struct elb_node *item)
{
    const struct elb_node *urn = elb_node_get(item, "urn");

    return elb_node_is_string(urn) && elb_text_has_prefix(urn->text, "urn:pulumi:") ? urn : NULL;
}

static unsigned recognise(const struct elb_declared_input *input)
{
    const struct elb_node *root = input->documents.count > 0 ? input->documents.roots[0] : NULL;
    const struct elb_node *list = resources_of(root);
    const struct elb_node *steps = elb_node_get(root, "steps");

    if (elb_node_is_sequence(list) && urn_of(elb_node_at(list, 0)))
        return 90;
    return elb_node_is_sequence(steps) && urn_of(elb_node_at(steps, 0)) ? 90 : 0;
}

/* What stands behind the last `::` of the URN. */
static const char *name_of(const struct elb_node *urn)
{
    const char *name = urn->text.start;

    for (const char *c = strstr(name, "::"); c; c = strstr(name, "::"))
        name = c + 2;
    return name;
}

static const struct elb_node *filled(const struct elb_node *mapping)
{
    return elb_node_is_mapping(mapping) && elb_node_count(mapping) > 0 ? mapping : NULL;
}

/* Of a preview the inputs come first: outputs are still those of before. */
static enum elb_status add(struct stack *stack, const struct elb_node *urn,
                           const struct elb_node *state, const struct elb_node *before,
                           bool is_preview, struct elb_error *reterr)
{
    const struct elb_node *either = state ? state : before;
    const struct elb_node *inputs = filled(elb_node_get(state, "inputs"));
    const struct elb_node *outputs = filled(elb_node_get(state, "outputs"));
    const struct elb_node *first = is_preview ? inputs : outputs;
    const struct elb_node *second = is_preview ? outputs : inputs;
    struct elb_resource resource = {
        .kind = elb_resource_kind_of_pulumi(elb_node_text(elb_node_get(either, "type"))),
        .address = name_of(urn),
        .place = urn,
        .values = {first ? first : second, first ? second : NULL},
        .before = filled(elb_node_get(before, "outputs")),
        .expressions = elb_node_get(state, "propertyDependencies"),
    };
    struct elb_resource *kept;
    void **place;
    enum elb_status status;

    if (resource.kind == ELB_RESOURCE_NONE ||
        elb_node_text_is(elb_node_get(either, "delete"), "true"))
        return ELB_OK;
    place = elb_map_put(&stack->urns, elb_declared_arena(stack->provider.listeners), urn->text);
    if (!place)
        return elb_error_set_memory(reterr);
    if (*place)
        return ELB_OK;
    status = elb_provider_add(&stack->provider, &resource, &kept, reterr);
    *place = kept;
    return status;
}

/* ---- References ----------------------------------------------------------------------------- */

/* Dependencies are those of a whole property: `defaultActions`, not what is in it. */
static const struct elb_resource *refer(const struct elb_provider *provider,
                                        const struct elb_resource *resource, const char *key,
                                        enum elb_resource_kind kind)
{
    const struct elb_map *urns = provider->context;
    const bool is_in_action = kind == ELB_RESOURCE_TARGET_GROUP;
    const struct elb_node *list =
        elb_provider_member(provider, resource->expressions, is_in_action ? "default_action" : key);

    for (size_t i = 0; elb_node_is_sequence(list) && i < elb_node_count(list); i++) {
        const struct elb_resource *found = elb_map_get(urns, elb_node_text(elb_node_at(list, i)));

        if (found && found->kind == kind)
            return found;
    }
    return NULL;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static bool is_kept(const struct elb_node *step)
{
    static const char *const passed_over[] = {"read", "refresh", "discard", "remove-pending"};
    const struct elb_text op = elb_node_text(elb_node_get(step, "op"));

    for (size_t i = 0; i < sizeof(passed_over) / sizeof(passed_over[0]); i++) {
        if (elb_text_has_prefix(op, passed_over[i]))
            return false;
    }
    return true;
}

/* A replacement is up to three steps of one URN: the one that tells both states counts. */
static enum elb_status read_steps(struct stack *stack, const struct elb_node *steps,
                                  struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (unsigned round = 0; round < 3; round++) {
        for (size_t i = 0; status == ELB_OK && i < elb_node_count(steps); i++) {
            const struct elb_node *step = elb_node_at(steps, i);
            const struct elb_node *after = filled(elb_node_get(step, "newState"));
            const struct elb_node *before = filled(elb_node_get(step, "oldState"));
            const bool is_delete =
                elb_text_has_prefix(elb_node_text(elb_node_get(step, "op")), "delete");
            const unsigned wanted = is_delete || !after ? 2 : before ? 0 : 1;

            if (round == wanted && urn_of(step) && is_kept(step))
                status = add(stack, urn_of(step), is_delete ? NULL : after, before, true, reterr);
        }
    }
    return status;
}

static enum elb_status read_document(const struct elb_declared_input *input,
                                     const struct elb_node *root, struct elb_error *reterr)
{
    struct stack stack = {
        .provider = {.listeners = input->listeners,
                     .file = input->file,
                     .format = elb_declared_reader_pulumi.format,
                     .is_pulumi = true,
                     .setting_before = "sslPolicy: \"",
                     .setting_after = "\"",
                     .refer = refer},
    };
    const struct elb_node *list = resources_of(root);
    const struct elb_node *steps = elb_node_get(root, "steps");
    enum elb_status status = ELB_OK;

    stack.provider.context = &stack.urns;
    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        const struct elb_node *item = elb_node_at(list, i);

        if (urn_of(item))
            status = add(&stack, urn_of(item), item, NULL, false, reterr);
    }
    if (status == ELB_OK && elb_node_is_sequence(steps))
        status = read_steps(&stack, steps, reterr);
    return status == ELB_OK ? elb_provider_finish(&stack.provider, reterr) : status;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = read_document(input, input->documents.roots[i], reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_pulumi = {
    .format = "pulumi",
    .summary = "a stack of Pulumi, from 'pulumi stack export' or 'pulumi preview --json'",
    .recognise = recognise,
    .read = read,
};
