/* SPDX-License-Identifier: MIT */
/**
 * Which policy does an observed endpoint have?
 *
 * For each policy of the catalog it is worked out what a scanner would see of it: versions, the
 * suites that answer in each, groups and order, with the certificates that the endpoint is known to
 * have. A policy that agrees with all that was seen is a match. Several policies can look the same:
 * suites that need an ECDSA certificate can't be seen on an endpoint that only has an RSA one, and
 * what a tool never tries can't tell two policies apart.
 */
#ifndef ELBLINT_IDENTIFY_H
#define ELBLINT_IDENTIFY_H

#include <elblint/observation.h>

enum elb_difference_kind {
    ELB_DIFFERENCE_VERSION,
    ELB_DIFFERENCE_SUITE,
    ELB_DIFFERENCE_GROUP,
    ELB_DIFFERENCE_ORDER,       /* of the suites of one version */
    ELB_DIFFERENCE_HANDSHAKE,   /* the policy would have answered a known offer otherwise */
    ELB_DIFFERENCE_CERTIFICATE, /* one that was seen, and that the policy refuses */
};

/** One thing in which policy and endpoint differ. */
struct elb_difference {
    enum elb_difference_kind kind;
    bool is_extra;    /* the endpoint has it and the policy does not; false: it is missing */
    uint16_t version; /* 0: none in particular */
    uint16_t code;    /* of the suite or group; an enum elb_certificate; else 0 */
};

/** How one policy and the endpoint go together. */
struct elb_policy_match {
    const struct elb_policy *policy;
    struct elb_certificates certificates; /* the set with which they agree best */
    const struct elb_difference *differences;
    size_t difference_count;
    size_t unseen; /* things that the policy has and that the scan may have left out */
    bool exact;    /* no difference, and nothing unseen */
};

/** What the endpoint has that no load balancer does. */
enum elb_foreign {
    ELB_FOREIGN_SUITES = 1 << 0,
    ELB_FOREIGN_GROUPS = 1 << 1,
    ELB_FOREIGN_SSLV2 = 1 << 2,
    ELB_FOREIGN_CHACHA = 1 << 3, /* ChaCha20 in TLS 1.2, as CDNs have it, and nothing else */
};

struct elb_identification {
    const struct elb_observation *observation;
    const struct elb_policy_match *matches; /* the exact ones first */
    size_t match_count;
    size_t exact_count;
    const struct elb_policy_match *nearest; /* the fewest differences first; empty with a match */
    size_t nearest_count;
    bool may_be_custom; /* a custom policy of a Classic Load Balancer can look like this */
    unsigned foreign;   /* set of enum elb_foreign */
    /* -p */
    const struct elb_policy_match *expected; /* NULL: no policy was given */
    const uint16_t *needs_certificate;       /* suites of that policy that no certificate shows */
    size_t needs_certificate_count;
};

/**
 * Identifies the policy of one endpoint.
 *
 * @param certificates what the listener holds, if it is known; NULL: what the scan shows, and
 *                     whatever else it does not rule out
 * @param expected     a policy to compare with; NULL: none
 * @param ret          owned by the caller: free it with elb_identification_free(); borrows from the
 *                     catalog, the observation and `expected`
 *
 * @return ELB_OK or ELB_ERROR_MEMORY
 */
enum elb_status
elb_identify(const struct elb_catalog *catalog, const struct elb_observation *observation,
             const struct elb_certificates *certificates, const struct elb_policy *expected,
             const struct elb_identification **ret, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** NULL is allowed. Returns NULL. */
const struct elb_identification *
elb_identification_free(const struct elb_identification *identification);

/** Whether anything of it can be compared: some version was seen to be accepted or refused. */
bool elb_observation_has_evidence(const struct elb_observation *observation);

/**
 * The endpoint as a policy of its own, for elb_check() and elb_compare_client(): what was seen to
 * be accepted. Groups that were not all tried are unknown.
 *
 * @param ret_policy is filled in; its lists live as long as `storage`
 */
struct elb_observed_policy {
    struct elb_policy policy;
    const struct elb_suite *suites[ELB_OBSERVED_VERSION_COUNT * 64];
    const struct elb_group *groups[64];
};
void elb_observation_policy(const struct elb_catalog *catalog,
                            const struct elb_observation *observation,
                            struct elb_observed_policy *ret_policy);

#endif
