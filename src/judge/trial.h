/* SPDX-License-Identifier: MIT */
/* A copy of a client that can be offered more: for trying out what would make it work. */
#ifndef ELB_JUDGE_TRIAL_H
#define ELB_JUDGE_TRIAL_H

#include "elblint/check.h"

/* How many codes can be added to each list. */
#define ELB_TRIAL_ROOM 8

struct elb_trial {
    struct elb_client client; /* its lists lie in `codes` */
    uint16_t *codes;          /* owned */
};

/* false: no memory. The original must outlive the copy. */
bool elb_trial_init(struct elb_trial *trial, const struct elb_client *client)
    __attribute__((warn_unused_result));
void elb_trial_done(struct elb_trial *trial);

/* Does the client, its versions being known, offer to finish this version? */
bool elb_client_offers_version(const struct elb_client *client, uint16_t version);

/*
 * Adds a version. TLSv1.3 comes with what every implementation of it has (RFC 8446 section 9.1):
 * one of its suites, signature schemes and key shares that fit; groups stay as they are where they
 * are known.
 */
void elb_trial_add_version(struct elb_trial *trial, const struct elb_policy *policy,
                           uint16_t version);

/* Is a suite, group or signature scheme offered? */
bool elb_trial_has(struct elb_trial *trial, enum elb_dimension dimension, uint16_t code);

/*
 * Adds a suite, group or signature scheme at the end; at most ELB_TRIAL_ROOM a list. To take it
 * back, restore `trial->client` from a copy.
 */
void elb_trial_push(struct elb_trial *trial, enum elb_dimension dimension, uint16_t code);
#endif
