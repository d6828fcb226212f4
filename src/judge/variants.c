/* SPDX-License-Identifier: MIT */
#include "judge/variants.h"

/* ---- Versions --------------------------------------------------------------------------- */

/* What the suites of a client prove about its versions. */
struct proof {
    bool tls13;
    bool tls12;
    bool older; /* there is a suite that any version may use */
};

static struct proof prove_versions(const struct elb_catalog *catalog,
                                   const struct elb_client *client)
{
    struct proof proof = {0};
    for (size_t i = 0; i < client->suites.count; i++) {
        const struct elb_suite *suite = elb_catalog_suite(catalog, client->suites.codes[i]);
        if (suite == NULL || suite->signalling || suite->first_version == 0)
            continue;
        proof.tls13 |= suite->first_version == ELB_TLS1_3;
        proof.tls12 |= suite->first_version == ELB_TLS1_2;
        proof.older |= suite->first_version < ELB_TLS1_2;
    }
    if (!proof.tls13 && !proof.tls12)
        proof.older = true;
    return proof;
}

static void set_versions(struct elb_client *client, uint16_t *list, uint16_t highest,
                         elb_version_set versions)
{
    size_t count = 0;
    for (uint16_t version = ELB_TLS1_3; version >= ELB_SSL3; version--) {
        if (versions & elb_version_bit(version))
            list[count++] = version;
    }
    client->versions = versions;
    client->legacy_version = highest < ELB_TLS1_2 ? highest : ELB_TLS1_2;
    client->supported_versions = highest < ELB_TLS1_3 ? (struct elb_codes){ELB_NOT_SENT, NULL, 0}
                                                      : (struct elb_codes){ELB_SENT, list, count};
}

static elb_version_set all_older(void)
{
    return elb_version_bit(ELB_TLS1_0) | elb_version_bit(ELB_TLS1_1) | elb_version_bit(ELB_TLS1_2);
}

/*
 * legacy_version alone: up to TLS 1.1 it says all; TLSv1.2 may have a supported_versions extension
 * beside it, which suites of TLS 1.3 prove.
 */
static void complete_versions(const struct elb_catalog *catalog, const struct elb_client *client,
                              struct elb_version_variants *variants)
{
    bool tls13 = client->legacy_version == ELB_TLS1_2 && prove_versions(catalog, client).tls13;
    variants->best[0] = ELB_TLS1_3;
    variants->best[1] = ELB_TLS1_2;
    variants->clients[0].supported_versions = tls13
                                                  ? (struct elb_codes){ELB_SENT, variants->best, 2}
                                                  : (struct elb_codes){ELB_NOT_SENT, NULL, 0};
}

static void infer_versions(const struct elb_catalog *catalog, const struct elb_client *client,
                           struct elb_version_variants *variants)
{
    struct proof proof = prove_versions(catalog, client);
    elb_version_set proven = 0;
    if (proof.tls13)
        proven |= elb_version_bit(ELB_TLS1_3);
    if (proof.tls12)
        proven |= elb_version_bit(ELB_TLS1_2);
    elb_version_set best = proof.older ? proven | all_older() : proven;
    elb_version_set worst = proven != 0 ? proven : elb_version_bit(ELB_TLS1_0);
    set_versions(&variants->clients[0], variants->best, elb_version_highest(best), best);
    if (best == worst)
        return;
    variants->clients[1] = *client;
    set_versions(&variants->clients[1], variants->worst, elb_version_highest(worst), worst);
    variants->count = 2;
}

bool elb_client_has_open_versions(const struct elb_client *client)
{
    return client->legacy_version == 0 || client->supported_versions.presence == ELB_UNKNOWN;
}

void elb_version_variants_init(const struct elb_catalog *catalog, const struct elb_client *client,
                               struct elb_version_variants *ret_variants)
{
    ret_variants->clients[0] = *client;
    ret_variants->count = 1;
    if (client->legacy_version == 0)
        infer_versions(catalog, client, ret_variants);
    else if (client->supported_versions.presence == ELB_UNKNOWN)
        complete_versions(catalog, client, ret_variants);
}

