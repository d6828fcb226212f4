/* SPDX-License-Identifier: MIT */

/* Small parts of the readers of declared listeners, and the words for what they find. */
#include "read/declared/reader.h"

#include <assert.h>

static const char *const how_names[ELB_HOW_COUNT] = {
    [ELB_HOW_EXPLICIT] = "explicit",
    [ELB_HOW_DEFAULT] = "default",
    [ELB_HOW_CONTROLLER_DEFAULT] = "controller-default",
    [ELB_HOW_REFERENCE] = "reference",
    [ELB_HOW_CUSTOM] = "custom",
    [ELB_HOW_VARIABLE_DEFAULT] = "variable-default",
    [ELB_HOW_CONDITIONAL] = "conditional",
    [ELB_HOW_UNRESOLVED] = "unresolved",
    [ELB_HOW_PLAINTEXT] = "plaintext",
};

const char *elb_how_name(enum elb_how how)
{
    assert(how < ELB_HOW_COUNT);
    return how_names[how];
}

const char *elb_known_from_name(enum elb_known_from from)
{
    switch (from) {
    case ELB_KNOWN_NOT:
        return "unknown";
    case ELB_KNOWN_DECLARED:
        return "declared";
    case ELB_KNOWN_REFERENCE:
        return "reference";
    case ELB_KNOWN_INFERRED:
        return "inferred";
    }
    return "unknown";
}

bool elb_declared_is_tls(const char *protocol)
{
    static const char *const protocols[] = {"HTTPS", "TLS", "SSL", "QUIC"};

    for (size_t i = 0; protocol && i < sizeof(protocols) / sizeof(protocols[0]); i++) {
        if (strcmp(protocol, protocols[i]) == 0)
            return true;
    }
    return false;
}

bool elb_listener_is_tls(const struct elb_listener *listener)
{
    return elb_declared_is_tls(listener->protocol);
}

struct elb_span elb_declared_span(const struct elb_node *node)
{
    if (!node)
        return (struct elb_span){0};
    return (struct elb_span){
        .line = node->start.line,
        .column = node->start.column,
        .end_line = node->end.line,
        .end_column = node->end.column,
        .offset = node->start.offset,
        .end_offset = node->end.offset,
    };
}

bool elb_declared_is_literal(const struct elb_declared_file *file, const struct elb_node *node,
                             struct elb_text text)
{
    struct elb_text source = elb_text_skip(file->text, node->start.offset);
    const size_t length = node->end.offset - node->start.offset;

    if (!elb_node_is_scalar(node) || node->end.offset < node->start.offset ||
        source.length < length)
        return false;
    source.length = length;
    if (length >= 2 && (source.start[0] == '"' || source.start[0] == '\'') &&
        source.start[length - 1] == source.start[0])
        source = (struct elb_text){source.start + 1, length - 2};
    return text.length > 0 && elb_text_is_equal(source, text);
}

const char *elb_declared_upper(struct elb_listeners *listeners, struct elb_text text,
                               bool *ret_out_of_memory)
{
    char *copy;

    if (text.length == 0)
        return NULL;
    copy = elb_arena_dup(elb_declared_arena(listeners), text.start, text.length);
    *ret_out_of_memory |= !copy;
    for (char *c = copy; c && *c; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    return copy;
}

int elb_declared_port(const struct elb_node *node)
{
    uint64_t port;

    return elb_node_get_unsigned(node, UINT16_MAX, &port) && port > 0 ? (int)port : -1;
}

enum elb_load_balancer elb_declared_arn_type(struct elb_text arn)
{
    static const struct {
        const char *part;
        enum elb_load_balancer type;
    } parts[] = {
        {"loadbalancer/app/", ELB_LB_APPLICATION},
        {"listener/app/", ELB_LB_APPLICATION},
        {"loadbalancer/net/", ELB_LB_NETWORK},
        {"listener/net/", ELB_LB_NETWORK},
    };

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (elb_text_find(arn, elb_text_from(parts[i].part)) != SIZE_MAX)
            return parts[i].type;
    }
    return 0;
}

bool elb_declared_leave_open(struct elb_listeners *listeners, struct elb_listener *listener,
                             const char *reason)
{
    struct elb_declared_policy *policy =
        elb_arena_alloc(elb_declared_arena(listeners), sizeof(*policy));

    if (!policy)
        return false;
    *policy = (struct elb_declared_policy){.how = ELB_HOW_UNRESOLVED, .reason = reason};
    listener->how = ELB_HOW_UNRESOLVED;
    listener->policies = policy;
    listener->policy_count = 1;
    return true;
}

/* The API's reference has `RSA_2048`, its answers `RSA-2048`. */
static bool is_algorithm(struct elb_text text, const char *name)
{
    if (text.length != strlen(name))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.start[i] != name[i] && !(text.start[i] == '-' && name[i] == '_'))
            return false;
    }
    return true;
}

enum elb_certificate elb_declared_certificate(struct elb_text algorithm)
{
    static const struct {
        const char *name;
        enum elb_certificate certificate;
    } names[] = {
        {"RSA_1024", ELB_CERTIFICATE_RSA},           {"RSA_2048", ELB_CERTIFICATE_RSA2048},
        {"RSA_3072", ELB_CERTIFICATE_RSA3072},       {"RSA_4096", ELB_CERTIFICATE_RSA4096},
        {"EC_prime256v1", ELB_CERTIFICATE_ECDSA256}, {"EC_secp384r1", ELB_CERTIFICATE_ECDSA384},
        {"EC_secp521r1", ELB_CERTIFICATE_ECDSA521},
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (is_algorithm(algorithm, names[i].name))
            return names[i].certificate;
    }
    return ELB_CERTIFICATE_NONE;
}

#define MERGES_MOST 8 /* of what is merged, merging more */

static const struct elb_node *get_deep(const struct elb_node *mapping, const char *key,
                                       unsigned depth);

/* YAML 1.1's merge key: a mapping, or a list of them of which the first wins. */
static const struct elb_node *get_merged(const struct elb_node *merged, const char *key,
                                         unsigned depth)
{
    const struct elb_node *found = NULL;

    if (!elb_node_is_sequence(merged))
        return get_deep(merged, key, depth);
    for (size_t i = 0; !found && i < elb_node_count(merged); i++)
        found = get_deep(elb_node_at(merged, i), key, depth);
    return found;
}

static const struct elb_node *get_deep(const struct elb_node *mapping, const char *key,
                                       unsigned depth)
{
    const struct elb_node *found = elb_node_get(mapping, key);
    const struct elb_node *merged;

    if (found || depth >= MERGES_MOST)
        return found;
    merged = elb_node_get(mapping, "<<");
    return merged ? get_merged(merged, key, depth + 1) : NULL;
}

const struct elb_node *elb_declared_get(const struct elb_node *mapping, const char *key)
{
    return get_deep(mapping, key, 0);
}
