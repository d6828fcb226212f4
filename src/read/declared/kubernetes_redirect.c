/* SPDX-License-Identifier: MIT */

/*
 * Whether the HTTP listeners of an Ingress send all requests on to HTTPS: by the annotation
 * ssl-redirect, or by an older way, an action that is a redirect and comes first in all rules.
 */
#include "read/declared/kubernetes_ingress.h"

/* In JSON for Go, the letters of a key may be of any case. */
static const struct elb_node *get_nocase(const struct elb_node *mapping, const char *key)
{
    for (size_t i = 0; elb_node_is_mapping(mapping) && i < elb_node_count(mapping); i++) {
        if (elb_text_is_nocase(elb_node_text(elb_node_key_at(mapping, i)), key))
            return elb_node_at(mapping, i);
    }
    return NULL;
}

static bool is_to_https(const struct elb_node *action)
{
    const struct elb_node *config = get_nocase(action, "redirectConfig");

    return elb_text_is_nocase(elb_node_text(get_nocase(action, "type")), "redirect") &&
           elb_text_is(elb_node_text(get_nocase(config, "protocol")), "HTTPS");
}

/* The action of this name. */
static enum elb_status read_action(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   struct elb_text name, bool *ret_redirects,
                                   struct elb_error *reterr)
{
    const struct elb_limits limits = {.depth = 16, .bytes = UINT16_MAX, .nodes = UINT16_MAX};
    const char *key =
        elb_arena_printf(k8s->arena, ELB_K8S_INGRESS "actions.%.*s", ELB_TEXT_ARGS(name));
    const struct elb_node *value = key ? elb_k8s_annotation(object, key) : NULL;
    const struct elb_node *root = NULL;
    enum elb_status status;

    if (!key)
        return elb_error_set_memory(reterr);
    if (!value)
        return ELB_OK;
    status = elb_json_read(k8s->arena, elb_node_text(value), NULL, &limits, &root, NULL);
    if (status == ELB_ERROR_MEMORY)
        return elb_error_set_memory(reterr);
    *ret_redirects = status == ELB_OK && is_to_https(root);
    return ELB_OK;
}

/* What a rule's first path, if it takes all requests, or a default backend goes to. */
static struct elb_text service_of(const struct elb_node *backend)
{
    const struct elb_node *name = elb_node_get_path(backend, "service", "name", NULL);

    return elb_node_text(name ? name : elb_node_get(backend, "serviceName"));
}

static struct elb_text first_service(const struct elb_node *rule)
{
    const struct elb_node *path = elb_node_at(elb_node_get_path(rule, "http", "paths", NULL), 0);
    const struct elb_text prefix = elb_node_text(elb_node_get(path, "path"));

    if (prefix.length > 0 && !elb_text_is(prefix, "/") && !elb_text_is(prefix, "/*"))
        return ELB_TEXT("");
    return service_of(elb_node_get(path, "backend"));
}

static enum elb_status read_rules(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                  struct elb_error *reterr)
{
    const struct elb_node *spec = elb_node_get(ingress->object->node, "spec");
    const struct elb_node *rules = elb_node_get(spec, "rules");
    bool redirects = elb_node_is_sequence(rules) && elb_node_count(rules) > 0;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && redirects && i < elb_node_count(rules); i++) {
        redirects = false;
        status = read_action(k8s, ingress->object, first_service(elb_node_at(rules, i)), &redirects,
                             reterr);
    }
    ingress->redirects = redirects;
    return status;
}

enum elb_status elb_k8s_resolve_redirect(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                         struct elb_error *reterr)
{
    const struct elb_node *port =
        elb_k8s_annotation(ingress->object, ELB_K8S_INGRESS "ssl-redirect");

    if (elb_node_text(port).length > 0 || elb_k8s_class_value(ingress, "sslRedirectPort")) {
        ingress->redirects = true;
        return ELB_OK;
    }
    if (!elb_k8s_has_annotations(ingress->object->annotations, ELB_K8S_INGRESS "actions."))
        return ELB_OK;
    return read_rules(k8s, ingress, reterr);
}
