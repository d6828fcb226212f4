/* SPDX-License-Identifier: MIT */
/* What a conforming client makes of the answer: it stops at what it did not offer. */
#include "judge/negotiate/stages.h"

static bool accepts_version(struct handshake *hs)
{
    const struct elb_client *client = hs->client;
    uint16_t version = hs->outcome->version;
    if (version < client->minimum_version)
        return false;
    if (client->supported_versions.presence == ELB_SENT)
        return elb_codes_has(&client->supported_versions, version);
    if (client->versions != 0)
        return (client->versions & elb_version_bit(version)) != 0;
    if (version < client->legacy_version && client->legacy_version <= ELB_TLS1_2 &&
        client->minimum_version == 0)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_MINIMUM;
    return version <= client->legacy_version;
}

static bool accepts_signature(struct handshake *hs)
{
    const struct elb_scheme *scheme = hs->outcome->scheme;
    if (scheme == NULL || elb_codes_has(&hs->client->schemes, scheme->code))
        return true;
    if (hs->client->schemes.presence == ELB_SENT || hs->outcome->version >= ELB_TLS1_3)
        return false;
    /* RFC 5246 section 7.4.1.4.1: without the extension SHA-1 is meant */
    if (!elb_scheme_is_sha1(scheme))
        hs->outcome->remarks |= ELB_REMARK_DEFAULT_SHA1;
    return true;
}

/* RFC 8422 section 5.1: supported_groups also limits the curve of the certificate. */
static bool accepts_certificate_curve(struct handshake *hs)
{
    if (!elb_certificate_is_ecdsa(hs->outcome->certificate) || hs->outcome->version >= ELB_TLS1_3 ||
        hs->client->groups.presence != ELB_SENT)
        return true;
    uint16_t curve = elb_certificate_curve(hs->outcome->certificate);
    return curve == 0 || elb_codes_has(&hs->client->groups, curve);
}

static bool accepts_certificate_size(struct handshake *hs)
{
    const struct elb_constraints *limits = &hs->client->constraints;
    unsigned bits = elb_certificate_rsa_bits(hs->outcome->certificate);
    if (bits == 0)
        return true;
    if (limits->max_rsa_bits != 0 && bits > limits->max_rsa_bits)
        return false;
    return bits >= limits->min_rsa_bits;
}

bool elb_stage_client(struct handshake *hs)
{
    if (!accepts_version(hs))
        return elb_handshake_fail(hs, ELB_CAUSE_VERSION_NOT_OFFERED);
    if (!accepts_signature(hs))
        return elb_handshake_fail(hs, ELB_CAUSE_SIGNATURE_NOT_OFFERED);
    if (hs->outcome->suite->first_version > hs->outcome->version)
        return elb_handshake_fail(hs, ELB_CAUSE_SUITE_ABOVE_VERSION);
    if (!accepts_certificate_curve(hs))
        return elb_handshake_fail(hs, ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED);
    if (!accepts_certificate_size(hs))
        return elb_handshake_fail(hs, ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED);
    return true;
}
