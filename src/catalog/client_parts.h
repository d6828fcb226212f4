/* SPDX-License-Identifier: MIT */

/* The keys of a client file that take more than a plain value. `object` is a struct elb_client. */
#ifndef ELB_CATALOG_CLIENT_PARTS_H
#define ELB_CATALOG_CLIENT_PARTS_H

#include "catalog/fields.h"

/*
 * Lists of code points, `member` being a struct elb_codes: `none` when the extension is not sent,
 * else a sequence. Unknown code points are kept, unknown names refused.
 */
elb_field_reader elb_read_suite_codes;
elb_field_reader elb_read_group_codes;
elb_field_reader elb_read_scheme_codes;
elb_field_reader elb_read_version_codes;
elb_field_reader elb_read_numbers; /* 0 to 65535, as 0xNNNN too */
elb_field_reader elb_read_bytes;   /* 0 to 255 */

/* `versions`: what is offered, from which the fields of the hello follow. */
elb_field_reader elb_read_versions;

#endif
