/* SPDX-License-Identifier: MIT */

/*
 * The load balancer of the API of a cluster that kops makes: TLS only with a certificate, and a
 * policy only for Network Load Balancers. Source: docs/cluster_spec.md of kubernetes/kops.
 */
#include "read/declared/kubernetes.h"

#define ANOTHER_CLASS "kops takes sslPolicy for the class Network only"

static enum elb_load_balancer type_of(const struct elb_node *class)
{
    if (elb_node_text_is(class, "Network"))
        return ELB_LB_NETWORK;
    /* The field is newer than Classic Load Balancers, and these are meant without it. */
    return !class || elb_node_text_is(class, "Classic") ? ELB_LB_CLASSIC : 0;
}

static const char *protocol_of(enum elb_load_balancer type, bool is_tls)
{
    if (!is_tls)
        return "TCP";
    return type == ELB_LB_CLASSIC ? "SSL" : "TLS";
}

/* `cloudProvider: gce` of v1alpha2, `cloudProvider: {gce: {}}` of v1alpha3: no load balancer of
 * AWS. */
static bool is_elsewhere(const struct elb_node *provider)
{
    if (elb_node_is_mapping(provider))
        return provider->count > 0 && !elb_node_get(provider, "aws");
    return elb_node_text(provider).length > 0 && !elb_node_text_is(provider, "aws");
}

enum elb_status elb_k8s_read_kops(struct elb_k8s *k8s, const struct elb_k8s_object *object,
                                  struct elb_error *reterr)
{
    static const char key[] = "sslPolicy";
    const struct elb_node *balancer =
        elb_node_get_path(object->node, "spec", "api", "loadBalancer", NULL);
    const struct elb_node *certificate = elb_node_get(balancer, "sslCertificate");
    const struct elb_node *class = elb_node_get(balancer, "class");
    const bool is_tls = certificate && !elb_node_is_null(certificate) &&
                        (!elb_node_is_scalar(certificate) || elb_node_text(certificate).length > 0);
    struct elb_listener listener = {
        .load_balancer = type_of(class),
        .load_balancer_from = class ? ELB_KNOWN_DECLARED : ELB_KNOWN_INFERRED,
        .protocol = protocol_of(type_of(class), is_tls),
        .port = 443,
        .span = elb_declared_span(is_tls  ? certificate
                                  : class ? class
                                          : elb_node_get(balancer, "type")),
    };
    struct elb_setting setting;
    enum elb_status status;

    if (!elb_node_is_mapping(balancer) ||
        is_elsewhere(elb_node_get_path(object->node, "spec", "cloudProvider", NULL)))
        return ELB_OK;
    status = elb_setting_read(k8s->listeners, object->file, elb_node_get(balancer, key), key,
                              &setting, reterr);
    if (status != ELB_OK)
        return status;
    if (!setting.is_empty)
        elb_setting_apply(&setting, object->file, &listener);
    if (setting.is_set && listener.load_balancer == ELB_LB_CLASSIC)
        listener.note = ANOTHER_CLASS;
    if (!elb_setting_describe(k8s->listeners, object->syntax, key, &listener))
        return elb_error_set_memory(reterr);
    return elb_k8s_add(k8s, object, "spec.api.loadBalancer", &listener, reterr);
}
