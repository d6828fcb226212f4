/* SPDX-License-Identifier: MIT */

/* What the reading and the merging of observations share, and readers don't need. */
#ifndef ELB_READ_OBSERVED_LIST_H
#define ELB_READ_OBSERVED_LIST_H

#include "read/observed/reader.h"

/* An empty one, or NULL without memory. */
struct elb_observation_list *elb_observation_list_new(void) __attribute__((warn_unused_result));

/* The status that the elb_see_*() functions left behind. */
enum elb_status elb_observed_finish(const struct elb_observed_reading *reading,
                                    struct elb_error *reterr) __attribute__((warn_unused_result));

/* One more path that the current observation was read from; borrowed. */
void elb_see_origin(struct elb_observed_reading *reading, const char *path);

void elb_see_certificate_kind(struct elb_observed_reading *reading, enum elb_certificate kind);

#endif
