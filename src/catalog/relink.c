/* SPDX-License-Identifier: MIT */
/* Policies of a base whose suites, groups or schemes are now others. */
#include "catalog/fields.h"
#include "catalog/layer.h"

/*
 * A list of pointers to items with a code: a copy that points to the catalog's items. Every code
 * is there: a layer adds and replaces, and takes nothing away.
 */
static enum elb_status relink_list(struct elb_loader *loader, const struct elb_catalog *catalog,
                                   const struct elb_kind *kind, size_t count, void *list)
{
    const void *const *old;
    memcpy(&old, list, sizeof(old));
    if (count == 0)
        return ELB_OK;
    const void **copy = elb_loader_alloc(loader, count, sizeof(*copy));
    if (copy == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        copy[i] = elb_kind_find_code(kind, catalog, *(const uint16_t *)old[i]);
    memcpy(list, &copy, sizeof(copy));
    return ELB_OK;
}

static enum elb_status relink_policy(struct elb_loader *loader, const struct elb_catalog *catalog,
                                     struct elb_policy *policy)
{
    enum elb_status status =
        relink_list(loader, catalog, &elb_kind_suite, policy->suite_count, &policy->suites);
    if (status == ELB_OK)
        status =
            relink_list(loader, catalog, &elb_kind_group, policy->group_count, &policy->groups);
    if (status == ELB_OK)
        status = relink_list(loader, catalog, &elb_kind_group, policy->preferred_group_count,
                             &policy->preferred_groups);
    if (status == ELB_OK)
        status =
            relink_list(loader, catalog, &elb_kind_scheme, policy->scheme_count, &policy->schemes);
    return status;
}

enum elb_status elb_layer_relink(struct elb_loader *loader, const struct elb_catalog *catalog,
                                 struct elb_catalog *base)
{
    if (base->suites == catalog->suites && base->groups == catalog->groups &&
        base->schemes == catalog->schemes)
        return ELB_OK;
    struct elb_policy *policies = elb_loader_alloc(loader, base->policy_count, sizeof(*policies));
    enum elb_status status = policies == NULL ? ELB_ERROR_MEMORY : ELB_OK;
    for (size_t i = 0; status == ELB_OK && i < base->policy_count; i++) {
        policies[i] = base->policies[i];
        status = relink_policy(loader, catalog, &policies[i]);
    }
    if (status == ELB_OK)
        base->policies = policies;
    return status;
}
