/* SPDX-License-Identifier: MIT */
/**
 * The prediction: what a load balancer would answer to a ClientHello, and whether the handshake
 * completes.
 *
 * The rules are those of s2n-tls, the library that AWS publishes as the one behind Application and
 * Network Load Balancers, found by experiment (aws/s2n-tls, tls/s2n_client_hello.c,
 * s2n_cipher_suites.c, s2n_signature_algorithms.c, extensions/s2n_server_key_share.c). Classic
 * Load Balancers are another library: their versions, suites and order are known, their groups
 * and DH parameters are not.
 */
#ifndef ELBLINT_NEGOTIATE_H
#define ELBLINT_NEGOTIATE_H

#include <elblint/cause.h>
#include <elblint/client.h>
#include <elblint/policy.h>

/** What the prediction took for granted because nobody said. */
enum elb_assumption {
    ELB_ASSUMED_CLIENT_GROUPS = 1 << 0,
    ELB_ASSUMED_CLIENT_KEY_SHARES = 1 << 1,
    ELB_ASSUMED_CLIENT_SCHEMES = 1 << 2,
    ELB_ASSUMED_CLIENT_MINIMUM = 1 << 3,    /* that it accepts a version below its highest */
    ELB_ASSUMED_POLICY_GROUPS = 1 << 4,     /* Classic: which curves it has */
    ELB_ASSUMED_POLICY_DHE = 1 << 5,        /* Classic: that it has DH parameters to offer */
    ELB_ASSUMED_POLICY_SCHEMES = 1 << 6,    /* Classic: what it signs with */
    ELB_ASSUMED_NO_FALLBACK_CHECK = 1 << 7, /* Classic: whether it honours RFC 7507 */
    ELB_ASSUMED_CERTIFICATE_SIZE = 1 << 8,  /* `rsa` or `ecdsa`: only the type is known */
    ELB_ASSUMED_VERSIONS = 1 << 9,          /* set by elb_check(), never by elb_negotiate() */
    ELB_ASSUMED_LIST_COMPLETE = 1 << 10,    /* a suite that is not listed might be chosen instead */
};

/** What a reader of the result should know besides. */
enum elb_remark {
    ELB_REMARK_DEFAULT_SHA1 = 1 << 0,       /* no signature_algorithms sent: RFC 5246 means SHA-1 */
    ELB_REMARK_CERTIFICATE_CHOICE = 1 << 1, /* AWS picks among several certificates by itself */
    ELB_REMARK_DHE_UNUSABLE = 1 << 2,       /* elbv2 has no DH parameters */
    ELB_REMARK_NO_KEY_SHARE = 1 << 3,       /* TLS 1.3 without a key_share extension */
    ELB_REMARK_NO_GROUPS_EXTENSION = 1 << 4, /* TLS 1.3 without supported_groups */
    ELB_REMARK_ECDHE_LOST = 1 << 5,          /* a post-quantum group without supported_versions */
    ELB_REMARK_TOO_MANY_SCHEMES = 1 << 6,    /* s2n stops at more than 128 of them */
    ELB_REMARK_OLD_VERSION = 1 << 7, /* only a version below TLSv1.2 would help; by elb_check() */
};

/** The result of one prediction. Pointers borrow from the policy. */
struct elb_outcome {
    enum elb_cause cause;
    bool answered; /* the server chose; the fields below are then set */
    bool hello_retry;
    uint16_t version; /* also set when no suite was found at this version */
    const struct elb_suite *suite;
    const struct elb_group *group;   /* NULL: RSA key exchange, DHE, or not known */
    const struct elb_scheme *scheme; /* NULL: none is negotiated, or not known */
    enum elb_certificate certificate;
    unsigned assumed; /* set of enum elb_assumption */
    unsigned remarks; /* set of enum elb_remark */
};

/**
 * Predicts one handshake. Pure: no allocation, no state, safe in any number of threads.
 *
 * A list that the client description leaves unknown is assumed to fit, and the outcome says so in
 * `assumed`. The client's versions must be known (`legacy_version` not 0); elb_check() judges
 * clients whose versions are open. `certificates` holds at least one.
 */
void elb_negotiate(const struct elb_policy *policy, const struct elb_certificates *certificates,
                   const struct elb_client *client, struct elb_outcome *ret_outcome);

#endif
