/* SPDX-License-Identifier: MIT */
/**
 * Which policy serves these clients: the ranking of policies, the best one that serves all, and
 * what every other one would cost.
 *
 * The ranking, from the most to the least important; fewer is better in each:
 *
 *  1. on none of AWS's pages: AWS may refuse it
 *  2. versions below TLSv1.2
 *  3. insecure suites: NULL, export, RC4, DES, 3DES
 *  4. suites without forward secrecy
 *  5. handshake signatures with SHA-1
 *  6. CBC suites
 *  7. without TLSv1.3
 *  8. without post-quantum groups
 *  9. not recommended by AWS
 * 10. HelloRetryRequests for the clients at hand: each costs a round trip
 * 11. the newer one
 *
 * Upcoming and retired policies never compete. FIPS policies compete only where nothing else meets
 * the requirements, and those of RFC 9151 and CNSA only where no FIPS policy does: see enum
 * elb_policy_kind.
 */
#ifndef ELBLINT_SUGGEST_H
#define ELBLINT_SUGGEST_H

#include <elblint/check.h>
#include <elblint/requirement.h>

/* ---- Ranking ---------------------------------------------------------------------------- */

/** What a policy permits, as far as the ranking looks at it. Fewer is better, key by key. */
struct elb_rank {
    bool unlisted;
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

/** The steps of the ranking, in their order. */
enum elb_rank_key {
    ELB_RANK_UNLISTED,
    ELB_RANK_OLD_VERSIONS,
    ELB_RANK_INSECURE_SUITES,
    ELB_RANK_STATIC_SUITES,
    ELB_RANK_SHA1_SCHEMES,
    ELB_RANK_CBC_SUITES,
    ELB_RANK_NO_TLS13,
    ELB_RANK_NO_POST_QUANTUM,
    ELB_RANK_NOT_RECOMMENDED,
    ELB_RANK_HELLO_RETRIES,
    ELB_RANK_RELEASED,
    ELB_RANK_KEY_COUNT,
};

/** Everything but `hello_retries`, which depends on clients and is 0. */
void elb_policy_rank(const struct elb_policy *policy, struct elb_rank *ret_rank);

/** Negative: `a` is better; 0: nothing tells them apart. */
int elb_rank_compare(const struct elb_rank *a, const struct elb_rank *b);

/** The first step that tells the two apart; ELB_RANK_KEY_COUNT: none does. */
enum elb_rank_key elb_rank_difference(const struct elb_rank *a, const struct elb_rank *b);

/** One step's value: a number, or 1 for "yes". 0 for ELB_RANK_RELEASED: see `released`. */
unsigned elb_rank_value(const struct elb_rank *rank, enum elb_rank_key key);

/** `old-versions` ...; these names are for ever. */
const char *elb_rank_key_name(enum elb_rank_key key);

/** What is counted, lower case: `versions below TLSv1.2`. */
const char *elb_rank_key_text(enum elb_rank_key key);

/* ---- Who competes ----------------------------------------------------------------------- */

/** Kinds of policies: each only competes with its own. */
enum elb_policy_kind {
    ELB_POLICY_ORDINARY,
    ELB_POLICY_FIPS,
    ELB_POLICY_NATIONAL_SECURITY, /* RFC 9151, CNSA, and the way there */
    ELB_POLICY_KIND_COUNT,
};

/**
 * The kind of a policy. One of RFC 9151 or CNSA, or that makes the way there by asking every client
 * for the group that they demand, is known by its lists and not by its name.
 */
enum elb_policy_kind elb_policy_kind(const struct elb_policy *policy);

/** Who is to be served, and by what. All of it is borrowed. */
struct elb_suggest_query {
    const struct elb_catalog *catalog;
    unsigned load_balancers; /* set of enum elb_load_balancer; 0: Application and Network */
    const struct elb_certificates *certificates;
    const struct elb_client *const *clients;
    size_t client_count;
    const struct elb_requirements *requirements; /* NULL: none */
    const struct elb_policy *from; /* today's, in the catalog or not: its kind competes; or NULL */
};

/** The best policy with which every client is compatible; NULL: there is none. No allocation. */
const struct elb_policy *elb_suggest_policy(const struct elb_suggest_query *query);

/* ---- The whole answer ------------------------------------------------------------------- */

/** What elb_check() says of one client; the rest of it costs little to ask for again. */
struct elb_verdict_on_client {
    enum elb_verdict verdict;
    enum elb_cause cause; /* of the likeliest failure; NONE: none fails */
    bool hello_retry;
    unsigned assumed; /* sets, as in struct elb_outcome */
    unsigned remarks;
};

/** One policy, and how it does with all clients. */
struct elb_candidate {
    const struct elb_policy *policy;
    struct elb_rank rank;
    const struct elb_requirement *missed;        /* the first that it does not meet; or NULL */
    const struct elb_verdict_on_client *clients; /* as in the query */
    size_t served;                               /* compatible */
    size_t unknown;
};

/** Whether it is known to serve all clients. */
bool elb_candidate_serves_all(const struct elb_candidate *candidate, size_t client_count);

struct elb_suggestion {
    enum elb_policy_kind kind;              /* of those that compete */
    const struct elb_candidate *candidates; /* all that meet the requirements, best rank first */
    size_t candidate_count;
    const struct elb_candidate *best;    /* serves all; NULL: none does, or no client is there */
    const struct elb_candidate *widest;  /* serves most, and is listed if any is; or NULL */
    const struct elb_candidate *missing; /* would serve all but for a requirement; best first */
    size_t missing_count;
    const struct elb_candidate *from; /* the query's; NULL: none */

    /**
     * A policy of one's own for a Classic Load Balancer alone, that serves all clients and ranks
     * better than any predefined one that does; NULL: there is none. It has as few versions below
     * TLSv1.2 as will do, and no suite without which nobody would be lost.
     */
    const struct elb_candidate *custom;
};

/**
 * Answers a query in full.
 *
 * @param ret_suggestion to be freed; borrows all that the query points to
 *
 * Errors: ELB_ERROR_MEMORY.
 */
enum elb_status elb_suggestion_new(const struct elb_suggest_query *query,
                                   struct elb_suggestion **ret_suggestion, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** NULL is allowed. Returns NULL. */
struct elb_suggestion *elb_suggestion_free(struct elb_suggestion *suggestion);

#endif
