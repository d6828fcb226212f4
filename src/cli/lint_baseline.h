/* SPDX-License-Identifier: MIT */

/*
 * A baseline: the findings of one day, which do not count from then on. A JSON file,
 * elblint/baseline/1, by fingerprint: it holds when lines move, and only for what it has.
 */
#ifndef ELB_CLI_LINT_BASELINE_H
#define ELB_CLI_LINT_BASELINE_H

#include "cli/lint_config.h"

extern const struct cli_option cli_baseline;
extern const struct cli_option cli_write_baseline;

/* Reads that of --baseline, if it is given; false: it can't be read, which is noted. */
bool cli_read_baseline(struct cli *cli, struct cli_suppression_list *list)
    __attribute__((warn_unused_result));

/* Writes that of --write-baseline, if it is given: what counts, and what an older one has. */
void cli_write_findings(struct cli *cli, const struct elb_findings *findings);

#endif
