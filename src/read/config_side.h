/* SPDX-License-Identifier: MIT */

/* One side of a configuration: what its directives come to. */
#ifndef ELB_READ_CONFIG_SIDE_H
#define ELB_READ_CONFIG_SIDE_H

#include "read/directives.h"

struct elb_config_side {
    struct elb_text values[ELB_DIRECTIVE_KINDS]; /* ciphers, suites of TLS 1.3, groups */
    elb_version_set versions;                    /* all that are listed; 0: not listed */
    elb_version_set removed;                     /* HAProxy's no-tlsv10 */
    uint16_t minimum;
    uint16_t maximum;
    bool all; /* Apache's "all" is one of them */
    size_t count;
    size_t repeated; /* of these, those that replaced another value */
};

/* Errors: ELB_ERROR_DATA, an unknown version. */
enum elb_status elb_config_side_add(const struct elb_reading *reading, struct elb_config_side *side,
                                    const struct elb_directive *directive, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Adds the client: elb_draft_set_id() has the rules of its id. `note` may be NULL. */
enum elb_status elb_config_side_finish(struct elb_reading *reading,
                                       const struct elb_config_side *side, struct elb_map *ids,
                                       struct elb_text id, const char *note,
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
