/* SPDX-License-Identifier: MIT */

/* The keys of a policy file that take more than a plain value. `object` is a struct elb_policy. */
#ifndef ELB_CATALOG_POLICY_PARTS_H
#define ELB_CATALOG_POLICY_PARTS_H

#include "catalog/fields.h"

/* policy_values.c: these need the family, and elb_read_backend() the load balancers too */
elb_field_reader elb_read_load_balancers;
elb_field_reader elb_read_released;
elb_field_reader elb_read_backend;
elb_field_reader elb_read_allowed;

/* policy_lists.c: elb_read_preferred_groups() needs the groups */
elb_field_reader elb_read_suites;
elb_field_reader elb_read_groups;
elb_field_reader elb_read_preferred_groups;
elb_field_reader elb_read_schemes;

/*
 * What the mappings `confidence` and `sources` say, key by key; either may be NULL. The keys are
 * those of a policy file.
 */
enum elb_status elb_provenance_from_nodes(struct elb_loader *loader,
                                          const struct elb_node *confidence,
                                          const struct elb_node *sources,
                                          const struct elb_provenance **ret_list, size_t *ret_count)
    __attribute__((warn_unused_result));

/* Refuses what is no key of a policy file. */
enum elb_status elb_policy_check_key(struct elb_loader *loader, const struct elb_node *key)
    __attribute__((warn_unused_result));

/* Refuses versions that no load balancer of the policy's family can have; `list` names them. */
enum elb_status elb_policy_check_protocols(struct elb_loader *loader, const struct elb_node *list,
                                           const struct elb_policy *policy)
    __attribute__((warn_unused_result));

/* The load balancer that place `i` of an array is for. */
enum elb_load_balancer elb_load_balancer_at(size_t i);

/* All of a family. */
unsigned elb_family_load_balancers(enum elb_family family);

/* Those that one name under `backend-policy` is for: the policy's own, or all of its family. */
unsigned elb_policy_backend_load_balancers(const struct elb_policy *policy);

#endif
