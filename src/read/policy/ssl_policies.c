/* SPDX-License-Identifier: MIT */

/* What `aws elbv2 describe-ssl-policies` prints: protocols, suites with their priority, a name. */
#include "read/policy/reader.h"

#include <stdint.h>
#include <stdlib.h>

/* A suite and its place in the order. */
struct ranked {
    const struct elb_suite *suite;
    uint64_t priority;
    size_t index; /* in the file: keeps the order of equals */
};

static unsigned recognise(struct elb_text text)
{
    return elb_aws_has_key(text, "SslPolicies") || elb_aws_has_key(text, "SslProtocols") ? 90 : 0;
}

static enum elb_status keep_protocol(struct elb_policy_reading *reading,
                                     const struct elb_node *item, struct elb_policy_entry *entry,
                                     struct elb_error *reterr)
{
    struct elb_text name = elb_node_text(item);
    struct elb_error problem = {0};
    enum elb_status status = elb_policy_reading_refuse(
        reading, item, &problem, "unknown protocol '%.*s'", ELB_TEXT_ARGS(name));

    if (elb_node_is_string(item) && name.length > 0 && !elb_text_is_binary(name))
        return elb_aws_keep_unknown(reading, name, &problem, &entry->unknown, reterr);
    if (reterr)
        *reterr = problem;
    return status;
}

static enum elb_status read_protocols(struct elb_policy_reading *reading,
                                      const struct elb_node *node, struct elb_policy_entry *entry,
                                      struct elb_error *reterr)
{
    struct elb_policy *policy = &entry->policy;
    const struct elb_node *list;
    enum elb_status status = elb_aws_get_sequence(reading, node, "SslProtocols", &list, reterr);

    for (size_t i = 0; status == ELB_OK && i < elb_node_count(list); i++) {
        const struct elb_node *item = elb_node_at(list, i);
        uint16_t version = elb_aws_version(elb_node_text(item));

        if (version == 0)
            status = keep_protocol(reading, item, entry, reterr);
        else
            policy->versions |= elb_version_bit(version);
    }
    if (status == ELB_OK && policy->versions == 0)
        return elb_policy_reading_refuse(reading, list, reterr, "a policy without a protocol");
    return status;
}

static int by_priority(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;

    if (x->priority != y->priority)
        return x->priority < y->priority ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* One that is unknown is kept by its name, and `ranked` is left without a suite. */
static enum elb_status read_suite(struct elb_policy_reading *reading, const struct elb_node *item,
                                  struct ranked *ranked, struct elb_policy_unknown *unknown,
                                  struct elb_error *reterr)
{
    struct elb_error problem = {0};
    const struct elb_node *priority = elb_node_get(item, "Priority");
    const char *nearest;
    struct elb_text name = {0};
    enum elb_status status = elb_aws_get_string(reading, item, "Name", &name, reterr);

    if (status != ELB_OK)
        return status;
    ranked->priority = 0;
    if (priority && !elb_node_get_unsigned(priority, UINT32_MAX, &ranked->priority))
        return elb_policy_reading_refuse(reading, priority, reterr, "'Priority' is no number");
    ranked->suite = elb_catalog_suite_named(reading->catalog, name.start, name.length);
    if (ranked->suite && !ranked->suite->signalling)
        return ELB_OK;
    ranked->suite = NULL;
    nearest = elb_catalog_nearest_suite(reading->catalog, name.start, name.length);
    (void)elb_policy_reading_refuse(reading, elb_node_get(item, "Name"), &problem,
                                    "unknown cipher suite '%.*s'%s%s%s", ELB_TEXT_ARGS(name),
                                    nearest ? ", did you mean '" : "", nearest ? nearest : "",
                                    nearest ? "'" : "");
    return elb_aws_keep_unknown(reading, name, &problem, unknown, reterr);
}

/* Stops at the first that is there twice, so it is never asked of more than the catalog has. */
static bool is_among(const struct elb_suite *const *suites, size_t count,
                     const struct elb_suite *suite)
{
    for (size_t i = 0; i < count; i++) {
        if (suites[i] == suite)
            return true;
    }
    return false;
}

/* Into the policy, in the order of the priorities; none may be there twice. */
static enum elb_status keep_suites(struct elb_policy_reading *reading, const struct elb_node *list,
                                   struct ranked *ranked, size_t count, struct elb_policy *policy,
                                   struct elb_error *reterr)
{
    struct elb_arena *arena = &reading->list->arena;
    const struct elb_suite **suites = elb_arena_alloc_array(arena, count, sizeof(*suites));

    if (!suites)
        return elb_error_set_memory(reterr);
    qsort(ranked, count, sizeof(*ranked), by_priority);
    for (size_t i = 0; i < count; i++) {
        if (is_among(suites, i, ranked[i].suite))
            return elb_policy_reading_refuse(reading, elb_node_at(list, ranked[i].index), reterr,
                                             "duplicate cipher suite '%s'", ranked[i].suite->name);
        suites[i] = ranked[i].suite;
    }
    policy->suites = suites;
    policy->suite_count = count;
    return ELB_OK;
}

static enum elb_status read_suites(struct elb_policy_reading *reading, const struct elb_node *node,
                                   struct elb_policy_entry *entry, struct elb_error *reterr)
{
    const struct elb_node *list;
    struct ranked *ranked;
    size_t known = 0;
    size_t count;
    enum elb_status status = elb_aws_get_sequence(reading, node, "Ciphers", &list, reterr);

    if (status != ELB_OK)
        return status;
    count = elb_node_count(list);
    if (count == 0)
        return elb_policy_reading_refuse(reading, list, reterr, "a policy without a suite");
    if (count > reading->limits->suites)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, reading->path, list->start.line,
                             list->start.column, "more than %zu suites", reading->limits->suites);
    ranked = elb_arena_alloc_array(&reading->list->arena, count, sizeof(*ranked));
    if (!ranked)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        ranked[known].index = i;
        status = read_suite(reading, elb_node_at(list, i), &ranked[known], &entry->unknown, reterr);
        known += ranked[known].suite != NULL;
    }
    if (status == ELB_OK && known == 0)
        return elb_policy_reading_refuse(reading, list, reterr, "a policy without a known suite");
    return status == ELB_OK ? keep_suites(reading, list, ranked, known, &entry->policy, reterr)
                            : status;
}

