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

#include <elblint/check.h>
#include <elblint/observation.h>

enum elb_difference_kind {
    ELB_DIFFERENCE_VERSION,
    ELB_DIFFERENCE_SUITE,
    ELB_DIFFERENCE_GROUP,
    ELB_DIFFERENCE_ORDER,       /* of the suites of one version */
    ELB_DIFFERENCE_HANDSHAKE,   /* the policy would have answered a known offer otherwise */
    ELB_DIFFERENCE_CERTIFICATE, /* one that was seen, and that the policy refuses */
    ELB_DIFFERENCE_SCHEME,      /* of a signature that was seen */
};

/** One thing in which policy and endpoint differ. */
struct elb_difference {
    enum elb_difference_kind kind;
    bool is_extra;    /* the endpoint has it and the policy does not; false: it is missing */
    uint16_t version; /* 0: none in particular */
    uint16_t code;    /* of the suite, group or scheme; an enum elb_certificate; else 0 */
};

/** How one policy and the endpoint go together. */
struct elb_policy_match {
    const struct elb_policy *policy;
    struct elb_certificates certificates; /* the set with which they agree best */
    const struct elb_difference *differences;
    size_t difference_count;
    size_t distance; /* the differences by weight: the nearest policies have the least */
    size_t unseen;   /* things that the policy has and that the scan may have left out */
    bool exact;      /* no difference, and nothing unseen */
};

/** What the endpoint has that no load balancer does. */
enum elb_foreign {
    ELB_FOREIGN_SUITES = 1 << 0,
    ELB_FOREIGN_GROUPS = 1 << 1,
    ELB_FOREIGN_SSLV2 = 1 << 2,
    ELB_FOREIGN_CHACHA = 1 << 3, /* ChaCha20 in TLS 1.2, as CDNs have it, and nothing else */
    ELB_FOREIGN_ORDER = 1 << 4,  /* the client's, in a version in which no policy has that */
};

struct elb_identification {
    const struct elb_observation *observation;
    const struct elb_policy_match *matches; /* the exact ones first */
    size_t match_count;
    size_t exact_count;
    /* By distance, all that are as near as the first and at least three; empty with a match. */
    const struct elb_policy_match *nearest;
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

/** Whether anything of it can be compared: a version was accepted, or a known offer refused. */
bool elb_observation_has_evidence(const struct elb_observation *observation);

/* ---- Clients ---------------------------------------------------------------------------- */

/** What moving to another policy does to a client of an observed endpoint. */
enum elb_observed_move {
    ELB_MOVE_SAME,    /* the same version and suite as before */
    ELB_MOVE_CHANGED, /* another version, suite or kind of group */
    ELB_MOVE_SERVED,  /* it connects before and after; what it negotiates now is not known */
    ELB_MOVE_LOST,
    ELB_MOVE_GAINED,
    ELB_MOVE_FAILS,   /* before and after */
    ELB_MOVE_UNKNOWN, /* whether it connects is not known of one of the two */
};
#define ELB_OBSERVED_MOVE_COUNT 7

/** How one client fares with an endpoint, by what was seen of the endpoint alone. */
struct elb_observed_check {
    const struct elb_client *client;
    enum elb_verdict verdict;
    /* Nothing that was tried serves it, but something that it offers was not tried. */
    bool is_untried;
    uint16_t version;              /* 0 unless it connects and this is known */
    const struct elb_suite *suite; /* NULL unless it connects and this is known */
    enum elb_cause cause;          /* NONE unless it fails by what was seen */
    enum elb_observed_move move;   /* SAME without a policy to move to */
};

/** Room for elb_observation_check(): too large for the stack. */
struct elb_observed_policy {
    struct elb_policy policy;
    const struct elb_suite *suites[512];
    const struct elb_group *groups[64];
};

struct elb_observed_query {
    const struct elb_catalog *catalog;
    const struct elb_observation *observation;
    const struct elb_certificates *certificates; /* at least one */
    bool may_hold_others;                        /* further certificates, that no scan showed */
    const struct elb_policy *to;                 /* to move to; NULL: none */
    struct elb_observed_policy *room;            /* is overwritten; no result borrows from it */
};

/**
 * Judges a client by what was seen of an endpoint. A failure counts only if all that the client
 * could have used was tried; and what is negotiated is known only if nothing untried could come
 * before it and the server's order is known, or leaves no choice.
 */
void elb_observation_check(const struct elb_observed_query *query, const struct elb_client *client,
                           struct elb_observed_check *ret_check);

/** `same`, `changed`, `served`, `lost`, `gained`, `failing` or `unknown`. */
const char *elb_observed_move_name(enum elb_observed_move move);

#endif
