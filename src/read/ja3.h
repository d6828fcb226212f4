/* SPDX-License-Identifier: MIT */

/*
 * JA3 (github.com/salesforce/ja3): a fingerprint of a ClientHello,
 *
 *     SSLVersion,Cipher,SSLExtension,EllipticCurve,EllipticCurvePointFormat
 *
 * all decimal, values joined by `-`, GREASE left out. SSLVersion is the hello's legacy_version.
 */
#ifndef ELB_READ_JA3_H
#define ELB_READ_JA3_H

#include <elblint/client.h>
#include <elblint/error.h>

#include "base/buffer.h"

/*
 * Appends the string. False, and nothing is appended, when the description leaves open anything
 * that it is made of, or for a hello in the format of SSLv2, which has no JA3.
 */
bool elb_client_ja3(const struct elb_client *client, struct elb_buffer *buffer);

/* The MD5 of such a string, which is what people call "the JA3": elb_openssl_md5(). */
#define ELB_JA3_HASH_SIZE 33
enum elb_status elb_ja3_hash(struct elb_text ja3, char ret_hash[ELB_JA3_HASH_SIZE],
                             struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
