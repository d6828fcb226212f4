/* SPDX-License-Identifier: MIT */
/* The certificate, and the signature scheme of the handshake. */
#include "judge/negotiate/stages.h"

static enum elb_certificate certificate_for_scheme(const struct handshake *hs,
                                                   const struct elb_scheme *scheme)
{
    switch (scheme->key) {
    case ELB_SCHEME_KEY_RSA:
        return elb_handshake_certificate(hs, ELB_AUTH_RSA);
    case ELB_SCHEME_KEY_ECDSA:
        return elb_handshake_certificate(hs, ELB_AUTH_ECDSA);
    default:
        return ELB_CERTIFICATE_NONE; /* no load balancer takes such keys */
    }
}

/* In TLS 1.3 an ECDSA scheme names the curve of the key (RFC 8446 section 4.2.3). */
static bool scheme_fits(const struct handshake *hs, const struct elb_scheme *scheme)
{
    enum elb_certificate certificate = certificate_for_scheme(hs, scheme);
    uint16_t version = hs->outcome->version;
    if (certificate == ELB_CERTIFICATE_NONE || !(scheme->handshake & elb_version_bit(version)))
        return false;
    if (version >= ELB_TLS1_3)
        return scheme->curve == 0 || elb_certificate_curve(certificate) == 0 ||
               elb_certificate_curve(certificate) == scheme->curve;
    return certificate == elb_handshake_certificate(hs, hs->outcome->suite->authentication);
}

static void take_scheme(struct handshake *hs, const struct elb_scheme *scheme)
{
    hs->outcome->certificate = certificate_for_scheme(hs, scheme);
    if (hs->client->schemes.presence == ELB_UNKNOWN)
        hs->outcome->assumed |= ELB_ASSUMED_CLIENT_SCHEMES;
    else
        hs->outcome->scheme = scheme;
}

/* Where all certificates are of one type, the one that serves is the one to speak of. */
static bool fail_certificate(struct handshake *hs)
{
    enum elb_certificate rsa = elb_handshake_certificate(hs, ELB_AUTH_RSA);
    enum elb_certificate ecdsa = elb_handshake_certificate(hs, ELB_AUTH_ECDSA);
    if (rsa == ELB_CERTIFICATE_NONE || ecdsa == ELB_CERTIFICATE_NONE)
        hs->outcome->certificate = rsa != ELB_CERTIFICATE_NONE ? rsa : ecdsa;
    return elb_handshake_fail(hs, ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE);
}

/*
 * s2n_signature_algorithms.c: the server's order; the first that the client offers too. If there
 * is none: SHA-1 where the policy has it (TLS 1.2 only), else its first candidate. The server
 * never stops because the client lacks a scheme; the client does.
 */
static bool choose_scheme(struct handshake *hs)
{
    const struct elb_scheme *first = NULL;
    const struct elb_scheme *sha1 = NULL;
    for (size_t i = 0; i < hs->policy->scheme_count; i++) {
        const struct elb_scheme *scheme = hs->policy->schemes[i];
        if (!scheme_fits(hs, scheme))
            continue;
        if (elb_codes_has(&hs->client->schemes, scheme->code)) {
            take_scheme(hs, scheme);
            return true;
        }
        if (first == NULL)
            first = scheme;
        if (sha1 == NULL && elb_scheme_is_sha1(scheme))
            sha1 = scheme;
    }
    if (first == NULL)
        return fail_certificate(hs);
    take_scheme(hs, sha1 != NULL && hs->outcome->version == ELB_TLS1_2 ? sha1 : first);
    return true;
}

static bool is_signed(const struct elb_suite *suite)
{
    return suite->key_exchange != ELB_KX_RSA && suite->authentication != ELB_AUTH_ANONYMOUS;
}

bool elb_stage_signature(struct handshake *hs)
{
    const struct elb_suite *suite = hs->outcome->suite;
    hs->outcome->certificate = elb_handshake_certificate(hs, suite->authentication);
    /* Below TLS 1.2 the signature follows from the key: MD5 with SHA-1, or ECDSA with SHA-1 */
    if (!is_signed(suite) || hs->outcome->version < ELB_TLS1_2)
        return true;
    if (hs->policy->has_schemes)
        return choose_scheme(hs);
    hs->outcome->assumed |= ELB_ASSUMED_POLICY_SCHEMES;
    if (suite->authentication == ELB_AUTH_ANY)
        hs->outcome->certificate = hs->certificates->list[0];
    return true;
}
