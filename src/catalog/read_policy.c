/* SPDX-License-Identifier: MIT */
/* A policy from its mapping. What its keys mean is in elblint/policy.h. */
#include "catalog/policy_parts.h"

#include <stddef.h>

/* A policy on its way; readers get it as a struct elb_policy. */
struct draft {
    struct elb_policy policy;
    const struct elb_node *confidence;
    const struct elb_node *sources;
};

#define MEMBER(member) offsetof(struct draft, policy.member)

static const struct elb_field fields[] = {
    {"name", elb_read_string, MEMBER(name), 0, NULL, true},
    {"family", elb_read_enum, MEMBER(family), 0, &elb_family_words, true},
    {"load-balancers", elb_read_load_balancers, 0, 0, NULL, false},
    {"status", elb_read_enum, MEMBER(status), 0, &elb_status_words, false},
    {"released", elb_read_released, 0, 0, NULL, false},
    {"protocols", elb_read_version_set, MEMBER(versions), 0, NULL, true},
    {"suites", elb_read_suites, 0, 0, NULL, true},
    {"server-order", elb_read_bool, MEMBER(server_order), 0, NULL, false},
    {"groups", elb_read_groups, 0, 0, NULL, false},
    {"strongly-preferred-groups", elb_read_preferred_groups, 0, 0, NULL, false},
    {"signature-schemes", elb_read_schemes, 0, 0, NULL, false},
    {"fips-module", elb_read_bool, MEMBER(fips_module), 0, NULL, false},
    {"backend-policy", elb_read_backend, 0, 0, NULL, false},
    {"allowed-certificates", elb_read_allowed, 0, 0, NULL, false},
    {"confidence", elb_read_node, offsetof(struct draft, confidence), 0, NULL, false},
    {"sources", elb_read_node, offsetof(struct draft, sources), 0, NULL, false},
    {"notes", elb_read_strings, MEMBER(notes), MEMBER(note_count), NULL, false},
};
#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

enum elb_status elb_policy_check_key(struct elb_loader *loader, const struct elb_node *key)
{
    return elb_fields_check_key(loader, key, fields, FIELD_COUNT);
}

/* Whether some protocol of the policy may use the suite. */
static enum elb_status check_suite(struct elb_loader *loader, const struct elb_node *node,
                                   const struct elb_policy *policy, const struct elb_suite *suite)
{
    elb_version_set tls13 = elb_version_bit(ELB_TLS1_3);
    if (suite->signalling)
        return elb_refuse(loader, node, "'%s' is a signal of clients, no suite", suite->name);
    if (elb_suite_is_tls13(suite) && policy->family == ELB_FAMILY_CLASSIC)
        return elb_refuse(loader, node, "'%s': a Classic Load Balancer has no TLSv1.3",
                          suite->name);
    if (elb_suite_is_tls13(suite) && !(policy->versions & tls13))
        return elb_refuse(loader, node, "'%s' is for TLSv1.3, which the policy lacks", suite->name);
    if (!elb_suite_is_tls13(suite) && policy->versions == tls13)
        return elb_refuse(loader, node, "'%s' is not for TLSv1.3, which is all that the policy has",
                          suite->name);
    return ELB_OK;
}

static enum elb_status check_suites(struct elb_loader *loader, const struct elb_node *node,
                                    const struct elb_policy *policy)
{
    const struct elb_node *list = elb_node_get(node, "suites");
    bool has_tls13 = false;
    for (size_t i = 0; i < policy->suite_count; i++) {
        const struct elb_suite *suite = policy->suites[i];
        enum elb_status status = check_suite(loader, elb_node_at(list, i), policy, suite);
        if (status != ELB_OK)
            return status;
        has_tls13 |= elb_suite_is_tls13(suite);
    }
    if ((policy->versions & elb_version_bit(ELB_TLS1_3)) && !has_tls13)
        return elb_refuse(loader, list, "no suite is for TLSv1.3, which the policy has");
    return ELB_OK;
}

static enum elb_status check_policy(struct elb_loader *loader, const struct elb_node *node,
                                    const struct elb_policy *policy)
{
    enum elb_status status =
        elb_policy_check_protocols(loader, elb_node_get(node, "protocols"), policy);
    if (status != ELB_OK)
        return status;
    if (policy->suite_count == 0)
        return elb_refuse(loader, elb_node_get(node, "suites"), "a policy without a suite");
    return check_suites(loader, node, policy);
}

enum elb_status elb_policy_from_node(struct elb_loader *loader, const struct elb_node *node,
                                     struct elb_policy *ret_policy)
{
    struct draft draft = {
        .policy = {.status = ELB_STATUS_DOCUMENTED, .server_order = true, .origin = loader->path},
    };
    struct elb_policy *policy = &draft.policy;
    enum elb_status status = elb_fields_read(loader, node, fields, FIELD_COUNT, &draft);
    if (status == ELB_OK && elb_node_get(node, "load-balancers") == NULL)
        policy->load_balancers = elb_family_load_balancers(policy->family);
    if (status == ELB_OK)
        status = check_policy(loader, node, policy);
    if (status == ELB_OK)
        status = elb_provenance_from_nodes(loader, draft.confidence, draft.sources,
                                           &policy->provenance, &policy->provenance_count);
    if (status == ELB_OK)
        *ret_policy = *policy;
    return status;
}

/* The value under `backend-policy` that names this load balancer's. */
static const struct elb_node *backend_node(const struct elb_node *node,
                                           enum elb_load_balancer load_balancer)
{
    const struct elb_node *value = elb_node_get(node, "backend-policy");
    for (size_t i = 0; elb_node_is_mapping(value) && i < elb_node_count(value); i++) {
        struct elb_text key = elb_node_text(elb_node_key_at(value, i));
        if (elb_load_balancer_from_name(key.start, key.length) == (unsigned)load_balancer)
            return elb_node_at(value, i);
    }
    return value;
}

/* Names must be whole here: they are printed as they are. */
static const char *nearest_backend(const struct elb_catalog *catalog,
                                   enum elb_load_balancer load_balancer, const char *name)
{
    const struct elb_policy *policy =
        elb_catalog_policy_named(catalog, load_balancer, name, strlen(name));
    return policy != NULL ? policy->name
                          : elb_catalog_nearest_policy(catalog, load_balancer, name, strlen(name));
}

enum elb_status elb_policy_check_backend(struct elb_loader *loader, const struct elb_node *node,
                                         const struct elb_policy *policy)
{
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        const char *name = policy->backend[i];
        enum elb_load_balancer load_balancer = elb_load_balancer_at(i);
        if (name == NULL)
            continue;
        const char *nearest = nearest_backend(loader->catalog, load_balancer, name);
        if (nearest == NULL || strcmp(nearest, name) != 0)
            return elb_refuse_unknown(loader, backend_node(node, load_balancer), "policy", nearest);
    }
    return ELB_OK;
}
