/* SPDX-License-Identifier: MIT */

/* --fix, --write and --allow-lost of `lint`. */
#ifndef ELB_CLI_LINT_FIX_H
#define ELB_CLI_LINT_FIX_H

#include "cli/cli.h"
#include "elblint/fix.h"

extern const struct cli_option cli_fix;
extern const struct cli_option cli_write;
extern const struct cli_option cli_allow_lost;

/* Do they go together? False after a usage error. */
bool cli_check_fix(const struct cli *cli) __attribute__((warn_unused_result));

/* What can be mended; NULL without memory, which is noted. */
const struct elb_fixes *cli_find_fixes(struct cli *cli, const struct elb_listeners *listeners,
                                       const struct elb_findings *findings);

/*
 * Prints the changes as a unified diff, or with --write makes them; and says what is not mended.
 * Returns how many findings at or above `severity` are left as they are: with --write, those that
 * no change was made for.
 */
size_t cli_fix_findings(struct cli *cli, const struct elb_listeners *listeners,
                        const struct elb_findings *findings, const struct elb_fixes *fixes,
                        enum elb_severity severity);

#endif
