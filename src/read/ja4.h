/* SPDX-License-Identifier: MIT */

/*
 * JA4 of TLS clients (github.com/FoxIO-LLC/ja4, technical_details/JA4.md; BSD licence):
 *
 *     t13d1516h2_8daaf6152771_d8a2da3f94cd
 *
 * TCP, the highest version, whether there is a server name, how many suites and extensions, the
 * first and last character of the first ALPN name; then the hash of the suites; then that of the
 * extensions and the signature schemes. GREASE counts nowhere.
 */
#ifndef ELB_READ_JA4_H
#define ELB_READ_JA4_H

#include <elblint/client.h>
#include <elblint/error.h>

#include "base/buffer.h"

/*
 * Appends JA4_r, which has the lists instead of their hashes: the suites sorted, the extensions
 * sorted and without those of the server name and ALPN, the schemes in their order. False, and
 * nothing is appended, when the description leaves open anything that it is made of, or for a
 * hello in the format of SSLv2.
 */
bool elb_client_ja4_r(const struct elb_client *client, struct elb_buffer *buffer);

/* The JA4 of such a string: each of its two lists becomes the first 12 digits of its SHA-256. */
#define ELB_JA4_SIZE 37
enum elb_status elb_ja4_hash(struct elb_text ja4_r, char ret_ja4[ELB_JA4_SIZE],
                             struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
