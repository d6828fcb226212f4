/* SPDX-License-Identifier: MIT */

/*
 * Policies and clients in the form of their data files, one spelling each: keys in the order of
 * the model, values that follow from others left out. What is printed reads back as the same.
 */
#ifndef ELB_CATALOG_PRINT_H
#define ELB_CATALOG_PRINT_H

#include "base/buffer.h"

#include <elblint/catalog.h>

/* Suites by the names that AWS uses: OpenSSL's, and the IANA ones of TLS 1.3. */
void elb_policy_print(struct elb_buffer *out, const struct elb_policy *policy);

/* Code points by their IANA names where `catalog` has them, else as 0xNNNN. */
void elb_client_print(struct elb_buffer *out, const struct elb_catalog *catalog,
                      const struct elb_client *client);

#endif
