/* SPDX-License-Identifier: MIT */

/*
 * Classes of Ingresses. What IngressClassParams say beats the annotations of the Ingress. Source:
 * docs/guide/ingress/ingress_class.md of kubernetes-sigs/aws-load-balancer-controller.
 */
#include "read/declared/kubernetes_ingress.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_our_controller(const struct elb_node *controller)
{
    return elb_node_text_is(controller, "ingress.k8s.aws/alb") ||
           elb_node_text_is(controller, "eks.amazonaws.com/alb");
}

/* Names that classes of other controllers go by. Their Ingresses often keep our annotations. */
static bool is_foreign(struct elb_text name)
{
    static const char *const names[] = {
        "traefik", "haproxy", "istio",  "kong",
        "contour", "gce",     "cilium", "azure-application-gateway"};

    for (size_t i = 0; i < COUNT(names); i++) {
        if (elb_text_is(name, names[i]))
            return true;
    }
    return elb_text_has_prefix(name, "nginx") || elb_text_has_suffix(name, "nginx");
}

static bool has_our_annotations(const struct elb_k8s_object *object)
{
    return elb_k8s_has_annotations(object->annotations, ELB_K8S_INGRESS);
}

static enum elb_status find_params(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                   const struct elb_k8s_object *class, struct elb_error *reterr)
{
    const struct elb_node *name =
        elb_node_get_path(class->node, "spec", "parameters", "name", NULL);

    if (!elb_node_is_string(name))
        return ELB_OK;
    return elb_k8s_find(k8s, "IngressClassParams", elb_node_text(name), ingress->object->file,
                        &ingress->params, reterr);
}

static enum elb_status use_class(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                 const struct elb_k8s_found *found, struct elb_error *reterr)
{
    const struct elb_k8s_object *class = found->items[0];

    ingress->is_ours =
        is_our_controller(elb_node_get_path(class->node, "spec", "controller", NULL));
    return ingress->is_ours ? find_params(k8s, ingress, class, reterr) : ELB_OK;
}

/* Without a class, the cluster's default one is taken. */
static enum elb_status use_default_class(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                         struct elb_error *reterr)
{
    const struct elb_k8s_found *found;
    enum elb_status status = elb_k8s_find(k8s, "default IngressClass", ELB_TEXT(""),
                                          ingress->object->file, &found, reterr);

    ingress->is_ours = has_our_annotations(ingress->object);
    if (status != ELB_OK || !found || ingress->object->is_part)
        return status;
    return use_class(k8s, ingress, found, reterr);
}

enum elb_status elb_k8s_resolve_class(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                      struct elb_error *reterr)
{
    const struct elb_k8s_object *object = ingress->object;
    const struct elb_node *older = elb_k8s_annotation(object, ELB_K8S_INGRESS_CLASS);
    const struct elb_node *node = elb_node_get_path(object->node, "spec", "ingressClassName", NULL);
    const struct elb_text name = elb_node_text(older ? older : node);
    const struct elb_k8s_found *found = NULL;
    enum elb_status status = ELB_OK;

    if (name.length == 0)
        return use_default_class(k8s, ingress, reterr);
    if (!older)
        status = elb_k8s_find(k8s, "IngressClass", name, object->file, &found, reterr);
    if (status != ELB_OK)
        return status;
    if (found)
        return use_class(k8s, ingress, found, reterr);
    ingress->is_ours =
        elb_text_is(name, "alb") || (has_our_annotations(object) && !is_foreign(name));
    return ELB_OK;
}

const struct elb_node *elb_k8s_class_value(const struct elb_k8s_ingress *ingress, const char *key)
{
    for (size_t i = 0; ingress->params && i < ingress->params->count; i++) {
        const struct elb_node *value =
            elb_node_get(elb_node_get(ingress->params->items[i]->node, "spec"), key);

        if (value && !elb_node_is_null(value))
            return value;
    }
    return NULL;
}

/* ---- The policy ----------------------------------------------------------------------------- */

/* Several parameters of one name: which of them are in the cluster isn't known. */
static enum elb_status choose_params(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                     struct elb_error *reterr)
{
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(k8s->arena, ELB_K8S_SIMILAR_MOST, sizeof(*policies));
    size_t count = 0;

    if (!policies)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; i < ingress->params->count; i++) {
        struct elb_k8s_object *params = ingress->params->items[i];

        if (params->setting.policy_count == 0)
            continue;
        policies[count] = params->setting.policies[0];
        policies[count].how = ELB_HOW_CONDITIONAL;
        policies[count].reason = elb_arena_printf(k8s->arena, "if the cluster has the %s of %s",
                                                  params->address, params->file->path);
        if (!policies[count++].reason)
            return elb_error_set_memory(reterr);
    }
    ingress->setting.policies = policies;
    ingress->setting.policy_count = count;
    return ELB_OK;
}

static bool is_same(const struct elb_setting *a, const struct elb_setting *b)
{
    return a->policy_count == 1 && b->policy_count == 1 && a->policies[0].name &&
           b->policies[0].name && strcmp(a->policies[0].name, b->policies[0].name) == 0;
}

static void use_all(struct elb_k8s_ingress *ingress, bool *ret_differ)
{
    for (size_t i = 0; i < ingress->params->count; i++) {
        struct elb_k8s_object *params = ingress->params->items[i];

        if (!params->setting.is_set || params->setting.is_empty)
            continue;
        params->is_used = true;
        if (!ingress->setting.is_set)
            ingress->setting = params->setting;
        else if (!is_same(&ingress->setting, &params->setting))
            *ret_differ = true;
    }
}

/* An explicit one says where it comes from. */
static enum elb_status explain(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                               struct elb_error *reterr)
{
    struct elb_declared_policy *policy;

    ingress->key = "sslPolicy";
    if (ingress->setting.policy_count != 1 || ingress->setting.policies[0].how)
        return ELB_OK;
    policy = elb_arena_alloc(k8s->arena, sizeof(*policy));
    if (!policy)
        return elb_error_set_memory(reterr);
    *policy = ingress->setting.policies[0];
    policy->reason = "by IngressClassParams, which come before the annotation";
    ingress->setting.policies = policy;
    return ELB_OK;
}

enum elb_status elb_k8s_resolve_policy(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                       struct elb_error *reterr)
{
    static const char key[] = ELB_K8S_INGRESS "ssl-policy";
    bool differ = false;

    if (ingress->params)
        use_all(ingress, &differ);
    if (differ) {
        ingress->key = "sslPolicy";
        return choose_params(k8s, ingress, reterr);
    }
    if (ingress->setting.is_set)
        return explain(k8s, ingress, reterr);
    ingress->key = key;
    return elb_setting_read(k8s->listeners, ingress->object->file,
                            elb_k8s_annotation(ingress->object, key), key, &ingress->setting,
                            reterr);
}
