/* SPDX-License-Identifier: MIT */

/* --advice, which several verbs take. */
#ifndef ELB_CLI_ADVICE_H
#define ELB_CLI_ADVICE_H

#include "cli/cli.h"

extern const struct cli_option cli_advice;

/* The kinds that --advice names, as a set of 1 << index of elb_advice_name(); 0: it is not given.
 */
unsigned cli_advice_kinds(const struct cli *cli);

#endif
