/* SPDX-License-Identifier: MIT */

/* What has to be known about a policy to set it on a listener, whatever the tool. */
#ifndef ELB_ADVISE_SETTING_H
#define ELB_ADVISE_SETTING_H

#include "base/buffer.h"
#include "catalog/kinds.h"
#include "elblint/advice.h"

/* Does it have the prefix of AWS's own policies? No other policy may have such a name. */
bool elb_policy_is_named_by_aws(const struct elb_policy *policy);

/* Why it can't be set on any load balancer, as a sentence; NULL: it can. */
const char *elb_policy_obstacle(const struct elb_policy *policy);

/* What to reckon with when it is set, likewise. */
const char *elb_policy_caution(const struct elb_policy *policy);

/* The load balancers that the query is about, as a set. */
unsigned elb_advice_load_balancers(const struct elb_advice_query *query);

/* ---- Classic: a policy of the load balancer's own ------------------------------------------- */

/*
 * The name that it gets, unquoted: a load balancer can't call its own policy by a name of AWS's,
 * and the AWS CLI takes a name that begins with - for an option.
 */
void elb_policy_own_name(struct elb_buffer *out, const struct elb_policy *policy);

/* `Reference-Security-Policy` and its name, or one of the many that a custom policy consists of. */
struct elb_policy_attribute {
    const char *prefix; /* of the name: `Protocol-` or "" */
    const char *name;
    const char *value;
};

/* The index-th attribute, in the order protocols, server order, suites; false behind the last. */
bool elb_policy_attribute_at(const struct elb_policy *policy, size_t index,
                             struct elb_policy_attribute *ret_attribute);

#endif
