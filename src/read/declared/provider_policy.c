/* SPDX-License-Identifier: MIT */

/* Policies of Classic Load Balancers among the resources of a provider: names and attributes. */
#include "read/declared/provider.h"
#include "read/policy/classic.h"

bool elb_provider_is_tls_policy(const struct elb_provider *provider,
                                const struct elb_resource *resource, const struct elb_node *values)
{
    const struct elb_node *type = elb_provider_member(provider, values, "policy_type_name");

    return resource->kind == ELB_RESOURCE_CLASSIC_BOTH || !type || elb_node_is_null(type) ||
           elb_node_text_is(type, ELB_CLASSIC_TYPE);
}

static const struct elb_node *attributes_of(const struct elb_provider *provider,
                                            const struct elb_resource *resource,
                                            const struct elb_node *values)
{
    return elb_provider_member(provider, values,
                               resource->kind == ELB_RESOURCE_CLASSIC_BOTH ? "attribute"
                                                                           : "policy_attribute");
}

const struct elb_node *elb_provider_policy_name(const struct elb_provider *provider,
                                                const struct elb_resource *resource,
                                                const struct elb_node *values)
{
    return elb_provider_member(
        provider, values, resource->kind == ELB_RESOURCE_CLASSIC_BOTH ? "name" : "policy_name");
}

/* A value that is not known yet is no value: the policy is unresolved then. */
static struct elb_text value_of(const struct elb_provider *provider,
                                const struct elb_node *attribute)
{
    const struct elb_node *value = elb_provider_member(provider, attribute, "value");

    return elb_node_is_scalar(value) && !elb_node_is_null(value) ? elb_node_text(value)
                                                                 : ELB_TEXT("(known after apply)");
}

/* Where the reference is; else where the first attribute is that is on; else the policy's name. */
static const struct elb_node *place_of(const struct elb_provider *provider,
                                       const struct elb_resource *resource,
                                       const struct elb_node *values)
{
    const struct elb_node *list = attributes_of(provider, resource, values);
    const struct elb_node *name = elb_provider_policy_name(provider, resource, values);

    for (size_t i = 0; i < elb_provider_block_count(list); i++) {
        const struct elb_node *attribute = elb_provider_block_at(list, i);
        const struct elb_node *value = elb_provider_member(provider, attribute, "value");

        if (elb_node_text_is(elb_provider_member(provider, attribute, "name"),
                             ELB_CLASSIC_REFERENCE) &&
            elb_node_is_scalar(value))
            return value;
    }
    return elb_node_is_scalar(name) ? name : resource->place;
}

enum elb_status elb_provider_make_policy(const struct elb_provider *provider,
                                         const struct elb_resource *resource,
                                         const struct elb_node *values,
                                         struct elb_declared_policy **ret_policy,
                                         struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(provider->listeners);
    const struct elb_node *list = attributes_of(provider, resource, values);
    const size_t count = elb_provider_block_count(list);
    struct elb_declared_attribute *attributes =
        elb_arena_alloc_array(arena, count, sizeof(*attributes));
    struct elb_declared_policy *policy = elb_arena_alloc(arena, sizeof(*policy));
    enum elb_status status;

    if (!attributes || !policy)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < count; i++) {
        const struct elb_node *attribute = elb_provider_block_at(list, i);

        attributes[i] = (struct elb_declared_attribute){
            elb_node_text(elb_provider_member(provider, attribute, "name")),
            value_of(provider, attribute),
        };
    }
    status =
        elb_declared_classic(provider->listeners, provider->file,
                             elb_node_text(elb_provider_policy_name(provider, resource, values)),
                             attributes, count, policy, reterr);
    if (status != ELB_OK)
        return status;
    policy->path = provider->file->path;
    policy->span = elb_declared_span(place_of(provider, resource, values));
    *ret_policy = policy;
    return ELB_OK;
}
