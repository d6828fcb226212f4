/* SPDX-License-Identifier: MIT */

/*
 * Kinds of advice. Each is one file with one const struct, listed once in advise.c, and fills a
 * buffer; nothing here prints.
 */
#ifndef ELB_ADVISE_ADVISE_H
#define ELB_ADVISE_ADVISE_H

#include "base/buffer.h"
#include "elblint/advice.h"

struct elb_advisor {
    const char *name;
    const char *summary;
    enum elb_side side;
    /* Nothing written: nothing to say. A load balancer's is asked only when the query has a policy,
     * a client's only when it has a check. */
    void (*write)(struct elb_buffer *out, const struct elb_advice_query *query);
};

extern const struct elb_advisor elb_advisor_aws_cli;
extern const struct elb_advisor elb_advisor_console;
extern const struct elb_advisor elb_advisor_terraform;
extern const struct elb_advisor elb_advisor_cloudformation;
extern const struct elb_advisor elb_advisor_cdk;
extern const struct elb_advisor elb_advisor_kubernetes;
extern const struct elb_advisor elb_advisor_client;

/* The same as elb_advice_write(), behind what is in the buffer already. */
void elb_advise(struct elb_buffer *out, size_t index, const struct elb_advice_query *query);

#endif
