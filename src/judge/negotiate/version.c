/* SPDX-License-Identifier: MIT */
/* The protocol version. */
#include "judge/negotiate/stages.h"

/*
 * s2n speaks TLS 1.3 iff the policy has a suite of TLS 1.3, and otherwise goes up to TLS 1.2
 * (s2n_security_policies.c). Classic goes by its protocol list.
 */
uint16_t elb_policy_highest_version(const struct elb_policy *policy)
{
    if (policy->family == ELB_FAMILY_CLASSIC)
        return elb_version_highest(policy->versions);
    bool tls13 = (policy->versions & elb_version_bit(ELB_TLS1_3)) != 0;
    for (size_t i = 0; tls13 && i < policy->suite_count; i++) {
        if (elb_suite_is_tls13(policy->suites[i]))
            return ELB_TLS1_3;
    }
    return ELB_TLS1_2;
}

/* The highest of SSLv3 to TLSv1.3 that is listed; drafts and GREASE don't count. */
static uint16_t highest_supported(const struct elb_codes *supported_versions)
{
    uint16_t highest = 0;
    for (size_t i = 0; i < supported_versions->count; i++) {
        uint16_t version = supported_versions->codes[i];
        if (version >= ELB_SSL3 && version <= ELB_TLS1_3 && version > highest)
            highest = version;
    }
    return highest;
}

/*
 * s2n folds legacy_version into one byte, ten times the major plus the minor, so that some values
 * that no client should send come out as a version all the same (s2n_client_hello.c). Anything
 * above TLS 1.2 counts as TLS 1.2 (RFC 8446 section 4.2.1).
 */
static uint16_t legacy_maximum(uint16_t legacy_version)
{
    unsigned folded = ((legacy_version >> 8) * 10u + (legacy_version & 0xFFu)) & 0xFFu;
    unsigned minor = folded < 33 ? folded % 10 : 3;
    return folded < 30 ? 0 : (uint16_t)(ELB_SSL3 + minor);
}

/*
 * What the server takes for the client's highest version; 0: none that it knows. A server without
 * TLS 1.3 ignores supported_versions (s2n_client_supported_versions.c).
 */
static uint16_t client_maximum(const struct handshake *hs)
{
    const struct elb_client *client = hs->client;
    if (elb_policy_highest_version(hs->policy) >= ELB_TLS1_3 &&
        client->supported_versions.presence == ELB_SENT)
        return highest_supported(&client->supported_versions);
    return legacy_maximum(client->legacy_version);
}

/* Classic may have gaps in its list, and goes down to the next version that it has. */
static uint16_t highest_at_most(elb_version_set versions, uint16_t limit)
{
    uint16_t version = limit < ELB_TLS1_3 ? limit : ELB_TLS1_3;
    while (version >= ELB_SSL3 && !(versions & elb_version_bit(version)))
        version--;
    return version >= ELB_SSL3 ? version : 0;
}

/* No version below the highest common one is ever tried: what does not fit there, fails. */
bool elb_stage_version(struct handshake *hs)
{
    uint16_t maximum = client_maximum(hs);
    uint16_t minimum = elb_version_lowest(hs->policy->versions);
    hs->outcome->version =
        elb_handshake_is_classic(hs) ? highest_at_most(hs->policy->versions, maximum) : maximum;
    /* s2n answers SSLv3 to nobody (s2n_client_hello.c) */
    if (!elb_handshake_is_classic(hs) && maximum <= ELB_SSL3)
        hs->outcome->version = 0;
    if (hs->outcome->version < minimum || hs->outcome->version == 0) {
        hs->outcome->version = 0;
        return elb_handshake_fail(hs, ELB_CAUSE_NO_SHARED_PROTOCOL);
    }
    /* RFC 7507 section 3; s2n_cipher_suites.c, before any suite is looked at */
    if (maximum < elb_policy_highest_version(hs->policy) &&
        elb_codes_has(&hs->client->suites, ELB_FALLBACK_SCSV)) {
        if (!elb_handshake_is_classic(hs))
            return elb_handshake_fail(hs, ELB_CAUSE_INAPPROPRIATE_FALLBACK);
        hs->outcome->assumed |= ELB_ASSUMED_NO_FALLBACK_CHECK;
    }
    return true;
}
