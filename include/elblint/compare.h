/* SPDX-License-Identifier: MIT */
/**
 * What changes from one policy to another: in what they say, and for the clients that connect.
 *
 * elb_compare() compares the lists and the facts that follow from them. elb_compare_client() says
 * what the change does to one client. What is not known of one of the policies (the groups of a
 * Classic policy) is never reported as added or removed, and no client is lost or gained by it.
 */
#ifndef ELBLINT_COMPARE_H
#define ELBLINT_COMPARE_H

#include <elblint/check.h>

/* ---- Two policies ----------------------------------------------------------------------- */

/** Something that both have, at another place in the order: from 1, among what both have. */
struct elb_move {
    uint16_t code;
    size_t from;
    size_t to;
};

/** How a list of code points changed. The codes are in the order of the list that has them. */
struct elb_list_change {
    bool is_known; /* false: one of the two does not say, and all below is empty */
    const uint16_t *added;
    size_t added_count;
    const uint16_t *removed;
    size_t removed_count;
    /* The fewest whose move explains the new order, in the new one; what was added or removed is
     * not in it. Of a policy that leaves the order to its clients nothing moves. */
    const struct elb_move *moved;
    size_t moved_count;
};

/** What follows from the lists, or is said of the policy as a whole. */
enum elb_fact {
    ELB_FACT_MINIMUM_VERSION = 1 << 0,
    ELB_FACT_MAXIMUM_VERSION = 1 << 1,
    ELB_FACT_FORWARD_SECRECY = 1 << 2, /* every suite has it */
    ELB_FACT_CBC = 1 << 3,             /* some suite is */
    ELB_FACT_INSECURE_SUITES = 1 << 4,
    ELB_FACT_SHA1_SIGNATURES = 1 << 5,
    ELB_FACT_POST_QUANTUM = 1 << 6, /* some group is */
    ELB_FACT_FIPS = 1 << 7,
    ELB_FACT_SERVER_ORDER = 1 << 8, /* whose order of suites decides */
    ELB_FACT_STATUS = 1 << 9,       /* between two policies of the catalog in the binary */
    ELB_FACT_LOAD_BALANCERS = 1 << 10,
    ELB_FACT_CERTIFICATES = 1 << 11, /* which ones it allows */
};

struct elb_comparison {
    const struct elb_policy *from;
    const struct elb_policy *to;
    elb_version_set versions_added;
    elb_version_set versions_removed;
    struct elb_list_change suites;
    struct elb_list_change groups;
    struct elb_list_change preferred_groups; /* those that a HelloRetryRequest asks for */
    struct elb_list_change schemes;
    struct elb_policy_facts from_facts;
    struct elb_policy_facts to_facts;
    unsigned facts;   /* set of enum elb_fact: those that differ and are known of both */
    unsigned backend; /* set of enum elb_load_balancer: where the policy towards targets differs */
};

/**
 * Compares two policies, which must outlive the result.
 *
 * @param ret_comparison owned by the caller: free it with elb_comparison_free()
 *
 * @return ELB_OK or ELB_ERROR_MEMORY
 */
enum elb_status elb_compare(const struct elb_policy *from, const struct elb_policy *to,
                            const struct elb_comparison **ret_comparison, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** NULL is allowed. Returns NULL. */
const struct elb_comparison *elb_comparison_free(const struct elb_comparison *comparison);

/** Whether nothing differs that a policy has: all but names, status and where it is offered. */
bool elb_comparison_is_empty(const struct elb_comparison *comparison);

/** The policy's name towards targets of one kind of load balancer; NULL: not known. */
const char *elb_policy_backend(const struct elb_policy *policy,
                               enum elb_load_balancer load_balancer);

/* ---- A client --------------------------------------------------------------------------- */

/** What becomes of a client. */
enum elb_transition {
    ELB_TRANSITION_SAME,    /* the same handshake as before */
    ELB_TRANSITION_CHANGED, /* it still connects, otherwise than before */
    ELB_TRANSITION_LOST,
    ELB_TRANSITION_GAINED,
    ELB_TRANSITION_FAILS,   /* with both */
    ELB_TRANSITION_UNKNOWN, /* whether it connects is unknown, with one or with both */
    ELB_TRANSITION_COUNT,
};

/** How a handshake changed. The first ones are for the worse, the others for the better. */
enum elb_handshake_change {
    ELB_CHANGE_VERSION_LOWER = 1 << 0,
    ELB_CHANGE_INSECURE = 1 << 1, /* the suite is broken by itself, and was not */
    ELB_CHANGE_NO_FORWARD_SECRECY = 1 << 2,
    ELB_CHANGE_CBC = 1 << 3,
    ELB_CHANGE_SHA1 = 1 << 4, /* the signature */
    ELB_CHANGE_POST_QUANTUM_LOST = 1 << 5,
    ELB_CHANGE_HELLO_RETRY = 1 << 6, /* one round trip more */
    ELB_CHANGE_VERSION_HIGHER = 1 << 7,
    ELB_CHANGE_NOT_INSECURE = 1 << 8,
    ELB_CHANGE_FORWARD_SECRECY = 1 << 9,
    ELB_CHANGE_NO_CBC = 1 << 10,
    ELB_CHANGE_NO_SHA1 = 1 << 11,
    ELB_CHANGE_POST_QUANTUM = 1 << 12,
    ELB_CHANGE_NO_HELLO_RETRY = 1 << 13,
    ELB_CHANGE_PARAMETERS = 1 << 14, /* another suite, group, signature or certificate */
};
#define ELB_CHANGES_FOR_THE_WORSE (ELB_CHANGE_VERSION_HIGHER - 1u)
#define ELB_CHANGES_FOR_THE_BETTER                                                                 \
    ((ELB_CHANGE_PARAMETERS - 1u) & ~(unsigned)ELB_CHANGES_FOR_THE_WORSE)
#define ELB_HANDSHAKE_CHANGE_COUNT 15

struct elb_client_comparison {
    enum elb_transition transition;
    struct elb_check from;
    struct elb_check to;
    unsigned changes; /* set of enum elb_handshake_change; 0 unless it connects with both */
};

/**
 * What the change from one policy to another does to a client of a listener. No allocation, no
 * state, safe in any number of threads. Parameters as for elb_check().
 */
void elb_compare_client(const struct elb_catalog *catalog, const struct elb_policy *from,
                        const struct elb_policy *to, const struct elb_certificates *certificates,
                        const struct elb_client *client, struct elb_client_comparison *ret);

/** `version-lower`, `hello-retry` ...; `bit` is a single value of the enum. For ever. */
const char *elb_handshake_change_name(enum elb_handshake_change bit);

/** The same in words: "an extra round trip (HelloRetryRequest)". */
const char *elb_handshake_change_text(enum elb_handshake_change bit);

#endif
