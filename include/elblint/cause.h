/* SPDX-License-Identifier: MIT */
/**
 * Why a handshake does not complete: one table of causes, with names that are for ever.
 *
 * The first ones follow from what client and policy say, and elb_negotiate() predicts them. The
 * others lie outside of that: what a client is configured to refuse, certificates, the network.
 * Only what a failure left behind tells of those (diagnose.h).
 */
#ifndef ELBLINT_CAUSE_H
#define ELBLINT_CAUSE_H

#include <stddef.h>

enum elb_cause {
    ELB_CAUSE_NONE, /* it completes */
    /* the server stops */
    ELB_CAUSE_NO_SHARED_PROTOCOL,
    ELB_CAUSE_NO_SHARED_SUITE,
    ELB_CAUSE_NO_SHARED_GROUP,
    ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE,
    ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE,
    ELB_CAUSE_INAPPROPRIATE_FALLBACK,
    /* the listener can't be set up that way */
    ELB_CAUSE_CERTIFICATE_NOT_ALLOWED,
    /* the client stops: the server chose something that the client did not offer */
    ELB_CAUSE_VERSION_NOT_OFFERED,
    ELB_CAUSE_SIGNATURE_NOT_OFFERED,
    ELB_CAUSE_SUITE_ABOVE_VERSION,
    ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED,
    ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED, /* its size is outside the client's own limits */
    ELB_CAUSE_COUNT,                    /* of those that are predicted */

    /* the client stops, by its own configuration and whatever the policy is */
    ELB_CAUSE_CLIENT_SECLEVEL = ELB_CAUSE_COUNT, /* OpenSSL's security level */
    ELB_CAUSE_CLIENT_PROTOCOL_DISABLED,
    ELB_CAUSE_CLIENT_NO_SUITE,
    ELB_CAUSE_CLIENT_DH_SIZE,
    ELB_CAUSE_CLIENT_LEGACY_RENEGOTIATION,
    /* the client stops, because of the certificate */
    ELB_CAUSE_UNTRUSTED_CERTIFICATE,
    ELB_CAUSE_NAME_MISMATCH,
    ELB_CAUSE_EXPIRED_CERTIFICATE,
    ELB_CAUSE_REVOKED_CERTIFICATE,
    /* the server stops, for another reason than the policy */
    ELB_CAUSE_UNKNOWN_SERVER_NAME,
    ELB_CAUSE_CLIENT_CERTIFICATE_REQUIRED,
    ELB_CAUSE_CLIENT_CERTIFICATE_REJECTED,
    ELB_CAUSE_NO_APPLICATION_PROTOCOL,
    ELB_CAUSE_MALFORMED_HELLO,
    ELB_CAUSE_SERVER_ERROR,
    ELB_CAUSE_CONNECTION_CLOSED, /* without a word */
    /* there is no TLS on one side */
    ELB_CAUSE_NOT_TLS,
    ELB_CAUSE_CLIENT_NOT_TLS,
    /* something between the two */
    ELB_CAUSE_MIDDLEBOX,
    ELB_CAUSE_NETWORK,
    ELB_CAUSE_ALL_COUNT,
};

/** `no-shared-protocol` ...; these names are for ever. NULL past the last cause. */
const char *elb_cause_name(enum elb_cause cause);

/** The cause of that name; ELB_CAUSE_NONE: there is none. `name` need not end in NUL. */
enum elb_cause elb_cause_named(const char *name, size_t length);

/** Who stops: `server`, `client`, `configuration` or `network`. */
const char *elb_cause_by(enum elb_cause cause);

/** The same in words, lower case: "no cipher suite in common". */
const char *elb_cause_text(enum elb_cause cause);

/** The TLS alert (RFC 8446 section 6) that is certain for this cause; 0: none is. */
unsigned elb_cause_alert(enum elb_cause cause);

#endif
