/* SPDX-License-Identifier: MIT */

/*
 * Listeners as resources of their own, of Crossplane (elbv2.aws.upbound.io,
 * elbv2.aws.crossplane.io) and of AWS Controllers for Kubernetes (elbv2.services.k8s.aws); with the
 * load balancers that they refer to by name or by labels.
 */
#include "read/declared/kubernetes.h"

/* Crossplane has its fields under spec.forProvider, or once at the start spec.initProvider. */
static const struct elb_node *field(const struct elb_k8s_object *object, const char *key)
{
    const struct elb_node *spec = elb_node_get(object->node, "spec");
    const struct elb_node *value = elb_declared_get(elb_node_get(spec, "forProvider"), key);

    if (!value)
        value = elb_declared_get(elb_node_get(spec, "initProvider"), key);
    return value ? value : elb_declared_get(spec, key);
}

/* ---- Load balancers ------------------------------------------------------------------------- */

static enum elb_status find_load_balancer(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                          const struct elb_k8s_object **ret,
                                          struct elb_error *reterr)
{
    const struct elb_node *names[] = {
        elb_node_get(field(object, "loadBalancerArnRef"), "name"),
        elb_node_get_path(field(object, "loadBalancerRef"), "from", "name", NULL),
    };
    static const char *const kinds[] = {"LB", "LoadBalancer"};
    const struct elb_node *name = names[0] ? names[0] : names[1];
    const struct elb_k8s_found *found = NULL;
    enum elb_status status;

    *ret = NULL;
    status = elb_k8s_find_labelled(
        k8s, object, "LB", elb_node_get(field(object, "loadBalancerArnSelector"), "matchLabels"),
        ret, reterr);
    for (size_t i = 0; status == ELB_OK && !found && elb_node_is_string(name) && i < 2; i++)
        status = elb_k8s_find(k8s, kinds[i], elb_node_text(name), object->file, &found, reterr);
    if (status == ELB_OK && found)
        *ret = found->items[0];
    return status;
}

static enum elb_load_balancer type_of(const struct elb_k8s_object *balancer)
{
    const struct elb_node *type = field(balancer, "loadBalancerType");

    if (!type)
        type = field(balancer, "type");
    if (!type || elb_node_text_is(type, "application"))
        return ELB_LB_APPLICATION;
    return elb_node_text_is(type, "network") ? ELB_LB_NETWORK : 0;
}

static enum elb_status set_load_balancer(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                         struct elb_listener *listener, struct elb_error *reterr)
{
    static const char *const keys[] = {"loadBalancerArn", "loadBalancerARN"};
    const struct elb_k8s_object *balancer;
    enum elb_status status = find_load_balancer(k8s, object, &balancer, reterr);

    if (status != ELB_OK)
        return status;
    if (balancer) {
        listener->load_balancer = type_of(balancer);
        listener->load_balancer_from = ELB_KNOWN_REFERENCE;
        listener->load_balancer_id =
            elb_arena_printf(k8s->arena, "%s %s", balancer->file->path, balancer->address);
        return listener->load_balancer_id ? ELB_OK : elb_error_set_memory(reterr);
    }
    for (size_t i = 0; i < 2; i++) {
        const struct elb_text arn = elb_node_text(field(object, keys[i]));

        if (!elb_declared_arn_type(arn))
            continue;
        listener->load_balancer = elb_declared_arn_type(arn);
        listener->load_balancer_from = ELB_KNOWN_REFERENCE;
        listener->load_balancer_id = arn.start;
    }
    return ELB_OK;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

/* A mapping, or a list of one. */
static const struct elb_node *first_of(const struct elb_node *node)
{
    return elb_node_is_sequence(node) ? elb_node_at(node, 0) : node;
}

static bool redirects(const struct elb_k8s_object *object)
{
    const struct elb_node *actions = field(object, "defaultActions");
    const struct elb_node *action = first_of(actions ? actions : field(object, "defaultAction"));
    const struct elb_node *config = elb_node_get(action, "redirectConfig");
    const struct elb_node *redirect = first_of(config ? config : elb_node_get(action, "redirect"));
    const struct elb_node *type = elb_node_get(action, "type");

    return elb_node_text_is(type, "redirect") &&
           elb_node_text_is(elb_node_get(redirect, "protocol"), "HTTPS");
}

static enum elb_status add_listener(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                    struct elb_error *reterr)
{
    static const char key[] = "sslPolicy";
    const struct elb_node *protocol = field(object, "protocol");
    const bool is_known = protocol && elb_node_is_scalar(protocol) &&
                          !elb_setting_is_expression(elb_node_text(protocol));
    struct elb_listener listener = {
        .port = elb_declared_port(field(object, "port")),
        .span = elb_declared_span(protocol),
    };
    bool out_of_memory = false;
    struct elb_setting setting;
    enum elb_status status =
        elb_setting_read(k8s->listeners, object->file, field(object, key), key, &setting, reterr);

    if (status == ELB_OK)
        status = set_load_balancer(k8s, object, &listener, reterr);
    if (status != ELB_OK)
        return status;
    if (is_known)
        listener.protocol =
            elb_declared_upper(k8s->listeners, elb_node_text(protocol), &out_of_memory);
    listener.redirects = !elb_declared_is_tls(listener.protocol) && redirects(object);
    if (!setting.is_empty)
        elb_setting_apply(&setting, object->file, &listener);
    if (out_of_memory || !elb_setting_describe(k8s->listeners, object->syntax, key, &listener))
        return elb_error_set_memory(reterr);
    return elb_k8s_add(k8s, object, NULL, &listener, reterr);
}

enum elb_status elb_k8s_finish_listeners(struct elb_k8s *k8s, struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[ELB_K8S_LISTENERS];
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < list->count; i++)
        status = add_listener(k8s, list->items[i], reterr);
    return status;
}
