/* SPDX-License-Identifier: MIT */

/* From one mapping of a file of the catalog to one item. Policies and clients are in load.h. */
#ifndef ELB_CATALOG_READERS_H
#define ELB_CATALOG_READERS_H

#include "catalog/load.h"

typedef enum elb_status elb_item_reader(struct elb_loader *loader, const struct elb_node *node,
                                        void *ret_item);

elb_item_reader elb_suite_from_node;      /* struct elb_suite */
elb_item_reader elb_group_from_node;      /* struct elb_group */
elb_item_reader elb_scheme_from_node;     /* struct elb_scheme */
elb_item_reader elb_not_policy_from_node; /* struct elb_not_policy */
elb_item_reader elb_default_from_node;    /* struct elb_default */
elb_item_reader elb_event_from_node;      /* struct elb_event */
elb_item_reader elb_error_text_from_node; /* struct elb_error_text */
elb_item_reader elb_profile_from_node;    /* struct elb_profile */

/* A source has its key outside of its mapping. */
enum elb_status elb_source_from_node(struct elb_loader *loader, const struct elb_node *key,
                                     const struct elb_node *node, struct elb_source *ret_source)
    __attribute__((warn_unused_result));

/* The mapping of catalog.yaml: `*ret_date` is its date. */
enum elb_status elb_date_from_node(struct elb_loader *loader, const struct elb_node *node,
                                   const char **ret_date) __attribute__((warn_unused_result));

#endif
