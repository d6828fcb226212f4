/* SPDX-License-Identifier: MIT */

/*
 * What a directory has of one kind, laid over what the base has. Items are added as they are read,
 * which refuses every name that is given twice; then the whole goes into the catalog.
 */
#ifndef ELB_CATALOG_LAYER_H
#define ELB_CATALOG_LAYER_H

#include "base/map.h"
#include "catalog/kinds.h"
#include "catalog/load.h"

struct elb_layer {
    const struct elb_kind *kind;
    const struct elb_catalog *base; /* NULL: none */
    bool replace;                   /* what the base has too */
    char *items;
    size_t count;
    size_t capacity;
    struct elb_map names; /* who has each, in lower case */
    struct elb_map keys;
    struct elb_map families; /* of clients, those of the base too, in lower case */
};

/*
 * Adds a copy of `item`, which was read from `entry`. Refused, at the place of the name: what the
 * layer has already, and, unless it replaces, what the base has.
 */
enum elb_status elb_layer_add(struct elb_layer *layer, struct elb_loader *loader,
                              const struct elb_node *entry, const void *item)
    __attribute__((warn_unused_result));

/*
 * Puts base and layer into `catalog`, with the index of their names. What replaces an item of the
 * base takes its place; the rest stands behind. An empty layer leaves those of the base as they
 * are.
 */
enum elb_status elb_layer_finish(struct elb_layer *layer, struct elb_loader *loader,
                                 struct elb_catalog *catalog) __attribute__((warn_unused_result));

/*
 * Policies of the base point to its suites, groups and schemes. Where the catalog has others under
 * the same codes, this makes copies of these policies that point there, and puts them into `base`.
 */
enum elb_status elb_layer_relink(struct elb_loader *loader, const struct elb_catalog *catalog,
                                 struct elb_catalog *base) __attribute__((warn_unused_result));

#endif
