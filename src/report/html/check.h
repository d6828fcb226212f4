/* SPDX-License-Identifier: MIT */
/* The parts of the page of `check`, a file each. */
#ifndef ELB_REPORT_HTML_CHECK_H
#define ELB_REPORT_HTML_CHECK_H

#include "report/html/html.h"
#include "report/text/check.h"

/* The changes that would help most, on the load balancer's side; where none does, the client's. */
void elb_html_check_first(struct elb_html_page *page, const struct elb_check_result *result);

/* Each failure with its reason and what helps; nothing if there are so many that the grid says it
 * better. */
void elb_html_check_failures(struct elb_html_page *page, const struct elb_check_result *result);

/* What the others negotiate; likewise. */
void elb_html_check_outcomes(struct elb_html_page *page, const struct elb_check_result *result);

/* Above these many failures, or handshakes that complete, they are not told one by one. */
#define ELB_HTML_PAIRS_MAX 60

#endif
