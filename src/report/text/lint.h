/* SPDX-License-Identifier: MIT */
/* The parts of `lint` as text, a file each. */
#ifndef ELB_REPORT_TEXT_LINT_H
#define ELB_REPORT_TEXT_LINT_H

#include "report/lint.h"
#include "report/text/style.h"

/* The source line of a finding with its number, and below it where in the line it is. */
void elb_lint_write_excerpt(struct elb_report *report, const struct elb_lint_result *lint,
                            const struct elb_finding *finding);

/* Findings with the same words, in the order of the first of each. */
struct elb_lint_group {
    const struct elb_finding **findings;
    size_t count;
    size_t capacity;
};

struct elb_lint_groups {
    struct elb_arena arena;
    struct elb_lint_group **items;
    size_t count;
};

/* Without those that are suppressed. False without memory; done() is to be called in any case. */
bool elb_lint_groups_init(struct elb_lint_groups *groups, const struct elb_lint_result *lint)
    __attribute__((warn_unused_result));
void elb_lint_groups_done(struct elb_lint_groups *groups);

#endif
