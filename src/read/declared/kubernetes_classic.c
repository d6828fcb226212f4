/* SPDX-License-Identifier: MIT */

/*
 * Classic Load Balancers of Crossplane (elb.aws.upbound.io): the resource ELB has the listeners,
 * Policy has attributes, and ListenerPolicy gives policies to a port; LBSSLNegotiationPolicy does
 * both. They refer to each other by name or by labels.
 */
#include "read/declared/kubernetes.h"

#define ATTRIBUTES_MOST 512 /* there are fewer ciphers and protocols */
#define NEGOTIATION     "SSLNegotiationPolicyType"

/* A policy that attributes make. */
struct made {
    const struct elb_k8s_object *object;
    const char *load_balancer;
    struct elb_declared_policy policy;
    bool is_used;
};

/* The policies of one port. */
struct attached {
    struct made **items;
    size_t count;
    size_t capacity;
};

static const struct elb_node *field(const struct elb_k8s_object *object, const char *key)
{
    const struct elb_node *spec = elb_node_get(object->node, "spec");
    const struct elb_node *value = elb_declared_get(elb_node_get(spec, "forProvider"), key);

    return value ? value : elb_declared_get(elb_node_get(spec, "initProvider"), key);
}

static bool is_kind(const struct elb_k8s_object *object, const char *kind)
{
    return elb_text_is(object->kind, kind);
}

/* ---- Which load balancer -------------------------------------------------------------------- */

static const char *id_of(struct elb_k8s *k8s, const struct elb_k8s_object *elb)
{
    return elb_arena_printf(k8s->arena, "%s %s", elb->file->path, elb->address);
}

/* The id of what the object refers to; a name that is nowhere in sight stands for itself. */
static enum elb_status find_load_balancer(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                          const char **ret_id, struct elb_error *reterr)
{
    const bool is_both = is_kind(object, "LBSSLNegotiationPolicy");
    const struct elb_node *reference =
        field(object, is_both ? "loadBalancerRef" : "loadBalancerNameRef");
    const struct elb_node *selector =
        field(object, is_both ? "loadBalancerSelector" : "loadBalancerNameSelector");
    const struct elb_node *name = elb_node_get(reference, "name");
    const struct elb_k8s_object *elb = NULL;
    const struct elb_k8s_found *found = NULL;
    enum elb_status status = elb_k8s_find_labelled(
        k8s, object, "ELB", elb_node_get(selector, "matchLabels"), &elb, reterr);

    if (!name)
        name = field(object, is_both ? "loadBalancer" : "loadBalancerName");
    if (status == ELB_OK && !elb && elb_node_is_string(name))
        status = elb_k8s_find(k8s, "ELB", elb_node_text(name), object->file, &found, reterr);
    if (status != ELB_OK)
        return status;
    if (found)
        elb = found->items[0];
    *ret_id = elb ? id_of(k8s, elb)
                  : elb_arena_printf(k8s->arena, "%s %.*s", object->file->path,
                                     ELB_TEXT_ARGS(elb_node_text(name)));
    return *ret_id ? ELB_OK : elb_error_set_memory(reterr);
}

static void **place_of(struct elb_k8s *k8s, const char *load_balancer, const char *what,
                       struct elb_text name)
{
    const char *key = elb_arena_printf(k8s->arena, "classic\n%s\n%s\n%.*s", load_balancer, what,
                                       ELB_TEXT_ARGS(name));

    return key ? elb_map_put(&k8s->groups, k8s->arena, elb_text_from(key)) : NULL;
}

/* ---- Policies ------------------------------------------------------------------------------- */

static enum elb_status make_policy(struct elb_k8s *k8s, struct made *made, const char *list_key,
                                   const char *name_key, struct elb_error *reterr)
{
    const struct elb_node *list = field(made->object, list_key);
    const struct elb_node *name = field(made->object, name_key);
    struct elb_declared_attribute *attributes =
        elb_arena_alloc_array(k8s->arena, ATTRIBUTES_MOST, sizeof(*attributes));
    size_t count = 0;
    enum elb_status status;

    if (!attributes)
        return elb_error_set_memory(reterr);
    for (size_t i = 0;
         elb_node_is_sequence(list) && i < elb_node_count(list) && count < ATTRIBUTES_MOST; i++) {
        const struct elb_node *item = elb_node_at(list, i);

        attributes[count++] =
            (struct elb_declared_attribute){.name = elb_node_text(elb_node_get(item, "name")),
                                            .value = elb_node_text(elb_node_get(item, "value"))};
    }
    status = elb_declared_classic(k8s->listeners, made->object->file,
                                  name ? elb_node_text(name) : made->object->name, attributes,
                                  count, &made->policy, reterr);
    made->policy.path = made->object->file->path;
    made->policy.span = name ? elb_declared_span(name) : made->object->span;
    if (count > 0)
        made->policy.span = elb_declared_span(elb_node_at(list, 0));
    return status;
}

static enum elb_status attach(struct elb_k8s *k8s, struct made *made, struct elb_text port,
                              struct elb_error *reterr)
{
    void **place = place_of(k8s, made->load_balancer, "port", port);
    struct attached *attached;
    struct made **items;

    if (place && !*place)
        *place = elb_arena_alloc(k8s->arena, sizeof(*attached));
    if (!place || !*place)
        return elb_error_set_memory(reterr);
    attached = *place;
    items = elb_arena_grow(k8s->arena, attached->items, attached->count, &attached->capacity,
                           sizeof(struct made *));
    if (!items)
        return elb_error_set_memory(reterr);
    items[attached->count++] = made;
    attached->items = items;
    made->is_used = true;
    return ELB_OK;
}

