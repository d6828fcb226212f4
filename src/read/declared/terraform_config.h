/* SPDX-License-Identifier: MIT */

/*
 * The `configuration` of a Terraform plan: what the values of resources are made of, followed
 * through the inputs and outputs of modules.
 */
#ifndef ELB_READ_DECLARED_TERRAFORM_CONFIG_H
#define ELB_READ_DECLARED_TERRAFORM_CONFIG_H

#include "read/declared/provider.h"

struct elb_terraform_config {
    struct elb_map nodes;     /* of struct elb_node: resources, inputs and outputs of modules */
    struct elb_map instances; /* of struct elb_resource: the first of each resource */
};

/* Indexes the configuration's root module; NULL is allowed. */
enum elb_status elb_terraform_config_read(struct elb_terraform_config *config,
                                          struct elb_arena *arena, const struct elb_node *module,
                                          struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The expressions of a resource, by the address of its module and its `TYPE.NAME`. */
enum elb_status elb_terraform_config_find(const struct elb_terraform_config *config,
                                          struct elb_arena *arena, struct elb_resource *resource,
                                          struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Makes a resource known to elb_terraform_config_refer(). */
enum elb_status elb_terraform_config_add(struct elb_terraform_config *config,
                                         struct elb_arena *arena, struct elb_resource *resource,
                                         struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The provider's refer(); its context is the configuration. */
const struct elb_resource *elb_terraform_config_refer(const struct elb_provider *provider,
                                                      const struct elb_resource *resource,
                                                      const char *key, enum elb_resource_kind kind);

/* The provider's is_settled(), likewise. */
bool elb_terraform_config_is_settled(const struct elb_provider *provider,
                                     const struct elb_resource *resource, const char *key);

/* The address of a module without the keys of its instances: NULL without memory. */
const char *elb_terraform_plain_address(struct elb_arena *arena, struct elb_text address);

#endif
