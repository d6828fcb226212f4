/* SPDX-License-Identifier: MIT */
/*
 * The stages of a predicted handshake. Each returns false when the server (or in the last one the
 * client) stops, and has then set the cause.
 */
#ifndef ELB_JUDGE_NEGOTIATE_STAGES_H
#define ELB_JUDGE_NEGOTIATE_STAGES_H

#include "elblint/negotiate.h"

/* What the stages know so far. `outcome` is the caller's and is filled in as they go. */
struct handshake {
    const struct elb_policy *policy;
    const struct elb_certificates *certificates;
    const struct elb_client *client;
    struct elb_outcome *outcome;
    bool has_curve;                /* an ECDHE suite of TLS 1.2 or below can be used */
    const struct elb_group *curve; /* with this one; NULL: with one that is not known */
};

/* version.c: the protocol version, and whether it is an inappropriate fallback. */
bool elb_stage_version(struct handshake *hs);
/* The highest version that a policy speaks. */
uint16_t elb_policy_highest_version(const struct elb_policy *policy);

/* group.c: the curve for TLS 1.2 and below: found or not, the handshake goes on. */
void elb_stage_curve(struct handshake *hs);
/* The group of TLS 1.3, and whether the client is asked for another key share. */
bool elb_stage_group(struct handshake *hs);
/* Whether a client without key shares or groups could go on after a HelloRetryRequest. */
bool elb_stage_retry(struct handshake *hs);

/* suite.c: the cipher suite; needs the curve. */
bool elb_stage_suite(struct handshake *hs);

/* signature.c: the certificate and what signs the handshake with its key; needs the suite. */
bool elb_stage_signature(struct handshake *hs);

/* client.c: what a conforming client makes of the server's choices. */
bool elb_stage_client(struct handshake *hs);

static inline bool elb_handshake_is_classic(const struct handshake *hs)
{
    return hs->policy->family == ELB_FAMILY_CLASSIC;
}

static inline bool elb_handshake_fail(struct handshake *hs, enum elb_cause cause)
{
    hs->outcome->cause = cause;
    return false;
}

/* certificate.c: the first with a key for `authentication`; ELB_CERTIFICATE_NONE: there is none. */
enum elb_certificate elb_handshake_certificate(const struct handshake *hs,
                                               enum elb_authentication authentication);

#endif
