/* SPDX-License-Identifier: MIT */
/* The parts of `identify` as text. */
#ifndef ELB_REPORT_TEXT_IDENTIFY_H
#define ELB_REPORT_TEXT_IDENTIFY_H

#include "report/identify.h"

/* Who can connect to the endpoint, and what a move would change for them. */
void elb_identify_write_clients(struct elb_report *report, const struct elb_identify_result *result,
                                const struct elb_identify_endpoint *endpoint);

#endif
