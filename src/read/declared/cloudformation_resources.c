/* SPDX-License-Identifier: MIT */

/* The resources of a template: which of them have listeners, and when there is one at all. */
#include "read/declared/cloudformation.h"

typedef enum elb_status read_resource(struct elb_cfn_template *template,
                                      const struct elb_cfn_resource *resource,
                                      struct elb_error *reterr);

static const struct {
    const char *type;
    read_resource *read;
} types[] = {
    {"AWS::ElasticLoadBalancingV2::Listener", elb_cfn_read_listener},
    {"AWS::ElasticLoadBalancing::LoadBalancer", elb_cfn_read_classic},
    {"AWS::ElasticBeanstalk::Environment", elb_cfn_read_beanstalk},
    {"AWS::ElasticBeanstalk::ConfigurationTemplate", elb_cfn_read_beanstalk},
    {"AWS::CloudFormation::Stack", elb_cfn_read_stack},
    {"AWS::Serverless::Application", elb_cfn_read_stack},
};

static read_resource *find_reader(const struct elb_node *node)
{
    const struct elb_text type = elb_node_text(elb_declared_get(node, "Type"));

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (elb_text_is(type, types[i].type))
            return types[i].read;
    }
    return NULL;
}

const struct elb_node *elb_cfn_property(const struct elb_cfn_resource *resource, const char *key)
{
    return elb_declared_get(resource->properties, key);
}

/* ---- One resource --------------------------------------------------------------------------- */

/* The logical ID, with the construct of the CDK that made it: `Web12AB (Stack/Web/Resource)`. */
static const char *address_of(struct elb_cfn_template *template,
                              const struct elb_cfn_resource *resource)
{
    const struct elb_text id = elb_node_text(resource->id);
    const struct elb_node *metadata = elb_declared_get(resource->node, "Metadata");
    const struct elb_text path = elb_node_text(elb_node_get(metadata, "aws:cdk:path"));
    const char *address;

    if (path.length > 0)
        address = elb_arena_printf(template->arena, "%.*s (%.*s)", ELB_TEXT_ARGS(id),
                                   ELB_TEXT_ARGS(path));
    else
        address = elb_arena_dup(template->arena, id.start, id.length);
    template->out_of_memory |= !address;
    return address;
}

/* What is to be said of the resource's own condition. */
static const char *condition_note(struct elb_cfn_template *template, struct elb_text name)
{
    bool by_default = false;
    const enum elb_cfn_truth truth = elb_cfn_holds(template, name, NULL, 0, &by_default);
    const char *format = "there only if the condition %.*s holds";
    const char *note;

    if (truth == ELB_CFN_TRUE && !by_default)
        return NULL;
    if (truth == ELB_CFN_FALSE)
        format = by_default ? "there only if the condition %.*s holds, which it doesn't by default"
                            : "never there: the condition %.*s never holds";
    note = elb_arena_printf(template->arena, format, ELB_TEXT_ARGS(name));
    template->out_of_memory |= !note;
    return note;
}

static enum elb_status no_properties(struct elb_cfn_template *template,
                                     const struct elb_cfn_resource *resource,
                                     struct elb_error *reterr)
{
    const struct elb_text id = elb_node_text(resource->id);
    const struct elb_node *place = resource->properties ? resource->properties : resource->id;
    struct elb_error problem = {0};

    elb_error_set(&problem, ELB_ERROR_SYNTAX, template->file->path, place->start.line,
                  place->start.column, "'%.*s': expected Properties that are a mapping, not %s",
                  ELB_TEXT_ARGS(id),
                  resource->properties ? elb_node_type_name(resource->properties) : "none");
    return elb_declared_add_problem(template->listeners, &problem, reterr);
}

/* Metadata: {elblint: {ignore: ...}} holds for all listeners of the resource. */
static enum elb_status read_and_ignore(struct elb_cfn_template *template,
                                       const struct elb_cfn_resource *resource,
                                       read_resource *read_it, struct elb_error *reterr)
{
    const struct elb_node *metadata = elb_declared_get(resource->node, "Metadata");
    const struct elb_node *ignore =
        elb_declared_get(elb_declared_get(metadata, "elblint"), "ignore");
    size_t next = elb_listeners_count(template->listeners);
    enum elb_status status = read_it(template, resource, reterr);
    const struct elb_listener *listener;

    while (status == ELB_OK && (listener = elb_listeners_at(template->listeners, next++)))
        status = elb_declared_ignore(template->listeners, listener, ignore, reterr);
    return status;
}

