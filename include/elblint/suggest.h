/* SPDX-License-Identifier: MIT */
/**
 * Which policy serves these clients: the ranking of policies, and the best one that serves all.
 */
#ifndef ELBLINT_SUGGEST_H
#define ELBLINT_SUGGEST_H

#include <elblint/check.h>

/** What a policy permits, as far as the ranking looks at it. Fewer is better, key by key. */
struct elb_rank {
    unsigned old_versions;    /* below TLSv1.2 */
    unsigned insecure_suites; /* NULL, export, RC4, DES, 3DES */
    unsigned static_suites;   /* without forward secrecy */
    unsigned sha1_schemes;    /* handshake signatures with SHA-1 */
    unsigned cbc_suites;
    bool no_tls13;
    bool no_post_quantum;
    bool not_recommended;
    unsigned hello_retries; /* of the clients at hand */
    const char *released;   /* ISO date of the newest release; "" if not known */
};

/** Everything but `hello_retries`, which depends on clients and is 0. */
void elb_policy_rank(const struct elb_policy *policy, struct elb_rank *ret_rank);

/**
 * Negative: `a` is better. In this order: versions below TLSv1.2, insecure suites, suites without
 * forward secrecy, SHA-1 signatures, CBC suites; then TLSv1.3, post-quantum groups, recommended by
 * AWS, fewest HelloRetryRequests, newest.
 */
int elb_rank_compare(const struct elb_rank *a, const struct elb_rank *b);

/** Who is to be served, and by what. */
struct elb_suggest_query {
    const struct elb_catalog *catalog;
    unsigned load_balancers; /* set of enum elb_load_balancer; 0: Application and Network */
    const struct elb_certificates *certificates;
    const struct elb_client *const *clients;
    size_t client_count;
    bool fips;              /* only policies with a FIPS module; without it none of them competes */
    bool national_security; /* likewise, for those of RFC 9151 and CNSA */
};

/**
 * Whether a policy is one of RFC 9151 or CNSA, or makes the way there by asking every client for
 * the group that they demand. By its lists, not by its name.
 */
bool elb_policy_is_for_national_security(const struct elb_policy *policy);

/**
 * The best-ranked policy with which every client is compatible; NULL: there is none. Upcoming and
 * retired policies never compete, unlisted ones only when nothing else serves.
 */
const struct elb_policy *elb_suggest_policy(const struct elb_suggest_query *query);

#endif
