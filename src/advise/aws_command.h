/* SPDX-License-Identifier: MIT */

/* The AWS CLI commands that set a policy on a listener. */
#ifndef ELB_ADVISE_AWS_COMMAND_H
#define ELB_ADVISE_AWS_COMMAND_H

#include "advise/setting.h"

/*
 * The index-th AWS CLI command that sets a policy on a listener; false behind the last. Parts that
 * may stand in lines of their own are divided by a newline.
 */
bool elb_policy_command(struct elb_buffer *out, const struct elb_policy *policy, size_t index);

/* Why there is no command, or what to reckon with when using it; NULL: nothing. */
const char *elb_policy_command_note(const struct elb_policy *policy);

#endif
