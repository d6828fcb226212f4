/* SPDX-License-Identifier: MIT */

/*
 * Classic Load Balancers, as AWS describes them: a listener has names of policies, and what is in
 * a policy that isn't AWS's own is printed by another command.
 */
#include "base/map.h"
#include "read/declared/aws_cli.h"
#include "read/policy/classic.h"

struct classic {
    struct elb_listeners *listeners;
    const struct elb_live_state *state;
    struct elb_live_policies policies;
};

/* A load balancer, while its listeners are read. */
struct balancer {
    const struct elb_live_item *item;
    struct elb_text name;
    const char *id;
    struct elb_map cookies;  /* names of its policies of cookies */
    struct elb_map attached; /* names of its policies that are in use */
};

/* ---- Policies of a listener ----------------------------------------------------------------- */

static bool is_predefined(const struct classic *classic, struct elb_text name)
{
    const struct elb_policy *policy = elb_catalog_policy_named(
        elb_declared_catalog(classic->listeners), ELB_LB_CLASSIC, name.start, name.length);

    return policy && elb_text_is(name, policy->name);
}

/* What the attributes would tell, if they had been described, or once only. */
static enum elb_status leave_open(struct classic *classic, const struct balancer *balancer,
                                  bool is_ambiguous, struct elb_declared_policy *policy,
                                  struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(classic->listeners);
    const struct elb_text name =
        elb_live_is_plain(balancer->name) ? balancer->name : ELB_TEXT("NAME");

    policy->how = ELB_HOW_CUSTOM;
    policy->reason =
        is_ambiguous
            ? elb_arena_printf(arena,
                               "several load balancers have a policy '%s'; lint each of them "
                               "with its own policies only",
                               policy->name)
            : elb_arena_printf(arena,
                               "nothing describes the policy '%s'; 'aws elb "
                               "describe-load-balancer-policies --load-balancer-name %.*s' "
                               "prints it",
                               policy->name, ELB_TEXT_ARGS(name));
    return policy->reason ? ELB_OK : elb_error_set_memory(reterr);
}

/* The policy of a name that a load balancer has. */
static enum elb_status resolve(struct classic *classic, const struct balancer *balancer,
                               const struct elb_node *node, struct elb_declared_policy *policy,
                               struct elb_error *reterr)
{
    struct elb_live_policy *known = elb_map_get(&classic->policies.tls, node->text);

    *policy = (struct elb_declared_policy){
        .name = node->text.start,
        .how = ELB_HOW_EXPLICIT,
        .path = balancer->item->file->path,
        .span = elb_live_span(balancer->item, node),
    };
    if (known)
        known->is_in_sight = true;
    if (is_predefined(classic, node->text) || elb_classic_is_reserved(node->text))
        return ELB_OK;
    if (!known || known->is_ambiguous)
        return leave_open(classic, balancer, known != NULL, policy, reterr);
    policy->policy = known->policy.policy;
    policy->how = known->policy.how;
    policy->reason = known->policy.reason;
    policy->reference = known->policy.reference;
    policy->versions = known->policy.versions;
    return ELB_OK;
}

/* Policies of cookies, of applications and of other purposes are no concern of ours. */
static bool is_other(const struct classic *classic, const struct balancer *balancer,
                     struct elb_text name)
{
    return elb_map_get(&balancer->cookies, name) || elb_map_get(&classic->policies.others, name);
}

static enum elb_status add_names(struct elb_listeners *listeners, struct elb_map *map,
                                 const struct elb_node *list, const char *key,
                                 struct elb_error *reterr)
{
    for (size_t i = 0; elb_node_is_sequence(list) && i < elb_node_count(list); i++) {
        const struct elb_node *item = elb_node_at(list, i);
        const struct elb_node *name = key ? elb_live_member(item, key) : item;
        void **place;

        if (!elb_node_is_string(name))
            continue;
        place = elb_map_put(map, elb_declared_arena(listeners), name->text);
        if (!place)
            return elb_error_set_memory(reterr);
        *place = (void *)name;
    }
    return ELB_OK;
}

static enum elb_status refuse_name(struct classic *classic, const struct balancer *balancer,
                                   const struct elb_node *node, struct elb_declared_policy *policy,
                                   struct elb_error *reterr)
{
    *policy = (struct elb_declared_policy){
        .how = ELB_HOW_UNRESOLVED,
        .reason = "its name is no string",
        .path = balancer->item->file->path,
        .span = elb_live_span(balancer->item, node),
    };
    return elb_live_problem(classic->listeners, balancer->item, node, reterr,
                            "the name of a policy is not a string but %s",
                            elb_node_type_name(node));
}

