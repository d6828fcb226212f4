/* SPDX-License-Identifier: MIT */

/* What the XML and the text of sslscan have in common: what the program tries. */
#ifndef ELB_READ_OBSERVED_SSLSCAN_H
#define ELB_READ_OBSERVED_SSLSCAN_H

#include "read/observed/reader.h"

/* Works out the coverage of the current observation, once all that was accepted is seen. */
void elb_sslscan_finish(struct elb_observed_reading *reading);

/* "Could not open a connection to host HOST (ADDRESS) on port 9.": an observation of its own. */
void elb_sslscan_failure(struct elb_observed_reading *reading, struct elb_text version,
                         struct elb_text message);

#endif
