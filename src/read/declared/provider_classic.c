/* SPDX-License-Identifier: MIT */

/*
 * Classic Load Balancers among the resources of a provider. A listener is a block of its load
 * balancer; its policies are resources of their own, which other resources attach to its port.
 */
#include "read/declared/provider.h"
#include "read/policy/classic.h"

#define SETTING_BEFORE "value = \""

/* Policies of a port, as they will be and as they are. */
struct port {
    int number;
    struct elb_text load_balancer; /* its name, of one that is not in the file */
    struct elb_declared_policy *policies;
    size_t count;
    size_t capacity;
    struct elb_declared_policy *before;
    size_t before_count;
    size_t before_capacity;
    bool is_listener; /* there is a listener with this port */
    bool is_before;   /* there is one already */
};

struct classic {
    struct elb_provider *provider;
    struct elb_map ports; /* of struct port: those of a load balancer, by its address or name */
    struct elb_map names; /* of struct elb_resource: policies, by load balancer and name */
};

/* ---- Names ---------------------------------------------------------------------------------- */

/* What the load balancer is called here that a resource belongs to: its address, or its name. */
static struct elb_text balancer_of(const struct elb_provider *provider,
                                   const struct elb_resource *resource,
                                   const struct elb_node *values)
{
    const char *key =
        resource->kind == ELB_RESOURCE_CLASSIC_BOTH ? "load_balancer" : "load_balancer_name";
    const struct elb_node *value = elb_provider_member(provider, values, key);
    const struct elb_resource *found = elb_provider_follow(
        provider, resource, elb_node_is_null(value) ? NULL : value, key, ELB_RESOURCE_CLASSIC);

    return found ? elb_text_from(found->address) : elb_node_text(value);
}

static enum elb_status keep_name(struct classic *classic, struct elb_resource *resource,
                                 const struct elb_node *values, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(classic->provider->listeners);
    const char *key = elb_arena_printf(
        arena, "%.*s %.*s", ELB_TEXT_ARGS(balancer_of(classic->provider, resource, values)),
        ELB_TEXT_ARGS(
            elb_node_text(elb_provider_policy_name(classic->provider, resource, values))));
    void **place = key ? elb_map_put(&classic->names, arena, elb_text_from(key)) : NULL;

    if (!place)
        return elb_error_set_memory(reterr);
    if (!*place)
        *place = resource;
    return ELB_OK;
}

static const struct elb_node *after_of(const struct elb_resource *resource)
{
    return resource->values[0] ? resource->values[0] : resource->values[1];
}

static enum elb_status know_policy(struct classic *classic, struct elb_resource *resource,
                                   struct elb_error *reterr)
{
    const struct elb_provider *provider = classic->provider;
    const struct elb_node *after = after_of(resource);
    enum elb_status status = ELB_OK;

    if (resource->kind != ELB_RESOURCE_CLASSIC_POLICY &&
        resource->kind != ELB_RESOURCE_CLASSIC_BOTH)
        return ELB_OK;
    if (after && elb_provider_is_tls_policy(provider, resource, after))
        status = elb_provider_make_policy(provider, resource, after, &resource->policy, reterr);
    if (status == ELB_OK && elb_node_is_mapping(resource->before) &&
        elb_provider_is_tls_policy(provider, resource, resource->before))
        status = elb_provider_make_policy(provider, resource, resource->before,
                                          &resource->policy_before, reterr);
    if (status == ELB_OK && after)
        status = keep_name(classic, resource, after, reterr);
    if (status == ELB_OK && elb_node_is_mapping(resource->before))
        status = keep_name(classic, resource, resource->before, reterr);
    return status;
}

/* ---- Ports ---------------------------------------------------------------------------------- */

/* The port of a load balancer; made, if there is none. NULL: no memory. */
static struct port *get_port(struct classic *classic, struct elb_text load_balancer, int number)
{
    struct elb_arena *arena = elb_declared_arena(classic->provider->listeners);
    const char *key = elb_arena_printf(arena, "%.*s %d", ELB_TEXT_ARGS(load_balancer), number);
    void **place = key ? elb_map_put(&classic->ports, arena, elb_text_from(key)) : NULL;

    if (!place)
        return NULL;
    if (!*place) {
        struct port *port = elb_arena_alloc(arena, sizeof(*port));

        if (!port)
            return NULL;
        port->number = number;
        port->load_balancer = load_balancer;
        *place = port;
    }
    return *place;
}

static enum elb_status add_to_port(struct classic *classic, struct port *port, bool is_before,
                                   const struct elb_declared_policy *policy,
                                   struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(classic->provider->listeners);
    struct elb_declared_policy *grown =
        is_before
            ? elb_arena_grow(arena, port->before, port->before_count, &port->before_capacity,
                             sizeof(*grown))
            : elb_arena_grow(arena, port->policies, port->count, &port->capacity, sizeof(*grown));

    if (!grown)
        return elb_error_set_memory(reterr);
    if (is_before) {
        port->before = grown;
        grown[port->before_count++] = *policy;
    } else {
        port->policies = grown;
        grown[port->count++] = *policy;
    }
    return ELB_OK;
}

