/* SPDX-License-Identifier: MIT */

/*
 * Services of type LoadBalancer. Who makes the load balancer decides its type and what the
 * annotations mean: the cloud provider of Kubernetes (Classic, or Network by the type "nlb") or the
 * AWS Load Balancer Controller. Sources: docs/service_controller.md of
 * kubernetes/cloud-provider-aws, docs/guide/service/annotations.md of
 * kubernetes-sigs/aws-load-balancer-controller.
 */
#include "read/declared/kubernetes.h"

#include <stdio.h>

#define WITHOUT_PORTS "only a part of the Service is here: its ports are not known"
#define OPEN_PORTS    "which of its ports are TLS is in a template"
#define STAR                                                                                       \
    "the AWS Load Balancer Controller knows no '*' in ssl-ports: it means all ports without it"

/* More than any load balancer has listeners. */
#define TLS_PORTS_LENGTH 2048

struct service {
    const struct elb_k8s_object *object;
    enum elb_load_balancer type;
    bool type_is_declared;
    bool by_controller; /* the AWS Load Balancer Controller */
    const struct elb_node *certificate;
    const struct elb_node *tls_ports;
    const struct elb_node *backend;
    struct elb_setting setting;
    bool has_tls;
    struct elb_map listed; /* in tls_ports */
};

static const char policy_key[] = ELB_K8S_SERVICE "ssl-negotiation-policy";

/* ---- Whose it is ---------------------------------------------------------------------------- */

static bool is_controller_class(const struct elb_node *class)
{
    return elb_node_text_is(class, "service.k8s.aws/nlb") ||
           elb_node_text_is(class, "eks.amazonaws.com/nlb");
}

static bool is_controller_type(const struct elb_node *type)
{
    return elb_node_text_is(type, "external") || elb_node_text_is(type, "nlb-ip");
}

/* The type of the load balancer; false: it is of something else. */
static bool resolve_type(struct service *service)
{
    const struct elb_k8s_object *object = service->object;
    const struct elb_node *spec = elb_node_get(object->node, "spec");
    const struct elb_node *class =
        elb_node_get(elb_node_is_mapping(spec) ? spec : object->node, "loadBalancerClass");
    const struct elb_node *type = elb_k8s_annotation(object, ELB_K8S_SERVICE "type");

    service->type = ELB_LB_NETWORK;
    service->type_is_declared = true;
    if (elb_node_is_string(class) && elb_node_text(class).length > 0) {
        service->by_controller = is_controller_class(class);
        return service->by_controller;
    }
    if (is_controller_type(type)) {
        service->by_controller = true;
        return true;
    }
    service->type_is_declared = false;
    if (type && elb_setting_is_expression(elb_setting_raw(object->file, type)))
        return true;
    if (type && elb_node_text(type).length > 0) {
        service->type_is_declared = true;
        return elb_node_text_is(type, "nlb");
    }
    service->by_controller = elb_k8s_annotation(object, ELB_K8S_SERVICE "nlb-target-type") != NULL;
    /* A part without a certificate says nothing of the type: that may stand beside the latter. */
    if (!service->by_controller &&
        (!object->is_part || elb_k8s_annotation(object, ELB_K8S_SERVICE "ssl-cert")))
        service->type = ELB_LB_CLASSIC;
    return true;
}

/* Of another type, or without anything that says that AWS makes the load balancer? */
static bool is_load_balancer(const struct elb_k8s_object *object)
{
    const struct elb_node *type = elb_node_get_path(object->node, "spec", "type", NULL);
    const struct elb_node *class =
        elb_node_get_path(object->node, "spec", "loadBalancerClass", NULL);

    if (object->is_part)
        return elb_k8s_annotation(object, ELB_K8S_SERVICE "ssl-cert") ||
               elb_k8s_annotation(object, ELB_K8S_SERVICE "ssl-ports") ||
               elb_k8s_annotation(object, policy_key);
    if (type && !elb_node_text_is(type, "LoadBalancer") &&
        !elb_setting_is_expression(elb_setting_raw(object->file, type)))
        return false;
    if (!type && !class && !elb_k8s_annotation(object, policy_key) &&
        !elb_k8s_annotation(object, ELB_K8S_SERVICE "ssl-cert"))
        return false;
    return is_controller_class(class) ||
           elb_k8s_has_annotations(object->annotations, ELB_K8S_SERVICE);
}

