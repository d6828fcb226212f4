/* SPDX-License-Identifier: MIT */

/*
 * Ingresses of the AWS Load Balancer Controller: the listeners of Application Load Balancers. Those
 * of one group share a load balancer, and what one of them says of a port holds for all.
 */
#include "read/declared/kubernetes_ingress.h"

#include <stdio.h>

#define IN_PART "only a part of the Ingress is here: that it is HTTPS follows from the policy"

/* ---- Groups --------------------------------------------------------------------------------- */

static void **group_place(struct elb_k8s *k8s, const char *key)
{
    return key ? elb_map_put(&k8s->groups, k8s->arena, elb_text_from(key)) : NULL;
}

static struct elb_text group_of(const struct elb_k8s_ingress *ingress)
{
    const struct elb_node *of_class = elb_node_get(elb_k8s_class_value(ingress, "group"), "name");

    return elb_node_text(
        of_class ? of_class : elb_k8s_annotation(ingress->object, ELB_K8S_INGRESS "group.name"));
}

/*
 * An Ingress that is there twice can't be in one cluster: then the files are those of several, and
 * a group is one of each folder.
 */
static enum elb_status note_group(struct elb_k8s *k8s, const struct elb_k8s_ingress *ingress,
                                  struct elb_error *reterr)
{
    const struct elb_k8s_object *object = ingress->object;
    void **seen =
        group_place(k8s, elb_arena_printf(k8s->arena, "%.*s\n%s", ELB_TEXT_ARGS(ingress->group),
                                          object->address));
    void **is_split =
        group_place(k8s, elb_arena_printf(k8s->arena, "split %.*s", ELB_TEXT_ARGS(ingress->group)));

    if (!seen || !is_split)
        return elb_error_set_memory(reterr);
    if (*seen && *seen != object->file)
        *is_split = k8s;
    *seen = (void *)object->file;
    return ELB_OK;
}

static enum elb_status name_load_balancer(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                          struct elb_error *reterr)
{
    const struct elb_k8s_object *object = ingress->object;
    struct elb_text scope = ELB_TEXT("");
    void **is_split =
        group_place(k8s, elb_arena_printf(k8s->arena, "split %.*s", ELB_TEXT_ARGS(ingress->group)));

    if (!is_split)
        return elb_error_set_memory(reterr);
    if (object->is_part || elb_setting_is_expression(ingress->group))
        scope = elb_text_from(object->file->path);
    else if (*is_split)
        scope = elb_k8s_folder(elb_text_from(object->file->path));
    if (ingress->group.length > 0)
        ingress->id =
            elb_arena_printf(k8s->arena, "ingress-group %.*s%s%.*s", ELB_TEXT_ARGS(ingress->group),
                             scope.length ? " " : "", ELB_TEXT_ARGS(scope));
    else
        ingress->id =
            elb_arena_printf(k8s->arena, "ingress %s %s", object->file->path, object->address);
    return ingress->id ? ELB_OK : elb_error_set_memory(reterr);
}

/* The first Ingress of the load balancer that has a policy. */
static struct elb_k8s_ingress **policy_of_group(struct elb_k8s *k8s,
                                                const struct elb_k8s_ingress *ingress, int port)
{
    return (struct elb_k8s_ingress **)group_place(
        k8s, elb_arena_printf(k8s->arena, "%s\n%d", ingress->id, port));
}

static void **redirect_of_group(struct elb_k8s *k8s, const struct elb_k8s_ingress *ingress)
{
    return group_place(k8s, elb_arena_printf(k8s->arena, "%s\nredirect", ingress->id));
}

static enum elb_status join_group(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                  struct elb_error *reterr)
{
    void **redirects = redirect_of_group(k8s, ingress);

    if (!redirects)
        return elb_error_set_memory(reterr);
    if (ingress->redirects && !*redirects)
        *redirects = ingress;
    for (size_t i = 0; ingress->setting.is_set && i < ingress->port_count; i++) {
        struct elb_k8s_ingress **first = policy_of_group(k8s, ingress, ingress->ports[i].port);

        if (!first)
            return elb_error_set_memory(reterr);
        if (!*first && ingress->ports[i].is_tls)
            *first = ingress;
    }
    return ELB_OK;
}

/* ---- One Ingress ---------------------------------------------------------------------------- */

static bool has_certificate(const struct elb_k8s_ingress *ingress)
{
    return ingress->certificate || elb_k8s_class_value(ingress, "certificateArn") ||
           elb_k8s_class_value(ingress, "certificateARNs");
}

/* Without listen-ports: 443 with a certificate, else 80. */
static enum elb_status default_port(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                    struct elb_error *reterr)
{
    const bool is_tls = has_certificate(ingress);

