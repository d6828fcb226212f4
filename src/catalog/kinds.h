/* SPDX-License-Identifier: MIT */

/*
 * The kinds of things in a catalog, as far as they are alike: an array of items that have names.
 * What reads, merges and finds them is written once for all.
 */
#ifndef ELB_CATALOG_KINDS_H
#define ELB_CATALOG_KINDS_H

#include "base/arena.h"
#include "base/text.h"

#include <elblint/catalog.h>

struct elb_kind {
    const char *what; /* "suite" */
    size_t size;      /* of an item */
    /* Where its items are in a catalog; `index` only if `is_indexed`. */
    size_t items;
    size_t count;
    size_t index;
    bool is_indexed;
    bool has_code; /* an item begins with its code point, and items are in the order of these */
    /* The names of an item, the first its own; NULL behind the last. NULL: it has none. */
    const char *(*name_at)(const void *item, size_t which);
    /* Whether one would replace the other. */
    bool (*is_same)(const void *a, const void *b);
    /* What makes them the same, for messages; NULL: no memory. No function: it is a name. */
    const char *(*key)(struct elb_arena *arena, const void *item);
};

extern const struct elb_kind elb_kind_source;
extern const struct elb_kind elb_kind_suite;
extern const struct elb_kind elb_kind_group;
extern const struct elb_kind elb_kind_scheme;
extern const struct elb_kind elb_kind_policy;
extern const struct elb_kind elb_kind_client;
extern const struct elb_kind elb_kind_profile;
extern const struct elb_kind elb_kind_not_policy;
extern const struct elb_kind elb_kind_default;
extern const struct elb_kind elb_kind_event;
extern const struct elb_kind elb_kind_error_text;

/* Items of a catalog. */
const void *elb_kind_items(const struct elb_kind *kind, const struct elb_catalog *catalog);
size_t elb_kind_count(const struct elb_kind *kind, const struct elb_catalog *catalog);
const void *elb_kind_at(const struct elb_kind *kind, const void *items, size_t i);

/* The item that has exactly this name, without case, or NULL. */
const void *elb_kind_find(const struct elb_kind *kind, const struct elb_catalog *catalog,
                          struct elb_text name);

/* The item with this code point, or NULL. */
const void *elb_kind_find_code(const struct elb_kind *kind, const struct elb_catalog *catalog,
                               uint16_t code);

/* The name nearest to one that no item has; NULL: none is near. */
const char *elb_kind_nearest(const struct elb_kind *kind, const struct elb_catalog *catalog,
                             struct elb_text name);

/* What the names of AWS's own policies begin with. */
#define ELB_POLICY_PREFIX "ELBSecurityPolicy-"

/* A policy's name without AWS's prefix. */
struct elb_text elb_policy_bare_name(struct elb_text name);

#endif
