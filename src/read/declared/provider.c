/* SPDX-License-Identifier: MIT */

/* Resources, their values under the names of two languages, and how they refer to each other. */
#include "read/declared/provider.h"

#include <stdarg.h>
#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What Pulumi prints for what it does not know yet (sdk/go/common/resource/plugin, a constant). */
#define PULUMI_UNKNOWN "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

/* Pulumi's keys are short; a longer one is none of ours. */
#define KEY_SIZE 64

/* ---- Kinds ---------------------------------------------------------------------------------- */

static const struct {
    const char *type;
    enum elb_resource_kind kind;
} types[] = {
    {"aws_lb_listener", ELB_RESOURCE_LISTENER},
    {"aws_alb_listener", ELB_RESOURCE_LISTENER},
    {"aws_lb", ELB_RESOURCE_LOAD_BALANCER},
    {"aws_alb", ELB_RESOURCE_LOAD_BALANCER},
    {"aws_lb_target_group", ELB_RESOURCE_TARGET_GROUP},
    {"aws_alb_target_group", ELB_RESOURCE_TARGET_GROUP},
    {"aws_acm_certificate", ELB_RESOURCE_CERTIFICATE},
    {"aws_lb_listener_certificate", ELB_RESOURCE_LISTENER_CERTIFICATE},
    {"aws_alb_listener_certificate", ELB_RESOURCE_LISTENER_CERTIFICATE},
    {"aws_elb", ELB_RESOURCE_CLASSIC},
    {"aws_load_balancer_policy", ELB_RESOURCE_CLASSIC_POLICY},
    {"aws_load_balancer_listener_policy", ELB_RESOURCE_CLASSIC_ATTACHMENT},
    {"aws_lb_ssl_negotiation_policy", ELB_RESOURCE_CLASSIC_BOTH},
};

enum elb_resource_kind elb_resource_kind(struct elb_text type)
{
    if (!elb_text_has_prefix(type, "aws_"))
        return ELB_RESOURCE_NONE;
    for (size_t i = 0; i < COUNT(types); i++) {
        if (elb_text_is(type, types[i].type))
            return types[i].kind;
    }
    return ELB_RESOURCE_NONE;
}

static const struct {
    const char *module;
    const char *name;
    enum elb_resource_kind kind;
} pulumi_types[] = {
    {"lb", "Listener", ELB_RESOURCE_LISTENER},
    {"lb", "LoadBalancer", ELB_RESOURCE_LOAD_BALANCER},
    {"lb", "TargetGroup", ELB_RESOURCE_TARGET_GROUP},
    {"lb", "ListenerCertificate", ELB_RESOURCE_LISTENER_CERTIFICATE},
    {"acm", "Certificate", ELB_RESOURCE_CERTIFICATE},
    {"elb", "LoadBalancer", ELB_RESOURCE_CLASSIC},
    {"elb", "LoadBalancerPolicy", ELB_RESOURCE_CLASSIC_POLICY},
    {"elb", "ListenerPolicy", ELB_RESOURCE_CLASSIC_ATTACHMENT},
    {"elb", "SslNegotiationPolicy", ELB_RESOURCE_CLASSIC_BOTH},
};

/* Other names of the same modules. */
static const struct {
    const char *alias;
    const char *module;
} pulumi_modules[] = {
    {"alb", "lb"},
    {"applicationloadbalancing", "lb"},
    {"elasticloadbalancingv2", "lb"},
    {"elasticloadbalancing", "elb"},
};

/* `aws:lb/listener:Listener`, `aws:lb:Listener`, `aws-native:elasticloadbalancingv2:Listener` */
enum elb_resource_kind elb_resource_kind_of_pulumi(struct elb_text type)
{
    struct elb_text package;
    struct elb_text module;
    struct elb_text path;

    if (!elb_text_next_field(&type, ":", &package) || !elb_text_next_field(&type, ":", &path) ||
        !elb_text_next_field(&path, "/", &module) ||
        !(elb_text_is(package, "aws") || elb_text_is(package, "aws-native")))
        return ELB_RESOURCE_NONE;
    for (size_t i = 0; i < COUNT(pulumi_modules); i++) {
        if (elb_text_is(module, pulumi_modules[i].alias)) {
            module = elb_text_from(pulumi_modules[i].module);
            break;
        }
    }
    for (size_t i = 0; i < COUNT(pulumi_types); i++) {
        if (elb_text_is(module, pulumi_types[i].module) && elb_text_is(type, pulumi_types[i].name))
            return pulumi_types[i].kind;
    }
    return ELB_RESOURCE_NONE;
}

/* ---- Values --------------------------------------------------------------------------------- */

/* `ssl_policy` is sslPolicy; `default_action`, of which there can be several, defaultActions. */
static const struct elb_node *get_camel(const struct elb_node *mapping, const char *key)
{
    char camel[KEY_SIZE];
    const struct elb_node *found;
    size_t length = 0;

    for (const char *c = key; *c && length < KEY_SIZE - 2; c++) {
        if (*c != '_')
            camel[length++] = *c;
        else if (c[1] >= 'a' && c[1] <= 'z')
            camel[length++] = (char)(*++c - 'a' + 'A');
    }
    camel[length] = '\0';
    found = elb_node_get(mapping, camel);
    if (found)
        return found;
    camel[length] = 's';
    camel[length + 1] = '\0';
    return elb_node_get(mapping, camel);
}

const struct elb_node *elb_provider_member(const struct elb_provider *provider,
                                           const struct elb_node *mapping, const char *key)
{
    return provider->is_pulumi ? get_camel(mapping, key) : elb_node_get(mapping, key);
}