/* ---- One port ------------------------------------------------------------------------------- */

/* Numbers and names of ssl-ports. */
static enum elb_status note_ports(struct elb_k8s *k8s, struct service *service,
                                  struct elb_error *reterr)
{
    struct elb_text rest = elb_node_text(service->tls_ports);
    struct elb_text field;

    while (elb_text_next_field(&rest, ",", &field)) {
        void **place;

        field = elb_text_trim(field);
        if (field.length == 0)
            continue;
        place = elb_map_put(&service->listed, k8s->arena, field);
        if (!place)
            return elb_error_set_memory(reterr);
        *place = k8s;
    }
    return ELB_OK;
}

/* Is the port in ssl-ports, by its number or its name? */
static bool is_listed(const struct service *service, const struct elb_node *port)
{
    const struct elb_text list = elb_text_trim(elb_node_text(service->tls_ports));
    const int number = elb_declared_port(elb_node_get(port, "port"));
    char text[16];

    if (list.length == 0 || elb_text_is(list, "*") || elb_setting_is_expression(list))
        return true;
    (void)snprintf(text, sizeof(text), "%d", number);
    return elb_map_get(&service->listed, elb_text_from(text)) ||
           elb_map_get(&service->listed, elb_node_text(elb_node_get(port, "name")));
}

static bool is_tls_port(const struct service *service, const struct elb_node *port)
{
    const struct elb_text protocol = elb_node_text(elb_node_get(port, "protocol"));

    if (!service->certificate || (protocol.length > 0 && !elb_text_is_nocase(protocol, "TCP")))
        return false;
    return is_listed(service, port);
}

static const char *classic_protocol(const struct service *service, bool is_tls)
{
    const struct elb_text backend = elb_node_text(service->backend);

    if (!is_tls)
        return elb_text_is(backend, "http") ? "HTTP" : "TCP";
    return elb_text_is(backend, "http") || elb_text_is(backend, "https") ? "HTTPS" : "SSL";
}

static const char *protocol_of(struct elb_k8s *k8s, const struct service *service,
                               const struct elb_node *port, bool is_tls, bool *ret_out_of_memory)
{
    const struct elb_text protocol = elb_node_text(elb_node_get(port, "protocol"));

    if (service->type == ELB_LB_CLASSIC)
        return classic_protocol(service, is_tls);
    if (is_tls)
        return "TLS";
    return protocol.length ? elb_declared_upper(k8s->listeners, protocol, ret_out_of_memory)
                           : "TCP";
}

/* Towards the targets. */
static const char *target_of(const struct service *service, bool is_tls)
{
    static const struct {
        const char *word;
        const char *protocol;
    } words[] = {{"http", "HTTP"}, {"https", "HTTPS"}, {"ssl", "SSL"}, {"tcp", "TCP"}};
    const struct elb_text backend = elb_node_text(service->backend);

    if (service->type == ELB_LB_NETWORK)
        return !is_tls ? NULL : elb_text_is(backend, "ssl") ? "TLS" : "TCP";
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (elb_text_is(backend, words[i].word))
            return words[i].protocol;
    }
    return backend.length == 0 ? "TCP" : NULL;
}

/* What makes it TLS is the place; of another port its own protocol, or number. */
static struct elb_span place_of(const struct service *service, const struct elb_node *port,
                                bool is_tls)
{
    const struct elb_node *node = elb_node_get(port, "protocol");

    if (is_tls)
        node = service->tls_ports ? service->tls_ports : service->certificate;
    if (!node)
        node = elb_node_get(port, "port");
    return elb_declared_span(node ? node : port);
}

