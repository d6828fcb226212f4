/* SPDX-License-Identifier: MIT */

/* What tells policies apart that an observation can't tell apart. */
#ifndef ELB_JUDGE_IDENTIFY_APART_H
#define ELB_JUDGE_IDENTIFY_APART_H

#include "elblint/identify.h"

/* More than all policies together have of one kind; what is past it is left out. */
#define ELB_APART_MAX 128

struct elb_apart_codes {
    uint16_t codes[ELB_APART_MAX];
    size_t count;
};

/* Among more, nobody looks for two that are the same. */
#define ELB_APART_TWINS_MAX 8

/* What some of the policies have and others don't. */
struct elb_apart {
    elb_version_set versions;
    struct elb_apart_codes suites; /* that the endpoint's certificates show */
    struct elb_apart_codes groups;
    struct elb_apart_codes schemes;     /* that its certificates can make */
    struct elb_apart_codes needs_rsa;   /* suites that only an RSA certificate would show */
    struct elb_apart_codes needs_ecdsa; /* and an ECDSA one */
    bool has_order;                     /* the server's order of suites */
    const struct elb_policy *twins[2];  /* that no handshake tells apart; or NULL */
};

/* `matches` are of the observation, at least one; the certificates are those of the first. No
 * allocation. */
void elb_identify_apart(const struct elb_observation *observation,
                        const struct elb_policy_match *matches, size_t count,
                        struct elb_apart *ret_apart);

#endif