    if (ingress->object->is_part && !is_tls)
        return ELB_OK;
    ingress->ports = elb_arena_alloc(k8s->arena, sizeof(*ingress->ports));
    if (!ingress->ports)
        return elb_error_set_memory(reterr);
    ingress->ports[0] = (struct elb_k8s_port){.is_tls = is_tls, .port = is_tls ? 443 : 80};
    ingress->port_count = 1;
    return ELB_OK;
}

static bool is_template(const struct elb_k8s_ingress *ingress)
{
    return ingress->listen_ports &&
           (!elb_node_is_scalar(ingress->listen_ports) ||
            elb_setting_is_expression(elb_node_text(ingress->listen_ports)));
}

static enum elb_status read_ports(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                  struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (!ingress->listen_ports)
        status = default_port(k8s, ingress, reterr);
    else if (!is_template(ingress))
        status = elb_k8s_read_ports(k8s, ingress->object, ingress->listen_ports, &ingress->ports,
                                    &ingress->port_count, reterr);
    for (size_t i = 0; i < ingress->port_count; i++)
        ingress->has_tls |= ingress->ports[i].is_tls;
    return status;
}

static enum elb_status read_ingress(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                    struct elb_error *reterr)
{
    enum elb_status status = name_load_balancer(k8s, ingress, reterr);

    ingress->listen_ports = elb_k8s_annotation(ingress->object, ELB_K8S_INGRESS "listen-ports");
    ingress->certificate = elb_k8s_annotation(ingress->object, ELB_K8S_INGRESS "certificate-arn");
    if (status == ELB_OK)
        status = elb_k8s_resolve_policy(k8s, ingress, reterr);
    if (status == ELB_OK)
        status = elb_k8s_resolve_redirect(k8s, ingress, reterr);
    if (status == ELB_OK)
        status = read_ports(k8s, ingress, reterr);
    return status == ELB_OK ? join_group(k8s, ingress, reterr) : status;
}

/* ---- Listeners ------------------------------------------------------------------------------ */

/* What another Ingress of the group says of the same port. */
static enum elb_status take_from_group(struct elb_k8s *k8s, const struct elb_k8s_ingress *other,
                                       struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_declared_policy *policies =
        elb_arena_alloc_array(k8s->arena, other->setting.policy_count, sizeof(*policies));

    if (!policies)
        return elb_error_set_memory(reterr);
    listener->unresolved = other->setting.is_empty ? "\"\"" : other->setting.unresolved;
    if (other->setting.policy_count == 0)
        listener->how = ELB_HOW_UNRESOLVED;
    for (size_t i = 0; i < other->setting.policy_count; i++) {
        policies[i] = other->setting.policies[i];
        policies[i].reason = elb_arena_printf(k8s->arena, "by %s, which is of the same group",
                                              other->object->address);
        if (!policies[i].reason)
            return elb_error_set_memory(reterr);
    }
    listener->policies = policies;
    listener->policy_count = other->setting.policy_count;
    return ELB_OK;
}

static enum elb_status add_policy(struct elb_k8s *k8s, const struct elb_k8s_ingress *ingress,
                                  struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_k8s_ingress **of_group = policy_of_group(k8s, ingress, listener->port);

    if (!of_group)
        return elb_error_set_memory(reterr);
    if (ingress->setting.is_set) {
        elb_setting_apply(&ingress->setting, ingress->object->file, listener);
        return ELB_OK;
    }
    if (*of_group)
        return take_from_group(k8s, *of_group, listener, reterr);
    return elb_k8s_add_default(k8s, ingress->object, listener, reterr);
}

static void set_place(const struct elb_k8s_ingress *ingress, struct elb_listener *listener)
{
    if (ingress->listen_ports)
        listener->span = elb_declared_span(ingress->listen_ports);
    else if (ingress->certificate)
        listener->span = elb_declared_span(ingress->certificate);
}

/* An HTTP listener has a policy only if that can be meant for no other one. */
static enum elb_status add_listener(struct elb_k8s *k8s, const struct elb_k8s_ingress *ingress,
                                    const char *protocol, int port, struct elb_error *reterr)
{
    const bool is_tls = elb_declared_is_tls(protocol);
    const struct elb_node *backend =
        elb_k8s_annotation(ingress->object, ELB_K8S_INGRESS "backend-protocol");
    void **redirects = redirect_of_group(k8s, ingress);
    struct elb_listener listener = {
        .load_balancer = ELB_LB_APPLICATION,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .load_balancer_id = ingress->id,
        .protocol = protocol,
        .port = port,
        .redirects = !is_tls && redirects && *redirects,
        .note = ingress->object->is_part && port < 0 && !ingress->listen_ports ? IN_PART : NULL,
    };
    char what[32] = "listener";
    bool out_of_memory = !redirects;
    enum elb_status status = ELB_OK;

    listener.target_protocol =
        elb_declared_upper(k8s->listeners, elb_node_text(backend), &out_of_memory);
    if (out_of_memory ||
        !elb_setting_describe(k8s->listeners, ingress->object->syntax, ingress->key, &listener))
        return elb_error_set_memory(reterr);
    set_place(ingress, &listener);
    if (protocol && port > 0)
        (void)snprintf(what, sizeof(what), "%s:%d", protocol, port);
    else if (protocol)
        (void)snprintf(what, sizeof(what), "%s", protocol);
    if (is_tls || !protocol)
        status = add_policy(k8s, ingress, &listener, reterr);
    else if (!ingress->has_tls)
        elb_setting_apply(&ingress->setting, ingress->object->file, &listener);
    return status == ELB_OK ? elb_k8s_add(k8s, ingress->object, what, &listener, reterr) : status;
}

