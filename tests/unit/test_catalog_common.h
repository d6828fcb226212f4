/* SPDX-License-Identifier: MIT */

/* What the tests of src/catalog share: whole catalogs compared, and errors as one line. */
#ifndef ELB_TEST_CATALOG_COMMON_H
#define ELB_TEST_CATALOG_COMMON_H

#include <elblint/catalog.h>

#include "catalog/load.h"
#include "catalog/print.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* "path:line:column: message" */
static inline const char *error_line(const struct elb_error *error)
{
    static char line[1024];
    (void)snprintf(line, sizeof(line), "%s:%zu:%zu: %s", error->path, error->line, error->column,
                   error->message);
    return line;
}

static inline bool same_string(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static inline bool same_strings(const char *const *a, size_t a_count, const char *const *b,
                                size_t b_count)
{
    for (size_t i = 0; a_count == b_count && i < a_count; i++) {
        if (!same_string(a[i], b[i]))
            return false;
    }
    return a_count == b_count;
}

static inline bool same_rating(const struct elb_rating *a, const struct elb_rating *b)
{
    return same_string(a->value, b->value) && same_string(a->reason, b->reason) &&
           same_string(a->source, b->source) && a->confidence == b->confidence;
}

static inline bool same_aliases(const struct elb_alias *a, size_t a_count,
                                const struct elb_alias *b, size_t b_count)
{
    for (size_t i = 0; a_count == b_count && i < a_count; i++) {
        if (a[i].dialect != b[i].dialect || !same_string(a[i].name, b[i].name))
            return false;
    }
    return a_count == b_count;
}

static inline bool same_suite(const struct elb_suite *a, const struct elb_suite *b)
{
    return a->code == b->code && a->export_grade == b->export_grade &&
           a->signalling == b->signalling && same_string(a->name, b->name) &&
           same_string(a->iana, b->iana) && same_string(a->openssl, b->openssl) &&
           same_string(a->encryption, b->encryption) && same_string(a->mac, b->mac) &&
           a->key_bits == b->key_bits && a->first_version == b->first_version &&
           a->last_version == b->last_version && a->key_exchange == b->key_exchange &&
           a->authentication == b->authentication && a->mode == b->mode &&
           same_rating(&a->strength, &b->strength) &&
           same_rating(&a->iana_recommended, &b->iana_recommended) &&
           same_aliases(a->aliases, a->alias_count, b->aliases, b->alias_count);
}

static inline bool same_group(const struct elb_group *a, const struct elb_group *b)
{
    return a->code == b->code && a->kind == b->kind && same_string(a->name, b->name) &&
           same_rating(&a->iana_recommended, &b->iana_recommended) &&
           same_aliases(a->aliases, a->alias_count, b->aliases, b->alias_count);
}

static inline bool same_scheme(const struct elb_scheme *a, const struct elb_scheme *b)
{
    return a->code == b->code && a->key == b->key && a->curve == b->curve &&
           a->handshake == b->handshake && same_string(a->name, b->name) &&
           same_string(a->hash, b->hash) &&
           same_aliases(a->aliases, a->alias_count, b->aliases, b->alias_count);
}

static inline bool same_provenance(const struct elb_policy *a, const struct elb_policy *b)
{
    for (size_t i = 0; a->provenance_count == b->provenance_count && i < a->provenance_count; i++) {
        const struct elb_provenance *one = &a->provenance[i];
        const struct elb_provenance *other = &b->provenance[i];
        if (!same_string(one->key, other->key) || one->confidence != other->confidence ||
            !same_strings(one->sources, one->source_count, other->sources, other->source_count))
            return false;
    }
    return a->provenance_count == b->provenance_count;
}

/* The lists of code points; each catalog has its own structs. */
static inline bool same_lists(const struct elb_policy *a, const struct elb_policy *b)
{
    bool same = a->suite_count == b->suite_count && a->group_count == b->group_count &&
                a->preferred_group_count == b->preferred_group_count &&
                a->scheme_count == b->scheme_count;
    for (size_t i = 0; same && i < a->suite_count; i++)
        same = same_suite(a->suites[i], b->suites[i]);
    for (size_t i = 0; same && i < a->group_count; i++)
        same = same_group(a->groups[i], b->groups[i]);
    for (size_t i = 0; same && i < a->preferred_group_count; i++)
        same = same_group(a->preferred_groups[i], b->preferred_groups[i]);
    for (size_t i = 0; same && i < a->scheme_count; i++)
        same = same_scheme(a->schemes[i], b->schemes[i]);
    return same;
}

/* All but the origin. */
static inline bool same_policy(const struct elb_policy *a, const struct elb_policy *b)
{
    return same_string(a->name, b->name) && a->family == b->family &&
           a->load_balancers == b->load_balancers && a->status == b->status &&
           same_strings(a->released, ELB_LB_COUNT, b->released, ELB_LB_COUNT) &&
           a->versions == b->versions && same_lists(a, b) && a->server_order == b->server_order &&
           a->has_groups == b->has_groups && a->has_schemes == b->has_schemes &&
           a->allowed_certificates == b->allowed_certificates && a->fips_module == b->fips_module &&
           same_strings(a->backend, ELB_LB_COUNT, b->backend, ELB_LB_COUNT) &&
           same_provenance(a, b) && same_strings(a->notes, a->note_count, b->notes, b->note_count);
}

static inline bool same_codes(const struct elb_codes *a, const struct elb_codes *b)
{
    return a->presence == b->presence && a->count == b->count &&
           (a->count == 0 || memcmp(a->codes, b->codes, a->count * sizeof(*a->codes)) == 0);
}

static inline bool same_constraints(const struct elb_constraints *a,
                                    const struct elb_constraints *b)
{
    return a->min_rsa_bits == b->min_rsa_bits && a->max_rsa_bits == b->max_rsa_bits &&
           a->min_dh_bits == b->min_dh_bits && a->max_dh_bits == b->max_dh_bits &&
           a->min_ec_bits == b->min_ec_bits &&
           a->requires_sha2_signatures == b->requires_sha2_signatures;
}

static inline bool same_identity(const struct elb_client *a, const struct elb_client *b)
{
    return same_string(a->id, b->id) && same_string(a->name, b->name) &&
           same_strings(a->aliases, a->alias_count, b->aliases, b->alias_count) &&
           same_string(a->family, b->family) && same_string(a->version, b->version) &&
           same_string(a->category, b->category) && same_string(a->released, b->released) &&
           same_string(a->end_of_life, b->end_of_life) && a->support == b->support;
}

/* All but the origin. */
static inline bool same_client(const struct elb_client *a, const struct elb_client *b)
{
    return same_identity(a, b) && a->legacy_version == b->legacy_version &&
           same_codes(&a->supported_versions, &b->supported_versions) &&
           a->versions == b->versions && a->minimum_version == b->minimum_version &&
           same_codes(&a->suites, &b->suites) && a->suites_incomplete == b->suites_incomplete &&
           same_codes(&a->groups, &b->groups) && same_codes(&a->key_shares, &b->key_shares) &&
           same_codes(&a->schemes, &b->schemes) && same_codes(&a->extensions, &b->extensions) &&
           same_codes(&a->point_formats, &b->point_formats) && a->server_name == b->server_name &&
           same_strings(a->alpn, a->alpn_count, b->alpn, b->alpn_count) && a->hello == b->hello &&
           same_constraints(&a->constraints, &b->constraints) && a->evidence == b->evidence &&
           same_string(a->confidence, b->confidence) && same_string(a->source, b->source) &&
           same_strings(a->notes, a->note_count, b->notes, b->note_count);
}

#endif
