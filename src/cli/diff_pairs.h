/* SPDX-License-Identifier: MIT */

/* From the operands of `diff` to pairs of policies that are compared. */
#ifndef ELB_CLI_DIFF_PAIRS_H
#define ELB_CLI_DIFF_PAIRS_H

#include "cli/resolve.h"
#include "report/diff.h"

struct cli_diff_query {
    const struct elb_certificates *certificates;
    bool certificates_assumed;
    const struct cli_client_list *clients;
    bool is_bundled; /* the clients are all of the catalog */
};

/*
 * Fills in the result for one or two operands; it lives in the run's arena, and what the pairs own
 * is freed by cli_diff_pairs_done(). What is wrong is noted. false: there is nothing to show.
 */
bool cli_diff_pairs(struct cli *cli, const struct cli_diff_query *query,
                    struct elb_diff_result *ret_result) __attribute__((warn_unused_result));
void cli_diff_pairs_done(struct elb_diff_result *result);

#endif
