/* SPDX-License-Identifier: MIT */

/*
 * What the reporters of findings for other programs share. Texts that come from inputs are made
 * harmless here, once for all formats: who reads them sees them on a terminal or a page.
 */
#ifndef ELB_REPORT_FINDINGS_FINDINGS_H
#define ELB_REPORT_FINDINGS_FINDINGS_H

#include "report/lint.h"

/* The message, and behind it what other rules say. */
void elb_finding_text(struct elb_buffer *out, const struct elb_finding *finding);

/* `separator` and the help, if there is one. */
void elb_finding_help(struct elb_buffer *out, const char *separator,
                      const struct elb_finding *finding);

/* A path without "./" in front, as it is. */
const char *elb_finding_path(const struct elb_finding *finding);

/* The line, from 1, where programs want one although there is none. */
unsigned elb_finding_line(const struct elb_finding *finding);

/* `PATH:LINE`, made harmless. */
void elb_finding_place(struct elb_buffer *out, const struct elb_finding *finding);

/* The listener's name; "" where the finding is about none. */
void elb_finding_subject(struct elb_buffer *out, const struct elb_listener *listener);

#endif
