/* SPDX-License-Identifier: MIT */

/* Listeners of Application and Network Load Balancers among the resources of a provider. */
#include "read/declared/provider.h"

/* ---- The policy ----------------------------------------------------------------------------- */

static enum elb_status add_policy(const struct elb_provider *provider, const struct elb_node *value,
                                  const struct elb_declared_policy **ret_policies,
                                  size_t *ret_count, struct elb_error *reterr)
{
    struct elb_declared_policy *policy =
        elb_arena_alloc(elb_declared_arena(provider->listeners), sizeof(*policy));

    if (!policy)
        return elb_error_set_memory(reterr);
    *policy = (struct elb_declared_policy){
        .name = elb_node_text(value).start,
        .how = ELB_HOW_EXPLICIT,
        .path = provider->file->path,
        .span = elb_declared_span(value),
    };
    *ret_policies = policy;
    *ret_count = 1;
    return ELB_OK;
}

/* The first thing that an expression of a plan is made of. */
static struct elb_text first_reference(const struct elb_node *expression)
{
    return elb_node_text(elb_node_at(elb_node_get(expression, "references"), 0));
}

/*
 * Nothing is set; or something that is not known before it is applied, which only the
 * configuration tells apart: the provider leaves both open.
 */
static enum elb_status leave_open(const struct elb_provider *provider,
                                  const struct elb_resource *resource,
                                  struct elb_listener *listener, struct elb_error *reterr)
{
    const struct elb_text reference =
        first_reference(elb_node_get(resource->expressions, "ssl_policy"));

    if (!elb_provider_is_unknown(provider, resource, "ssl_policy"))
        return ELB_OK;
    listener->note = provider->note;
    if (!provider->is_pulumi &&
        (reference.length == 0 || provider->is_settled(provider, resource, "ssl_policy")))
        return ELB_OK;
    listener->how = ELB_HOW_UNRESOLVED;
    if (reference.length > 0) {
        listener->unresolved = reference.start;
        return ELB_OK;
    }
    return elb_declared_leave_open(provider->listeners, listener,
                                   "its value is not known before it is applied")
               ? ELB_OK
               : elb_error_set_memory(reterr);
}

static enum elb_status read_policy(const struct elb_provider *provider,
                                   const struct elb_resource *resource,
                                   struct elb_listener *listener, struct elb_error *reterr)
{
    const struct elb_node *value = elb_provider_value(provider, resource, "ssl_policy");

    if (value)
        listener->span = elb_declared_span(value);
    if (!value || elb_provider_is_unknown(provider, resource, "ssl_policy"))
        return leave_open(provider, resource, listener, reterr);
    if (!elb_node_is_string(value)) {
        if (!elb_declared_leave_open(provider->listeners, listener, "its value is no string"))
            return elb_error_set_memory(reterr);
        if (elb_node_is_mapping(value) && provider->is_pulumi) /* a secret */
            return ELB_OK;
        return elb_provider_problem(provider, value, reterr,
                                    "the policy of '%s' is not a string but %s", resource->address,
                                    elb_node_type_name(value));
    }
    if (value->text.length == 0) /* as if it were not set */
        return ELB_OK;
    return add_policy(provider, value, &listener->policies, &listener->policy_count, reterr);
}

/* AWS tells the policy of what is there, so one that is not told was none, of plaintext. */
static enum elb_status read_before(const struct elb_provider *provider,
                                   const struct elb_resource *resource,
                                   struct elb_listener *listener, struct elb_error *reterr)
{
    const struct elb_node *value = elb_provider_member(provider, resource->before, "ssl_policy");

    if (!elb_node_is_mapping(resource->before))
        return ELB_OK;
    listener->has_before = true;
    if (!elb_node_is_string(value) || value->text.length == 0)
        return ELB_OK;
    return add_policy(provider, value, &listener->before, &listener->before_count, reterr);
}

/* ---- What belongs to it --------------------------------------------------------------------- */

static void read_load_balancer(const struct elb_provider *provider,
                               const struct elb_resource *resource, struct elb_listener *listener)
{
    const struct elb_node *arn = elb_provider_value(provider, resource, "load_balancer_arn");
    const struct elb_resource *found = elb_provider_follow(
        provider, resource, arn, "load_balancer_arn", ELB_RESOURCE_LOAD_BALANCER);
    const struct elb_node *type = NULL;

    if (elb_node_is_string(arn) && arn->text.length > 0) {
        listener->load_balancer_id = arn->text.start;
        listener->load_balancer = elb_declared_arn_type(arn->text);
    }
    if (found) {
        type = elb_provider_value(provider, found, "load_balancer_type");
        listener->load_balancer_id = found->address;
        listener->load_balancer = ELB_LB_APPLICATION;
    }
    if (elb_node_text_is(type, "network"))
        listener->load_balancer = ELB_LB_NETWORK;
    else if (elb_node_text_is(type, "gateway"))
        listener->load_balancer = 0;
    if (listener->load_balancer)
        listener->load_balancer_from = ELB_KNOWN_REFERENCE;
}

