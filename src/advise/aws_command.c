/* SPDX-License-Identifier: MIT */

/*
 * The AWS CLI commands that set a policy: modify-listener of elbv2; for Classic, where listeners
 * hold policies of their load balancer's own, create-load-balancer-policy and then
 * set-load-balancer-policies-of-listener.
 */

#include "advise/aws_command.h"

#include "advise/quote.h"

#include <string.h>

static void own_name(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_buffer name = {0};

    elb_policy_own_name(&name, policy);
    elb_quote_shell(out, elb_buffer_text(&name));
    out->out_of_memory |= name.out_of_memory;
    elb_buffer_done(&name);
}

/* The CLI's shorthand has meanings for , = " ' [ ] { and blanks of its own; JSON has none. */
static bool is_shorthand(const char *value)
{
    return value[strcspn(value, ",=\"'[]{}() \t\r\n@`\\")] == '\0';
}

static void write_attribute(struct elb_buffer *out, const struct elb_policy_attribute *attribute)
{
    struct elb_buffer name = {0};
    struct elb_buffer text = {0};

    elb_buffer_printf(&name, "%s%s", attribute->prefix, attribute->name);
    if (is_shorthand(attribute->value)) {
        elb_buffer_printf(&text, "AttributeName=%s,AttributeValue=%s", elb_buffer_string(&name),
                          attribute->value);
    } else {
        elb_buffer_append_string(&text, "{\"AttributeName\":");
        elb_quote_json(&text, elb_buffer_text(&name));
        elb_buffer_append_string(&text, ",\"AttributeValue\":");
        elb_quote_json(&text, elb_text_from(attribute->value));
        elb_buffer_append_char(&text, '}');
    }
    if (strchr(elb_buffer_string(&text), '{'))
        elb_quote_shell(out, elb_buffer_text(&text));
    else
        elb_buffer_append_text(out, elb_buffer_text(&text));
    out->out_of_memory |= name.out_of_memory | text.out_of_memory;
    elb_buffer_done(&name);
    elb_buffer_done(&text);
}

static void create_command(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_policy_attribute attribute;

    elb_buffer_append_string(out, "aws elb create-load-balancer-policy\n"
                                  "--load-balancer-name \"$LOAD_BALANCER\" --policy-name ");
    own_name(out, policy);
    elb_buffer_append_string(out, "\n--policy-type-name SSLNegotiationPolicyType\n"
                                  "--policy-attributes");
    for (size_t i = 0; elb_policy_attribute_at(policy, i, &attribute); i++) {
        elb_buffer_append_char(out, elb_policy_is_named_by_aws(policy) ? ' ' : '\n');
        write_attribute(out, &attribute);
    }
}

static void use_command(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_buffer_append_string(out, "aws elb set-load-balancer-policies-of-listener\n"
                                  "--load-balancer-name \"$LOAD_BALANCER\" --load-balancer-port "
                                  "443\n--policy-names ");
    own_name(out, policy);
}

bool elb_policy_command(struct elb_buffer *out, const struct elb_policy *policy, size_t index)
{
    bool is_classic = policy->family == ELB_FAMILY_CLASSIC;

    if (elb_policy_obstacle(policy) || index > (is_classic ? 1 : 0))
        return false;
    if (is_classic && index == 0) {
        create_command(out, policy);
    } else if (is_classic) {
        use_command(out, policy);
    } else {
        elb_buffer_append_string(out, "aws elbv2 modify-listener --listener-arn \"$LISTENER_ARN\"\n"
                                      "--ssl-policy ");
        elb_quote_shell(out, elb_text_from(policy->name));
    }
    return true;
}

const char *elb_policy_command_note(const struct elb_policy *policy)
{
    const char *obstacle = elb_policy_obstacle(policy);

    if (obstacle)
        return obstacle;
    if (policy->family == ELB_FAMILY_CLASSIC)
        return "the second command replaces all policies of that port: name those that it shall "
               "keep as well";
    return elb_policy_caution(policy);
}
