/* SPDX-License-Identifier: MIT */

/*
 * Classic Load Balancers: the listeners of aws_elb, the policies that are made for it, and what
 * attaches the ones to the others.
 */
#include "read/declared/terraform.h"

#include <stdio.h>

/* A policy that a resource makes. */
struct made {
    const struct elb_tf_block *block;
    struct elb_tf_body body;
    const char *address;
    struct elb_declared_policy policy;
    struct elb_span span;
    bool is_used;
    struct made *next;
};

/* That a port of a load balancer has a policy. */
struct attached {
    struct elb_declared_policy policy;
    struct elb_span span;
    const char *path;
    const char *unresolved;
    struct attached *next;
};

struct elb_tf_classic {
    struct elb_map by_name; /* of struct made */
    struct made *all;
    struct made **last;
    struct elb_map ports; /* of struct attached */
};

static void fail(struct elb_tf_run *run)
{
    if (run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
}

/* ---- Attributes ---------------------------------------------------------------------------------
 */

/* Their source where they are not known, which makes the policy unresolved. */
static struct elb_text text_or_source(struct elb_tf_run *run, struct elb_tf_body body,
                                      const char *name)
{
    const struct elb_text text = elb_tf_text_of(run, body, name);
    const struct elb_node *node = elb_tf_attribute(body, name);

    if (text.length > 0 || !node)
        return text;
    return elb_text_from(elb_tf_source(run, node, body.scope.file));
}

/* Older than TLS 1.2, and switched on. */
static bool is_legacy(struct elb_text name, struct elb_text value)
{
    return elb_text_has_prefix(name, "Protocol-") && !elb_text_is(name, "Protocol-TLSv1.2") &&
           !elb_text_is(name, "Protocol-TLSv1.3") && elb_text_is_nocase(value, "true");
}

/* The place of a policy: its reference, or a legacy protocol, or the name of the resource. */
static void set_place(struct elb_tf_run *run, struct made *made, const struct elb_tf_blocks *blocks)
{
    bool has_place = false;

    for (size_t i = 0; i < blocks->count && !has_place; i++) {
        const struct elb_tf_body block = blocks->items[i];
        const struct elb_text name = elb_tf_text_of(run, block, "name");
        const struct elb_node *value = elb_tf_attribute(block, "value");
        const bool is_reference = elb_text_is(name, "Reference-Security-Policy");

        if (!is_reference && !is_legacy(name, elb_tf_text_of(run, block, "value")))
            continue;
        made->policy.span =
            elb_declared_span(is_reference ? value : elb_tf_attribute(block, "name"));
        made->policy.is_literal = is_reference && made->policy.reference && value &&
                                  elb_declared_is_literal(made->body.scope.file->file, value,
                                                          elb_text_from(made->policy.reference));
        has_place = true;
    }
    if (!has_place)
        made->policy.span = elb_declared_span(made->block->label);
    made->span = made->policy.span;
    made->policy.path = made->body.scope.file->file->path;
}

static void make_policy(struct elb_tf_run *run, struct made *made, const char *block_name,
                        const char *name)
{
    struct elb_declared_attribute *attributes = NULL;
    size_t count = 0;
    size_t capacity = 0;
    struct elb_tf_blocks blocks;

    elb_tf_blocks_of(run, made->body, block_name, &blocks);
    while (run->status == ELB_OK && count < blocks.count) {
        const struct elb_tf_body block = blocks.items[count];

        attributes = elb_arena_grow(run->arena, attributes, count, &capacity, sizeof(*attributes));
        if (!attributes) {
            fail(run);
            return;
        }
        attributes[count++] = (struct elb_declared_attribute){text_or_source(run, block, "name"),
                                                              text_or_source(run, block, "value")};
    }
    if (run->status != ELB_OK)
        return;
    run->status = elb_declared_classic(run->listeners, made->body.scope.file->file,
                                       text_or_source(run, made->body, name), attributes, count,
                                       &made->policy, run->reterr);
    if (run->status == ELB_OK)
        set_place(run, made, &blocks);
    if (blocks.has_unknown) {
        made->policy.how = ELB_HOW_UNRESOLVED;
        made->policy.policy = NULL;
        made->policy.reason = "its attributes are made by 'dynamic'";
    }
}

static struct made *add_made(struct elb_tf_run *run, const struct elb_tf_block *block,
                             struct elb_tf_body body, const char *address)
{
    struct made *made = elb_arena_alloc(run->arena, sizeof(*made));

    if (!made) {
        fail(run);
        return NULL;
    }
    *made = (struct made){.block = block, .body = body, .address = address};
    *run->classic->last = made;
    run->classic->last = &made->next;
    return made;
}

/* ---- Policies of their own
 * ----------------------------------------------------------------------- */

static void put(struct elb_tf_run *run, struct elb_map *map, struct elb_text key, void *value)
{
    void **place = elb_map_put(map, run->arena, key);

    if (!place)
        fail(run);
    else if (!*place)
        *place = value;
}

static struct elb_text key_of_block(struct elb_tf_run *run, const struct elb_tf_block *block)
{
    return elb_text_from(elb_tf_print(run, "block:%.*s.%.*s", ELB_TEXT_ARGS(block->type),
                                      ELB_TEXT_ARGS(block->name)));
}

static void visit_policy(struct elb_tf_run *run, const struct elb_tf_block *block,
                         struct elb_tf_body body, const char *address)
{
    const struct elb_text type = elb_tf_text_of(run, body, "policy_type_name");
    const struct elb_text name = elb_tf_text_of(run, body, "policy_name");
    struct made *made;
    struct elb_text key;

    if (!elb_text_is(type, "SSLNegotiationPolicyType"))
        return;
    made = add_made(run, block, body, address);
    if (!made)
        return;
    make_policy(run, made, "policy_attribute", "policy_name");
    key = key_of_block(run, block);
    if (key.start)
        put(run, &run->classic->by_name, key, made);
    if (name.length > 0)
        put(run, &run->classic->by_name, name, made);
}

/* ---- What attaches them
 * --------------------------------------------------------------------------- */

/* The load balancer's resource or name, with the port. */
static struct elb_text key_of_port(struct elb_tf_run *run, struct elb_tf_body body,
                                   const char *load_balancer, const char *port)
{
    struct elb_tf_value value;
    const struct elb_tf_block *block = elb_tf_follow(run, body, load_balancer, &value);
    const struct elb_text number = elb_tf_text_of(run, body, port);
    const struct elb_text name = elb_tf_text_of(run, body, load_balancer);

    if (number.length == 0)
        return ELB_TEXT("");
    if (block)
        return elb_text_from(elb_tf_print(run, "block:%.*s:%.*s", ELB_TEXT_ARGS(block->name),
                                          ELB_TEXT_ARGS(number)));
    if (name.length == 0)
        return ELB_TEXT("");
    return elb_text_from(
        elb_tf_print(run, "name:%.*s:%.*s", ELB_TEXT_ARGS(name), ELB_TEXT_ARGS(number)));
}

static void attach(struct elb_tf_run *run, struct elb_text key, const struct attached *attached)
{
    struct attached *copy = elb_arena_alloc(run->arena, sizeof(*copy));
    void **place =
        copy && key.length > 0 ? elb_map_put(&run->classic->ports, run->arena, key) : NULL;

    if (!copy || (key.length > 0 && !place)) {
        fail(run);
        return;
    }
    if (!place)
        return;
    *copy = *attached;
    copy->next = *place;
    *place = copy;
}

static void visit_negotiation(struct elb_tf_run *run, const struct elb_tf_block *block,
                              struct elb_tf_body body, const char *address)
{
    struct made *made = add_made(run, block, body, address);
    const struct elb_text key = key_of_port(run, body, "load_balancer", "lb_port");

    if (!made || run->status != ELB_OK)
        return;
    make_policy(run, made, "attribute", "name");
    /* It is attached to something, in sight or not. */
    made->is_used = key.length > 0 && elb_tf_follow(run, body, "load_balancer", NULL);
    attach(run, key, &(struct attached){made->policy, made->span, made->policy.path, NULL, NULL});
}

/* One of the names: a policy in sight, or one of AWS's own; anything else is not known. */
static void attach_name(struct elb_tf_run *run, const struct elb_node *node,
                        struct elb_tf_scope scope, struct elb_text key)
{
    struct attached attached = {.span = elb_declared_span(node), .path = scope.file->file->path};
    struct elb_tf_values values;
    const struct elb_tf_value *single;
    struct made *made = NULL;

    elb_tf_evaluate(run, node, scope, &values);
    single = elb_tf_single(&values);
    if (single && single->kind == ELB_TF_RESOURCE)
        made = elb_map_get(&run->classic->by_name, key_of_block(run, single->block));
    else if (single && elb_tf_is_scalar(single))
        made = elb_map_get(&run->classic->by_name, single->node->text);
    if (made) {
        made->is_used = true;
        attached = (struct attached){made->policy, made->span, made->policy.path, NULL, NULL};
    } else if (single && elb_tf_is_scalar(single)) {
        attached.policy = (struct elb_declared_policy){
            .name = single->node->text.start,
            .how = single->how,
            .reason = single->reason,
            .path = single->scope.file->file->path,
            .span = elb_declared_span(single->node),
            .is_literal = !single->is_made,
        };
    } else {
        attached.unresolved = elb_tf_source(run, node, scope.file);
    }
    attach(run, key, &attached);
}

static void visit_attachment(struct elb_tf_run *run, const struct elb_tf_block *block,
                             struct elb_tf_body body, const char *address)
{
    const struct elb_node *names = elb_tf_attribute(body, "policy_names");
    const struct elb_text key = key_of_port(run, body, "load_balancer_name", "load_balancer_port");
    struct elb_tf_values values;
    const struct elb_tf_value *list;

    (void)block;
    (void)address;
    elb_tf_evaluate(run, names, body.scope, &values);
    list = elb_tf_single(&values);
    if (names && list && list->kind == ELB_TF_LITERAL && elb_node_is_sequence(list->node)) {
        for (size_t i = 0; i < elb_node_count(list->node) && run->status == ELB_OK; i++)
            attach_name(run, elb_node_at(list->node, i), list->scope, key);
    } else if (names) {
        attach_name(run, names, body.scope, key);
    }
}

/* ---- Listeners
 * ------------------------------------------------------------------------------------ */

static void set_setting(struct elb_listener *listener)
{
    listener->setting_before = "value = \"";
    listener->setting_after = "\"";
}

static void set_policies(struct elb_tf_run *run, struct elb_listener *listener,
                         const struct attached *attached)
{
    struct elb_declared_policy *policies;
    size_t count = 0;

    for (const struct attached *a = attached; a; a = a->next)
        count++;
    policies = elb_arena_alloc_array(run->arena, count, sizeof(*policies));
    if (!policies) {
        fail(run);
        return;
    }
    listener->policies = policies;
    for (const struct attached *a = attached; a; a = a->next) {
        if (a->unresolved)
            listener->unresolved = a->unresolved;
        else
            policies[listener->policy_count++] = a->policy;
        if (strcmp(a->path, listener->path) == 0)
            listener->span = a->span;
    }
    if (listener->unresolved)
        listener->how = ELB_HOW_UNRESOLVED;
    listener->all_apply = listener->policy_count > 1;
    if (policies[0].how == ELB_HOW_REFERENCE)
        set_setting(listener);
}

static void add_listener(struct elb_tf_run *run, const struct elb_tf_block *block,
                         const char *address, struct elb_text name, struct elb_tf_body inner)
{
    const struct elb_node *protocol = elb_tf_attribute(inner, "lb_protocol");
    const struct elb_text port = elb_tf_text_of(run, inner, "lb_port");
    struct elb_listener listener = {
        .path = inner.scope.file->file->path,
        .span = elb_declared_span(protocol ? protocol : block->label),
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = address,
    };
    const struct attached *attached = NULL;
    struct elb_tf_values values;
    char key[600];

    listener.address =
        port.length > 0 ? elb_tf_print(run, "%s:%.*s", address, ELB_TEXT_ARGS(port)) : address;
    elb_tf_values_of(run, inner, "lb_protocol", &values);
    elb_tf_set_protocol(run, &listener, &values);
    elb_tf_values_of(run, inner, "lb_port", &values);
    elb_tf_set_port(&listener, &values);
    elb_tf_values_of(run, inner, "instance_protocol", &values);
    if (elb_tf_single(&values)) {
        struct elb_listener target = {0};

        elb_tf_set_protocol(run, &target, &values);
        listener.target_protocol = target.protocol;
    }
    if (snprintf(key, sizeof(key), "block:%.*s:%.*s", ELB_TEXT_ARGS(block->name),
                 ELB_TEXT_ARGS(port)) < (int)sizeof(key))
        attached = elb_map_get(&run->classic->ports, elb_text_from(key));
    if (!attached && snprintf(key, sizeof(key), "name:%.*s:%.*s", ELB_TEXT_ARGS(name),
                              ELB_TEXT_ARGS(port)) < (int)sizeof(key))
        attached = elb_map_get(&run->classic->ports, elb_text_from(key));
    if (attached)
        set_policies(run, &listener, attached);
    elb_tf_set_certificates(run, &listener, inner, "ssl_certificate_id");
    elb_tf_add_listener(run, &listener, inner.scope);
}

static void visit_load_balancer(struct elb_tf_run *run, const struct elb_tf_block *block,
                                struct elb_tf_body body, const char *address)
{
    const struct elb_text name = elb_tf_text_of(run, body, "name");
    struct elb_tf_blocks listeners;

    elb_tf_blocks_of(run, body, "listener", &listeners);
    for (size_t i = 0; i < listeners.count && run->status == ELB_OK; i++)
        add_listener(run, block, address, name, listeners.items[i]);
}

/* A policy that nothing in sight has. */
static void add_unattached(struct elb_tf_run *run, const struct made *made)
{
    struct elb_declared_policy *policy = elb_arena_alloc(run->arena, sizeof(*policy));
    struct elb_listener listener = {
        .declaration = ELB_DECLARED_POLICY,
        .span = made->span,
        .address = made->address,
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .policies = policy,
        .policy_count = 1,
        .port = -1,
    };

    if (!policy) {
        fail(run);
        return;
    }
    *policy = made->policy;
    listener.how = policy->how;
    if (policy->how == ELB_HOW_REFERENCE)
        set_setting(&listener);
    elb_tf_add_listener(run, &listener, made->body.scope);
}

static void visit(struct elb_tf_run *run, const struct elb_tf_instance *instance, const char *type,
                  elb_tf_visit *function)
{
    for (const struct elb_tf_block *block = instance->module->blocks; block; block = block->next) {
        if (run->status == ELB_OK && strcmp(block->kind, "resource") == 0 &&
            elb_text_is(block->type, type))
            elb_tf_expand(run, instance, block, function);
    }
}

void elb_tf_visit_classic(struct elb_tf_run *run, const struct elb_tf_instance *instance)
{
    struct elb_tf_classic classic = {.last = &classic.all};

    run->classic = &classic;
    visit(run, instance, "aws_load_balancer_policy", visit_policy);
    visit(run, instance, "aws_lb_ssl_negotiation_policy", visit_negotiation);
    visit(run, instance, "aws_load_balancer_listener_policy", visit_attachment);
    visit(run, instance, "aws_elb", visit_load_balancer);
    for (const struct made *made = classic.all; made && run->status == ELB_OK; made = made->next) {
        if (!made->is_used)
            add_unattached(run, made);
    }
    run->classic = NULL;
}
