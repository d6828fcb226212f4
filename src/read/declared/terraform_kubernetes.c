/* SPDX-License-Identifier: MIT */

/*
 * What Terraform hands to Kubernetes: annotations of Ingresses and Services, and the default of the
 * controller, in kubernetes_* resources, manifests and values of Helm.
 */
#include "read/declared/terraform.h"

#define INGRESS   "alb.ingress.kubernetes.io/"
#define SERVICE   "service.beta.kubernetes.io/aws-load-balancer-"
#define DEPTH_MAX 16

struct walk {
    struct elb_tf_run *run;
    const char *address;
    enum elb_how how; /* of all that is in it */
    const char *reason;
};

static void walk_value(struct walk *walk, const struct elb_tf_value *value, size_t depth);

static struct elb_text text_of(struct walk *walk, struct elb_tf_body body, const char *prefix,
                               const char *name)
{
    const char *key = elb_tf_print(walk->run, "%s%s", prefix, name);

    return key ? elb_tf_text_of(walk->run, body, key) : ELB_TEXT("");
}

/* The ports as they are written: JSON in a string, or what jsonencode() makes it of. */
static struct elb_text ports_of(struct walk *walk, struct elb_tf_body body)
{
    const struct elb_node *ports = elb_tf_attribute(body, INGRESS "listen-ports");
    const struct elb_text text = text_of(walk, body, INGRESS, "listen-ports");

    if (text.length > 0 || !ports)
        return text;
    return elb_text_from(elb_tf_source(walk->run, ports, body.scope.file));
}

/* The first HTTPS port of `[{"HTTP": 80}, {"HTTPS": 443}]`. */
static int https_port(struct elb_text ports)
{
    size_t at = elb_text_find(ports, ELB_TEXT("HTTPS"));
    size_t length = 0;
    uint64_t port;

    if (ports.length == 0)
        return 443;
    if (at == SIZE_MAX)
        return -1;
    ports = elb_text_skip(ports, at + strlen("HTTPS"));
    while (ports.length > 0 && strchr(" :=\\\"", *ports.start))
        ports = elb_text_skip(ports, 1);
    while (length < ports.length && ports.start[length] >= '0' && ports.start[length] <= '9')
        length++;
    ports.length = length;
    return elb_text_parse_unsigned(ports, UINT16_MAX, &port) ? (int)port : -1;
}

static void add(struct walk *walk, struct elb_tf_body body, const char *key,
                const struct elb_node *place, struct elb_listener *listener, const char *default_of)
{
    const struct elb_node *node = elb_tf_attribute(body, key);
    struct elb_tf_values all = {0};
    struct elb_tf_values values;

    listener->address = walk->address;
    listener->span = elb_declared_span(node ? node : place);
    elb_tf_values_of(walk->run, body, key, &values);
    elb_tf_add_all(walk->run, &all, &values, walk->how, walk->reason);
    elb_tf_set_policies(walk->run, listener, &all, node, body.scope, default_of);
    elb_tf_set_setting(walk->run, listener, key, body.scope.file);
    elb_tf_add_listener(walk->run, listener, body.scope);
}

/* An Ingress has HTTPS if its ports say so, or if there is a certificate. */
static void add_ingress(struct walk *walk, struct elb_tf_body body)
{
    const struct elb_node *ports = elb_tf_attribute(body, INGRESS "listen-ports");
    const struct elb_node *policy = elb_tf_attribute(body, INGRESS "ssl-policy");
    const struct elb_node *certificate = elb_tf_attribute(body, INGRESS "certificate-arn");
    const struct elb_text text = ports_of(walk, body);
    const bool has_https = policy || (ports ? elb_text_find(text, ELB_TEXT("HTTPS")) != SIZE_MAX
                                            : certificate != NULL);
    struct elb_listener listener = {
        .load_balancer = ELB_LB_APPLICATION,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .protocol = "HTTPS",
        .port = https_port(text),
    };

    if (has_https)
        add(walk, body, INGRESS "ssl-policy",
            policy  ? policy
            : ports ? ports
                    : certificate,
            &listener, "aws-load-balancer-controller");
}

static void add_service(struct walk *walk, struct elb_tf_body body)
{
    const struct elb_node *policy = elb_tf_attribute(body, SERVICE "ssl-negotiation-policy");
    const struct elb_node *certificate = elb_tf_attribute(body, SERVICE "ssl-cert");
    const struct elb_text backend = text_of(walk, body, SERVICE, "backend-protocol");
    const bool is_classic = !elb_tf_attribute(body, SERVICE "type");
    const bool is_http = elb_text_is(backend, "http") || elb_text_is(backend, "https");
    struct elb_listener listener = {
        .load_balancer = is_classic ? ELB_LB_CLASSIC : ELB_LB_NETWORK,
        .load_balancer_from = ELB_KNOWN_DECLARED,
        .protocol = !is_classic ? "TLS"
                    : is_http   ? "HTTPS"
                                : "SSL",
        .port = -1,
    };

    if (policy || certificate)
        add(walk, body, SERVICE "ssl-negotiation-policy", policy ? policy : certificate, &listener,
            is_classic ? "cloud-provider-aws" : "aws-load-balancer-controller");
}

