/* SPDX-License-Identifier: MIT */
/* What a policy file says per load balancer, and of certificates. */
#include "catalog/policy_parts.h"

enum elb_load_balancer elb_load_balancer_at(size_t i)
{
    static const enum elb_load_balancer list[ELB_LB_COUNT] = {ELB_LB_APPLICATION, ELB_LB_NETWORK,
                                                              ELB_LB_CLASSIC};
    return list[i];
}

unsigned elb_family_load_balancers(enum elb_family family)
{
    return family == ELB_FAMILY_CLASSIC ? ELB_LB_CLASSIC : ELB_LB_APPLICATION | ELB_LB_NETWORK;
}

unsigned elb_policy_backend_load_balancers(const struct elb_policy *policy)
{
    return policy->load_balancers != 0 ? policy->load_balancers
                                       : elb_family_load_balancers(policy->family);
}

/* The one that `node` names; it must be of the policy's family. */
static enum elb_status get_load_balancer(struct elb_loader *loader, const struct elb_node *node,
                                         const struct elb_policy *policy, unsigned *ret_bit)
{
    struct elb_text name = elb_node_text(node);
    if (!elb_node_is_scalar(node))
        return elb_refuse_type(loader, node, "a load balancer");
    unsigned bit = elb_load_balancer_from_name(name.start, name.length);
    if (bit == 0)
        return elb_refuse(loader, node,
                          "unknown load balancer '%.*s', known are application, network and "
                          "classic",
                          ELB_TEXT_ARGS(name));
    if (!(bit & elb_family_load_balancers(policy->family)))
        return elb_refuse(loader, node, "'%.*s' is no load balancer of the family '%s'",
                          ELB_TEXT_ARGS(name), elb_family_name(policy->family));
    *ret_bit = bit;
    return ELB_OK;
}

enum elb_status elb_read_load_balancers(struct elb_loader *loader, const struct elb_field *field,
                                        const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    unsigned set = 0;
    enum elb_status status = elb_want_sequence(loader, node);
    (void)field;
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *item = elb_node_at(node, i);
        unsigned bit = 0;
        status = get_load_balancer(loader, item, policy, &bit);
        if (status == ELB_OK && (set & bit))
            status = elb_refuse(loader, item, "duplicate '%.*s'", ELB_TEXT_ARGS(item->text));
        set |= bit;
    }
    if (status == ELB_OK)
        policy->load_balancers = set;
    return status;
}

/* A value per load balancer: its place in an array of the model. */
static enum elb_status get_index(struct elb_loader *loader, const struct elb_node *key,
                                 const struct elb_policy *policy, size_t *ret_index)
{
    unsigned bit = 0;
    enum elb_status status = get_load_balancer(loader, key, policy, &bit);
    for (size_t i = 0; status == ELB_OK && i < ELB_LB_COUNT; i++) {
        if (bit == (unsigned)elb_load_balancer_at(i))
            *ret_index = i;
    }
    return status;
}

typedef enum elb_status value_reader(struct elb_loader *loader, const struct elb_node *node,
                                     const char **ret_value);

static enum elb_status read_by_load_balancer(struct elb_loader *loader, const struct elb_node *node,
                                             value_reader *read, const struct elb_policy *policy,
                                             const char **values)
{
    enum elb_status status = elb_want_mapping(loader, node);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *key = elb_node_key_at(node, i);
        size_t index = 0;
        status = get_index(loader, key, policy, &index);
        if (status == ELB_OK && values[index] != NULL)
            status = elb_refuse(loader, key, "duplicate '%.*s'", ELB_TEXT_ARGS(key->text));
        if (status == ELB_OK)
            status = read(loader, elb_node_at(node, i), &values[index]);
    }
    return status;
}

enum elb_status elb_read_released(struct elb_loader *loader, const struct elb_field *field,
                                  const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    (void)field;
    return read_by_load_balancer(loader, node, elb_get_date, policy, policy->released);
}

/* One name is for all load balancers that have the policy; for all of its family if none has. */
enum elb_status elb_read_backend(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    const char *name = NULL;
    (void)field;
    if (elb_node_is_mapping(node))
        return read_by_load_balancer(loader, node, elb_get_string, policy, policy->backend);
    enum elb_status status = elb_get_string(loader, node, &name);
    if (status != ELB_OK)
        return status;
    unsigned set = elb_policy_backend_load_balancers(policy);
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        if (set & elb_load_balancer_at(i))
            policy->backend[i] = name;
    }
    return ELB_OK;
}

enum elb_status elb_read_allowed(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    enum elb_status status = elb_want_sequence(loader, node);
    (void)field;
    if (status == ELB_OK && elb_node_count(node) == 0)
        return elb_refuse(loader, node, "expected at least one certificate");
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *item = elb_node_at(node, i);
        struct elb_text name = elb_node_text(item);
        enum elb_certificate kind = elb_certificate_from_name(name.start, name.length);
        if (kind == ELB_CERTIFICATE_NONE)
            return elb_refuse(loader, item,
                              "unknown certificate '%.*s', known are rsa2048, "
                              "rsa3072, rsa4096, ecdsa256, ecdsa384, ecdsa521, rsa and ecdsa",
                              ELB_TEXT_ARGS(name));
        if (policy->allowed_certificates & (1u << kind))
            return elb_refuse(loader, item, "duplicate '%.*s'", ELB_TEXT_ARGS(name));
        policy->allowed_certificates |= 1u << kind;
    }
    return status;
}