static enum elb_status add_policy(struct elb_k8s *k8s, const struct service *service, bool is_tls,
                                  struct elb_listener *listener, struct elb_error *reterr)
{
    if (service->setting.is_set && (!service->setting.is_empty || service->by_controller)) {
        if (is_tls || !service->has_tls)
            elb_setting_apply(&service->setting, service->object->file, listener);
        return ELB_OK;
    }
    if (!is_tls)
        return ELB_OK;
    if (service->by_controller)
        return elb_k8s_add_default(k8s, service->object, listener, reterr);
    return elb_k8s_add_known_default(k8s, ELB_K8S_CLOUD, ELB_HOW_DEFAULT, listener, reterr);
}

static const char *what_of(struct elb_k8s *k8s, const struct elb_node *port,
                           const struct elb_listener *listener)
{
    const struct elb_text name = elb_node_text(elb_node_get(port, "name"));

    if (name.length > 0)
        return elb_arena_printf(k8s->arena, "port %.*s", ELB_TEXT_ARGS(name));
    if (listener->port > 0)
        return elb_arena_printf(k8s->arena, "%s:%d", listener->protocol, listener->port);
    return listener->protocol;
}

static bool has_star(const struct service *service)
{
    return service->by_controller &&
           elb_text_is(elb_text_trim(elb_node_text(service->tls_ports)), "*");
}

static const char *note_of(const struct service *service, bool is_tls)
{
    if (!is_tls)
        return NULL;
    if (elb_setting_is_expression(elb_node_text(service->tls_ports)))
        return OPEN_PORTS;
    return has_star(service) ? STAR : NULL;
}

static enum elb_status add_port(struct elb_k8s *k8s, const struct service *service,
                                const struct elb_node *port, struct elb_error *reterr)
{
    const bool is_tls = is_tls_port(service, port);
    bool out_of_memory = false;
    struct elb_listener listener = {
        .load_balancer = service->type,
        .load_balancer_from = service->type_is_declared ? ELB_KNOWN_DECLARED : ELB_KNOWN_INFERRED,
        .port = elb_declared_port(elb_node_get(port, "port")),
        .span = place_of(service, port, is_tls),
        .target_protocol = target_of(service, is_tls),
        .note = note_of(service, is_tls),
    };
    const char *what;
    enum elb_status status;

    listener.protocol = protocol_of(k8s, service, port, is_tls, &out_of_memory);
    listener.load_balancer_id = elb_arena_printf(
        k8s->arena, "service %s %s", service->object->file->path, service->object->address);
    what = what_of(k8s, port, &listener);
    if (out_of_memory || !listener.load_balancer_id || !what ||
        !elb_setting_describe(k8s->listeners, service->object->syntax, policy_key, &listener))
        return elb_error_set_memory(reterr);
    status = add_policy(k8s, service, is_tls, &listener, reterr);
    return status == ELB_OK ? elb_k8s_add(k8s, service->object, what, &listener, reterr) : status;
}

/* ---- Ports that stand elsewhere ------------------------------------------------------------- */

static enum elb_status add_part(struct elb_k8s *k8s, const struct service *service, int port,
                                struct elb_error *reterr)
{
    struct elb_listener listener = {
        .load_balancer = service->type,
        .load_balancer_from = service->type_is_declared ? ELB_KNOWN_DECLARED : ELB_KNOWN_INFERRED,
        .protocol = service->type == ELB_LB_CLASSIC ? classic_protocol(service, true) : "TLS",
        .port = port,
        .span = place_of(service, NULL, true),
        .target_protocol = target_of(service, true),
        .note = port < 0 ? WITHOUT_PORTS : NULL,
    };
    const char *what;
    enum elb_status status;

    listener.load_balancer_id = elb_arena_printf(
        k8s->arena, "service %s %s", service->object->file->path, service->object->address);
    what = what_of(k8s, NULL, &listener);
    if (!listener.load_balancer_id || !what ||
        !elb_setting_describe(k8s->listeners, service->object->syntax, policy_key, &listener))
        return elb_error_set_memory(reterr);
    status = add_policy(k8s, service, true, &listener, reterr);
    return status == ELB_OK ? elb_k8s_add(k8s, service->object, what, &listener, reterr) : status;
}

