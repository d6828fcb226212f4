/* SPDX-License-Identifier: MIT */

/*
 * What jdk.tls.disabledAlgorithms takes away (java.security of the JDK): versions, suites by name
 * or with a `*`, parts of suites (RC4, 3DES_EDE_CBC, anon, NULL, ECDH), signature schemes, groups,
 * and keys that are too short (DH keySize < 1024).
 */
#ifndef ELB_READ_JAVA_H
#define ELB_READ_JAVA_H

#include "read/draft.h"

/* The items of the property, between commas. */
bool elb_java_disables_suite(struct elb_text disabled, const struct elb_suite *suite);
bool elb_java_disables_name(struct elb_text disabled, struct elb_text name);

/* The versions that it names. */
elb_version_set elb_java_disabled_versions(struct elb_text disabled);

/* The limits on keys that it sets. */
void elb_java_read_limits(struct elb_text disabled, struct elb_constraints *constraints);

#endif
