/* SPDX-License-Identifier: MIT */

/*
 * What the JSON and the CSV of testssl.sh have in common: records of an id and a finding.
 *
 * A suite's code is in the id (cipher-tls1_2_xc02f), the columns of the finding move with the
 * options. The first records may belong to no target. testssl.sh tries every suite by itself, so
 * a list that it finished is a full one.
 */
#ifndef ELB_READ_OBSERVED_TESTSSL_H
#define ELB_READ_OBSERVED_TESTSSL_H

#include "read/observed/reader.h"

/* Texts are parts of the input or in the arena of the reading's list. */
struct elb_testssl_record {
    struct elb_text id;
    struct elb_text place; /* "host/address"; empty: that of the record before it */
    struct elb_text port;
    struct elb_text severity;
    struct elb_text finding;
};

struct elb_testssl_suite {
    uint16_t version; /* 0: `-e` doesn't tell */
    uint16_t code;
    enum elb_seen seen;
    bool is_single; /* from one handshake: no part of a list */
};

/* What is known of one target; its observation is filled at the end, because the order of the
 * suites may come behind the suites. */
struct elb_testssl_target {
    struct elb_observation *observation;
    struct elb_testssl_suite *suites;
    size_t suite_count;
    size_t suite_capacity;
    struct elb_text orders[ELB_OBSERVED_VERSION_COUNT]; /* names in the server's order */
    struct elb_text order_kinds[ELB_OBSERVED_VERSION_COUNT];
    struct elb_text order_kind; /* of all versions */
    struct elb_text curves;
    struct elb_text kems;
    elb_version_set unclear; /* versions whose order has names that aren't known */
    uint16_t last_version;   /* that the last record lists suites of; 0: none */
    bool is_interrupted;
    bool has_ordinary; /* a record that --severity would have dropped */
    bool is_native;    /* --ssl-native: tries only what its OpenSSL has */
};

struct elb_testssl {
    struct elb_observed_reading *reading;
    struct elb_testssl_target **targets;
    size_t count;
    size_t capacity;
    struct elb_testssl_target *current;
    struct elb_text version;    /* of testssl.sh, if it says so */
    struct elb_text invocation; /* its command line */
    bool is_broken;             /* the input breaks off: what is missing may be anything */
    bool is_interrupted;        /* the tool says so at the end */
    bool has_no_end;            /* nothing in the format tells that the last list is whole */
};

/* The records that follow belong to this target, which may have been there before. */
void elb_testssl_target(struct elb_testssl *state, struct elb_text host, struct elb_text address,
                        uint16_t port);
void elb_testssl_record(struct elb_testssl *state, const struct elb_testssl_record *record);

/* Fills the observations. */
void elb_testssl_finish(struct elb_testssl *state);

/* Of testssl_finish.c. */
void elb_testssl_finish_target(struct elb_testssl *state, struct elb_testssl_target *target);

#endif
