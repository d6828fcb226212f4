/* SPDX-License-Identifier: MIT */

/*
 * The one loader: from the trees of data files to policies and clients. It runs when the library is
 * built, for --policies, and for the files of a user's own that `-p` and `-c` name.
 */
#ifndef ELB_CATALOG_LOAD_H
#define ELB_CATALOG_LOAD_H

#include "base/arena.h"
#include "tree/tree.h"

#include <elblint/catalog.h>

/* What the reading of one file needs; all of it is borrowed. */
struct elb_loader {
    struct elb_arena *arena;           /* owns what is read; the trees are in it too */
    const struct elb_catalog *catalog; /* where names are looked up */
    const char *path;                  /* of the file, for messages; in the arena or longer-lived */
    struct elb_error *error;           /* may be NULL */
};

/*
 * Reads a policy from a mapping. The result points into the arena and the catalog. The names of
 * backend policies are not looked up: see elb_policy_check_backend().
 *
 * Errors: ELB_ERROR_DATA with the place, ELB_ERROR_MEMORY.
 */
enum elb_status elb_policy_from_node(struct elb_loader *loader, const struct elb_node *node,
                                     struct elb_policy *ret_policy)
    __attribute__((warn_unused_result));

/* Refuses a backend policy that the loader's catalog lacks. `node` is what `policy` came from. */
enum elb_status elb_policy_check_backend(struct elb_loader *loader, const struct elb_node *node,
                                         const struct elb_policy *policy)
    __attribute__((warn_unused_result));

/* Reads a client from a mapping. One that states no id has NULL there. */
enum elb_status elb_client_from_node(struct elb_loader *loader, const struct elb_node *node,
                                     struct elb_client *ret_client)
    __attribute__((warn_unused_result));

/*
 * Reads a file of the user's own: one policy.
 *
 * @arena    owns the result
 * @catalog  where names are looked up; must outlive the result
 * @text     UTF-8 (elb_file_read), needed during the call only
 * @path     as the user named it; must not be NULL
 * @limits   of the tree; NULL: the default ones
 *
 * Errors: those of elb_yaml_read(), and ELB_ERROR_DATA.
 */
enum elb_status elb_policy_read_yaml(struct elb_arena *arena, const struct elb_catalog *catalog,
                                     struct elb_text text, const char *path,
                                     const struct elb_limits *limits, struct elb_policy *ret_policy,
                                     struct elb_error *reterr) __attribute__((warn_unused_result));

/*
 * The same for clients: one mapping, or a list of them. A single client without an id is called
 * after its file ("-" is "stdin"); in a list each must have one, and no two may share a name.
 */
enum elb_status elb_clients_read_yaml(struct elb_arena *arena, const struct elb_catalog *catalog,
                                      struct elb_text text, const char *path,
                                      const struct elb_limits *limits,
                                      const struct elb_client **ret_clients, size_t *ret_count,
                                      struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
