/* SPDX-License-Identifier: MIT */

/* Clients, certificates and outcomes as one line of text each, so that a test is a row. */
#ifndef ELB_TEST_SAMPLE_HELLO_H
#define ELB_TEST_SAMPLE_HELLO_H

#include "elblint/negotiate.h"

/*
 * A client, as one of the words below and what is different in this one:
 *
 *     tls13   a client of today: TLSv1.3 and TLSv1.2, shares x25519
 *     tls12   TLSv1.2 without supported_versions, P-256 and P-384
 *     tls10   TLSv1, CBC suites, no signature schemes
 *     list    nothing is known but what is said
 *
 *     legacy=0303 versions=0304,0303 suites= groups= shares= schemes=  codes; `none`: the
 *         extension is not sent; `?`: not known; nothing: an empty list
 *     offers=0301,0303  the set of versions of the description
 *     least=0303  the minimum version
 *     rsa-min=2048 rsa-max=4096  constraints
 *     incomplete  the list of suites is
 *     sslv2  the old form of a hello; takes the lists out as well
 */
struct sample_hello {
    struct elb_client client;
    uint16_t codes[5][24]; /* its lists: don't copy the struct */
};
void sample_hello_parse(const char *text, struct sample_hello *ret_hello);

/* Names with commas between them. */
void sample_certificates_parse(const char *text, struct elb_certificates *ret_certificates);

/*
 * All fields of an outcome:
 *
 *     TLSv1.2 C02F 17 0401 rsa2048   version, suite, group, scheme, certificate; `-`: none
 *     TLSv1.3 1301 17 0804 rsa2048 retry
 *     signature-not-offered: TLSv1.2 C02F 17 0201 rsa2048   answered, but the client stops
 *     no-shared-suite TLSv1.2        not answered
 *     ... +groups !sha1              what was assumed, what is remarked
 */
#define SAMPLE_TEXT_MAX 256
void sample_outcome_print(const struct elb_outcome *outcome, char text[SAMPLE_TEXT_MAX]);

struct sample_row {
    const char *name;
    const char *policy;
    const char *certificates;
    const char *hello;
    const char *expected;
};

/* Predicts the handshake of a row and compares all that came out. */
void sample_row_test(const struct sample_row *row);

#endif
