/* SPDX-License-Identifier: MIT */

#include "catalog/emit.h"
#include "catalog/policy_parts.h"
#include "catalog/print.h"

static void write_load_balancer(struct elb_buffer *out, const void *context, size_t i)
{
    unsigned set = *(const unsigned *)context;
    for (size_t j = 0; j < ELB_LB_COUNT; j++) {
        if ((set & elb_load_balancer_at(j)) && i-- == 0)
            elb_buffer_append_string(out, elb_load_balancer_name(elb_load_balancer_at(j)));
    }
}

static void write_version(struct elb_buffer *out, const void *context, size_t i)
{
    elb_version_set set = *(const elb_version_set *)context;
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if ((set & elb_version_bit(version)) && i-- == 0)
            elb_buffer_append_string(out, elb_version_name(version));
    }
}

static void write_suite(struct elb_buffer *out, const void *context, size_t i)
{
    const struct elb_suite *suite = ((const struct elb_policy *)context)->suites[i];
    elb_emit_scalar(out, suite->openssl != NULL ? suite->openssl : suite->name);
}

static void write_group(struct elb_buffer *out, const void *context, size_t i)
{
    elb_emit_scalar(out, ((const struct elb_policy *)context)->groups[i]->name);
}

static void write_preferred(struct elb_buffer *out, const void *context, size_t i)
{
    elb_emit_scalar(out, ((const struct elb_policy *)context)->preferred_groups[i]->name);
}

static void write_scheme(struct elb_buffer *out, const void *context, size_t i)
{
    elb_emit_scalar(out, ((const struct elb_policy *)context)->schemes[i]->name);
}

static void write_certificate(struct elb_buffer *out, const void *context, size_t i)
{
    unsigned set = *(const unsigned *)context;
    for (unsigned j = ELB_CERTIFICATE_RSA2048; j <= ELB_CERTIFICATE_ECDSA; j++) {
        if ((set & (1u << j)) && i-- == 0)
            elb_buffer_append_string(out, elb_certificate_name((enum elb_certificate)j));
    }
}

static size_t count_bits(unsigned set)
{
    size_t count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

static void print_list(struct elb_buffer *out, const char *key,
                       void (*write)(struct elb_buffer *out, const void *context, size_t i),
                       const void *context, size_t count)
{
    elb_emit_list(out, 0, key, &(struct elb_emit_list){write, context, count});
}

/* `key: {application: a, network: b}`; nothing when no load balancer has a value. */
static void print_by_load_balancer(struct elb_buffer *out, const char *key,
                                   const char *const *values)
{
    const char *separator = "{";
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        if (values[i] == NULL)
            continue;
        if (*separator == '{')
            elb_buffer_printf(out, "%s: ", key);
        elb_buffer_printf(out, "%s%s: ", separator,
                          elb_load_balancer_name(elb_load_balancer_at(i)));
        elb_emit_scalar(out, values[i]);
        separator = ", ";
    }
    if (*separator == ',')
        elb_buffer_append_string(out, "}\n");
}

/* The name that all load balancers share which one name would be for; NULL: they differ. */
static const char *common_backend(const struct elb_policy *policy)
{
    unsigned set = elb_policy_backend_load_balancers(policy);
    const char *name = NULL;
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        const char *own = policy->backend[i];
        bool meant = set & elb_load_balancer_at(i);
        if (meant != (own != NULL) || (name != NULL && own != NULL && strcmp(name, own) != 0))
            return NULL;
        if (own != NULL)
            name = own;
    }
    return name;
}

static void print_provenance(struct elb_buffer *out, const struct elb_policy *policy)
{
    const char *head = "confidence:\n";
    for (size_t i = 0; i < policy->provenance_count; i++) {
        const struct elb_provenance *item = &policy->provenance[i];
        if (item->confidence == ELB_CONFIDENCE_UNSTATED)
            continue;
        elb_buffer_printf(out, "%s  %s: %s\n", head, item->key,
                          elb_confidence_name(item->confidence));
        head = "";
    }
    head = "sources:\n";
    for (size_t i = 0; i < policy->provenance_count; i++) {
        const struct elb_provenance *item = &policy->provenance[i];
        if (item->source_count == 0)
            continue;
        elb_buffer_append_string(out, head);
        elb_emit_strings(out, 2, item->key, item->sources, item->source_count);
        head = "";
    }
}

static void print_lists(struct elb_buffer *out, const struct elb_policy *policy)
{
    print_list(out, "protocols", write_version, &policy->versions, count_bits(policy->versions));
    print_list(out, "suites", write_suite, policy, policy->suite_count);
    elb_emit_bool(out, "server-order", policy->server_order);
    if (policy->has_groups)
        print_list(out, "groups", write_group, policy, policy->group_count);
    if (policy->preferred_group_count > 0)
        print_list(out, "strongly-preferred-groups", write_preferred, policy,
                   policy->preferred_group_count);
    if (policy->has_schemes)
        print_list(out, "signature-schemes", write_scheme, policy, policy->scheme_count);
}

void elb_policy_print(struct elb_buffer *out, const struct elb_policy *policy)
{
    const char *backend = common_backend(policy);
    elb_emit_pair(out, "name", policy->name);
    elb_emit_pair(out, "family", elb_family_name(policy->family));
    print_list(out, "load-balancers", write_load_balancer, &policy->load_balancers,
               count_bits(policy->load_balancers));
    elb_emit_pair(out, "status", elb_status_name(policy->status));
    print_by_load_balancer(out, "released", policy->released);
    print_lists(out, policy);
    elb_emit_bool(out, "fips-module", policy->fips_module);
    elb_emit_pair(out, "backend-policy", backend);
    if (backend == NULL)
        print_by_load_balancer(out, "backend-policy", policy->backend);
    if (policy->allowed_certificates != 0)
        print_list(out, "allowed-certificates", write_certificate, &policy->allowed_certificates,
                   count_bits(policy->allowed_certificates));
    print_provenance(out, policy);
    elb_emit_notes(out, "notes", policy->notes, policy->note_count);
}