const struct elb_node *elb_provider_value(const struct elb_provider *provider,
                                          const struct elb_resource *resource, const char *key)
{
    for (size_t i = 0; i < COUNT(resource->values); i++) {
        const struct elb_node *found = elb_provider_member(provider, resource->values[i], key);

        if (found && !elb_node_is_null(found))
            return found;
    }
    return NULL;
}

size_t elb_provider_block_count(const struct elb_node *node)
{
    if (elb_node_is_sequence(node))
        return elb_node_count(node);
    return elb_node_is_mapping(node) ? 1 : 0;
}

const struct elb_node *elb_provider_block_at(const struct elb_node *node, size_t index)
{
    return elb_node_is_sequence(node) ? elb_node_at(node, index) : node;
}

bool elb_provider_is_unknown(const struct elb_provider *provider,
                             const struct elb_resource *resource, const char *key)
{
    if (provider->is_pulumi)
        return elb_node_text_is(elb_provider_value(provider, resource, key), PULUMI_UNKNOWN);
    return elb_node_text_is(resource->unknown, "true") || /* all of it */
           elb_node_text_is(elb_node_get(resource->unknown, key), "true");
}

enum elb_certificate elb_provider_certificate(const struct elb_provider *provider,
                                              const struct elb_resource *resource)
{
    return resource ? elb_declared_certificate(
                          elb_node_text(elb_provider_value(provider, resource, "key_algorithm")))
                    : ELB_CERTIFICATE_NONE;
}

/* ---- References ----------------------------------------------------------------------------- */

/* The values by which others call a resource. */
static enum elb_status keep_ids(struct elb_provider *provider, struct elb_resource *resource,
                                const struct elb_node *values, struct elb_error *reterr)
{
    static const char *const keys[] = {"arn", "id", "name"};

    for (size_t i = 0; i < COUNT(keys); i++) {
        const struct elb_text id = elb_node_text(elb_provider_member(provider, values, keys[i]));
        void **place;

        if (id.length == 0)
            continue;
        place = elb_map_put(&provider->ids[resource->kind], elb_declared_arena(provider->listeners),
                            id);
        if (!place)
            return elb_error_set_memory(reterr);
        if (!*place)
            *place = resource;
    }
    return ELB_OK;
}

enum elb_status elb_provider_add(struct elb_provider *provider, const struct elb_resource *resource,
                                 struct elb_resource **ret_resource, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(provider->listeners);
    struct elb_resource *copy = elb_arena_alloc(arena, sizeof(*copy));
    struct elb_resource **grown =
        elb_arena_grow(arena, provider->resources, provider->count, &provider->capacity,
                       sizeof(struct elb_resource *));

    if (!copy || !grown)
        return elb_error_set_memory(reterr);
    *copy = *resource;
    grown[provider->count++] = copy;
    provider->resources = grown;
    *ret_resource = copy;
    return ELB_OK;
}

struct elb_resource *elb_provider_follow(const struct elb_provider *provider,
                                         const struct elb_resource *resource,
                                         const struct elb_node *value, const char *key,
                                         enum elb_resource_kind kind)
{
    struct elb_resource *found = NULL;

    if (elb_node_is_string(value))
        found = elb_map_get(&provider->ids[kind], elb_node_text(value));
    if (!found && provider->refer && (!value || provider->is_pulumi))
        found = (struct elb_resource *)provider->refer(provider, resource, key, kind);
    return found;
}

/* ---- All of them ---------------------------------------------------------------------------- */

enum elb_status elb_provider_problem(const struct elb_provider *provider,
                                     const struct elb_node *node, struct elb_error *reterr,
                                     const char *format, ...)
{
    struct elb_error problem = {0};
    char message[sizeof(problem.message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    (void)elb_error_set(&problem, ELB_ERROR_DATA, provider->file->path, node->start.line,
                        node->start.column, "%s", message);
    return elb_declared_add_problem(provider->listeners, &problem, reterr);
}

/* A further certificate of a listener, by a resource of its own. */
static void add_certificate(const struct elb_provider *provider,
                            const struct elb_resource *resource)
{
    const struct elb_node *arn = elb_provider_value(provider, resource, "certificate_arn");
    struct elb_resource *listener = elb_provider_follow(
        provider, resource, elb_provider_value(provider, resource, "listener_arn"), "listener_arn",
        ELB_RESOURCE_LISTENER);
    const enum elb_certificate certificate = elb_provider_certificate(
        provider,
        elb_provider_follow(provider, resource, arn, "certificate_arn", ELB_RESOURCE_CERTIFICATE));

    if (!listener)
        return;
    if (certificate == ELB_CERTIFICATE_NONE || listener->more.count == ELB_CERTIFICATES_MAX)
        listener->has_unknown_more = true;
    else
        listener->more.list[listener->more.count++] = certificate;
}

enum elb_status elb_provider_finish(struct elb_provider *provider, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < provider->count; i++) {
        struct elb_resource *resource = provider->resources[i];

        status = keep_ids(provider, resource, resource->before, reterr);
        for (size_t j = 0; status == ELB_OK && j < COUNT(resource->values); j++)
            status = keep_ids(provider, resource, resource->values[j], reterr);
    }
    for (size_t i = 0; status == ELB_OK && i < provider->count; i++) {
        if (provider->resources[i]->kind == ELB_RESOURCE_LISTENER_CERTIFICATE)
            add_certificate(provider, provider->resources[i]);
    }
    for (size_t i = 0; status == ELB_OK && i < provider->count; i++) {
        if (provider->resources[i]->kind == ELB_RESOURCE_LISTENER)
            status = elb_provider_add_listener(provider, provider->resources[i], reterr);
    }
    return status == ELB_OK ? elb_provider_add_classic(provider, reterr) : status;
}
