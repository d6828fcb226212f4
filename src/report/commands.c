/* SPDX-License-Identifier: MIT */

/*
 * The AWS CLI commands that set a policy: modify-listener of elbv2; for Classic, where listeners
 * hold policies of their load balancer's own, create-load-balancer-policy and then
 * set-load-balancer-policies-of-listener.
 */

#include "report/show.h"

#include <string.h>

/* Names of a user's own policy can be anything. */
static void shell_word(struct elb_buffer *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    bool is_plain = *word && word[strspn(word, plain)] == '\0';

    elb_buffer_append_string(out, is_plain ? "" : "'");
    for (; *word; word++) {
        if (*word == '\'')
            elb_buffer_append_string(out, "'\\'");
        elb_buffer_append_char(out, *word);
    }
    elb_buffer_append_string(out, is_plain ? "" : "'");
}

/* A Classic Load Balancer can't call its policy by a name of AWS's. */
static void own_name(struct elb_buffer *out, const struct elb_policy *policy)
{
    if (elb_policy_is_named_by_aws(policy)) {
        elb_buffer_append_string(out, "my-");
        shell_word(out, policy->name + sizeof(ELB_POLICY_PREFIX) - 1);
    } else {
        shell_word(out, policy->name);
    }
}

static void attribute(struct elb_buffer *out, const char *start, const char *name)
{
    elb_buffer_printf(out, "\nAttributeName=%s%s,AttributeValue=true", start, name);
}

/* What a policy of one's own consists of; suites are named as OpenSSL does. */
static void custom_attributes(struct elb_buffer *out, const struct elb_policy *policy)
{
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_2; version++) {
        if (policy->versions & elb_version_bit(version))
            attribute(out, "Protocol-", elb_version_name(version));
    }
    if (policy->server_order)
        attribute(out, "", "Server-Defined-Cipher-Order");
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (policy->suites[i]->openssl)
            attribute(out, "", policy->suites[i]->openssl);
    }
}

static void create_command(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_buffer_append_string(out, "aws elb create-load-balancer-policy\n"
                                  "--load-balancer-name \"$LOAD_BALANCER\" --policy-name ");
    own_name(out, policy);
    elb_buffer_append_string(out, "\n--policy-type-name SSLNegotiationPolicyType\n"
                                  "--policy-attributes");
    if (elb_policy_is_named_by_aws(policy)) {
        elb_buffer_append_string(out, " AttributeName=Reference-Security-Policy,AttributeValue=");
        shell_word(out, policy->name);
    } else {
        custom_attributes(out, policy);
    }
}

static void use_command(struct elb_buffer *out, const struct elb_policy *policy)
{
    elb_buffer_append_string(out, "aws elb set-load-balancer-policies-of-listener\n"
                                  "--load-balancer-name \"$LOAD_BALANCER\" --load-balancer-port "
                                  "443\n--policy-names ");
    own_name(out, policy);
}

static bool is_settable(const struct elb_policy *policy)
{
    return policy->status != ELB_STATUS_UPCOMING && policy->status != ELB_STATUS_RETIRED;
}

bool elb_policy_command(struct elb_buffer *out, const struct elb_policy *policy, size_t index)
{
    bool is_classic = policy->family == ELB_FAMILY_CLASSIC;

    if (!is_settable(policy) || index > (is_classic ? 1 : 0))
        return false;
    if (!is_classic && !elb_policy_is_named_by_aws(policy))
        return false;
    if (is_classic && index == 0)
        create_command(out, policy);
    else if (is_classic)
        use_command(out, policy);
    else
        elb_buffer_printf(out,
                          "aws elbv2 modify-listener --listener-arn \"$LISTENER_ARN\"\n"
                          "--ssl-policy %s",
                          policy->name);
    return true;
}

const char *elb_policy_command_note(const struct elb_policy *policy)
{
    if (policy->status == ELB_STATUS_UPCOMING)
        return "no load balancer offers this policy yet, so it can't be set";
    if (policy->status == ELB_STATUS_RETIRED)
        return "AWS offers this policy no longer, so it can't be set";
    if (policy->family == ELB_FAMILY_CLASSIC)
        return "the second command replaces all policies of that port: name those that it shall "
               "keep as well";
    if (!elb_policy_is_named_by_aws(policy))
        return "Application and Network Load Balancers have no policies of one's own";
    if (policy->status == ELB_STATUS_UNLISTED)
        return "on none of AWS's pages today: AWS may refuse it";
    return NULL;
}
