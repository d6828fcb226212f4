/* SPDX-License-Identifier: MIT */
/**
 * The catalog: every policy, suite, group, signature scheme, known client and profile, as constant
 * data.
 *
 * The bundled catalog is compiled into the library and needs no loading. A user's own directory of
 * the same form (`policies/` of the sources) is laid over it with elb_catalog_load(); both come
 * out of one loader, which also runs when the library is built.
 */
#ifndef ELBLINT_CATALOG_H
#define ELBLINT_CATALOG_H

#include <elblint/client.h>
#include <elblint/error.h>
#include <elblint/event.h>
#include <elblint/policy.h>
#include <elblint/profile.h>

/** Where a fact was read: a public page, or repository@commit:path. */
struct elb_source {
    const char *key;
    const char *title;
    const char *where;
    const char *date; /* may be NULL */
    const char *note; /* may be NULL */
};

/** The policy of a listener for which none is set, by what deploys it. */
struct elb_default {
    const char *id;     /* `api`, `aws-load-balancer-controller` ...: for ever */
    const char *text;   /* whose default it is: completes "the default of ..." */
    const char *policy; /* its name */
    const char *source; /* a key of the catalog's sources */
};

/** A name that looks like a policy and is none. */
struct elb_not_policy {
    const char *name;
    const char *why;
};

/** One name of one item of a table: which of its names it is. Private, as is the index. */
struct elb_name_place {
    uint32_t item;
    uint32_t name;
};

/** The names of a table in the order of their letters without case, each once. */
struct elb_name_index {
    const struct elb_name_place *places;
    size_t count;
};

/** Read-only. Suites, groups and schemes are sorted by code, policies and clients by file. */
struct elb_catalog {
    const char *date; /* ISO date of the facts */
    const struct elb_suite *suites;
    size_t suite_count;
    const struct elb_group *groups;
    size_t group_count;
    const struct elb_scheme *schemes;
    size_t scheme_count;
    const struct elb_policy *policies;
    size_t policy_count;
    const struct elb_client *clients;
    size_t client_count;
    const struct elb_profile *profiles;
    size_t profile_count;
    const struct elb_source *sources;
    size_t source_count;
    const struct elb_not_policy *not_policies;
    size_t not_policy_count;
    const struct elb_default *defaults;
    size_t default_count;
    const struct elb_event *events;
    size_t event_count;
    const struct elb_error_text *error_texts;
    size_t error_text_count;
    struct elb_name_index suite_names; /* private */
    struct elb_name_index group_names;
    struct elb_name_index scheme_names;
    struct elb_name_index client_names;
    struct elb_name_index profile_names;
};

/** The catalog in the binary. Never fails, never freed. */
const struct elb_catalog *elb_catalog_bundled(void);

/** A catalog that was read from a directory; owns all that it points to. */
struct elb_catalog_file;

/**
 * Reads `directory` and lays it over `base`, which must outlive the result. All files are optional
 * when there is a base: what the directory lacks comes from there. One that has nothing of a
 * catalog in it is refused, though: it is a mistaken path.
 *
 * @param base     borrowed; NULL: the directory must be a whole catalog
 * @param replace  a name that `base` has too replaces it; false: that is an error
 * @param reterr   may be NULL; where and what: unknown keys, unknown names, duplicates, a suite
 *                 of TLS 1.3 without TLSv1.3 and the reverse, no protocol, no suite ...
 */
enum elb_status elb_catalog_load(const char *directory, const struct elb_catalog *base,
                                 bool replace, struct elb_catalog_file **ret_file,
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

/** Borrowed; lives until the file is freed. */
const struct elb_catalog *elb_catalog_get(const struct elb_catalog_file *file);

/** NULL is allowed. Returns NULL. */
struct elb_catalog_file *elb_catalog_free(struct elb_catalog_file *file);

/** By code point; NULL: not in the catalog. */
const struct elb_suite *elb_catalog_suite(const struct elb_catalog *catalog, uint16_t code);
const struct elb_group *elb_catalog_group(const struct elb_catalog *catalog, uint16_t code);
const struct elb_scheme *elb_catalog_scheme(const struct elb_catalog *catalog, uint16_t code);

/** By any name in any dialect, without case; NULL: none has it. `name` need not end in NUL. */
const struct elb_suite *elb_catalog_suite_named(const struct elb_catalog *catalog, const char *name,
                                                size_t length);
const struct elb_group *elb_catalog_group_named(const struct elb_catalog *catalog, const char *name,
                                                size_t length);
const struct elb_scheme *elb_catalog_scheme_named(const struct elb_catalog *catalog,
                                                  const char *name, size_t length);

/**
 * A policy by its name: with or without AWS's prefix, in any case; `classic/NAME` and `elbv2/NAME`
 * pick the family, else `load_balancers` does (a set of enum elb_load_balancer; 0: any), else
 * elbv2 comes first. NULL: none.
 */
const struct elb_policy *elb_catalog_policy_named(const struct elb_catalog *catalog,
                                                  unsigned load_balancers, const char *name,
                                                  size_t length);

/** A client by its id or an alias; NULL: none. */
const struct elb_client *elb_catalog_client_named(const struct elb_catalog *catalog,
                                                  const char *name, size_t length);

/** Why `name` is not a policy although it looks like one; NULL: it is not listed there. */
const struct elb_not_policy *elb_catalog_not_policy_named(const struct elb_catalog *catalog,
                                                          const char *name, size_t length);

/**
 * The known name nearest to an unknown one, for "did you mean"; NULL: none is near. Borrowed.
 *
 * First come names that begin with it, then those that do without punctuation, then, of clients,
 * the nearest version of the same family, then misspellings. A client's can be that of a family.
 */
const char *elb_catalog_nearest_policy(const struct elb_catalog *catalog, unsigned load_balancers,
                                       const char *name, size_t length);
const char *elb_catalog_nearest_client(const struct elb_catalog *catalog, const char *name,
                                       size_t length);
const char *elb_catalog_nearest_suite(const struct elb_catalog *catalog, const char *name,
                                      size_t length);
const char *elb_catalog_nearest_group(const struct elb_catalog *catalog, const char *name,
                                      size_t length);
const char *elb_catalog_nearest_scheme(const struct elb_catalog *catalog, const char *name,
                                       size_t length);

/** A default by its id; NULL: there is none. */
const struct elb_default *elb_catalog_default(const struct elb_catalog *catalog, const char *id);

/** An event by its id; NULL: there is none. */
const struct elb_event *elb_catalog_event(const struct elb_catalog *catalog, const char *id);

/** The event of an alert, or that of all which have none of their own; NULL: neither is there. */
const struct elb_event *elb_catalog_event_of_alert(const struct elb_catalog *catalog,
                                                   enum elb_alert_sender sender, unsigned alert);

const struct elb_source *elb_catalog_source(const struct elb_catalog *catalog, const char *key);

#endif
