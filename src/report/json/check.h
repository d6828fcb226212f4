/* SPDX-License-Identifier: MIT */

/* The parts of a check as JSON that other documents have too. */
#ifndef ELB_REPORT_JSON_CHECK_H
#define ELB_REPORT_JSON_CHECK_H

#include "report/check.h"
#include "report/json/json.h"

/* {cause, by, alert, text}; null where no handshake fails */
json_t *elb_json_failure(struct elb_report *report, const struct elb_check *check);

/* [{side, add, remove}] */
json_t *elb_json_fixes(struct elb_report *report, const struct elb_remedy *remedy);

/* {policy, why}; null where there is none */
json_t *elb_json_suggestion(struct elb_report *report, const struct elb_check_row *row,
                            size_t client_count);

#endif
