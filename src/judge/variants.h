/* SPDX-License-Identifier: MIT */
/* The handshakes that a description leaves open: one table of what is assumed, and why. */
#ifndef ELB_JUDGE_VARIANTS_H
#define ELB_JUDGE_VARIANTS_H

#include "elblint/catalog.h"

/*
 * A client whose versions are unknown, at its best and at its worst. The copies borrow all of the
 * original but their versions, which lie in here: don't copy this struct.
 */
struct elb_version_variants {
    struct elb_client clients[2];
    size_t count; /* 1 where the versions are known or the suites prove them */
    uint16_t best[5];
    uint16_t worst[5];
};

/*
 * Versions are inferred where suites are exclusive to a version: suites of TLS 1.3 prove TLSv1.3,
 * AEAD and SHA-2 suites prove TLSv1.2. Suites that every version has prove nothing: at best the
 * client offers all versions from TLSv1 to TLSv1.2, at worst TLSv1 alone. SSLv3 is not assumed of
 * anybody (RFC 7568).
 */
void elb_version_variants_init(const struct elb_catalog *catalog, const struct elb_client *client,
                               struct elb_version_variants *ret_variants);

/* Whether the description leaves something of the versions to be inferred. */
bool elb_client_has_open_versions(const struct elb_client *client);

/*
 * The i-th choice of the certificates that serve, one of each type, and of the sizes that are not
 * known; the likeliest first: the largest key of those held (AWS's smart selection), 2048 bits and
 * P-256 of those open. The order in which they were given means nothing. False: none is left.
 */
bool elb_certificates_variant(const struct elb_certificates *certificates, size_t i,
                              struct elb_certificates *ret_certificates);

/* Is there one of which only the type is known? */
bool elb_certificates_have_open_size(const struct elb_certificates *certificates);

bool elb_certificates_have_both_types(const struct elb_certificates *certificates);

/* Those of one type only: RSA or ECDSA. */
void elb_certificates_of_type(const struct elb_certificates *certificates, bool rsa,
                              struct elb_certificates *ret_certificates);

/* Is `open` one of the two kinds of which only the type is known, and `sized` of that type? */
bool elb_certificate_is_type_of(enum elb_certificate open, enum elb_certificate sized);

#endif
