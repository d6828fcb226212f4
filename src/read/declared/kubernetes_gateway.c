/* SPDX-License-Identifier: MIT */

/*
 * The Gateway API: the ports and protocols are those of a Gateway, the policies stand in a
 * LoadBalancerConfiguration that it or its class refers to. Source: docs/guide/gateway of
 * kubernetes-sigs/aws-load-balancer-controller.
 *
 * A policy in a configuration is a listener, whichever Gateways have it; a Gateway's listener is
 * one of its own if no configuration in sight has a policy for it. Without a policy, an entry of a
 * configuration is a listener only if no Gateway in sight has that configuration.
 */
#include "read/declared/kubernetes.h"

struct gateway {
    const struct elb_k8s_object *object;
    const struct elb_k8s_object *class;
    enum elb_load_balancer type;
    bool is_ours;                            /* it refers to a configuration, in sight or not */
    const struct elb_k8s_object *of_gateway; /* the configurations */
    const struct elb_k8s_object *of_class;
    const char *id;
};

/* ---- Configurations ------------------------------------------------------------------------- */

/* `HTTPS:443` */
static void split(struct elb_text text, struct elb_text *ret_protocol, int *ret_port)
{
    const size_t colon = elb_text_find(text, ELB_TEXT(":"));
    uint64_t port = 0;

    *ret_protocol = text;
    *ret_port = -1;
    if (colon == SIZE_MAX)
        return;
    ret_protocol->length = colon;
    if (elb_text_parse_unsigned(elb_text_skip(text, colon + 1), UINT16_MAX, &port) && port > 0)
        *ret_port = (int)port;
}

static const char *id_of(struct elb_k8s *k8s, const struct elb_k8s_object *object)
{
    return elb_arena_printf(k8s->arena, "gateway %s %s", object->file->path, object->address);
}

/* What is known of the Gateways that have a configuration. */
struct users {
    enum elb_load_balancer type;
};

static enum elb_status add_entry(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                 const struct elb_node *entry, const struct users *users,
                                 struct elb_error *reterr)
{
    const enum elb_load_balancer type = users ? users->type : 0;
    static const char key[] = "sslPolicy";
    const struct elb_node *where = elb_node_get(entry, "protocolPort");
    struct elb_listener listener = {
        .load_balancer = type,
        .load_balancer_from = type ? ELB_KNOWN_REFERENCE : ELB_KNOWN_NOT,
        .load_balancer_id = id_of(k8s, object),
        .span = elb_declared_span(where ? where : entry),
    };
    const char *what =
        elb_arena_dup(k8s->arena, elb_node_text(where).start, elb_node_text(where).length);
    bool out_of_memory = !listener.load_balancer_id || !what;
    bool is_set;
    struct elb_text protocol;
    struct elb_setting setting;
    enum elb_status status = elb_setting_read(k8s->listeners, object->file,
                                              elb_node_get(entry, key), key, &setting, reterr);

    split(elb_node_text(where), &protocol, &listener.port);
    is_set = setting.is_set && !setting.is_empty;
    if (status != ELB_OK ||
        (!is_set && (users || !(elb_text_is(protocol, "HTTPS") || elb_text_is(protocol, "TLS")))))
        return status;
    listener.protocol = elb_declared_upper(k8s->listeners, protocol, &out_of_memory);
    if (out_of_memory || !elb_setting_describe(k8s->listeners, object->syntax, key, &listener))
        return elb_error_set_memory(reterr);
    if (is_set)
        elb_setting_apply(&setting, object->file, &listener);
    else
        status = elb_k8s_add_default(k8s, object, &listener, reterr);
    return status == ELB_OK ? elb_k8s_add(k8s, object, what, &listener, reterr) : status;
}

/* ---- Gateways ------------------------------------------------------------------------------- */

static const struct elb_node *entries_of(const struct elb_k8s_object *configuration)
{
    const struct elb_node *entries =
        configuration
            ? elb_node_get_path(configuration->node, "spec", "listenerConfigurations", NULL)
            : NULL;

    return elb_node_is_sequence(entries) ? entries : NULL;
}

/* Where it is noted that the configuration has a policy for this protocol and port. */
static void **policy_place(struct elb_k8s *k8s, const struct elb_k8s_object *configuration,
                           struct elb_text protocol_port)
{
    const char *key =
        elb_arena_printf(k8s->arena, "policy\n%s\n%s\n%.*s", configuration->file->path,
                         configuration->address, ELB_TEXT_ARGS(protocol_port));

    return key ? elb_map_put(&k8s->groups, k8s->arena, elb_text_from(key)) : NULL;
}

static enum elb_status note_policies(struct elb_k8s *k8s,
                                     const struct elb_k8s_object *configuration,
                                     struct elb_error *reterr)
{
    const struct elb_node *entries = entries_of(configuration);

    for (size_t i = 0; i < elb_node_count(entries); i++) {
        const struct elb_node *entry = elb_node_at(entries, i);
        const struct elb_node *policy = elb_node_get(entry, "sslPolicy");
        void **place =
            policy_place(k8s, configuration, elb_node_text(elb_node_get(entry, "protocolPort")));

        if (!place)
            return elb_error_set_memory(reterr);
        if (policy && !elb_node_is_null(policy))
            *place = k8s;
    }
    return ELB_OK;
}