static enum elb_status read_policies(struct classic *classic, const struct balancer *balancer,
                                     const struct elb_node *names, struct elb_listener *listener,
                                     struct elb_error *reterr)
{
    const size_t count = elb_node_is_sequence(names) ? elb_node_count(names) : 0;
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(elb_declared_arena(classic->listeners), count, sizeof(*policies));
    enum elb_status status = ELB_OK;

    if (!policies)
        return elb_error_set_memory(reterr);
    listener->policies = policies;
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        const struct elb_node *name = elb_node_at(names, i);

        if (!elb_node_is_string(name))
            status =
                refuse_name(classic, balancer, name, &policies[listener->policy_count++], reterr);
        else if (!is_other(classic, balancer, name->text))
            status = resolve(classic, balancer, name, &policies[listener->policy_count++], reterr);
    }
    listener->all_apply = listener->policy_count > 1;
    return status;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

static bool write_setting(struct elb_arena *arena, const struct balancer *balancer,
                          struct elb_listener *listener)
{
    const struct elb_text name =
        elb_live_is_plain(balancer->name) ? balancer->name : ELB_TEXT("NAME");

    listener->setting_before = elb_arena_printf(
        arena,
        "aws elb create-load-balancer-policy --load-balancer-name %.*s --policy-name tls "
        "--policy-type-name " ELB_CLASSIC_TYPE
        " --policy-attributes AttributeName=" ELB_CLASSIC_REFERENCE ",AttributeValue=",
        ELB_TEXT_ARGS(name));
    listener->setting_after = elb_arena_printf(
        arena,
        " && aws elb set-load-balancer-policies-of-listener --load-balancer-name %.*s "
        "--load-balancer-port %d --policy-names tls",
        ELB_TEXT_ARGS(name), listener->port > 0 ? listener->port : 443);
    return listener->setting_before && listener->setting_after;
}

/* Names that are not shown are not the default. */
static bool check_names(struct elb_listeners *listeners, const struct elb_node *names,
                        struct elb_listener *listener)
{
    return elb_node_is_sequence(names) || !elb_declared_is_tls(listener->protocol) ||
           elb_declared_leave_open(listeners, listener,
                                   "PolicyNames is left out of what AWS shows");
}

static const struct elb_node *place_of(const struct elb_node *description,
                                       const struct elb_node *protocol)
{
    return elb_node_is_scalar(protocol) ? protocol : description;
}

static enum elb_status add_listener(struct classic *classic, const struct balancer *balancer,
                                    const struct elb_node *description, struct elb_error *reterr)
{
    struct elb_arena *arena = elb_declared_arena(classic->listeners);
    const struct elb_node *node = elb_live_member(description, "Listener");
    const struct elb_node *protocol = elb_live_member(node, "Protocol");
    const struct elb_node *names = elb_live_member(description, "PolicyNames");
    bool out_of_memory = false;
    struct elb_listener listener = {
        .format = elb_declared_reader_aws_cli.format,
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = balancer->id,
        .port = elb_declared_port(elb_live_member(node, "LoadBalancerPort")),
    };
    enum elb_status status;

    listener.protocol =
        elb_declared_upper(classic->listeners, elb_node_text(protocol), &out_of_memory);
    listener.target_protocol = elb_declared_upper(
        classic->listeners, elb_live_text(node, "InstanceProtocol"), &out_of_memory);
    listener.address = elb_arena_printf(arena, "%.*s:%d",
                                        ELB_TEXT_ARGS(balancer->name.length > 0
                                                          ? balancer->name
                                                          : elb_text_from(listener.protocol)),
                                        listener.port > 0 ? listener.port : 0);
    if (out_of_memory || !listener.address || !write_setting(arena, balancer, &listener))
        return elb_error_set_memory(reterr);
    elb_live_add_certificate(classic->state, elb_live_text(node, "SSLCertificateId"),
                             &listener.certificates);
    status = read_policies(classic, balancer, names, &listener, reterr);
    if (status != ELB_OK)
        return status;
    if (!check_names(classic->listeners, names, &listener))
        return elb_error_set_memory(reterr);
    listener.span = elb_live_span(balancer->item, place_of(description, protocol));
    if (listener.policy_count > 0 && listener.policies[0].span.line > 0)
        listener.span = listener.policies[0].span;
    return elb_declared_add(classic->listeners, balancer->item->file, &listener, NULL, reterr);
}

/* ---- Policies that nothing uses ------------------------------------------------------------- */

