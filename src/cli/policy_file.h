/* SPDX-License-Identifier: MIT */

/* Files of policies, in any format that elblint reads. */
#ifndef ELB_CLI_POLICY_FILE_H
#define ELB_CLI_POLICY_FILE_H

#include "cli/cli.h"
#include "elblint/read_policy.h"

/*
 * Reads a file; the list lives as long as the run. What is wrong with some of its policies is
 * noted and does not hide the others. NULL: nothing could be read, which was noted too.
 */
const struct elb_policy_list *cli_read_policies(struct cli *cli, const char *path);

#endif
