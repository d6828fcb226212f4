/* SPDX-License-Identifier: MIT */

/*
 * A small made-up catalog for the tests of src/judge: code points that exist, in policies that do
 * not, each named after what it is there for.
 */
#ifndef ELB_TEST_SAMPLE_CATALOG_H
#define ELB_TEST_SAMPLE_CATALOG_H

#include "elblint/catalog.h"

/*
 *     modern          TLSv1.2 and TLSv1.3, forward secrecy, SHA-1 last
 *     wide            TLSv1 to TLSv1.3, with CBC and RSA key exchange
 *     strict          TLSv1.3 alone
 *     fips            as modern, without x25519 and SHA-1
 *     pq              hybrid groups first, without SHA-1, with RSA key exchange
 *     strong          asks for P-384 (a strongly preferred group)
 *     cnsa            P-384 and SHA-384 alone
 *     cnsa12          the same without TLSv1.3
 *     legacy          TLSv1 to TLSv1.2, P-256 and P-384, no PSS, with DHE
 *     forward         TLSv1.2, forward secrecy, P-256 and P-384
 *     picky           takes ecdsa384 and rsa3072 only
 *     ssl3            SSLv3 to TLSv1.2
 *     bare            TLSv1.2 and TLSv1.3, groups and schemes not known
 *     classic         Classic, TLSv1 to TLSv1.2
 *     classic-client  the same in the client's order
 *     classic-gap     Classic, TLSv1 and TLSv1.2, without TLSv1.1
 *     classic-old     Classic, SSLv3 and TLSv1
 */
const struct elb_policy *sample_policy(const char *name);

/* All of the above; it has no clients. */
const struct elb_catalog *sample_catalog(void);

#endif
