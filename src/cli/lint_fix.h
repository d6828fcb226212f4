/* SPDX-License-Identifier: MIT */

/* --fix, --write and --allow-lost of `lint`. */
#ifndef ELB_CLI_LINT_FIX_H
#define ELB_CLI_LINT_FIX_H

#include "cli/resolve.h"
#include "elblint/fix.h"

extern const struct cli_option cli_fix;
extern const struct cli_option cli_write;
extern const struct cli_option cli_allow_lost;

/* Do they go together? False after a usage error. */
bool cli_check_fix(const struct cli *cli) __attribute__((warn_unused_result));

/*
 * Clients of --allow-lost, by id, alias or family; `given` are those of -c, which may come from
 * files. Unknown names are noted.
 */
void cli_resolve_allowed(struct cli *cli, const struct cli_client_list *given,
                         struct cli_client_list *allowed);

/* What can be mended; NULL without memory, which is noted. */
const struct elb_fixes *cli_find_fixes(struct cli *cli, const struct elb_listeners *listeners,
                                       const struct elb_findings *findings,
                                       const struct cli_client_list *allowed);

/*
 * Prints the changes as a unified diff, or with --write makes them; and says what is not mended.
 * A file that was linted under several names is changed once, where links lead to.
 * Returns how many findings at or above `severity` are left as they are: with --write, those that
 * no change was made for.
 */
size_t cli_fix_findings(struct cli *cli, const struct elb_listeners *listeners,
                        const struct elb_findings *findings, const struct elb_fixes *fixes,
                        enum elb_severity severity);

#endif