/* A policy by its name: one of the file, or else AWS's own, or one that was made elsewhere. */
static enum elb_status add_named(struct classic *classic, struct port *port, bool is_before,
                                 const struct elb_node *name, struct elb_error *reterr)
{
    const struct elb_provider *provider = classic->provider;
    struct elb_arena *arena = elb_declared_arena(provider->listeners);
    const char *key = elb_arena_printf(arena, "%.*s %.*s", ELB_TEXT_ARGS(port->load_balancer),
                                       ELB_TEXT_ARGS(elb_node_text(name)));
    struct elb_resource *found = key ? elb_map_get(&classic->names, elb_text_from(key)) : NULL;
    struct elb_declared_policy policy = {
        .name = elb_node_text(name).start,
        .path = provider->file->path,
        .span = elb_declared_span(name),
    };

    if (!key)
        return elb_error_set_memory(reterr);
    if (found) {
        const struct elb_declared_policy *own = is_before ? found->policy_before : found->policy;

        found->is_attached = true;
        return own ? add_to_port(classic, port, is_before, own, reterr) : ELB_OK;
    }
    if (!elb_classic_is_reserved(elb_node_text(name))) {
        policy.how = ELB_HOW_CUSTOM;
        policy.reason =
            elb_arena_printf(arena, "the policy '%s' is not part of this file", policy.name);
        if (!policy.reason)
            return elb_error_set_memory(reterr);
    }
    return add_to_port(classic, port, is_before, &policy, reterr);
}

static enum elb_status attach_names(struct classic *classic, struct elb_resource *resource,
                                    struct port *port, bool is_before,
                                    const struct elb_node *values, struct elb_error *reterr)
{
    const struct elb_node *names = elb_provider_member(classic->provider, values, "policy_names");
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(names) && i < elb_node_count(names);
         i++) {
        const struct elb_node *name = elb_node_at(names, i);

        if (elb_node_is_string(name))
            status = add_named(classic, port, is_before, name, reterr);
    }
    if (status == ELB_OK && !is_before && !elb_node_is_sequence(names) &&
        elb_provider_is_unknown(classic->provider, resource, "policy_names"))
        status = add_to_port(classic, port, false,
                             &(struct elb_declared_policy){
                                 .how = ELB_HOW_UNRESOLVED,
                                 .reason = "policy_names is not known before it is applied"},
                             reterr);
    return status;
}