/* All of them or none: one that is not known may be what a client needs. */
static void read_certificates(const struct elb_provider *provider,
                              const struct elb_resource *resource, struct elb_listener *listener)
{
    const struct elb_node *arn = elb_provider_value(provider, resource, "certificate_arn");
    const enum elb_certificate certificate = elb_provider_certificate(
        provider,
        elb_provider_follow(provider, resource, arn, "certificate_arn", ELB_RESOURCE_CERTIFICATE));

    if (certificate == ELB_CERTIFICATE_NONE || resource->has_unknown_more ||
        resource->more.count == ELB_CERTIFICATES_MAX)
        return;
    listener->certificates.list[0] = certificate;
    listener->certificates.count = 1;
    for (size_t i = 0; i < resource->more.count; i++)
        listener->certificates.list[listener->certificates.count++] = resource->more.list[i];
}

/* TLS towards one target group is what counts: that is where a policy is in force. */
static void add_target(const struct elb_provider *provider, const struct elb_resource *resource,
                       const struct elb_node *arn, const char *key, struct elb_listener *listener,
                       bool *ret_out_of_memory)
{
    const struct elb_resource *group =
        elb_provider_follow(provider, resource, arn, key, ELB_RESOURCE_TARGET_GROUP);
    const char *protocol;

    if (!group)
        return;
    protocol = elb_declared_upper(provider->listeners,
                                  elb_node_text(elb_provider_value(provider, group, "protocol")),
                                  ret_out_of_memory);
    if (protocol && (!listener->target_protocol || elb_declared_is_tls(protocol)))
        listener->target_protocol = protocol;
}

static bool is_redirect(const struct elb_provider *provider, const struct elb_node *action)
{
    const struct elb_node *redirect =
        elb_provider_block_at(elb_provider_member(provider, action, "redirect"), 0);

    return elb_node_text_is(elb_provider_member(provider, action, "type"), "redirect") &&
           elb_node_text_is(elb_provider_member(provider, redirect, "protocol"), "HTTPS");
}

static void read_action(const struct elb_provider *provider, const struct elb_resource *resource,
                        const struct elb_node *action, struct elb_listener *listener,
                        bool *ret_out_of_memory)
{
    const struct elb_node *forward =
        elb_provider_block_at(elb_provider_member(provider, action, "forward"), 0);
    const struct elb_node *groups = elb_provider_member(provider, forward, "target_group");

    listener->redirects |= is_redirect(provider, action);
    if (!elb_node_text_is(elb_provider_member(provider, action, "type"), "forward"))
        return;
    add_target(provider, resource, elb_provider_member(provider, action, "target_group_arn"),
               "target_group_arn", listener, ret_out_of_memory);
    for (size_t i = 0; i < elb_provider_block_count(groups); i++)
        add_target(provider, resource,
                   elb_provider_member(provider, elb_provider_block_at(groups, i), "arn"), "arn",
                   listener, ret_out_of_memory);
}

/* ---- The listener --------------------------------------------------------------------------- */

enum elb_status elb_provider_add_listener(struct elb_provider *provider,
                                          const struct elb_resource *resource,
                                          struct elb_error *reterr)
{
    const struct elb_node *protocol = elb_provider_value(provider, resource, "protocol");
    const struct elb_node *actions = elb_provider_value(provider, resource, "default_action");
    struct elb_listener listener = {
        .format = provider->format,
        .address = resource->address,
        .span = elb_declared_span(elb_node_is_scalar(protocol) ? protocol : resource->place),
        .port = elb_declared_port(elb_provider_value(provider, resource, "port")),
        .setting_before = provider->setting_before,
        .setting_after = provider->setting_after,
    };
    bool out_of_memory = false;
    enum elb_status status;

    if (!resource->values[0] && !resource->values[1])
        return ELB_OK;
    if (!elb_provider_is_unknown(provider, resource, "protocol"))
        listener.protocol =
            elb_declared_upper(provider->listeners, elb_node_text(protocol), &out_of_memory);
    read_load_balancer(provider, resource, &listener);
    read_certificates(provider, resource, &listener);
    for (size_t i = 0; i < elb_provider_block_count(actions); i++)
        read_action(provider, resource, elb_provider_block_at(actions, i), &listener,
                    &out_of_memory);
    if (out_of_memory)
        return elb_error_set_memory(reterr);
    status = read_policy(provider, resource, &listener, reterr);
    if (status == ELB_OK)
        status = read_before(provider, resource, &listener, reterr);
    return status == ELB_OK
               ? elb_declared_add(provider->listeners, provider->file, &listener, NULL, reterr)
               : status;
}
