/* SPDX-License-Identifier: MIT */

/*
 * The OpenSSL 3 of this system, for the two things that only it can do: expanding the keywords of
 * a cipher list, and hashes. It is loaded when it is first needed, so that nothing else pays for it
 * or needs it to be installed. Its own configuration (openssl.cnf) applies, as it does to every
 * application of this system.
 */
#ifndef ELB_READ_OPENSSL_H
#define ELB_READ_OPENSSL_H

#include <elblint/error.h>

#include "base/text.h"

#include <stdint.h>

struct elb_openssl_suite {
    uint16_t code;
    const char *name; /* OpenSSL's own; a constant of the library */
};

#define ELB_OPENSSL_SUITES_MAX 512
struct elb_openssl_suites {
    struct elb_openssl_suite list[ELB_OPENSSL_SUITES_MAX];
    size_t count;
};

enum elb_openssl_view {
    /* What the list selects, as `openssl ciphers` prints it: PSK and SRP too, at any level. */
    ELB_OPENSSL_SELECTED,
    /*
     * What a client with this list sends, as `openssl ciphers -s` prints it: without PSK and SRP,
     * for which it would need a key, and without what the security level forbids.
     */
    ELB_OPENSSL_OFFERED,
};

/*
 * Expands a cipher list, TLS 1.3 suites included. A list that selects nothing, or that OpenSSL
 * refuses, has none, not even those.
 *
 * Errors: ELB_ERROR_UNSUPPORTED (not installed, or it says no), ELB_ERROR_MEMORY.
 */
enum elb_status elb_openssl_expand(const char *ciphers, enum elb_openssl_view view,
                                   struct elb_openssl_suites *ret_suites, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Which one it is: "OpenSSL 3.0.17"; "" when it isn't installed. */
const char *elb_openssl_version(void);

/* What is looked for: "libssl.so.3". */
const char *elb_openssl_library(void);

/* MD5 in lower-case hex. Errors: ELB_ERROR_UNSUPPORTED (not installed, or FIPS forbids it). */
#define ELB_OPENSSL_MD5_SIZE 33
enum elb_status elb_openssl_md5(struct elb_text text, char ret_hash[ELB_OPENSSL_MD5_SIZE],
                                struct elb_error *reterr) __attribute__((warn_unused_result));

/* The same with SHA-256. */
#define ELB_OPENSSL_SHA256_SIZE 65
enum elb_status elb_openssl_sha256(struct elb_text text, char ret_hash[ELB_OPENSSL_SHA256_SIZE],
                                   struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
