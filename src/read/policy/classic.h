/* SPDX-License-Identifier: MIT */

/* The names of the cipher attributes of Classic Load Balancers. */
#ifndef ELB_READ_POLICY_CLASSIC_H
#define ELB_READ_POLICY_CLASSIC_H

#include "base/text.h"

/* Its place in the order of preference, from 0; SIZE_MAX: there is no such attribute. */
size_t elb_classic_cipher_position(struct elb_text name);

/* The name at a place; NULL behind the last. */
const char *elb_classic_cipher_at(size_t position);

/* A few are ciphers of SSLv2 only. */
bool elb_classic_cipher_has_code(struct elb_text name);

#endif
