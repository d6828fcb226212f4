/* SPDX-License-Identifier: MIT */

/*
 * The annotation listen-ports: JSON in a string, a list of objects or one object, each key a
 * protocol and each value a port. Source: docs/guide/ingress/annotations.md of
 * kubernetes-sigs/aws-load-balancer-controller.
 */
#include "read/declared/kubernetes.h"

struct ports {
    struct elb_k8s_port *list;
    size_t count;
    size_t capacity;
};

static enum elb_status read_port(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                 const struct elb_node *value, const struct elb_node *entry,
                                 size_t index, struct ports *ports, struct elb_error *reterr)
{
    const struct elb_text protocol = elb_node_text(elb_node_key_at(entry, index));
    const struct elb_node *number = elb_node_at(entry, index);
    const int port = number->type == ELB_NODE_NUMBER ? elb_declared_port(number) : -1;
    struct elb_k8s_port *list =
        elb_arena_grow(k8s->arena, ports->list, ports->count, &ports->capacity, sizeof(*list));

    if (!list)
        return elb_error_set_memory(reterr);
    ports->list = list;
    if (port < 0)
        return elb_k8s_problem(k8s, object, value, reterr,
                               "listen-ports: '%.*s' is no port, a number from 1 to 65535",
                               ELB_TEXT_ARGS(elb_node_text(number)));
    if (!elb_text_is(protocol, "HTTP") && !elb_text_is(protocol, "HTTPS"))
        return elb_k8s_problem(k8s, object, value, reterr,
                               "listen-ports: '%.*s' is neither HTTP nor HTTPS",
                               ELB_TEXT_ARGS(protocol));
    list[ports->count++] =
        (struct elb_k8s_port){.is_tls = elb_text_is(protocol, "HTTPS"), .port = port};
    return ELB_OK;
}

static enum elb_status read_entry(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                  const struct elb_node *value, const struct elb_node *entry,
                                  struct ports *ports, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if (!elb_node_is_mapping(entry))
        return elb_k8s_problem(k8s, object, value, reterr,
                               "listen-ports: expected objects as {\"HTTPS\": 443}, not %s",
                               elb_node_type_name(entry));
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(entry); i++)
        status = read_port(k8s, object, value, entry, i, ports, reterr);
    return status;
}

enum elb_status elb_k8s_read_ports(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   const struct elb_node *value, struct elb_k8s_port **ret_ports,
                                   size_t *ret_count, struct elb_error *reterr)
{
    const struct elb_limits limits = {.depth = 8, .bytes = UINT16_MAX, .nodes = UINT16_MAX};
    struct elb_error problem = {0};
    struct ports ports = {0};
    const struct elb_node *root;
    enum elb_status status =
        elb_json_read(k8s->arena, elb_node_text(value), NULL, &limits, &root, &problem);

    *ret_count = 0;
    if (status == ELB_ERROR_MEMORY)
        return elb_error_set_memory(reterr);
    if (status != ELB_OK)
        return elb_k8s_problem(k8s, object, value, reterr, "listen-ports is not JSON: %s",
                               problem.message);
    if (elb_node_is_mapping(root) || !elb_node_is_sequence(root))
        status = read_entry(k8s, object, value, root, &ports, reterr);
    else if (elb_node_count(root) == 0)
        status = elb_k8s_problem(k8s, object, value, reterr, "listen-ports has no port in it");
    for (size_t i = 0; status == ELB_OK && elb_node_is_sequence(root) && i < elb_node_count(root);
         i++)
        status = read_entry(k8s, object, value, elb_node_at(root, i), &ports, reterr);
    *ret_ports = ports.list;
    *ret_count = ports.count;
    return status;
}