static enum elb_status has_policy(struct elb_k8s *k8s, const struct elb_k8s_object *configuration,
                                  const struct elb_listener *listener, bool *ret_has,
                                  struct elb_error *reterr)
{
    const char *text = elb_arena_printf(
        k8s->arena, "%s:%d", listener->protocol ? listener->protocol : "", listener->port);
    void **place =
        configuration && text ? policy_place(k8s, configuration, elb_text_from(text)) : NULL;

    if (!text || (configuration && !place))
        return elb_error_set_memory(reterr);
    *ret_has |= place && *place;
    return ELB_OK;
}

static enum elb_status find_one(struct elb_k8s *k8s, const char *kind, const struct elb_node *name,
                                const struct elb_k8s_object *from,
                                const struct elb_k8s_object **ret, struct elb_error *reterr)
{
    const struct elb_k8s_found *found = NULL;
    enum elb_status status = ELB_OK;

    if (elb_node_is_string(name))
        status = elb_k8s_find(k8s, kind, elb_node_text(name), from->file, &found, reterr);
    *ret = status == ELB_OK && found ? found->items[0] : NULL;
    return status;
}

static enum elb_status find_configuration(struct elb_k8s *k8s, const struct elb_node *reference,
                                          const struct elb_k8s_object *from,
                                          const struct elb_k8s_object **ret,
                                          struct elb_error *reterr)
{
    const struct elb_node *name =
        elb_node_text_is(elb_node_get(reference, "kind"), "LoadBalancerConfiguration")
            ? elb_node_get(reference, "name")
            : NULL;

    return find_one(k8s, "LoadBalancerConfiguration", name, from, ret, reterr);
}

/* By the controller of its class; by the name that the guide gives the class. */
static enum elb_load_balancer type_of(const struct gateway *gateway, struct elb_text class_name)
{
    const struct elb_text controller =
        gateway->class ? elb_node_text(elb_node_get_path(gateway->class->node, "spec",
                                                         "controllerName", NULL))
                       : class_name;

    if (elb_text_is(controller, "gateway.k8s.aws/alb") || elb_text_is(controller, "aws-alb"))
        return ELB_LB_APPLICATION;
    if (elb_text_is(controller, "gateway.k8s.aws/nlb") || elb_text_is(controller, "aws-nlb"))
        return ELB_LB_NETWORK;
    return 0;
}

static enum elb_status resolve(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                               struct gateway *gateway, struct elb_error *reterr)
{
    const struct elb_node *spec = elb_node_get(object->node, "spec");
    const struct elb_node *class = elb_node_get(spec, "gatewayClassName");
    const struct elb_node *reference =
        elb_node_get_path(spec, "infrastructure", "parametersRef", NULL);
    enum elb_status status = find_one(k8s, "GatewayClass", class, object, &gateway->class, reterr);

    gateway->object = object;
    if (status == ELB_OK)
        status = find_configuration(k8s, reference, object, &gateway->of_gateway, reterr);
    if (status == ELB_OK && gateway->class)
        status = find_configuration(
            k8s, elb_node_get_path(gateway->class->node, "spec", "parametersRef", NULL),
            gateway->class, &gateway->of_class, reterr);
    if (status != ELB_OK)
        return status;
    gateway->type = type_of(gateway, elb_node_text(class));
    gateway->is_ours = gateway->type || gateway->of_gateway || gateway->of_class ||
                       elb_node_text_is(elb_node_get(reference, "group"), "gateway.k8s.aws");
    gateway->id = id_of(k8s, gateway->of_gateway ? gateway->of_gateway : object);
    return gateway->id ? ELB_OK : elb_error_set_memory(reterr);
}

/* ---- Their listeners ------------------------------------------------------------------------ */

static bool is_passed_through(const struct elb_node *node)
{
    return elb_node_text_is(elb_node_get_path(node, "tls", "mode", NULL), "Passthrough");
}

static const char *what_of(struct elb_k8s *k8s, const struct elb_node *node,
                           const struct elb_listener *listener)
{
    const struct elb_text name = elb_node_text(elb_node_get(node, "name"));

    if (name.length > 0)
        return elb_arena_printf(k8s->arena, "listener %.*s", ELB_TEXT_ARGS(name));
    return elb_arena_printf(k8s->arena, "%s:%d", listener->protocol ? listener->protocol : "?",
                            listener->port);
}

