/* SPDX-License-Identifier: MIT */

/*
 * Advice as Kubernetes objects: what to put into those that are there.
 *
 * Sources: kubernetes-sigs/aws-load-balancer-controller, docs/guide/ingress/annotations.md
 * (ssl-policy), docs/guide/ingress/ingress_class.md (spec.sslPolicy, which beats the annotation),
 * docs/guide/service/annotations.md (ssl-negotiation-policy), docs/guide/gateway/
 * loadbalancerconfig.md (listenerConfigurations); kubernetes/kubernetes issue 90677: with Classic
 * Load Balancers the annotation takes names of AWS's own policies alone.
 */

#include "advise/advise.h"
#include "advise/preface.h"
#include "advise/quote.h"
#include "advise/setting.h"

#define REMARK "# "

static void write_line(struct elb_buffer *out, const char *start, const struct elb_policy *policy)
{
    elb_buffer_append_string(out, start);
    elb_quote_json(out, elb_text_from(policy->name));
    elb_buffer_append_char(out, '\n');
}

static void write_service(struct elb_buffer *out, const struct elb_policy *policy)
{
    write_line(out,
               "apiVersion: v1\n"
               "kind: Service\n"
               "metadata:\n"
               "  annotations:\n"
               "    service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy: ",
               policy);
}

static void write_gateway(struct elb_buffer *out, const struct elb_policy *policy, const char *port,
                          const char *load_balancer)
{
    elb_advice_remark(out, REMARK, "with the Gateway API (%s)", load_balancer);
    elb_buffer_printf(out,
                      "apiVersion: gateway.k8s.aws/v1beta1\n"
                      "kind: LoadBalancerConfiguration\n"
                      "spec:\n"
                      "  listenerConfigurations:\n"
                      "    - protocolPort: %s\n",
                      port);
    write_line(out, "      sslPolicy: ", policy);
}

static void write_application(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_advice_remark(out, REMARK,
                      "in the Ingress (Application Load Balancer); all Ingresses of a group must "
                      "have the same");
    write_line(out,
               "apiVersion: networking.k8s.io/v1\n"
               "kind: Ingress\n"
               "metadata:\n"
               "  annotations:\n"
               "    alb.ingress.kubernetes.io/ssl-policy: ",
               policy);
    elb_buffer_append_string(out, "---\n");
    elb_advice_remark(out, REMARK, "or for all Ingresses of a class: this beats the annotation");
    write_line(out,
               "apiVersion: elbv2.k8s.aws/v1beta1\n"
               "kind: IngressClassParams\n"
               "spec:\n"
               "  sslPolicy: ",
               policy);
    elb_buffer_append_string(out, "---\n");
    write_gateway(out, policy, "HTTPS:443", "Application Load Balancer");
}

static void write_network(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_advice_remark(out, REMARK, "in the Service (Network Load Balancer)");
    write_service(out, policy);
    elb_buffer_append_string(out, "---\n");
    write_gateway(out, policy, "TLS:443", "Network Load Balancer");
}

static void write_classic(struct elb_buffer *out, const struct elb_policy *policy)
{
    if (elb_policy_is_named_by_aws(policy)) {
        elb_advice_remark(out, REMARK, "in the Service (Classic Load Balancer)");
        write_service(out, policy);
    } else {
        elb_advice_remark(out, REMARK,
                          "Kubernetes can't set a custom policy: the annotation takes "
                          "none but AWS's own names");
    }
}

static void write(struct elb_buffer *out, const struct elb_advice_query *query)
{
    unsigned load_balancers = elb_advice_load_balancers(query);

    if (!elb_advice_preface(out, REMARK, query))
        return;
    if (load_balancers & ELB_LB_CLASSIC)
        write_classic(out, query->policy);
    if (load_balancers & ELB_LB_APPLICATION)
        write_application(out, query->policy);
    if ((load_balancers & ELB_LB_APPLICATION) && (load_balancers & ELB_LB_NETWORK))
        elb_buffer_append_string(out, "---\n");
    if (load_balancers & ELB_LB_NETWORK)
        write_network(out, query->policy);
}

const struct elb_advisor elb_advisor_kubernetes = {
    .name = "kubernetes",
    .summary = "annotations and objects of the AWS Load Balancer Controller",
    .side = ELB_SIDE_LOAD_BALANCER,
    .write = write,
};
