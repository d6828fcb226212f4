/* SPDX-License-Identifier: MIT */

/* Routes of the Gateway API: the listeners whose requests are all sent on to HTTPS. */
#include "read/declared/kubernetes.h"

/* The name of the filter's scheme is in lower case by the API's rules. */
static bool redirects(const struct elb_node *rule)
{
    const struct elb_node *filters = elb_node_get(rule, "filters");

    for (size_t i = 0; elb_node_is_sequence(filters) && i < elb_node_count(filters); i++) {
        const struct elb_node *filter = elb_node_at(filters, i);

        if (elb_node_text_is(elb_node_get(filter, "type"), "RequestRedirect") &&
            elb_node_text_is(elb_node_get_path(filter, "requestRedirect", "scheme", NULL), "https"))
            return true;
    }
    return false;
}

static const char *section_key(struct elb_k8s *k8s, const struct elb_declared_file *file,
                               struct elb_text gateway, struct elb_text section)
{
    const struct elb_text folder = elb_k8s_folder(elb_text_from(file->path));

    return elb_arena_printf(k8s->arena, "route\n%.*s\n%.*s\n%.*s", ELB_TEXT_ARGS(folder),
                            ELB_TEXT_ARGS(gateway), ELB_TEXT_ARGS(section));
}

/* Notes which listeners of Gateways have routes, and whether all of them redirect. */
static enum elb_status note_parent(struct elb_k8s *k8s, const struct elb_k8s_object *route,
                                   const struct elb_node *parent, bool all_redirect,
                                   struct elb_error *reterr)
{
    const char *key = section_key(k8s, route->file, elb_node_text(elb_node_get(parent, "name")),
                                  elb_node_text(elb_node_get(parent, "sectionName")));
    void **place = key ? elb_map_put(&k8s->groups, k8s->arena, elb_text_from(key)) : NULL;

    if (!place)
        return elb_error_set_memory(reterr);
    if (!all_redirect)
        *place = (void *)route;
    else if (!*place)
        *place = k8s; /* which says: all */
    return ELB_OK;
}

enum elb_status elb_k8s_read_route(struct elb_k8s *k8s, const struct elb_k8s_object *route,
                                   struct elb_error *reterr)
{
    const struct elb_node *spec = elb_node_get(route->node, "spec");
    const struct elb_node *rules = elb_node_get(spec, "rules");
    const struct elb_node *parents = elb_node_get(spec, "parentRefs");
    bool all_redirect = elb_node_is_sequence(rules) && elb_node_count(rules) > 0;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; all_redirect && i < elb_node_count(rules); i++)
        all_redirect = redirects(elb_node_at(rules, i));
    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(parents) && i < elb_node_count(parents); i++)
        status = note_parent(k8s, route, elb_node_at(parents, i), all_redirect, reterr);
    return status;
}

enum elb_status elb_k8s_is_redirected(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                      struct elb_text section, bool *ret_redirects,
                                      struct elb_error *reterr)
{
    const char *of_one = section_key(k8s, object->file, object->name, section);
    const char *of_all = section_key(k8s, object->file, object->name, ELB_TEXT(""));
    const void *one = of_one ? elb_map_get(&k8s->groups, elb_text_from(of_one)) : NULL;
    const void *all = of_all ? elb_map_get(&k8s->groups, elb_text_from(of_all)) : NULL;

    if (!of_one || !of_all)
        return elb_error_set_memory(reterr);
    *ret_redirects = (one || all) && (!one || one == k8s) && (!all || all == k8s);
    return ELB_OK;
}
