/* SPDX-License-Identifier: MIT */

/* The inputs of `diagnose`: of any size, for only the symptoms are kept. */
#ifndef ELB_CLI_DIAGNOSE_INPUT_H
#define ELB_CLI_DIAGNOSE_INPUT_H

#include "cli/cli.h"
#include "elblint/symptom.h"

/* What an input is that has no symptom. */
struct cli_diagnose_found {
    const struct elb_client *client; /* the cipher suites of a client; NULL: no */
    const char *scan;                /* the path of what a scanner saw; NULL: no */
};

/*
 * Feeds an input to the list ("-": standard input). One that has no symptom, and is short, may be
 * something else: that is told in `*ret_found`, which is left alone otherwise. What can't be read
 * is noted.
 */
void cli_diagnose_read(struct cli *cli, const char *path, struct elb_symptom_list *list,
                       struct cli_diagnose_found *ret_found);

#endif