/* Ports that can't be read: that there is HTTPS is known by the policy or the certificate. */
static enum elb_status add_unknown(struct elb_k8s *k8s, const struct elb_k8s_ingress *ingress,
                                   struct elb_error *reterr)
{
    const struct elb_text raw = elb_setting_raw(ingress->object->file, ingress->listen_ports);
    const bool is_tls = ingress->setting.is_set || has_certificate(ingress) ||
                        elb_text_find(raw, ELB_TEXT("HTTPS")) != SIZE_MAX;

    if (!is_tls && !ingress->listen_ports)
        return ELB_OK; /* a part that says nothing of listeners */
    return add_listener(k8s, ingress, is_tls ? "HTTPS" : NULL, -1, reterr);
}

static enum elb_status add_listeners(struct elb_k8s *k8s, const struct elb_k8s_ingress *ingress,
                                     struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (ingress->port_count == 0)
        return add_unknown(k8s, ingress, reterr);
    for (size_t i = 0; status == ELB_OK && i < ingress->port_count; i++)
        status = add_listener(k8s, ingress, ingress->ports[i].is_tls ? "HTTPS" : "HTTP",
                              ingress->ports[i].port, reterr);
    return status;
}

/* ---- Zalando's controller ------------------------------------------------------------------- */

/* Source: README.md of zalando-incubator/kube-ingress-aws-controller. */
static enum elb_status add_zalando(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   struct elb_error *reterr)
{
    static const char key[] = ELB_K8S_ZALANDO "ssl-policy";
    const struct elb_node *type = elb_k8s_annotation(object, ELB_K8S_ZALANDO "type");
    const bool is_network = elb_node_text_is(type, "nlb");
    struct elb_listener listener = {
        .load_balancer = is_network ? ELB_LB_NETWORK : ELB_LB_APPLICATION,
        .load_balancer_from = type ? ELB_KNOWN_DECLARED : ELB_KNOWN_INFERRED,
        .protocol = is_network ? "TLS" : "HTTPS",
        .port = 443,
    };
    struct elb_setting setting;
    enum elb_status status = elb_setting_read(
        k8s->listeners, object->file, elb_k8s_annotation(object, key), key, &setting, reterr);

    if (status != ELB_OK || !setting.is_set)
        return status;
    elb_setting_apply(&setting, object->file, &listener);
    if (!elb_setting_describe(k8s->listeners, object->syntax, key, &listener))
        return elb_error_set_memory(reterr);
    return elb_k8s_add(k8s, object, is_network ? "TLS:443" : "HTTPS:443", &listener, reterr);
}

/* ---- All of them ---------------------------------------------------------------------------- */

static enum elb_status resolve(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                               struct elb_error *reterr)
{
    enum elb_status status = elb_k8s_resolve_class(k8s, ingress, reterr);

    if (status != ELB_OK || !ingress->is_ours)
        return status;
    ingress->group = group_of(ingress);
    if (ingress->group.length == 0 || ingress->object->is_part)
        return ELB_OK;
    return note_group(k8s, ingress, reterr);
}

static enum elb_status add_each(struct elb_k8s *k8s, struct elb_k8s_ingress *ingresses,
                                size_t count, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        if (ingresses[i].is_ours)
            status = add_listeners(k8s, &ingresses[i], reterr);
        if (status == ELB_OK)
            status = add_zalando(k8s, ingresses[i].object, reterr);
    }
    return status;
}

enum elb_status elb_k8s_finish_ingresses(struct elb_k8s *k8s, struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[ELB_K8S_INGRESSES];
    struct elb_k8s_ingress *ingresses =
        elb_arena_alloc_array(k8s->arena, list->count, sizeof(*ingresses));
    enum elb_status status = ELB_OK;

    if (!ingresses)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < list->count; i++) {
        ingresses[i].object = list->items[i];
        status = resolve(k8s, &ingresses[i], reterr);
    }
    for (size_t i = 0; status == ELB_OK && i < list->count; i++) {
        if (ingresses[i].is_ours)
            status = read_ingress(k8s, &ingresses[i], reterr);
    }
    return status == ELB_OK ? add_each(k8s, ingresses, list->count, reterr) : status;
}
