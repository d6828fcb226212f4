/* SPDX-License-Identifier: MIT */

/* The comments that stand before every piece of advice for a load balancer. */
#ifndef ELB_ADVISE_PREFACE_H
#define ELB_ADVISE_PREFACE_H

#include "base/buffer.h"
#include "elblint/advice.h"

/* One sentence in lines of at most 96 columns, each after `prefix`, such as "# " (behind a dash,
 * below the first). The text is made harmless: nothing in it ends the comment. */
void elb_advice_remark(struct elb_buffer *out, const char *prefix, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * What is set instead of what, whether it can be, what it costs, and what changes towards the
 * targets. False when the policy can't be set: then nothing more is to be said.
 */
bool elb_advice_preface(struct elb_buffer *out, const char *prefix,
                        const struct elb_advice_query *query);

#endif
