/* SPDX-License-Identifier: MIT */
/* From the names that tools write to values. What a name means never depends on its case. */
#ifndef ELB_TLS_NAMES_H
#define ELB_TLS_NAMES_H

#include "base/text.h"
#include "elblint/tls.h"

/* `TLSv1.2` and the other usual spellings (`TLS1.2`, `VERS-TLS1.2`); 0 for none of them. */
uint16_t elb_version_from_name(struct elb_text name);

/* The same for what people type: `1.2` too. */
uint16_t elb_version_from_option(struct elb_text name);

/*
 * Fills in what a suite's IANA name says of it: key exchange, authentication, encryption, MAC, mode
 * and the versions that may use it. `suite->name` must be set; what its name does not prove stays
 * unknown. Strings that are not constants are sliced from the name, into `storage` (at least
 * ELB_SUITE_ENCRYPTION_MAX bytes), which must live as long as the suite.
 */
#define ELB_SUITE_ENCRYPTION_MAX 48
void elb_suite_parse_name(struct elb_suite *suite, char *storage);

#endif
