/* SPDX-License-Identifier: MIT */

/*
 * The GnuTLS of this system, for what only it can do: expanding a priority string. It is loaded
 * when it is first needed. Its own configuration applies, as it does to every application of this
 * system.
 */
#ifndef ELB_READ_GNUTLS_H
#define ELB_READ_GNUTLS_H

#include "read/draft.h"

/*
 * Adds what a client with these priorities offers: suites, versions, groups, schemes.
 *
 * Errors, at `at` in the reading's text: ELB_ERROR_UNSUPPORTED (not installed), ELB_ERROR_DATA (it
 * refuses the string), ELB_ERROR_LIMIT, ELB_ERROR_MEMORY.
 */
enum elb_status elb_gnutls_expand(struct elb_draft *draft, const char *priorities,
                                  struct elb_text at, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * The same without GnuTLS, for a string that begins with NONE and then names everything itself.
 * `*ret_is_plain`: it is one; nothing is added otherwise.
 */
enum elb_status elb_gnutls_combine(struct elb_draft *draft, struct elb_text priorities,
                                   bool *ret_is_plain, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