/* ---- Certificates ----------------------------------------------------------------------- */

/* Sizes from the likeliest on, for a certificate of which only the type is known. */
static const enum elb_certificate rsa_sizes[] = {ELB_CERTIFICATE_RSA2048, ELB_CERTIFICATE_RSA3072,
                                                 ELB_CERTIFICATE_RSA4096};
static const enum elb_certificate ecdsa_sizes[] = {
    ELB_CERTIFICATE_ECDSA256, ELB_CERTIFICATE_ECDSA384, ELB_CERTIFICATE_ECDSA521};
#define SIZE_COUNT 3

static bool has_certificate(const struct elb_certificates *certificates, enum elb_certificate kind)
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (certificates->list[i] == kind)
            return true;
    }
    return false;
}

/*
 * The certificates of a type that may be the one that serves: every size where only the type is
 * known; else those that are held, the largest first, as AWS's own selection would have it.
 */
static size_t candidates_of(const struct elb_certificates *held, const enum elb_certificate *sizes,
                            enum elb_certificate open, enum elb_certificate *ret_candidates)
{
    size_t count = 0;
    for (size_t i = 0; i < SIZE_COUNT; i++) {
        bool is_open = has_certificate(held, open);
        enum elb_certificate size = sizes[is_open ? i : SIZE_COUNT - 1 - i];
        if (is_open || has_certificate(held, size))
            ret_candidates[count++] = size;
    }
    return count;
}

/* The first of a type is the one that serves; what is open becomes that size. */
static void serve(struct elb_certificates *certificates, enum elb_certificate size,
                  enum elb_certificate open)
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (certificates->list[i] != size && certificates->list[i] != open)
            continue;
        certificates->list[i] = certificates->list[0];
        certificates->list[0] = size;
        return;
    }
}

bool elb_certificates_variant(const struct elb_certificates *certificates, size_t i,
                              struct elb_certificates *ret_certificates)
{
    enum elb_certificate rsa[SIZE_COUNT];
    enum elb_certificate ecdsa[SIZE_COUNT];
    size_t rsa_count = candidates_of(certificates, rsa_sizes, ELB_CERTIFICATE_RSA, rsa);
    size_t ecdsa_count = candidates_of(certificates, ecdsa_sizes, ELB_CERTIFICATE_ECDSA, ecdsa);
    size_t rsa_steps = rsa_count > 0 ? rsa_count : 1;
    if (i >= rsa_steps * (ecdsa_count > 0 ? ecdsa_count : 1))
        return false;
    *ret_certificates = *certificates;
    if (ecdsa_count > 0)
        serve(ret_certificates, ecdsa[i / rsa_steps], ELB_CERTIFICATE_ECDSA);
    if (rsa_count > 0)
        serve(ret_certificates, rsa[i % rsa_steps], ELB_CERTIFICATE_RSA);
    return true;
}

bool elb_certificates_have_open_size(const struct elb_certificates *certificates)
{
    return has_certificate(certificates, ELB_CERTIFICATE_RSA) ||
           has_certificate(certificates, ELB_CERTIFICATE_ECDSA);
}

void elb_certificates_of_type(const struct elb_certificates *certificates, bool rsa,
                              struct elb_certificates *ret_certificates)
{
    ret_certificates->count = 0;
    for (size_t i = 0; i < certificates->count; i++) {
        if (elb_certificate_is_rsa(certificates->list[i]) == rsa)
            ret_certificates->list[ret_certificates->count++] = certificates->list[i];
    }
}

bool elb_certificates_have_both_types(const struct elb_certificates *certificates)
{
    struct elb_certificates rsa;
    elb_certificates_of_type(certificates, true, &rsa);
    return rsa.count > 0 && rsa.count < certificates->count;
}

bool elb_certificate_is_type_of(enum elb_certificate open, enum elb_certificate sized)
{
    return (open == ELB_CERTIFICATE_RSA && elb_certificate_is_rsa(sized)) ||
           (open == ELB_CERTIFICATE_ECDSA && elb_certificate_is_ecdsa(sized));
}