static enum elb_status read_policy(struct elb_k8s *k8s, struct made *made, struct elb_error *reterr)
{
    const bool is_both = is_kind(made->object, "LBSSLNegotiationPolicy");
    const struct elb_node *type = field(made->object, "policyTypeName");
    enum elb_status status;
    void **place;

    if (!is_both &&
        (!is_kind(made->object, "Policy") || (type && !elb_node_text_is(type, NEGOTIATION))))
        return ELB_OK;
    status = find_load_balancer(k8s, made->object, &made->load_balancer, reterr);
    if (status == ELB_OK)
        status = make_policy(k8s, made, is_both ? "attribute" : "policyAttribute",
                             is_both ? "name" : "policyName", reterr);
    if (status != ELB_OK)
        return status;
    if (is_both)
        return attach(k8s, made, elb_node_text(field(made->object, "lbPort")), reterr);
    place = place_of(k8s, made->load_balancer, "policy", elb_text_from(made->policy.name));
    if (!place)
        return elb_error_set_memory(reterr);
    *place = made;
    return ELB_OK;
}

static enum elb_status read_attachment(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                       struct elb_error *reterr)
{
    const struct elb_node *names = field(object, "policyNames");
    const char *id;
    enum elb_status status = find_load_balancer(k8s, object, &id, reterr);

    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(names) && i < elb_node_count(names);
         i++) {
        void **place = place_of(k8s, id, "policy", elb_node_text(elb_node_at(names, i)));

        if (!place)
            return elb_error_set_memory(reterr);
        if (*place)
            status = attach(k8s, *place, elb_node_text(field(object, "loadBalancerPort")), reterr);
    }
    return status;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

static enum elb_status take_policies(struct elb_k8s *k8s, const struct attached *attached,
                                     struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_declared_policy *policies;

    if (!attached)
        return ELB_OK;
    policies = elb_arena_alloc_array(k8s->arena, attached->count, sizeof(*policies));
    if (!policies)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < attached->count; i++)
        policies[i] = attached->items[i]->policy;
    listener->policies = policies;
    listener->policy_count = attached->count;
    listener->all_apply = attached->count > 1;
    return ELB_OK;
}

static enum elb_status add_listener(struct elb_k8s *k8s, const struct elb_k8s_object *elb,
                                    const struct elb_node *node, struct elb_error *reterr)
{
    const struct elb_node *protocol = elb_node_get(node, "lbProtocol");
    const struct elb_node *port = elb_node_get(node, "lbPort");
    const char *what = elb_arena_printf(k8s->arena, ":%.*s", ELB_TEXT_ARGS(elb_node_text(port)));
    bool out_of_memory = false;
    struct elb_listener listener = {
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = id_of(k8s, elb),
        .port = elb_declared_port(port),
        .span = elb_declared_span(protocol ? protocol : node),
    };
    void **place = listener.load_balancer_id
                       ? place_of(k8s, listener.load_balancer_id, "port", elb_node_text(port))
                       : NULL;
    enum elb_status status;

    listener.protocol = elb_declared_upper(k8s->listeners, elb_node_text(protocol), &out_of_memory);
    listener.target_protocol = elb_declared_upper(
        k8s->listeners, elb_node_text(elb_node_get(node, "instanceProtocol")), &out_of_memory);
    if (!place || !what || out_of_memory)
        return elb_error_set_memory(reterr);
    status = take_policies(k8s, *place, &listener, reterr);
    return status == ELB_OK ? elb_k8s_add(k8s, elb, what, &listener, reterr) : status;
}

static enum elb_status add_load_balancer(struct elb_k8s *k8s, const struct elb_k8s_object *elb,
                                         struct elb_error *reterr)
{
    const struct elb_node *listeners = field(elb, "listener");
    enum elb_status status = ELB_OK;

    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(listeners) && i < elb_node_count(listeners); i++)
        status = add_listener(k8s, elb, elb_node_at(listeners, i), reterr);
    return status;
}

static enum elb_status add_unused(struct elb_k8s *k8s, const struct made *made,
                                  struct elb_error *reterr)
{
    struct elb_declared_policy *policy = elb_arena_alloc(k8s->arena, sizeof(*policy));
    struct elb_listener listener = {
        .declaration = ELB_DECLARED_POLICY,
        .load_balancer = ELB_LB_CLASSIC,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = made->load_balancer,
        .span = made->policy.span,
        .policies = policy,
        .policy_count = 1,
    };

    if (!policy)
        return elb_error_set_memory(reterr);
    *policy = made->policy;
    return elb_k8s_add(k8s, made->object, NULL, &listener, reterr);
}

enum elb_status elb_k8s_finish_classic(struct elb_k8s *k8s, struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[ELB_K8S_CLASSIC];
    struct made *made = elb_arena_alloc_array(k8s->arena, list->count, sizeof(*made));
    enum elb_status status = ELB_OK;

    if (!made)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < list->count; i++) {
        made[i].object = list->items[i];
        status = read_policy(k8s, &made[i], reterr);
    }
    for (size_t i = 0; status == ELB_OK && i < list->count; i++) {
        if (is_kind(list->items[i], "ListenerPolicy"))
            status = read_attachment(k8s, list->items[i], reterr);
    }
    for (size_t i = 0; status == ELB_OK && i < list->count; i++) {
        if (is_kind(list->items[i], "ELB"))
            status = add_load_balancer(k8s, list->items[i], reterr);
        else if (made[i].load_balancer && !made[i].is_used)
            status = add_unused(k8s, &made[i], reterr);
    }
    return status;
}
