/* SPDX-License-Identifier: MIT */
/**
 * The verdict on a client and a policy: can they talk, what is negotiated, and if not, why, and
 * the smallest change on either side that makes it work.
 *
 * elb_negotiate() predicts one handshake. A description may leave more than one handshake open
 * (a list of suites without versions, a certificate of which only the type is known, two
 * certificates between which the load balancer chooses by itself in TLS 1.3): elb_check() judges
 * all of them, and says "unknown" where they disagree.
 */
#ifndef ELBLINT_CHECK_H
#define ELBLINT_CHECK_H

#include <elblint/catalog.h>
#include <elblint/negotiate.h>

enum elb_verdict {
    ELB_COMPATIBLE, /* the handshake completes */
    ELB_INCOMPATIBLE,
    ELB_VERDICT_UNKNOWN,
};

/** What would settle an unknown verdict. */
enum elb_open_question {
    ELB_OPEN_VERSIONS = 1 << 0,           /* which versions the client offers */
    ELB_OPEN_SUITES = 1 << 1,             /* the suites missing in an incomplete list */
    ELB_OPEN_CERTIFICATE_SIZE = 1 << 2,   /* the size or curve of the certificate's key */
    ELB_OPEN_CERTIFICATE_CHOICE = 1 << 3, /* which of its certificates the load balancer serves */
};

struct elb_check {
    const struct elb_policy *policy;
    const struct elb_client *client;
    const struct elb_certificates *certificates;
    enum elb_verdict verdict;
    /*
     * The predicted handshake; where several are open, the likeliest that completes, or if none
     * does the likeliest. `assumed` and `remarks` cover all that it rests on.
     */
    struct elb_outcome outcome;
    struct elb_outcome failed; /* the likeliest that fails; its cause is NONE if none does */
    unsigned open;             /* set of enum elb_open_question; 0 unless unknown */
};

/**
 * Judges one pair. No allocation, no state, safe in any number of threads.
 *
 * @param catalog      tells which versions a suite belongs to
 * @param certificates what the listener holds, at least one; borrowed by the result
 */
void elb_check(const struct elb_catalog *catalog, const struct elb_policy *policy,
               const struct elb_certificates *certificates, const struct elb_client *client,
               struct elb_check *ret_check);

/** What client and policy can disagree in. */
enum elb_dimension {
    ELB_DIMENSION_PROTOCOL,
    ELB_DIMENSION_SUITE,
    ELB_DIMENSION_GROUP,
    ELB_DIMENSION_SIGNATURE_SCHEME,
    ELB_DIMENSION_CERTIFICATE,
};
/** `protocol`, `suite`, `group`, `signature-scheme` or `certificate`. */
const char *elb_dimension_name(enum elb_dimension dimension);

/** The side of a change. */
enum elb_side { ELB_SIDE_CLIENT, ELB_SIDE_LOAD_BALANCER };

/** One thing to add or to remove: a code point, or an enum elb_certificate. */
struct elb_change {
    enum elb_dimension dimension;
    bool remove;
    uint16_t code;
};

/** A smallest set of changes on one side after which the handshake completes: tried, not guessed.
 * Adding TLSv1.3 stands for what every TLS 1.3 must have (RFC 8446 section 9.1) as well. */
#define ELB_CHANGES_MAX 4
struct elb_fix {
    enum elb_side side;
    struct elb_change changes[ELB_CHANGES_MAX];
    size_t count;
};

/** Why a pair fails, dimension by dimension, and what would help. */
#define ELB_FIXES_MAX 3
struct elb_remedy {
    enum elb_dimension mismatches[ELB_CHANGES_MAX + 1]; /* in the order of the handshake */
    size_t mismatch_count;
    struct elb_fix fixes[ELB_FIXES_MAX];
    size_t fix_count;
};

/**
 * Works out the remedy of a failed (or unknown) check.
 *
 * @return ELB_OK or ELB_ERROR_MEMORY
 */
enum elb_status elb_check_remedy(const struct elb_catalog *catalog, const struct elb_check *check,
                                 struct elb_remedy *ret_remedy, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/**
 * The first version of the client's family from which on all known ones work with this policy;
 * NULL: none is known. By release dates, and of one date by version.
 */
const struct elb_client *elb_check_upgrade(const struct elb_catalog *catalog,
                                           const struct elb_check *check);

/**
 * The same among the updates of the client's own major release, as Java 8u442 is one of 8u111: what
 * is easiest to do. NULL: none is known.
 */
const struct elb_client *elb_check_update(const struct elb_catalog *catalog,
                                          const struct elb_check *check);

/**
 * One assumption or remark as a sentence without a full stop. `bit` is a single value of the enum.
 * Never NULL.
 */
const char *elb_assumption_text(enum elb_assumption bit);
const char *elb_remark_text(enum elb_remark bit);
/** What would settle the verdict, likewise. */
const char *elb_open_question_text(enum elb_open_question bit);
/** `versions`, `suites`, `certificate-size` or `certificate-choice`. */
const char *elb_open_question_name(enum elb_open_question bit);

#endif
