/* SPDX-License-Identifier: MIT */

/*
 * Fingerprints that spell out what they are made of: JA3 strings (read/ja3.h), and JA4_r and
 * JA4_ro (github.com/FoxIO-LLC/ja4):
 *
 *     t13d1516h2_002f,0035,...,cca9_0005,000a,...,ff01_0403,0503,...,0201
 *
 * first the transport, the highest version, `d` if there is a server name, how many suites and
 * extensions there are, and of the first ALPN; then suites, extensions and signature schemes.
 * JA4_r sorts the first two and leaves server name and ALPN out of the second.
 */
#ifndef ELB_READ_FINGERPRINT_H
#define ELB_READ_FINGERPRINT_H

#include "read/draft.h"

enum elb_fingerprint {
    ELB_FINGERPRINT_NONE,
    ELB_FINGERPRINT_JA3,
    ELB_FINGERPRINT_JA4,  /* in full */
    ELB_FINGERPRINT_HASH, /* of either */
};

/* What the first characters make of it; it may still be broken. */
enum elb_fingerprint elb_fingerprint_guess(struct elb_text text);

/* Fills the draft. `text` is a part of the reading's text. */
enum elb_status elb_ja3_parse(struct elb_draft *draft, struct elb_text text,
                              struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_ja4_parse(struct elb_draft *draft, struct elb_text text,
                              struct elb_error *reterr) __attribute__((warn_unused_result));

/*
 * What the list of extensions says of the others: an extension that isn't in it was not sent, and
 * of one that is in it the contents are not known, unless they are set.
 */
void elb_draft_apply_extensions(struct elb_draft *draft, const struct elb_draft_codes *extensions);

#endif
