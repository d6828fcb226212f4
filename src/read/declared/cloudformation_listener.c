/* SPDX-License-Identifier: MIT */

/* AWS::ElasticLoadBalancingV2::Listener, and what it refers to. */
#include "read/declared/cloudformation.h"

/* ---- Actions -------------------------------------------------------------------------------- */

/* Does an action send every request on to HTTPS? Without a protocol it keeps that of the request.
 */
static bool is_redirect(struct elb_cfn_template *template, const struct elb_cfn_item *action)
{
    const struct elb_node *config = elb_declared_get(action->node, "RedirectConfig");
    struct elb_text type = {0};
    struct elb_text protocol = {0};

    return elb_cfn_only_text(template, elb_declared_get(action->node, "Type"), action->facts,
                             &type) &&
           elb_text_is_nocase(type, "redirect") &&
           elb_cfn_only_text(template, elb_declared_get(config, "Protocol"), action->facts,
                             &protocol) &&
           elb_text_is_nocase(protocol, "HTTPS");
}

bool elb_cfn_redirects(struct elb_cfn_template *template, const struct elb_node *actions,
                       const struct elb_cfn_fact *facts)
{
    struct elb_cfn_items items;

    elb_cfn_items(template, actions, facts, &items);
    for (size_t i = 0; i < items.count; i++) {
        if (!is_redirect(template, &items.items[i]))
            return false;
    }
    return items.count > 0 && !items.is_cut;
}

/* The target group of an action, or the first of several. */
static const struct elb_node *target_group_of(const struct elb_node *action)
{
    const struct elb_node *config = elb_declared_get(action, "ForwardConfig");
    const struct elb_node *group = elb_declared_get(action, "TargetGroupArn");

    if (group)
        return group;
    return elb_declared_get(elb_node_at(elb_declared_get(config, "TargetGroups"), 0),
                            "TargetGroupArn");
}

static const char *upper(struct elb_cfn_template *template, struct elb_text text)
{
    bool out_of_memory = false;
    const char *copy = elb_declared_upper(template->listeners, text, &out_of_memory);

    template->out_of_memory |= out_of_memory;
    return copy;
}

static const char *target_protocol_of(struct elb_cfn_template *template,
                                      const struct elb_node *actions,
                                      const struct elb_cfn_fact *facts)
{
    struct elb_cfn_items items;
    struct elb_text protocol;
    struct elb_text id;

    elb_cfn_items(template, actions, facts, &items);
    for (size_t i = 0; i < items.count; i++) {
        const struct elb_node *group = elb_cfn_resource(
            template, target_group_of(items.items[i].node), items.items[i].facts, &id);
        const struct elb_node *properties = elb_declared_get(group, "Properties");

        if (elb_cfn_text(template, elb_declared_get(properties, "Protocol"), facts, &protocol))
            return upper(template, protocol);
    }
    return NULL;
}

/* ---- Certificates --------------------------------------------------------------------------- */

/* AWS::CertificateManager::Certificate, KeyAlgorithm. Source: the CloudFormation reference. */
static enum elb_certificate certificate_of(struct elb_text algorithm)
{
    static const struct {
        const char *algorithm;
        enum elb_certificate certificate;
    } algorithms[] = {
        {"RSA_2048", ELB_CERTIFICATE_RSA2048},      {"RSA_3072", ELB_CERTIFICATE_RSA3072},
        {"RSA_4096", ELB_CERTIFICATE_RSA4096},      {"EC_prime256v1", ELB_CERTIFICATE_ECDSA256},
        {"EC_secp384r1", ELB_CERTIFICATE_ECDSA384}, {"EC_secp521r1", ELB_CERTIFICATE_ECDSA521},
    };

    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        if (elb_text_is(algorithm, algorithms[i].algorithm))
            return algorithms[i].certificate;
    }
    return ELB_CERTIFICATE_NONE;
}

static enum elb_certificate read_certificate(struct elb_cfn_template *template,
                                             const struct elb_cfn_item *item)
{
    struct elb_text id;
    struct elb_text algorithm;
    const struct elb_node *resource = elb_cfn_resource(
        template, elb_declared_get(item->node, "CertificateArn"), item->facts, &id);
    const struct elb_node *properties = elb_declared_get(resource, "Properties");

    if (!elb_cfn_text(template, elb_declared_get(properties, "KeyAlgorithm"), item->facts,
                      &algorithm))
        return ELB_CERTIFICATE_NONE;
    return certificate_of(algorithm);
}

/* All of them or none: one that isn't known could be of any type. */
static void read_certificates(struct elb_cfn_template *template,
                              const struct elb_cfn_resource *resource,
                              struct elb_listener *listener)
{
    struct elb_certificates found = {.count = 0};
    struct elb_cfn_items items;

