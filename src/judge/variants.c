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

void elb_version_variants_init(const struct elb_catalog *catalog, const struct elb_client *client,
                               struct elb_version_variants *ret_variants)
{
    ret_variants->clients[0] = *client;
    ret_variants->count = 1;
    if (client->legacy_version != 0)
        return;
    struct proof proof = prove_versions(catalog, client);
    elb_version_set proven = 0;
    if (proof.tls13)
        proven |= elb_version_bit(ELB_TLS1_3);
    if (proof.tls12)
        proven |= elb_version_bit(ELB_TLS1_2);
    elb_version_set best = proof.older ? proven | all_older() : proven;
    elb_version_set worst = proven != 0 ? proven : elb_version_bit(ELB_TLS1_0);
    set_versions(&ret_variants->clients[0], ret_variants->best, elb_version_highest(best), best);
    if (best == worst)
        return;
    ret_variants->clients[1] = *client;
    set_versions(&ret_variants->clients[1], ret_variants->worst, elb_version_highest(worst), worst);
    ret_variants->count = 2;
}

/* ---- Certificates ----------------------------------------------------------------------- */

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

bool elb_certificates_variant(const struct elb_certificates *certificates, size_t i,
                              struct elb_certificates *ret_certificates)
{
    size_t rsa_count = has_certificate(certificates, ELB_CERTIFICATE_RSA) ? SIZE_COUNT : 1;
    size_t ecdsa_count = has_certificate(certificates, ELB_CERTIFICATE_ECDSA) ? SIZE_COUNT : 1;
    if (i >= rsa_count * ecdsa_count)
        return false;
    *ret_certificates = *certificates;
    for (size_t j = 0; j < certificates->count; j++) {
        if (certificates->list[j] == ELB_CERTIFICATE_RSA)
            ret_certificates->list[j] = rsa_sizes[i % rsa_count];
        else if (certificates->list[j] == ELB_CERTIFICATE_ECDSA)
            ret_certificates->list[j] = ecdsa_sizes[i / rsa_count];
    }
    return true;
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
