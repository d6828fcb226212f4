/* SPDX-License-Identifier: MIT */

/* The other two words of a client on the command line: --protocols and --groups. */
#ifndef ELB_READ_OPTIONS_H
#define ELB_READ_OPTIONS_H

#include <elblint/catalog.h>

#include "base/arena.h"
#include "base/text.h"

#define ELB_PROTOCOLS_PATH "--protocols"
#define ELB_GROUPS_PATH    "--groups"

/*
 * Versions and ranges of versions between commas, colons, semicolons or blanks: "TLSv1.2,TLSv1.3",
 * "TLSv1-TLSv1.2". The set is not empty.
 */
enum elb_status elb_protocols_parse(struct elb_text text, elb_version_set *ret_versions,
                                    struct elb_error *reterr) __attribute__((warn_unused_result));

/*
 * Writes into the client what a hello says that offers these versions: TLSv1.3 needs the
 * supported_versions extension, which then lists all of them (RFC 8446 section 4.2.1).
 */
enum elb_status elb_client_set_versions(struct elb_arena *arena, elb_version_set versions,
                                        struct elb_client *client, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * OpenSSL's groups list, SSL_CTX_set1_groups_list(3): names or codes between colons, commas,
 * semicolons, slashes or blanks, with the prefixes of OpenSSL 3.5. Sets groups, and key shares if
 * a `*` names one. "none": the client doesn't send the extension.
 */
enum elb_status elb_groups_parse(const struct elb_catalog *catalog, struct elb_arena *arena,
                                 struct elb_text text, struct elb_client *client,
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
