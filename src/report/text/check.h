/* SPDX-License-Identifier: MIT */
/* The parts of `check` as text, a file each. */
#ifndef ELB_REPORT_TEXT_CHECK_H
#define ELB_REPORT_TEXT_CHECK_H

#include "report/check.h"

/* Above this many pairs a text is a grid with the failures below. */
#define ELB_CHECK_GRID_ABOVE 20
void elb_check_write_grid(struct elb_report *report, const struct elb_check_result *result);

/* Why a pair fails or is unknown, from `column` on, without a line end. */
void elb_check_write_failure(struct elb_report *report, const struct elb_check *check,
                             size_t column);

/* What would settle it or help, a line each. */
void elb_check_write_remedy(struct elb_report *report, const struct elb_check_result *result,
                            const struct elb_check_row *row);

/* The advice that was asked for, below everything else. */
void elb_check_write_advice(struct elb_report *report, const struct elb_check_result *result);

/* What the verdicts rest on: each assumption and note once, with its clients. */
void elb_check_write_footnotes(struct elb_report *report, const struct elb_check_result *result);

/* Columns for the longest id, within reason. */
size_t elb_check_client_width(struct elb_report *report, const struct elb_check_result *result);

#endif
