/* SPDX-License-Identifier: MIT */
/* The parts of the page of `identify`, a file each. */
#ifndef ELB_REPORT_HTML_IDENTIFY_H
#define ELB_REPORT_HTML_IDENTIFY_H

#include "report/html/html.h"
#include "report/identify.h"

/* Who can connect to which endpoint, and what a move changes; nothing if no client was named. */
void elb_html_identify_clients(struct elb_html_page *page,
                               const struct elb_identify_result *result);

#endif
