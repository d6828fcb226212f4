/* SPDX-License-Identifier: MIT */

/*
 * Advice as a CloudFormation template in YAML: what to put into the resource that is there.
 *
 * Sources: CloudFormation Template Reference, AWS::ElasticLoadBalancingV2::Listener (SslPolicy) and
 * AWS::ElasticLoadBalancing::LoadBalancer (Policies, Listeners: PolicyNames).
 */

#include "advise/advise.h"
#include "advise/preface.h"
#include "advise/quote.h"
#include "advise/setting.h"

#define REMARK "# "

static void write_elbv2(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_advice_remark(out, REMARK,
                      "in each secure listener that you have; without the line the API's default "
                      "applies, not the console's");
    elb_buffer_append_string(out, "Resources:\n"
                                  "  SecureListener:\n"
                                  "    Type: AWS::ElasticLoadBalancingV2::Listener\n"
                                  "    Properties:\n"
                                  "      SslPolicy: ");
    elb_quote_json(out, elb_text_from(policy->name));
    elb_buffer_append_char(out, '\n');
}

static void write_attribute(struct elb_buffer *out, const struct elb_policy_attribute *attribute)
{
    elb_buffer_printf(out, "            - Name: %s%s\n              Value: ", attribute->prefix,
                      attribute->name);
    elb_quote_json(out, elb_text_from(attribute->value));
    elb_buffer_append_char(out, '\n');
}

static void write_classic(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_policy_attribute attribute;
    struct elb_buffer name = {0};
    struct elb_buffer quoted = {0};

    elb_policy_own_name(&name, policy);
    elb_quote_json(&quoted, elb_buffer_text(&name));
    elb_advice_remark(out, REMARK,
                      "in the load balancer that you have; keep its other policies, "
                      "and the names of those in PolicyNames, but not the old one for "
                      "TLS");
    elb_buffer_printf(out,
                      "Resources:\n"
                      "  LoadBalancer:\n"
                      "    Type: AWS::ElasticLoadBalancing::LoadBalancer\n"
                      "    Properties:\n"
                      "      Policies:\n"
                      "        - PolicyName: %s\n"
                      "          PolicyType: SSLNegotiationPolicyType\n"
                      "          Attributes:\n",
                      elb_buffer_string(&quoted));
    for (size_t i = 0; elb_policy_attribute_at(policy, i, &attribute); i++)
        write_attribute(out, &attribute);
    elb_buffer_printf(out,
                      "      Listeners:\n"
                      "        - LoadBalancerPort: \"443\"\n"
                      "          PolicyNames:\n"
                      "            - %s\n",
                      elb_buffer_string(&quoted));
    out->out_of_memory |= name.out_of_memory | quoted.out_of_memory;
    elb_buffer_done(&name);
    elb_buffer_done(&quoted);
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

const struct elb_advisor elb_advisor_cloudformation = {
    .name = "cloudformation",
    .summary = "properties of a CloudFormation template",
    .side = ELB_SIDE_LOAD_BALANCER,
    .write = write,
};
