/* SPDX-License-Identifier: MIT */

/* A policy in the form of the catalog's own (src/catalog/load.h), as YAML or JSON. */
#include "read/policy/reader.h"

#include "catalog/load.h"
#include "read/limits.h"

/* Whatever no other reader wants: this one says best what is wrong with it. */
static unsigned recognise(struct elb_text text)
{
    (void)text;
    return 1;
}

/* A user's own policy may have the name of one of AWS's. */
static const struct elb_policy *same_in_catalog(const struct elb_catalog *catalog,
                                                const struct elb_policy *policy)
{
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *other = &catalog->policies[i];

        if (other->family == policy->family && strcmp(other->name, policy->name) == 0)
            return other;
    }
    return NULL;
}

static enum elb_status read_policy(struct elb_policy_reading *reading, struct elb_error *reterr)
{
    const struct elb_limits limits = elb_read_tree_limits(reading->limits);
    struct elb_policy_entry entry = {0};
    enum elb_status status =
        elb_policy_read_yaml(&reading->list->arena, reading->catalog, reading->text, reading->path,
                             &limits, &entry.policy, reterr);

    if (status != ELB_OK)
        return status;
    entry.reference = same_in_catalog(reading->catalog, &entry.policy);
    return elb_policy_reading_add(reading, &entry, reterr);
}

const struct elb_policy_reader elb_policy_reader_yaml = {
    .format.name = "yaml",
    .format.summary = "a policy in YAML or JSON (`suites:` ...)",
    .format.recognise = recognise,
    .read = read_policy,
};
