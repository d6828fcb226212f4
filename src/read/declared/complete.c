/* SPDX-License-Identifier: MIT */

/* What follows from what readers found: the same for all languages. */
#include "read/declared/set.h"

/* The load balancer that has listeners of this protocol. Source: the API references of Elastic
 * Load Balancing, CreateListener (2015-12-01) and Listener (2012-06-01). */
static enum elb_load_balancer infer_load_balancer(const char *protocol)
{
    static const struct {
        const char *protocol;
        enum elb_load_balancer type;
    } protocols[] = {
        {"HTTP", ELB_LB_APPLICATION}, {"HTTPS", ELB_LB_APPLICATION}, {"TLS", ELB_LB_NETWORK},
        {"TCP", ELB_LB_NETWORK},      {"UDP", ELB_LB_NETWORK},       {"TCP_UDP", ELB_LB_NETWORK},
        {"QUIC", ELB_LB_NETWORK},     {"TCP_QUIC", ELB_LB_NETWORK},  {"SSL", ELB_LB_CLASSIC},
    };

    for (size_t i = 0; protocol && i < sizeof(protocols) / sizeof(protocols[0]); i++) {
        if (strcmp(protocol, protocols[i].protocol) == 0)
            return protocols[i].type;
    }
    return 0;
}

static void complete_load_balancer(struct elb_listener *listener)
{
    if (listener->load_balancer)
        return;
    listener->load_balancer = infer_load_balancer(listener->protocol);
    listener->load_balancer_from = listener->load_balancer ? ELB_KNOWN_INFERRED : ELB_KNOWN_NOT;
}

/* Policies that AWS described in a file of this run. */
static const struct elb_policy *find_described(const struct elb_listeners *listeners,
                                               enum elb_load_balancer load_balancer,
                                               const char *name)
{
    const struct elb_policy *policy = elb_map_get(&listeners->described, elb_text_from(name));

    return policy && (!load_balancer || (policy->load_balancers & (unsigned)load_balancer)) ? policy
                                                                                            : NULL;
}

/* AWS takes a name in its own spelling only. */
static void resolve_name(const struct elb_listeners *listeners,
                         enum elb_load_balancer load_balancer, struct elb_declared_policy *policy)
{
    const char *name = policy->how == ELB_HOW_REFERENCE ? policy->reference : policy->name;
    const struct elb_policy *found;

    if (policy->policy || !name || policy->how == ELB_HOW_CUSTOM)
        return;
    found = elb_catalog_policy_named(listeners->catalog, load_balancer, name, strlen(name));
    if (found && strcmp(found->name, name) == 0)
        policy->policy = found;
    else
        policy->policy = find_described(listeners, load_balancer, name);
}

static void complete_policy(const struct elb_listeners *listeners,
                            const struct elb_listener *listener, struct elb_declared_policy *policy)
{
    const struct elb_default *value =
        policy->default_of ? elb_catalog_default(listeners->catalog, policy->default_of) : NULL;

    if (value && !policy->name)
        policy->name = value->policy;
    if (value && !policy->reason)
        policy->reason = value->text;
    if (policy->span.line > 0 && !policy->path)
        policy->path = listener->path;
    resolve_name(listeners, listener->load_balancer, policy);
}

/* A default, where the reader found no policy at all. */
static bool add_default(struct elb_listeners *listeners, struct elb_listener *listener)
{
    struct elb_declared_policy *policy = elb_arena_alloc(&listeners->arena, sizeof(*policy));

    if (!policy)
        return false;
    *policy = (struct elb_declared_policy){
        .how = ELB_HOW_DEFAULT,
        .default_of = listener->load_balancer == ELB_LB_CLASSIC ? "classic" : "api",
    };
    listener->policies = policy;
    listener->policy_count = 1;
    return true;
}

static bool complete(struct elb_listeners *listeners, struct elb_listener *listener)
{
    const bool is_plain = listener->protocol && !elb_listener_is_tls(listener);

    if (listener->port == 0)
        listener->port = -1;
    complete_load_balancer(listener);
    if (listener->policy_count == 0 && !is_plain && listener->how != ELB_HOW_UNRESOLVED &&
        !add_default(listeners, listener))
        return false;
    if (is_plain)
        listener->how = ELB_HOW_PLAINTEXT;
    else if (listener->how == ELB_HOW_EXPLICIT && listener->policy_count > 0)
        listener->how = listener->policies[0].how;
    for (size_t i = 0; i < listener->policy_count; i++)
        complete_policy(listeners, listener, (struct elb_declared_policy *)&listener->policies[i]);
    for (size_t i = 0; i < listener->before_count; i++)
        complete_policy(listeners, listener, (struct elb_declared_policy *)&listener->before[i]);
    return true;
}

/* The first that has a name is the one. */
static bool index_described(struct elb_listeners *listeners)
{
    const struct elb_policy_list *list;
    const struct elb_policy *policy;

    for (size_t i = 0; (list = elb_listeners_policies_at(listeners, i)); i++) {
        for (size_t j = 0; (policy = elb_policy_list_at(list, j)); j++) {
            void **place =
                elb_map_put(&listeners->described, &listeners->arena, elb_text_from(policy->name));

            if (!place)
                return false;
            if (!*place)
                *place = (void *)policy;
        }
    }
    return true;
}

enum elb_status elb_declared_complete(struct elb_listeners *listeners, struct elb_error *reterr)
{
    if (!index_described(listeners))
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < listeners->count; i++) {
        if (!complete(listeners, listeners->entries[i].listener))
            return elb_error_set_memory(reterr);
    }
    return ELB_OK;
}