/* The default of the controller: for Ingresses that are somewhere else. */
static void add_default(struct walk *walk, struct elb_tf_body body, const char *key)
{
    struct elb_listener listener = {.declaration = ELB_DECLARED_VALUE, .port = -1};

    add(walk, body, key, NULL, &listener, NULL);
}

static bool has_prefix(struct elb_tf_body body, const char *prefix)
{
    for (size_t i = 0; i < elb_node_count(body.node); i++) {
        if (elb_text_has_prefix(elb_node_text(elb_node_key_at(body.node, i)), prefix))
            return true;
    }
    return false;
}

static void walk_mapping(struct walk *walk, struct elb_tf_body body, size_t depth)
{
    if (has_prefix(body, INGRESS))
        add_ingress(walk, body);
    if (has_prefix(body, SERVICE))
        add_service(walk, body);
    if (elb_tf_attribute(body, "defaultSSLPolicy"))
        add_default(walk, body, "defaultSSLPolicy");
    for (size_t i = 0; i < elb_node_count(body.node) && walk->run->status == ELB_OK; i++) {
        const struct elb_node *node = elb_node_at(body.node, i);
        struct elb_tf_values values;

        if (elb_node_is_scalar(node))
            continue;
        elb_tf_evaluate(walk->run, node, body.scope, &values);
        for (size_t k = 0; k < values.count; k++)
            walk_value(walk, &values.items[k], depth + 1);
    }
}

static void walk_value(struct walk *walk, const struct elb_tf_value *value, size_t depth)
{
    const struct elb_tf_body body = {value->node, value->scope};

    if (depth > DEPTH_MAX || walk->run->status != ELB_OK)
        return;
    if (value->kind == ELB_TF_MERGED) {
        for (size_t i = 0; i < value->part_count; i++)
            walk_value(walk, &value->parts[i], depth + 1);
        return;
    }
    if (value->kind == ELB_TF_RESOURCE)
        return;
    if (elb_node_is_mapping(value->node))
        walk_mapping(walk, body, depth);
    for (size_t i = 0; elb_node_is_sequence(value->node) && i < elb_node_count(value->node); i++) {
        struct elb_tf_values values;

        if (elb_node_is_scalar(elb_node_at(value->node, i)))
            continue;
        elb_tf_evaluate(walk->run, elb_node_at(value->node, i), value->scope, &values);
        for (size_t k = 0; k < values.count; k++)
            walk_value(walk, &values.items[k], depth + 1);
    }
}

void elb_tf_walk_annotations(struct elb_tf_run *run, const struct elb_tf_value *value,
                             const char *address)
{
    struct walk walk = {.run = run, .address = address, .how = value->how, .reason = value->reason};

    walk_value(&walk, value, 0);
}

/* ---- Resources
 * --------------------------------------------------------------------------------------- */

/* helm_release: set { name = "a.b" value = "..." } */
static void visit_set(struct elb_tf_run *run, struct elb_tf_body set, const char *address)
{
    const struct elb_text name = elb_tf_text_of(run, set, "name");
    struct walk walk = {.run = run, .address = address};
    struct elb_listener listener = {.declaration = ELB_DECLARED_VALUE, .port = -1};

    if (elb_text_has_suffix(name, "ssl-policy")) {
        listener = (struct elb_listener){
            .load_balancer = ELB_LB_APPLICATION,
            .load_balancer_from = ELB_KNOWN_DECLARED,
            .protocol = "HTTPS",
            .port = -1,
        };
    } else if (!elb_text_has_suffix(name, "defaultSSLPolicy")) {
        return;
    }
    add(&walk, set, "value", NULL, &listener, NULL);
}

void elb_tf_visit_kubernetes(struct elb_tf_run *run, const struct elb_tf_block *block,
                             struct elb_tf_body body, const char *address)
{
    static const char *const names[] = {"set", "set_sensitive"};
    const struct elb_tf_value value = {.node = body.node, .scope = body.scope};

    (void)block;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct elb_tf_cursor cursor = {0};
        struct elb_tf_body set;

        while (run->status == ELB_OK && elb_tf_next_block(body, names[i], &cursor, &set))
            visit_set(run, set, address);
    }
    elb_tf_walk_annotations(run, &value, address);
}