/* The number of a port that values call by its name: `ports: {https: 443}`. */
static int find_port(const struct service *service, struct elb_text name)
{
    const struct elb_node *ports = elb_node_get(service->object->node, "ports");
    const size_t index = elb_node_is_mapping(ports) ? elb_node_find(ports, name) : SIZE_MAX;
    const struct elb_node *port = index == SIZE_MAX ? NULL : elb_node_at(ports, index);
    uint64_t number;

    if (elb_text_parse_unsigned(name, UINT16_MAX, &number))
        return number > 0 ? (int)number : -1;
    return elb_declared_port(elb_node_is_mapping(port) ? elb_node_get(port, "port") : port);
}

static enum elb_status add_parts(struct elb_k8s *k8s, const struct service *service,
                                 struct elb_error *reterr)
{
    struct elb_text rest = elb_node_text(service->tls_ports);
    struct elb_text field;
    enum elb_status status = ELB_OK;

    if (elb_text_trim(rest).length == 0 || elb_text_is(elb_text_trim(rest), "*") ||
        elb_setting_is_expression(rest))
        return add_part(k8s, service, -1, reterr);
    while (status == ELB_OK && elb_text_next_field(&rest, ",", &field))
        status = add_part(k8s, service, find_port(service, elb_text_trim(field)), reterr);
    return status;
}

/* ---- All of them ---------------------------------------------------------------------------- */

static enum elb_status check_backend(struct elb_k8s *k8s, const struct service *service,
                                     struct elb_error *reterr)
{
    static const char *const words[] = {"http", "https", "ssl", "tcp"};
    const struct elb_text backend = elb_node_text(service->backend);

    if (backend.length == 0 || elb_setting_is_expression(backend) ||
        service->type != ELB_LB_CLASSIC || !service->certificate)
        return ELB_OK;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (elb_text_is(backend, words[i]))
            return ELB_OK;
    }
    return elb_k8s_problem(k8s, service->object, service->backend, reterr,
                           "backend-protocol: '%.*s' is none of http, https, ssl and tcp",
                           ELB_TEXT_ARGS(backend));
}

static enum elb_status check_ports(struct elb_k8s *k8s, struct service *service,
                                   struct elb_error *reterr)
{
    const struct elb_node *value = service->tls_ports;

    if (elb_node_text(value).length <= TLS_PORTS_LENGTH)
        return note_ports(k8s, service, reterr);
    service->tls_ports = NULL;
    return elb_k8s_problem(k8s, service->object, value, reterr,
                           "ssl-ports: longer than %d characters", TLS_PORTS_LENGTH);
}

static enum elb_status read_service(struct elb_k8s *k8s, struct service *service,
                                    struct elb_error *reterr)
{
    const struct elb_k8s_object *object = service->object;
    const struct elb_node *ports = elb_node_get_path(object->node, "spec", "ports", NULL);
    enum elb_status status;

    service->certificate = elb_k8s_annotation(object, ELB_K8S_SERVICE "ssl-cert");
    service->tls_ports = elb_k8s_annotation(object, ELB_K8S_SERVICE "ssl-ports");
    service->backend = elb_k8s_annotation(object, ELB_K8S_SERVICE "backend-protocol");
    if (elb_node_text(service->certificate).length == 0 && elb_node_is_scalar(service->certificate))
        service->certificate = NULL;
    status = elb_setting_read(k8s->listeners, object->file, elb_k8s_annotation(object, policy_key),
                              policy_key, &service->setting, reterr);
    if (status == ELB_OK)
        status = check_backend(k8s, service, reterr);
    if (status == ELB_OK)
        status = check_ports(k8s, service, reterr);
    if (status != ELB_OK)
        return status;
    if (!elb_node_is_sequence(ports) || elb_node_count(ports) == 0)
        return add_parts(k8s, service, reterr);
    for (size_t i = 0; i < elb_node_count(ports); i++)
        service->has_tls |= is_tls_port(service, elb_node_at(ports, i));
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(ports); i++)
        status = add_port(k8s, service, elb_node_at(ports, i), reterr);
    return status;
}

enum elb_status elb_k8s_finish_services(struct elb_k8s *k8s, struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[ELB_K8S_SERVICES];
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < list->count; i++) {
        struct service service = {.object = list->items[i]};

        if (is_load_balancer(service.object) && resolve_type(&service))
            status = read_service(k8s, &service, reterr);
    }
    return status;
}
