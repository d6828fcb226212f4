/* SPDX-License-Identifier: MIT */

/*
 * Advice as Terraform (and OpenTofu): what to put into the blocks that are there.
 *
 * Sources: registry.terraform.io/providers/hashicorp/aws, resources lb_listener,
 * load_balancer_policy and load_balancer_listener_policy; terraform-aws-modules/terraform-aws-alb
 * (inputs `listeners`, and up to version 8 `https_listeners` and `listener_ssl_policy_default`);
 * cloudposse/terraform-aws-alb (input `https_ssl_policy`).
 */

#include "advise/advise.h"
#include "advise/preface.h"
#include "advise/quote.h"
#include "advise/setting.h"

#define REMARK "# "

/* `NAME = "POLICY"` in a line, after `indent` blanks. */
static void write_setting(struct elb_buffer *out, size_t indent, const char *name,
                          const char *value)
{
    elb_buffer_append_repeated(out, ' ', indent);
    elb_buffer_printf(out, "%s = ", name);
    elb_quote_hcl(out, elb_text_from(value));
    elb_buffer_append_char(out, '\n');
}

static void write_module(struct elb_buffer *out, const char *source, const char *input,
                         const char *policy)
{
    elb_advice_remark(out, REMARK, "%s", source);
    elb_buffer_append_string(out, "module \"alb\" {\n");
    write_setting(out, 2, input, policy);
    elb_buffer_append_string(out, "}\n");
}

static void write_modules(struct elb_buffer *out, const char *policy)
{
    elb_advice_remark(out, REMARK,
                      "with the module terraform-aws-modules/alb/aws from version 9 "
                      "on: in each secure listener");
    elb_buffer_append_string(out, "module \"alb\" {\n  listeners = {\n    https = {\n");
    write_setting(out, 6, "ssl_policy", policy);
    elb_buffer_append_string(out, "    }\n  }\n}\n");
    write_module(out,
                 "with that module up to version 8: all listeners of https_listeners that have no "
                 "ssl_policy of their own",
                 "listener_ssl_policy_default", policy);
    write_module(out, "with the module cloudposse/alb/aws", "https_ssl_policy", policy);
}

static void write_elbv2(struct elb_buffer *out, const struct elb_advice_query *query)
{
    elb_advice_remark(out, REMARK,
                      "in each secure listener that you have (aws_lb_listener, or by its other "
                      "name aws_alb_listener); without the line the API's default applies, not the "
                      "console's");
    elb_buffer_append_string(out, "resource \"aws_lb_listener\" \"https\" {\n");
    write_setting(out, 2, "ssl_policy", query->policy->name);
    elb_buffer_append_string(out, "}\n");
    if (elb_advice_load_balancers(query) & ELB_LB_APPLICATION)
        write_modules(out, query->policy->name);
}

static void write_attribute(struct elb_buffer *out, const struct elb_policy_attribute *attribute)
{
    struct elb_buffer name = {0};

    elb_buffer_printf(&name, "%s%s", attribute->prefix, attribute->name);
    elb_buffer_append_string(out, "\n  policy_attribute {\n");
    write_setting(out, 4, "name ", elb_buffer_string(&name));
    write_setting(out, 4, "value", attribute->value);
    elb_buffer_append_string(out, "  }\n");
    elb_buffer_done(&name);
}

static void write_classic(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_policy_attribute attribute;
    struct elb_buffer name = {0};

    elb_advice_remark(out, REMARK, "aws_elb.example is the load balancer that you have");
    elb_policy_own_name(&name, policy);
    elb_buffer_append_string(out, "resource \"aws_load_balancer_policy\" \"tls\" {\n"
                                  "  load_balancer_name = aws_elb.example.name\n");
    write_setting(out, 2, "policy_name       ", elb_buffer_string(&name));
    elb_buffer_append_string(out, "  policy_type_name   = \"SSLNegotiationPolicyType\"\n");
    for (size_t i = 0; elb_policy_attribute_at(policy, i, &attribute); i++)
        write_attribute(out, &attribute);
    elb_buffer_append_string(out, "}\n");
    elb_advice_remark(out, REMARK,
                      "this is the whole list of the port: add the policies that are to stay (of "
                      "cookies, say), but not the old one for TLS");
    elb_buffer_append_string(out, "resource \"aws_load_balancer_listener_policy\" \"tls\" {\n"
                                  "  load_balancer_name = aws_elb.example.name\n"
                                  "  load_balancer_port = 443\n"
                                  "  policy_names       = [aws_load_balancer_policy.tls."
                                  "policy_name]\n}\n");
    elb_buffer_done(&name);
}

static void write(struct elb_buffer *out, const struct elb_advice_query *query)
{
    if (!elb_advice_preface(out, REMARK, query))
        return;
    if (query->policy->family == ELB_FAMILY_CLASSIC)
        write_classic(out, query->policy);
    else
        write_elbv2(out, query);
}

const struct elb_advisor elb_advisor_terraform = {
    .name = "terraform",
    .summary = "Terraform, and the inputs of two well-known modules",
    .side = ELB_SIDE_LOAD_BALANCER,
    .write = write,
};
