/* SPDX-License-Identifier: MIT */
/**
 * A security policy of a load balancer: what it accepts, in its own order of preference, and what
 * is known about the policy itself. Policies belong to a catalog and are never changed.
 *
 * Source of the facts: the pages "Security policies" of the Application, Network and Classic Load
 * Balancer guides, and AWS's own TLS library; each policy file names its sources key by key.
 */
#ifndef ELBLINT_POLICY_H
#define ELBLINT_POLICY_H

#include <elblint/tls.h>

/** (family, name) is the key: ELBSecurityPolicy-2015-05 means two different sets. */
enum elb_family {
    ELB_FAMILY_ELBV2, /* Application and Network Load Balancers */
    ELB_FAMILY_CLASSIC,
};

enum elb_load_balancer {
    ELB_LB_APPLICATION = 1,
    ELB_LB_NETWORK = 2,
    ELB_LB_CLASSIC = 4,
};
#define ELB_LB_COUNT 3

enum elb_policy_status {
    ELB_STATUS_RECOMMENDED,
    ELB_STATUS_DOCUMENTED,
    ELB_STATUS_UNLISTED, /* accepted, though on none of AWS's pages */
    ELB_STATUS_UPCOMING, /* not offered by any load balancer yet */
    ELB_STATUS_RETIRED,
};

/** Confidence and sources of one key of a policy file. */
struct elb_provenance {
    const char *key;
    enum elb_confidence confidence;
    const char *const *sources; /* keys of the catalog's sources */
    size_t source_count;
};

struct elb_policy {
    const char *name;
    enum elb_family family;
    unsigned load_balancers; /* set of enum elb_load_balancer; 0 for an upcoming one */
    enum elb_policy_status status;
    const char *released[ELB_LB_COUNT]; /* ISO date or month per load balancer; NULL: not known */
    elb_version_set versions;
    const struct elb_suite *const *suites; /* in the server's order */
    size_t suite_count;
    bool server_order;                     /* false: the order of the client decides (Classic) */
    bool has_groups;                       /* false: unknown (Classic) */
    const struct elb_group *const *groups; /* in the server's order, ML-KEM first */
    size_t group_count;
    const struct elb_group *const *preferred_groups; /* asked for by a HelloRetryRequest */
    size_t preferred_group_count;
    bool has_schemes;                        /* false: unknown (Classic) */
    const struct elb_scheme *const *schemes; /* for the handshake, in the server's order */
    size_t scheme_count;
    unsigned allowed_certificates;     /* set of 1 << enum elb_certificate; 0: no restriction */
    bool fips_module;                  /* by AWS's own naming: no list of suites tells it */
    const char *backend[ELB_LB_COUNT]; /* policy used towards the targets; NULL: not known */
    const struct elb_provenance *provenance;
    size_t provenance_count;
    const char *const *notes;
    size_t note_count;
    const char *origin; /* path of the file that it was read from; NULL: in the binary */
};

/** What follows from the lists of a policy. Nothing of it is stored anywhere. */
struct elb_policy_facts {
    uint16_t minimum_version;
    uint16_t maximum_version;
    bool forward_secrecy; /* every suite has it */
    bool cbc;             /* some suite is CBC */
    bool insecure_suites; /* some suite is NULL, export, RC4, DES or 3DES */
    bool fips;
    bool post_quantum;    /* some group is */
    bool sha1_signatures; /* some handshake signature scheme is SHA-1; false where unknown */
};
void elb_policy_facts(const struct elb_policy *policy, struct elb_policy_facts *ret_facts);

/** Whether a scheme of the policy makes SHA-1 signatures in one of its versions. */
bool elb_policy_signs_sha1(const struct elb_policy *policy, const struct elb_scheme *scheme);

const char *elb_family_name(enum elb_family family);
const char *elb_status_name(enum elb_policy_status status);
/** `application`, `network` or `classic`. */
const char *elb_load_balancer_name(enum elb_load_balancer load_balancer);
/** Also understands `alb`, `nlb`, `clb`; 0 for any other name. Compared without case. */
unsigned elb_load_balancer_from_name(const char *name, size_t length);
/** `verified` ...; NULL when it is not stated. */
const char *elb_confidence_name(enum elb_confidence confidence);

#endif
