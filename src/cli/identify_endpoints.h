/* SPDX-License-Identifier: MIT */

/* From the operands of `identify` to endpoints that are judged. */
#ifndef ELB_CLI_IDENTIFY_ENDPOINTS_H
#define ELB_CLI_IDENTIFY_ENDPOINTS_H

#include "cli/resolve.h"
#include "report/identify.h"

struct cli_identify_query {
    const struct elb_certificates *certificates; /* NULL: none were given */
    const struct elb_policy *expected;
    const struct elb_policy *to;
    const struct cli_client_list *clients;
};

struct cli_identified {
    struct elb_identify_result result;
    struct elb_observation_list **lists; /* one a file, in the run's arena */
    size_t list_count;
    struct elb_observation_list *merged;
};

/*
 * Reads all files and judges what is in them; what is wrong is noted. false: there is nothing to
 * show. What the result owns is freed by cli_identify_done() in either case.
 */
bool cli_identify(struct cli *cli, const struct cli_identify_query *query,
                  struct cli_identified *ret_identified) __attribute__((warn_unused_result));
void cli_identify_done(struct cli_identified *identified);

#endif