static enum elb_status attach(struct classic *classic, struct elb_resource *resource,
                              bool is_before, struct elb_error *reterr)
{
    const struct elb_provider *provider = classic->provider;
    const struct elb_node *values = is_before ? resource->before : after_of(resource);
    const bool is_both = resource->kind == ELB_RESOURCE_CLASSIC_BOTH;
    const int number = elb_declared_port(
        elb_provider_member(provider, values, is_both ? "lb_port" : "load_balancer_port"));
    const struct elb_declared_policy *own = is_before ? resource->policy_before : resource->policy;
    struct port *port;

    if (!elb_node_is_mapping(values) ||
        (!is_both && resource->kind != ELB_RESOURCE_CLASSIC_ATTACHMENT))
        return ELB_OK;
    port = get_port(classic, balancer_of(provider, resource, values), number);
    if (!port)
        return elb_error_set_memory(reterr);
    if (!is_both)
        return attach_names(classic, resource, port, is_before, values, reterr);
    resource->is_attached = true;
    return own ? add_to_port(classic, port, is_before, own, reterr) : ELB_OK;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

static void fill_policies(const struct elb_provider *provider, const struct port *port,
                          struct elb_listener *listener)
{
    listener->policies = port->policies;
    listener->policy_count = port->count;
    listener->all_apply = port->count > 1;
    listener->before = port->before;
    listener->before_count = port->before_count;
    listener->setting_before = provider->is_pulumi ? ELB_CLASSIC_REFERENCE ": " : SETTING_BEFORE;
    listener->setting_after = provider->is_pulumi ? "" : "\"";
    if (port->count > 0 && port->policies[0].span.line > 0)
        listener->span = port->policies[0].span;
}

/* Notes the ports that the load balancer has already. */
static enum elb_status note_before(struct classic *classic, const struct elb_resource *resource,
                                   struct elb_error *reterr)
{
    const struct elb_provider *provider = classic->provider;
    const struct elb_node *list = elb_provider_member(provider, resource->before, "listener");

    for (size_t i = 0; i < elb_provider_block_count(list); i++) {
        const struct elb_node *block = elb_provider_block_at(list, i);
        struct port *port =
            get_port(classic, elb_text_from(resource->address),
                     elb_declared_port(elb_provider_member(provider, block, "lb_port")));

        if (!port)
            return elb_error_set_memory(reterr);
        port->is_before = true;
    }
    return ELB_OK;
}

static enum elb_status add_listener(struct classic *classic, const struct elb_resource *resource,
                                    const struct elb_node *block, struct elb_error *reterr)
{
    struct elb_provider *provider = classic->provider;
    struct elb_listeners *listeners = provider->listeners;
    const struct elb_node *protocol = elb_provider_member(provider, block, "lb_protocol");
    const struct elb_resource *certificate = elb_provider_follow(
        provider, resource, elb_provider_member(provider, block, "ssl_certificate_id"),
        "ssl_certificate_id", ELB_RESOURCE_CERTIFICATE);
    const int number = elb_declared_port(elb_provider_member(provider, block, "lb_port"));
    struct port *port = get_port(classic, elb_text_from(resource->address), number);
    bool out_of_memory = !port;
    struct elb_listener listener = {
        .format = provider->format,
        .span = elb_declared_span(elb_node_is_scalar(protocol) ? protocol : resource->place),
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = resource->address,
        .port = number,
        .certificates.list = {elb_provider_certificate(provider, certificate)},
    };

    listener.address =
        elb_arena_printf(elb_declared_arena(listeners), "%s:%d", resource->address, number);
    listener.protocol = elb_declared_upper(listeners, elb_node_text(protocol), &out_of_memory);
    listener.target_protocol = elb_declared_upper(
        listeners, elb_node_text(elb_provider_member(provider, block, "instance_protocol")),
        &out_of_memory);
    listener.certificates.count = listener.certificates.list[0] != ELB_CERTIFICATE_NONE;
    if (out_of_memory || !listener.address)
        return elb_error_set_memory(reterr);
    port->is_listener = true;
    listener.has_before = port->is_before;
    fill_policies(provider, port, &listener);
    return elb_declared_add(listeners, provider->file, &listener, NULL, reterr);
}

static enum elb_status add_balancer(struct classic *classic, const struct elb_resource *resource,
                                    struct elb_error *reterr)
{
    const struct elb_node *list = elb_provider_value(classic->provider, resource, "listener");
    enum elb_status status = note_before(classic, resource, reterr);

    for (size_t i = 0; status == ELB_OK && i < elb_provider_block_count(list); i++)
        status = add_listener(classic, resource, elb_provider_block_at(list, i), reterr);
    return status;
}

/* ---- What is left --------------------------------------------------------------------------- */

/* A policy attached to a load balancer that is declared elsewhere. */
static enum elb_status add_elsewhere(struct classic *classic, const struct elb_resource *resource,
                                     struct elb_error *reterr)
{
    const struct elb_provider *provider = classic->provider;
    const struct elb_node *values = after_of(resource);
    const int number = elb_declared_port(elb_provider_member(
        provider, values,
        resource->kind == ELB_RESOURCE_CLASSIC_BOTH ? "lb_port" : "load_balancer_port"));
    struct port *port = get_port(classic, balancer_of(provider, resource, values), number);
    struct elb_listener listener = {
        .format = provider->format,
        .address = resource->address,
        .span = elb_declared_span(resource->place),
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .port = number,
    };

    if (!port)
        return elb_error_set_memory(reterr);
    if (port->is_listener || port->count == 0)
        return ELB_OK;
    port->is_listener = true;
    listener.has_before = port->before_count > 0;
    fill_policies(provider, port, &listener);
    return elb_declared_add(provider->listeners, provider->file, &listener, NULL, reterr);
}

static enum elb_status add_unattached(struct classic *classic, const struct elb_resource *resource,
                                      struct elb_error *reterr)
{
    const struct elb_provider *provider = classic->provider;
    struct elb_listener listener = {
        .declaration = ELB_DECLARED_POLICY,
        .format = provider->format,
        .address = resource->address,
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .port = -1,
    };

    if (!resource->policy || resource->is_attached)
        return ELB_OK;
    fill_policies(provider, &(struct port){.policies = resource->policy, .count = 1}, &listener);
    return elb_declared_add(provider->listeners, provider->file, &listener, NULL, reterr);
}

static enum elb_status add_rest(struct classic *classic, const struct elb_resource *resource,
                                struct elb_error *reterr)
{
    switch (resource->kind) {
    case ELB_RESOURCE_CLASSIC_POLICY:
        return add_unattached(classic, resource, reterr);
    case ELB_RESOURCE_CLASSIC_ATTACHMENT:
    case ELB_RESOURCE_CLASSIC_BOTH:
        return after_of(resource) ? add_elsewhere(classic, resource, reterr) : ELB_OK;
    default:
        return ELB_OK;
    }
}

enum elb_status elb_provider_add_classic(struct elb_provider *provider, struct elb_error *reterr)
{
    struct classic classic = {.provider = provider};
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < provider->count; i++)
        status = know_policy(&classic, provider->resources[i], reterr);
    for (size_t i = 0; status == ELB_OK && i < provider->count; i++) {
        status = attach(&classic, provider->resources[i], false, reterr);
        if (status == ELB_OK)
            status = attach(&classic, provider->resources[i], true, reterr);
    }
    for (size_t i = 0; status == ELB_OK && i < provider->count; i++) {
        if (provider->resources[i]->kind == ELB_RESOURCE_CLASSIC)
            status = add_balancer(&classic, provider->resources[i], reterr);
    }
    for (size_t i = 0; status == ELB_OK && i < provider->count; i++)
        status = add_rest(&classic, provider->resources[i], reterr);
    return status;
}
