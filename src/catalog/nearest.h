/* SPDX-License-Identifier: MIT */

/*
 * Which known name an unknown one is a misspelling of:
 *
 *     struct elb_nearest nearest = elb_nearest_to(name);
 *
 *     for (...)
 *         elb_nearest_try(&nearest, known[i]);
 *     use(nearest.found);
 */
#ifndef ELB_CATALOG_NEAREST_H
#define ELB_CATALOG_NEAREST_H

#include "base/text.h"

#include <stddef.h>

struct elb_nearest {
    struct elb_text name;
    const char *found; /* the first of the nearest; NULL: none is near */
    size_t limit;      /* private: a better one has fewer edits than this */
};

struct elb_nearest elb_nearest_to(struct elb_text name);

void elb_nearest_try(struct elb_nearest *nearest, const char *candidate);

#endif
