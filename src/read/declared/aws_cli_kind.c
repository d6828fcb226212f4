/* SPDX-License-Identifier: MIT */

/* What a description of AWS is of, by its members: --query may have left nothing around it. */
#include "catalog/kinds.h"
#include "read/declared/aws_cli.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* How many documents are looked at to recognise a file. */
#define LOOKED_AT 16

static bool has(const struct elb_node *mapping, const char *key)
{
    return elb_node_get(mapping, key) != NULL;
}

/* Values that --query put under keys of the user's, or into a list without keys. */
static bool is_row(const struct elb_node *node)
{
    bool has_listener = false;
    bool has_policy = false;
    bool has_protocol = false;

    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_text text = elb_node_text(elb_node_at(node, i));

        if (!elb_node_is_scalar(elb_node_at(node, i)))
            return false;
        has_listener |= elb_text_has_prefix(text, "arn:") &&
                        elb_text_find(text, ELB_TEXT(":listener/")) != SIZE_MAX;
        has_policy |= elb_text_has_prefix(text, ELB_POLICY_PREFIX);
        has_protocol |= elb_text_is(text, "HTTPS") || elb_text_is(text, "TLS");
    }
    return has_listener || (has_policy && has_protocol);
}

static enum elb_live_kind kind_of_mapping(const struct elb_node *node)
{
    if (elb_text_has_prefix(elb_node_text(elb_node_get(node, "resourceType")), "AWS::") &&
        has(node, "configuration"))
        return ELB_LIVE_CONFIG;
    if (has(node, "ListenerArn") || (has(node, "LoadBalancerArn") && has(node, "Protocol")))
        return ELB_LIVE_LISTENER;
    if (has(node, "Protocol") && has(node, "Port") &&
        (has(node, "SslPolicy") || has(node, "DefaultActions")))
        return ELB_LIVE_LISTENER;
    if (has(node, "TargetGroupArn"))
        return ELB_LIVE_TARGET_GROUP;
    if (has(node, "LoadBalancerArn"))
        return ELB_LIVE_LOAD_BALANCER;
    if (elb_node_is_sequence(elb_node_get(node, "ListenerDescriptions")) ||
        has(elb_node_get(node, "Listener"), "LoadBalancerPort"))
        return ELB_LIVE_CLASSIC;
    if (has(node, "PolicyName") && has(node, "PolicyAttributeDescriptions"))
        return ELB_LIVE_CLASSIC_POLICY;
    if (has(node, "SslProtocols") && has(node, "Ciphers"))
        return ELB_LIVE_SSL_POLICY;
    if (has(node, "CertificateArn") && has(node, "KeyAlgorithm"))
        return ELB_LIVE_CERTIFICATE;
    return is_row(node) ? ELB_LIVE_ROW : ELB_LIVE_NONE;
}

/* select-resource-config prints each item as a string. */
static bool is_config_text(const struct elb_node *node)
{
    const struct elb_text text = elb_node_text(node);

    return elb_text_has_prefix(text, "{") &&
           elb_text_find(text, ELB_TEXT("resourceType")) != SIZE_MAX;
}

enum elb_live_kind elb_live_kind_of(const struct elb_node *node)
{
    if (elb_node_is_mapping(node))
        return kind_of_mapping(node);
    if (elb_node_is_sequence(node))
        return is_row(node) ? ELB_LIVE_ROW : ELB_LIVE_NONE;
    return is_config_text(node) ? ELB_LIVE_CONFIG : ELB_LIVE_NONE;
}

/* Lists of descriptions, and what is in them; the last are of AWS Config. */
static const struct {
    const char *key;
    enum elb_live_kind kind;
} lists[] = {
    {"Listeners", ELB_LIVE_LISTENER},
    {"LoadBalancers", ELB_LIVE_LOAD_BALANCER},
    {"TargetGroups", ELB_LIVE_TARGET_GROUP},
    {"SslPolicies", ELB_LIVE_SSL_POLICY},
    {"LoadBalancerDescriptions", ELB_LIVE_CLASSIC},
    {"PolicyDescriptions", ELB_LIVE_CLASSIC_POLICY},
    {"Certificate", ELB_LIVE_CERTIFICATE},
    {"CertificateSummaryList", ELB_LIVE_CERTIFICATE},
    {"configurationItem", ELB_LIVE_CONFIG},
    {"configurationItems", ELB_LIVE_CONFIG},
    {"baseConfigurationItems", ELB_LIVE_CONFIG},
    {"Results", ELB_LIVE_CONFIG},
};

const char *elb_live_list_at(size_t index, enum elb_live_kind *ret_kind)
{
    if (index >= COUNT(lists))
        return NULL;
    *ret_kind = lists[index].kind;
    return lists[index].key;
}

/* Of a list, the kind of its first item. */
static enum elb_live_kind kind_of_list(const struct elb_node *list, unsigned depth)
{
    const enum elb_live_kind kind = elb_live_kind_of(list);
    const struct elb_node *first = elb_node_at(list, 0);

    if (kind != ELB_LIVE_NONE || !elb_node_is_sequence(list) || depth == 0)
        return kind;
    return elb_node_count(list) > 0 ? kind_of_list(first, depth - 1) : ELB_LIVE_NONE;
}

static unsigned recognise_document(const struct elb_node *root)
{
    enum elb_live_kind kind;

    for (size_t i = 0; i < COUNT(lists); i++) {
        const struct elb_node *list = elb_node_get(root, lists[i].key);

        if (kind_of_list(list, ELB_LIVE_DEPTH) == lists[i].kind)
            return 85;
    }
    if (elb_node_is_sequence(root) && elb_node_count(root) > 0 &&
        elb_node_is_mapping(elb_node_at(root, 0)) &&
        elb_live_kind_of(elb_node_at(root, 0)) == ELB_LIVE_NONE)
        return recognise_document(elb_node_at(root, 0)) > 0 ? 80 : 0;
    kind = kind_of_list(root, ELB_LIVE_DEPTH);
    if (kind == ELB_LIVE_ROW) /* one alone may be anything */
        return elb_node_is_sequence(root) ? 50 : 0;
    return kind != ELB_LIVE_NONE ? 60 : 0;
}

unsigned elb_live_recognise(const struct elb_declared_input *input)
{
    unsigned best = 0;

    for (size_t i = 0; i < input->documents.count && i < LOOKED_AT; i++) {
        const unsigned sure = recognise_document(input->documents.roots[i]);

        if (sure > best)
            best = sure;
    }
    return best;
}