    if (elb_map_get(&template->more_certs, elb_node_text(resource->id)))
        return;
    elb_cfn_items(template, elb_cfn_property(resource, "Certificates"), resource->facts, &items);
    if (items.is_cut || items.count > ELB_CERTIFICATES_MAX)
        return;
    for (size_t i = 0; i < items.count; i++) {
        found.list[i] = read_certificate(template, &items.items[i]);
        if (found.list[i] == ELB_CERTIFICATE_NONE)
            return;
    }
    found.count = items.count;
    listener->certificates = found;
}

/* ---- The load balancer ---------------------------------------------------------------------- */

static enum elb_load_balancer type_from(struct elb_text type)
{
    if (type.length == 0 || elb_text_is_nocase(type, "application"))
        return ELB_LB_APPLICATION;
    return elb_text_is_nocase(type, "network") ? ELB_LB_NETWORK : 0;
}

static void read_declared_type(struct elb_cfn_template *template, const struct elb_node *resource,
                               const struct elb_cfn_fact *facts, struct elb_listener *listener)
{
    const struct elb_node *properties = elb_declared_get(resource, "Properties");
    const struct elb_node *type = elb_declared_get(properties, "Type");
    struct elb_text text = {0};

    if (!elb_text_is(elb_node_text(elb_declared_get(resource, "Type")),
                     "AWS::ElasticLoadBalancingV2::LoadBalancer"))
        return;
    if (type && !elb_cfn_only_text(template, type, facts, &text))
        return;
    listener->load_balancer = type_from(text);
    if (listener->load_balancer)
        listener->load_balancer_from = ELB_KNOWN_REFERENCE;
}

void elb_cfn_set_load_balancer(struct elb_cfn_template *template, const struct elb_node *arn,
                               const struct elb_cfn_fact *facts, struct elb_listener *listener)
{
    struct elb_text text = {0};
    struct elb_text id;
    const struct elb_node *target = elb_cfn_resource(template, arn, facts, &id);

    if (!arn)
        return;
    if (target) {
        read_declared_type(template, target, facts, listener);
        listener->load_balancer_id =
            elb_arena_printf(template->arena, "%s:%.*s", template->file->path, ELB_TEXT_ARGS(id));
    } else if (elb_cfn_text(template, arn, facts, &text)) {
        listener->load_balancer = elb_declared_arn_type(text);
        if (listener->load_balancer)
            listener->load_balancer_from = ELB_KNOWN_REFERENCE;
        listener->load_balancer_id = elb_arena_dup(template->arena, text.start, text.length);
    } else {
        const char *source = elb_cfn_source(template, arn);

        listener->load_balancer_id =
            elb_arena_printf(template->arena, "%s:%s", template->file->path, source ? source : "");
    }
    template->out_of_memory |= !listener->load_balancer_id;
}

/* ---- The protocol --------------------------------------------------------------------------- */

static bool is_tls(const struct elb_cfn_value *value)
{
    return value->kind == ELB_CFN_TEXT &&
           (elb_text_is_nocase(value->text, "HTTPS") || elb_text_is_nocase(value->text, "TLS"));
}

/* Of several protocols the one of TLS, if the listener is made for it. */
static const struct elb_cfn_value *choose_protocol(const struct elb_cfn_resource *resource,
                                                   const struct elb_cfn_values *values)
{
    const bool is_made_for_tls =
        elb_cfn_property(resource, "SslPolicy") || elb_cfn_property(resource, "Certificates");

    for (size_t i = 0; is_made_for_tls && i < values->count; i++) {
        if (is_tls(&values->items[i]))
            return &values->items[i];
    }
    for (size_t i = 0; i < values->count; i++) {
        if (values->items[i].kind == ELB_CFN_TEXT && values->items[i].text.length > 0)
            return &values->items[i];
    }
    return NULL;
}

/* A protocol that isn't known, of a listener that has what only one protocol can have. */
static void infer_protocol(struct elb_cfn_template *template,
                           const struct elb_cfn_resource *resource, const struct elb_node *node,
                           struct elb_listener *listener)
{
    const bool is_made_for_tls =
        elb_cfn_property(resource, "SslPolicy") || elb_cfn_property(resource, "Certificates");

    if (is_made_for_tls && listener->load_balancer) {
        listener->protocol = listener->load_balancer == ELB_LB_APPLICATION ? "HTTPS" : "TLS";
        if (!listener->note)
            listener->note = "its protocol is not known; it has what only listeners of TLS have";
    } else if (!is_made_for_tls) {
        listener->how = ELB_HOW_UNRESOLVED;
        listener->unresolved = node ? elb_cfn_source(template, node) : "Protocol";
    }
}