static enum elb_status add_policy(struct classic *classic, const struct elb_declared_file *file,
                                  const char *id, const struct elb_declared_policy *policy,
                                  struct elb_error *reterr)
{
    struct elb_declared_policy *copy =
        elb_arena_alloc(elb_declared_arena(classic->listeners), sizeof(*copy));
    const struct elb_listener listener = {
        .declaration = ELB_DECLARED_POLICY,
        .format = elb_declared_reader_aws_cli.format,
        .span = policy->span,
        .address = policy->name,
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = id,
        .port = -1,
        .how = policy->how,
        .policies = copy,
        .policy_count = 1,
    };

    if (!copy)
        return elb_error_set_memory(reterr);
    *copy = *policy;
    return elb_declared_add(classic->listeners, file, &listener, NULL, reterr);
}

/* Of policies whose type is not known, only AWS's own are surely about TLS. */
static enum elb_status add_unattached(struct classic *classic, const struct balancer *balancer,
                                      struct elb_error *reterr)
{
    const struct elb_node *list =
        elb_live_member(elb_live_member(balancer->item->node, "Policies"), "OtherPolicies");
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(list) && i < elb_node_count(list);
         i++) {
        const struct elb_node *name = elb_node_at(list, i);
        struct elb_declared_policy policy;

        if (!elb_node_is_string(name) || elb_map_get(&balancer->attached, name->text) ||
            (!is_predefined(classic, name->text) &&
             !elb_map_get(&classic->policies.tls, name->text)))
            continue;
        status = resolve(classic, balancer, name, &policy, reterr);
        if (status == ELB_OK)
            status = add_policy(classic, balancer->item->file, balancer->id, &policy, reterr);
    }
    return status;
}

/* ---- Load balancers ------------------------------------------------------------------------- */

static enum elb_status find_names(struct classic *classic, struct balancer *balancer,
                                  const struct elb_node *descriptions, struct elb_error *reterr)
{
    static const char *const cookies[] = {"AppCookieStickinessPolicies",
                                          "LBCookieStickinessPolicies"};
    const struct elb_node *node = balancer->item->node;
    const struct elb_node *backends = elb_live_member(node, "BackendServerDescriptions");
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < sizeof(cookies) / sizeof(cookies[0]); i++)
        status = add_names(classic->listeners, &balancer->cookies,
                           elb_live_member(elb_live_member(node, "Policies"), cookies[i]),
                           "PolicyName", reterr);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(descriptions); i++)
        status =
            add_names(classic->listeners, &balancer->attached,
                      elb_live_member(elb_node_at(descriptions, i), "PolicyNames"), NULL, reterr);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(backends); i++)
        status = add_names(classic->listeners, &balancer->attached,
                           elb_live_member(elb_node_at(backends, i), "PolicyNames"), NULL, reterr);
    return status;
}

static enum elb_status add_balancer(struct classic *classic, const struct elb_live_item *item,
                                    struct elb_error *reterr)
{
    const struct elb_node *list = elb_live_member(item->node, "ListenerDescriptions");
    struct balancer balancer = {
        .item = item,
        .name = elb_live_text(item->node, "LoadBalancerName"),
        .id = elb_live_text(item->node, "DNSName").start,
    };
    enum elb_status status;

    if (!balancer.id && balancer.name.length > 0)
        balancer.id = balancer.name.start;
    if (!elb_node_is_sequence(list)) /* --query left one listener without its load balancer */
        return add_listener(classic, &balancer, item->node, reterr);
    status = find_names(classic, &balancer, list, reterr);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(list); i++)
        status = add_listener(classic, &balancer, elb_node_at(list, i), reterr);
    return status == ELB_OK ? add_unattached(classic, &balancer, reterr) : status;
}

/* What `describe-load-balancer-policies` prints without a load balancer are AWS's own. */
static enum elb_status add_rest(struct classic *classic, struct elb_error *reterr)
{
    const struct elb_live_items *items = &classic->state->policies;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < items->count; i++) {
        const struct elb_text name = elb_live_text(items->items[i].node, "PolicyName");
        const struct elb_live_policy *known = elb_map_get(&classic->policies.tls, name);

        if (known && known->item == &items->items[i] && !known->is_in_sight &&
            !elb_classic_is_reserved(name))
            status = add_policy(classic, items->items[i].file, NULL, &known->policy, reterr);
    }
    return status;
}

enum elb_status elb_live_add_classic(struct elb_listeners *listeners,
                                     const struct elb_live_state *state, struct elb_error *reterr)
{
    struct classic classic = {.listeners = listeners, .state = state};
    enum elb_status status = elb_live_know_policies(listeners, state, &classic.policies, reterr);

    for (size_t i = 0; status == ELB_OK && i < state->classic.count; i++)
        status = add_balancer(&classic, &state->classic.items[i], reterr);
    return status == ELB_OK ? add_rest(&classic, reterr) : status;
}
