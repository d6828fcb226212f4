/* SPDX-License-Identifier: MIT */

/*
 * Advice as AWS CDK in TypeScript. The enum SslPolicy lags behind AWS (aws/aws-cdk issue 36283,
 * pull request 38700) and names its members by no rule, so the name goes to the resource below it,
 * which takes any string: that works with every version and every policy.
 *
 * Sources: CDK guide, "Customize constructs" (docs.aws.amazon.com/cdk/v2/guide/cfn-layer.html);
 * aws-cdk-lib.aws_elasticloadbalancingv2.CfnListener (sslPolicy).
 */

#include "advise/advise.h"
#include "advise/preface.h"
#include "advise/quote.h"
#include "advise/setting.h"

#define REMARK "// "

static void write_elbv2(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_advice_remark(out, REMARK,
                      "listener is the ApplicationListener or NetworkListener that you have; where "
                      "your aws-cdk-lib has a member of SslPolicy with this value, its property "
                      "sslPolicy takes that instead");
    elb_buffer_append_string(
        out, "import { CfnListener } from \"aws-cdk-lib/aws-elasticloadbalancingv2\";\n\n"
             "(listener.node.defaultChild as CfnListener).sslPolicy = ");
    elb_quote_json(out, elb_text_from(policy->name));
    elb_buffer_append_string(out, ";\n");
}

static void write_classic(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_policy_attribute attribute;
    struct elb_buffer name = {0};

    elb_policy_own_name(&name, policy);
    elb_advice_remark(out, REMARK,
                      "loadBalancer is the LoadBalancer that you have, and its first listener the "
                      "secure one; keep its other policies, but not the old one for TLS");
    elb_buffer_append_string(
        out, "import { CfnLoadBalancer } from \"aws-cdk-lib/aws-elasticloadbalancing\";\n\n"
             "const resource = loadBalancer.node.defaultChild as CfnLoadBalancer;\n"
             "resource.addPropertyOverride(\"Policies\", [{\n    PolicyName: ");
    elb_quote_json(out, elb_buffer_text(&name));
    elb_buffer_append_string(out, ",\n    PolicyType: \"SSLNegotiationPolicyType\",\n"
                                  "    Attributes: [\n");
    for (size_t i = 0; elb_policy_attribute_at(policy, i, &attribute); i++) {
        elb_buffer_printf(out, "        { Name: \"%s%s\", Value: ", attribute.prefix,
                          attribute.name);
        elb_quote_json(out, elb_text_from(attribute.value));
        elb_buffer_append_string(out, " },\n");
    }
    elb_buffer_append_string(
        out, "    ],\n}]);\nresource.addPropertyOverride(\"Listeners.0.PolicyNames\", [");
    elb_quote_json(out, elb_buffer_text(&name));
    elb_buffer_append_string(out, "]);\n");
    out->out_of_memory |= name.out_of_memory;
    elb_buffer_done(&name);
}

static void write(struct elb_buffer *out, const struct elb_advice_query *query)
{
    if (!elb_advice_preface(out, REMARK, query))
        return;
    if (query->policy->family == ELB_FAMILY_CLASSIC)
        write_classic(out, query->policy);
    else
        write_elbv2(out, query->policy);
}

const struct elb_advisor elb_advisor_cdk = {
    .name = "cdk",
    .summary = "AWS CDK in TypeScript",
    .side = ELB_SIDE_LOAD_BALANCER,
    .write = write,
};