static const struct elb_cfn_fact *read_protocol(struct elb_cfn_template *template,
                                                const struct elb_cfn_resource *resource,
                                                struct elb_listener *listener)
{
    const struct elb_node *node = elb_cfn_property(resource, "Protocol");
    const struct elb_cfn_value *chosen;
    struct elb_cfn_values values;

    elb_cfn_evaluate(template, node, resource->facts, &values);
    chosen = choose_protocol(resource, &values);
    listener->span = elb_cfn_span(template, node ? node : resource->id);
    if (!chosen) {
        infer_protocol(template, resource, node, listener);
        return resource->facts;
    }
    listener->protocol = upper(template, chosen->text);
    if (values.count > 1 && chosen->reason && listener->protocol && !listener->note) {
        listener->note =
            elb_arena_printf(template->arena, "%s %s", listener->protocol, chosen->reason);
        template->out_of_memory |= !listener->note;
    }
    return chosen->facts ? chosen->facts : resource->facts;
}

/* ---- The listener --------------------------------------------------------------------------- */

static int read_port(struct elb_cfn_template *template, const struct elb_node *node,
                     const struct elb_cfn_fact *facts)
{
    struct elb_text text;
    uint64_t port;

    if (!elb_cfn_text(template, node, facts, &text) ||
        !elb_text_parse_unsigned(text, UINT16_MAX, &port) || port == 0)
        return -1;
    return (int)port;
}

/* None is set; or what is set comes from elsewhere. */
static void read_policy(struct elb_cfn_template *template, const struct elb_cfn_resource *resource,
                        const struct elb_cfn_fact *facts, struct elb_listener *listener)
{
    const struct elb_node *node = elb_cfn_property(resource, "SslPolicy");
    const struct elb_node *transform = elb_node_get(resource->properties, "Fn::Transform");
    struct elb_cfn_values values;

    elb_cfn_evaluate(template, node, facts, &values);
    elb_cfn_set_policies(template, node, &values, listener);
    if (!node && transform) {
        listener->how = ELB_HOW_UNRESOLVED;
        listener->unresolved = "Fn::Transform";
    }
}

/* Gateway Load Balancers pass packets on: their listeners have neither protocol nor port. */
static bool is_for_gateway(const struct elb_cfn_resource *resource)
{
    return !elb_cfn_property(resource, "Protocol") && !elb_cfn_property(resource, "Port") &&
           !elb_cfn_property(resource, "SslPolicy") &&
           !elb_cfn_property(resource, "Certificates") &&
           !elb_node_get(resource->properties, "Fn::Transform");
}

/* Its load balancer and its policy can come from the stack that the template is nested in. */
static enum elb_status add(struct elb_cfn_template *template,
                           const struct elb_cfn_resource *resource,
                           const struct elb_listener *listener, struct elb_error *reterr)
{
    struct elb_listener *added;
    const enum elb_status status =
        elb_declared_add(template->listeners, template->file, listener, &added, reterr);

    if (status != ELB_OK)
        return status;
    elb_cfn_expect(template, elb_cfn_property(resource, "LoadBalancerArn"), false, added);
    elb_cfn_expect(template, elb_cfn_property(resource, "SslPolicy"), true, added);
    return template->out_of_memory ? elb_error_set_memory(reterr) : ELB_OK;
}

enum elb_status elb_cfn_read_listener(struct elb_cfn_template *template,
                                      const struct elb_cfn_resource *resource,
                                      struct elb_error *reterr)
{
    const bool is_json = template->input->syntax == ELB_SYNTAX_JSON;
    const struct elb_node *actions = elb_cfn_property(resource, "DefaultActions");
    struct elb_listener listener = {
        .format = template->format,
        .address = resource->address,
        .note = resource->note,
        .setting_before = is_json ? "\"SslPolicy\": \"" : "SslPolicy: ",
        .setting_after = is_json ? "\"" : "",
    };
    const struct elb_cfn_fact *facts;

    if (is_for_gateway(resource))
        return ELB_OK;
    elb_cfn_set_load_balancer(template, elb_cfn_property(resource, "LoadBalancerArn"),
                              resource->facts, &listener);
    facts = read_protocol(template, resource, &listener);
    listener.port = read_port(template, elb_cfn_property(resource, "Port"), facts);
    read_policy(template, resource, facts, &listener);
    listener.redirects = elb_cfn_redirects(template, actions, facts) &&
                         !elb_map_get(&template->serving, elb_node_text(resource->id));
    listener.target_protocol = target_protocol_of(template, actions, facts);
    read_certificates(template, resource, &listener);
    if (template->out_of_memory)
        return elb_error_set_memory(reterr);
    return add(template, resource, &listener, reterr);
}
