/* SPDX-License-Identifier: MIT */

/* Every pair of a run of `check`, judged, and what would help those that fail. */
#ifndef ELB_CLI_CHECK_PAIRS_H
#define ELB_CLI_CHECK_PAIRS_H

#include "cli/cli.h"
#include "cli/resolve.h"
#include "report/check.h"

/* What a run of `check` is about. */
struct cli_check_query {
    const struct cli_policy_list *policies;
    const struct cli_client_list *clients;
    const struct elb_certificates *certificates;
    bool certificates_assumed;
    unsigned load_balancers; /* for which a policy is suggested; 0: those of the family */
    unsigned shown;          /* set of 1 << enum elb_verdict */
    unsigned advice;         /* what cli_advice_kinds() gives */
};

/* Fills in the result; its rows live in the run's arena. false: no memory, which was noted. */
bool cli_check_pairs(struct cli *cli, const struct cli_check_query *query,
                     struct elb_check_result *ret_result) __attribute__((warn_unused_result));

#endif