static enum elb_status add_listener(struct elb_k8s *k8s, const struct gateway *gateway,
                                    const struct elb_node *node, struct elb_error *reterr)
{
    const struct elb_node *protocol = elb_node_get(node, "protocol");
    const int port = elb_declared_port(elb_node_get(node, "port"));
    const bool is_tls = elb_node_text_is(protocol, "HTTPS") ||
                        (elb_node_text_is(protocol, "TLS") && !is_passed_through(node));
    struct elb_listener listener = {
        .load_balancer = gateway->type,
        .load_balancer_from = gateway->type ? ELB_KNOWN_REFERENCE : ELB_KNOWN_NOT,
        .load_balancer_id = gateway->id,
        .port = port,
        .span = elb_declared_span(protocol ? protocol : node),
    };
    bool out_of_memory = false;
    bool has = false;
    const char *what;
    enum elb_status status;

    listener.protocol = elb_declared_upper(k8s->listeners, elb_node_text(protocol), &out_of_memory);
    status = has_policy(k8s, gateway->of_gateway, &listener, &has, reterr);
    if (status == ELB_OK)
        status = has_policy(k8s, gateway->of_class, &listener, &has, reterr);
    if (status != ELB_OK || has)
        return status;
    if (is_passed_through(node))
        listener.protocol = "TCP";
    what = what_of(k8s, node, &listener);
    if (out_of_memory || !what ||
        !elb_setting_describe(k8s->listeners, gateway->object->syntax, "sslPolicy", &listener))
        return elb_error_set_memory(reterr);
    if (is_tls)
        status = elb_k8s_add_default(k8s, gateway->object, &listener, reterr);
    else
        status =
            elb_k8s_is_redirected(k8s, gateway->object, elb_node_text(elb_node_get(node, "name")),
                                  &listener.redirects, reterr);
    return status == ELB_OK ? elb_k8s_add(k8s, gateway->object, what, &listener, reterr) : status;
}

static enum elb_status add_gateway(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                   struct elb_error *reterr)
{
    const struct elb_node *listeners = elb_node_get_path(object->node, "spec", "listeners", NULL);
    struct gateway gateway = {0};
    enum elb_status status = resolve(k8s, object, &gateway, reterr);

    if (status != ELB_OK || !gateway.is_ours)
        return status;
    for (size_t i = 0;
         status == ELB_OK && elb_node_is_sequence(listeners) && i < elb_node_count(listeners); i++)
        status = add_listener(k8s, &gateway, elb_node_at(listeners, i), reterr);
    return status;
}

/* Who has a configuration: the type is that of the first Gateway of which one is known. */
static enum elb_status note_user(struct elb_k8s *k8s, struct elb_map *users,
                                 const struct elb_k8s_object *configuration,
                                 enum elb_load_balancer type, struct elb_error *reterr)
{
    const char *id = id_of(k8s, configuration);
    void **place = id ? elb_map_put(users, k8s->arena, elb_text_from(id)) : NULL;
    struct users *known;

    if (place && !*place)
        *place = elb_arena_alloc(k8s->arena, sizeof(*known));
    if (!place || !*place)
        return elb_error_set_memory(reterr);
    known = *place;
    if (!known->type)
        known->type = type;
    return ELB_OK;
}

static enum elb_status note_users(struct elb_k8s *k8s, struct elb_map *users,
                                  struct elb_error *reterr)
{
    const struct elb_k8s_list *list = &k8s->lists[ELB_K8S_GATEWAYS];

    for (size_t i = 0; i < list->count; i++) {
        struct gateway gateway = {0};
        enum elb_status status = resolve(k8s, list->items[i], &gateway, reterr);
        const struct elb_k8s_object *configurations[] = {gateway.of_gateway, gateway.of_class};

        for (size_t k = 0; status == ELB_OK && k < 2; k++) {
            if (configurations[k])
                status = note_user(k8s, users, configurations[k], gateway.type, reterr);
        }
        if (status != ELB_OK)
            return status;
    }
    return ELB_OK;
}

static enum elb_status add_configuration(struct elb_k8s *k8s, const struct elb_map *all_users,
                                         const struct elb_k8s_object *object,
                                         struct elb_error *reterr)
{
    const struct elb_node *entries = entries_of(object);
    const char *id = id_of(k8s, object);
    const struct users *users = id ? elb_map_get(all_users, elb_text_from(id)) : NULL;
    enum elb_status status = ELB_OK;

    if (!id)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(entries); i++)
        status = add_entry(k8s, object, elb_node_at(entries, i), users, reterr);
    return status;
}

enum elb_status elb_k8s_finish_gateways(struct elb_k8s *k8s, struct elb_error *reterr)
{
    const struct elb_k8s_list *configurations = &k8s->lists[ELB_K8S_CONFIGURATIONS];
    const struct elb_k8s_list *routes = &k8s->lists[ELB_K8S_ROUTES];
    const struct elb_k8s_list *gateways = &k8s->lists[ELB_K8S_GATEWAYS];
    struct elb_map users = {0};
    enum elb_status status = note_users(k8s, &users, reterr);

    for (size_t i = 0; status == ELB_OK && i < routes->count; i++)
        status = elb_k8s_read_route(k8s, routes->items[i], reterr);
    for (size_t i = 0; status == ELB_OK && i < configurations->count; i++)
        status = note_policies(k8s, configurations->items[i], reterr);
    for (size_t i = 0; status == ELB_OK && i < gateways->count; i++)
        status = add_gateway(k8s, gateways->items[i], reterr);
    for (size_t i = 0; status == ELB_OK && i < configurations->count; i++)
        status = add_configuration(k8s, &users, configurations->items[i], reterr);
    return status;
}
