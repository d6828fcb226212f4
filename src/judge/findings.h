/* SPDX-License-Identifier: MIT */

/* The list of findings while it is made. */
#ifndef ELB_JUDGE_FINDINGS_H
#define ELB_JUDGE_FINDINGS_H

#include "base/arena.h"
#include "elblint/lint.h"

struct elb_findings {
    struct elb_arena arena; /* owns all texts of the findings */
    struct elb_finding *items;
    size_t count;
    size_t capacity;
};

/* NULL without memory. */
struct elb_findings *elb_findings_new(void) __attribute__((warn_unused_result));

/* Adds a copy; false without memory. */
bool elb_findings_add(struct elb_findings *findings, const struct elb_finding *finding)
    __attribute__((warn_unused_result));

/* Gives each its fingerprint. */
enum elb_status elb_findings_finish(struct elb_findings *findings, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
