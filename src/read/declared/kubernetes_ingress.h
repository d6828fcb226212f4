/* SPDX-License-Identifier: MIT */

/* An Ingress of the AWS Load Balancer Controller while it becomes listeners. */
#ifndef ELB_READ_DECLARED_KUBERNETES_INGRESS_H
#define ELB_READ_DECLARED_KUBERNETES_INGRESS_H

#include "read/declared/kubernetes.h"

struct elb_k8s_ingress {
    struct elb_k8s_object *object;
    bool is_ours;                       /* the AWS Load Balancer Controller takes it */
    const struct elb_k8s_found *params; /* IngressClassParams of its class; NULL: none in sight */
    struct elb_text group;              /* "" for none */
    const char *id;                     /* of its load balancer */
    const struct elb_node *listen_ports;
    const struct elb_node *certificate;
    struct elb_k8s_port *ports;
    size_t port_count;
    bool has_tls;
    bool redirects;
    struct elb_setting setting; /* of the class, else of the annotation */
    const char *key;            /* of that setting */
};

/* Whose it is, by its class (kubernetes_class.c). */
enum elb_status elb_k8s_resolve_class(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

/* The policy of its class, or of its annotation; which of them is the class, for it comes first. */
enum elb_status elb_k8s_resolve_policy(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Something of the class's parameters: the first that has it. */
const struct elb_node *elb_k8s_class_value(const struct elb_k8s_ingress *ingress, const char *key);

/* Are all requests on its HTTP listeners sent on to HTTPS? */
enum elb_status elb_k8s_resolve_redirect(struct elb_k8s *k8s, struct elb_k8s_ingress *ingress,
                                         struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
