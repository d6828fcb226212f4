/* SPDX-License-Identifier: MIT */

/*
 * Policies of Classic Load Balancers, as they are made up of attributes: each one protocol, one
 * cipher or an option, that is "true" or "false"; and perhaps the predefined policy that they were
 * taken from.
 */
#ifndef ELB_READ_POLICY_CLASSIC_H
#define ELB_READ_POLICY_CLASSIC_H

#include <elblint/catalog.h>

#include "base/arena.h"
#include "base/text.h"

#define ELB_CLASSIC_TYPE            "SSLNegotiationPolicyType"
#define ELB_CLASSIC_REFERENCE       "Reference-Security-Policy"
#define ELB_CLASSIC_PROTOCOL_PREFIX "Protocol-"
#define ELB_CLASSIC_CIPHERS_AT_MOST 128

/* ---- Names of ciphers (classic_attributes.c) ------------------------------------------------ */

/* Its place in the order of preference, from 0; SIZE_MAX: there is no such attribute. */
size_t elb_classic_cipher_position(struct elb_text name);

/* The name at a place; NULL behind the last. */
const char *elb_classic_cipher_at(size_t position);

/* A few are ciphers of SSLv2 only. */
bool elb_classic_cipher_has_code(struct elb_text name);

/* ---- From attributes to a policy (classic_draft.c) ------------------------------------------ */

/* What is switched on. All zeroes: nothing. */
struct elb_classic_draft {
    elb_version_set versions;
    bool has_ssl2; /* no version of TLS: told in a note only */
    bool server_order;
    bool ciphers[ELB_CLASSIC_CIPHERS_AT_MOST]; /* by their place in the order of preference */
};

/* Switches an attribute on; false: there is no such attribute. */
bool elb_classic_switch_on(struct elb_classic_draft *draft, struct elb_text name)
    __attribute__((warn_unused_result));

/* Is a protocol or a cipher on? */
bool elb_classic_has_attributes(const struct elb_classic_draft *draft);

/*
 * Fills the versions, suites, order and notes of a policy.
 *
 * @ret_lacking  set to the name of a cipher that the catalog has not, and the policy neither
 *
 * Errors: ELB_ERROR_MEMORY.
 */
enum elb_status elb_classic_fill(const struct elb_classic_draft *draft,
                                 const struct elb_catalog *catalog, struct elb_arena *arena,
                                 struct elb_policy *policy, const char **ret_lacking,
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

/* Only AWS can make policies with such a name. */
bool elb_classic_is_reserved(struct elb_text name);

#endif
