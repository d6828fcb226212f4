/* SPDX-License-Identifier: MIT */

/* The inputs of `diagnose`: of any size, for only the symptoms are kept. */
#ifndef ELB_CLI_DIAGNOSE_INPUT_H
#define ELB_CLI_DIAGNOSE_INPUT_H

#include "cli/cli.h"
#include "elblint/symptom.h"

/*
 * Feeds a file or standard input to `list`. What can't be read is noted.
 *
 * @ret_client  the client, where the input is none of these texts but describes one, as what
 *              `openssl ciphers` prints does; otherwise it is left alone
 */
void cli_diagnose_read(struct cli *cli, const char *path, struct elb_symptom_list *list,
                       const struct elb_client **ret_client);

#endif
