/* SPDX-License-Identifier: MIT */
/* Published profiles of TLS as the code points that they allow: what a policy may permit at most.
 */
#include "judge/requirement_words.h"

/* All that a profile allows; each list ends with 0. */
struct profile {
    elb_version_set versions;
    uint16_t suites[8];
    uint16_t groups[4];
    uint16_t schemes[8];
};

/*
 * RFC 9151 (CNSA 1.0): sections 5 and 6.1 (suites of TLS 1.2), 7 (of TLS 1.3), 4 (P-384 and the
 * groups ffdhe3072 and ffdhe4096) and 6.2, 7.1 (signatures). RSA key transport is allowed.
 */
static const struct profile rfc9151 = {
    .versions = 1u << 3 | 1u << 4,
    .suites = {0x1302, 0xC02C, 0xC030, 0x009D, 0x009F},
    .groups = {0x0018, 0x0101, 0x0102},
    .schemes = {0x0503, 0x0805, 0x080A, 0x0501},
};

/* draft-becker-cnsa2-tls-profile-05: ML-KEM-1024 alone, without a curve beside it, and ML-DSA-87.
 */
static const struct profile cnsa2 = {
    .versions = 1u << 4,
    .suites = {0x1302},
    .groups = {0x0202},
    .schemes = {0x0906},
};

static bool is_allowed(const uint16_t *codes, uint16_t code)
{
    while (*codes != 0) {
        if (*codes++ == code)
            return true;
    }
    return false;
}

/* What is not known is not within anything. */
static bool is_within(const struct elb_policy *policy, const struct profile *profile)
{
    if ((policy->versions & ~profile->versions) != 0 || !policy->has_groups || !policy->has_schemes)
        return false;
    for (size_t i = 0; i < policy->suite_count; i++) {
        if (!is_allowed(profile->suites, policy->suites[i]->code))
            return false;
    }
    for (size_t i = 0; i < policy->group_count; i++) {
        if (!is_allowed(profile->groups, policy->groups[i]->code))
            return false;
    }
    for (size_t i = 0; i < policy->scheme_count; i++) {
        if (!is_allowed(profile->schemes, policy->schemes[i]->code))
            return false;
    }
    return true;
}

bool elb_policy_is_rfc9151(const struct elb_policy *policy)
{
    return is_within(policy, &rfc9151);
}

bool elb_policy_is_cnsa2(const struct elb_policy *policy)
{
    return is_within(policy, &cnsa2);
}

/* ---- Certificates ----------------------------------------------------------------------- */

/* RFC 9151, section 4: P-384, and moduli of 3072 or 4096 bits. */
const char *elb_rfc9151_certificates(const struct elb_certificates *certificates)
{
    for (size_t i = 0; i < certificates->count; i++) {
        if (certificates->list[i] != ELB_CERTIFICATE_RSA3072 &&
            certificates->list[i] != ELB_CERTIFICATE_RSA4096 &&
            certificates->list[i] != ELB_CERTIFICATE_ECDSA384)
            return "RFC 9151 allows certificates with RSA keys of 3072 or 4096 bits, or with "
                   "ECDSA on P-384, and no others (--certificate)";
    }
    return NULL;
}

/* None of those that a load balancer can hold. */
const char *elb_cnsa2_certificates(const struct elb_certificates *certificates)
{
    return certificates->count > 0 ? "CNSA 2.0 allows certificates with ML-DSA-87 only" : NULL;
}