/* Older outputs don't have it. Other types than ours, such as gateway, are passed over. */
static unsigned read_load_balancers(const struct elb_node *node)
{
    const struct elb_node *list = elb_node_get(node, "SupportedLoadBalancerTypes");
    unsigned set = 0;

    for (size_t i = 0; elb_node_is_sequence(list) && i < elb_node_count(list); i++) {
        struct elb_text name = elb_node_text(elb_node_at(list, i));

        set |= elb_load_balancer_from_name(name.start, name.length);
    }
    return set & ~(unsigned)ELB_LB_CLASSIC;
}

static const struct elb_policy *known_policy(const struct elb_catalog *catalog,
                                             struct elb_text name)
{
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];

        if (policy->family == ELB_FAMILY_ELBV2 && elb_text_is(name, policy->name))
            return policy;
    }
    return NULL;
}

/* AWS accepts what it prints, so one that the catalog lacks is on no page that it knows. */
static enum elb_status read_policy(struct elb_policy_reading *reading, const struct elb_node *node,
                                   struct elb_error *reterr)
{
    struct elb_policy_entry entry = {
        .policy = {.family = ELB_FAMILY_ELBV2, .server_order = true, .status = ELB_STATUS_UNLISTED},
    };
    struct elb_policy *policy = &entry.policy;
    struct elb_text name = {0};
    enum elb_status status = elb_aws_get_string(reading, node, "Name", &name, reterr);

    if (status == ELB_OK)
        status = read_protocols(reading, node, &entry, reterr);
    if (status == ELB_OK)
        status = read_suites(reading, node, &entry, reterr);
    if (status != ELB_OK)
        return status;
    policy->name = name.start;
    policy->load_balancers = read_load_balancers(node);
    entry.reference = known_policy(reading->catalog, name);
    elb_aws_adopt_facts(policy, entry.reference);
    if (policy->load_balancers == 0 && !entry.reference)
        policy->load_balancers = ELB_LB_APPLICATION | ELB_LB_NETWORK;
    return elb_policy_reading_add(reading, &entry, reterr);
}

enum elb_status elb_ssl_policy_read(struct elb_policy_reading *reading, const struct elb_node *node,
                                    struct elb_error *reterr)
{
    return elb_aws_read_one(reading, node, read_policy, reterr);
}

static enum elb_status read_policies(struct elb_policy_reading *reading, struct elb_error *reterr)
{
    return elb_aws_read_each(reading, "SslPolicies", read_policy, reterr);
}

const struct elb_policy_reader elb_policy_reader_ssl_policies = {
    .format.name = "describe-ssl-policies",
    .format.summary = "the output of 'aws elbv2 describe-ssl-policies'",
    .format.recognise = recognise,
    .read = read_policies,
};
