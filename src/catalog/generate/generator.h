/* SPDX-License-Identifier: MIT */

/*
 * The program that writes the bundled catalog as C: const tables with designated initializers, in
 * which whatever is zero is left out. Lists that are equal are written once.
 */
#ifndef ELB_CATALOG_GENERATE_GENERATOR_H
#define ELB_CATALOG_GENERATE_GENERATOR_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

#include <elblint/catalog.h>

struct generator {
    const struct elb_catalog *catalog;
    struct elb_arena arena;
    struct elb_map lists; /* from type and items to the name */
    unsigned list_count;
    struct elb_buffer head; /* lists, which come before whatever points to them */
    struct elb_buffer body;
    struct elb_buffer items; /* the list that is being written */
};

/* What every table is made of. A member that is zero is not written. */
void generate_string(struct elb_buffer *out, const char *member, const char *string);
void generate_number(struct elb_buffer *out, const char *member, unsigned long value);
/* A string of C, with quotes; NULL too. */
void generate_literal(struct elb_buffer *out, const char *string);

/*
 * Ends the list in `items`: the name of the array of `type` that holds it; NULL: it is empty, or
 * there is no memory (then `head` says so).
 */
const char *generate_list(struct generator *generator, const char *type);

/* `.member = name, .count_member = count`, for a list that generate_list() named */
void generate_array(struct elb_buffer *out, const char *member, const char *name,
                    const char *count_member, size_t count);

/* `.member = name, .count_member = count` for a list of strings */
void generate_strings(struct generator *generator, const char *member, const char *count_member,
                      const char *const *strings, size_t count);

/* One table each, into the body. */
void generate_codes(struct generator *generator); /* suites, groups and signature schemes */
void generate_policies(struct generator *generator);
void generate_clients(struct generator *generator);
void generate_profiles(struct generator *generator);
void generate_events(struct generator *generator); /* and the texts that tell them */
void generate_others(struct generator *generator); /* sources, indexes, and the catalog itself */

/* Writes the rule that tells Ninja which files the output is made of. 0, or -1 without memory. */
int generate_depfile(struct elb_buffer *out, const char *output, const char *directory);

#endif