static enum elb_status read_one(struct elb_cfn_template *template, const struct elb_node *id,
                                const struct elb_node *node, const char *note,
                                struct elb_error *reterr)
{
    struct elb_cfn_resource resource = {
        .id = id,
        .node = node,
        .properties = elb_declared_get(node, "Properties"),
        .note = note,
    };
    const struct elb_text condition = elb_node_text(elb_declared_get(node, "Condition"));
    read_resource *read_it = find_reader(node);

    if (!read_it)
        return ELB_OK;
    if (!resource.properties && template->is_example)
        return ELB_OK;
    if (!elb_node_is_mapping(resource.properties))
        return no_properties(template, &resource, reterr);
    resource.address = address_of(template, &resource);
    if (condition.length > 0) {
        template->steps = 0;
        resource.note = note ? note : condition_note(template, condition);
        resource.facts = elb_cfn_assume(template, condition, true, NULL);
    }
    if (template->work > ELB_CFN_WORK_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, template->file->path, id->start.line,
                             id->start.column, "expressions that are too much work");
    return read_and_ignore(template, &resource, read_it, reterr);
}

/* ---- What rules say of listeners ------------------------------------------------------------ */

static void mark(struct elb_cfn_template *template, struct elb_map *map,
                 const struct elb_node *reference)
{
    struct elb_text id;
    void **place;

    if (!elb_cfn_resource(template, reference, NULL, &id))
        return;
    place = elb_map_put(map, template->arena, id);
    template->out_of_memory |= !place;
    if (place)
        *place = (void *)reference;
}

/* Notes which listeners have rules that don't redirect, and which have more certificates. */
static void note_rule(struct elb_cfn_template *template, const struct elb_node *node)
{
    const struct elb_text type = elb_node_text(elb_declared_get(node, "Type"));
    const struct elb_node *properties = elb_declared_get(node, "Properties");
    const struct elb_node *listener = elb_declared_get(properties, "ListenerArn");

    if (elb_text_is(type, "AWS::ElasticLoadBalancingV2::ListenerCertificate"))
        mark(template, &template->more_certs, listener);
    else if (elb_text_is(type, "AWS::ElasticLoadBalancingV2::ListenerRule") &&
             !elb_cfn_redirects(template, elb_declared_get(properties, "Actions"), NULL))
        mark(template, &template->serving, listener);
}

/* ---- Fn::ForEach ---------------------------------------------------------------------------- */

/* Fn::ForEach::Name: [Identifier, [values], {Key${Identifier}: resource}] */
static enum elb_status read_loop(struct elb_cfn_template *template, const struct elb_node *loop,
                                 unsigned depth, struct elb_error *reterr)
{
    const struct elb_node *body = elb_node_at(loop, 2);
    const struct elb_text identifier = elb_node_text(elb_node_at(loop, 0));
    enum elb_status status = ELB_OK;
    void **place;

    if (!elb_node_is_sequence(loop) || loop->count != 3 || depth > ELB_CFN_DEPTH_MAX)
        return ELB_OK;
    place = elb_map_put(&template->loops, template->arena, identifier);
    if (!place)
        return elb_error_set_memory(reterr);
    *place = (void *)elb_node_at(loop, 1);
    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(body) && i < body->count; i++) {
        const struct elb_node *key = elb_node_key_at(body, i);

        if (elb_text_has_prefix(elb_node_text(key), "Fn::ForEach::"))
            status = read_loop(template, elb_node_at(body, i), depth + 1, reterr);
        else
            status = read_one(template, key, elb_node_at(body, i),
                              "Fn::ForEach makes one or more of it", reterr);
    }
    *place = NULL;
    return status;
}

enum elb_status elb_cfn_read_resources(struct elb_cfn_template *template,
                                       const struct elb_node *resources, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; elb_node_is_mapping(resources) && i < resources->count; i++)
        note_rule(template, elb_node_at(resources, i));
    for (size_t i = 0; status == ELB_OK && elb_node_is_mapping(resources) && i < resources->count;
         i++) {
        const struct elb_node *key = elb_node_key_at(resources, i);

        if (elb_text_has_prefix(elb_node_text(key), "Fn::ForEach::"))
            status = read_loop(template, elb_node_at(resources, i), 0, reterr);
        else
            status = read_one(template, key, elb_node_at(resources, i), NULL, reterr);
        if (template->out_of_memory)
            return elb_error_set_memory(reterr);
    }
    return status;
}
