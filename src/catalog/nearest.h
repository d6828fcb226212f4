/* SPDX-License-Identifier: MIT */

/*
 * Which known name an unknown one is a misspelling of:
 *
 *     struct elb_nearest nearest = elb_nearest_to(name);
 *
 *     for (...)
 *         elb_nearest_try(&nearest, known[i]);
 *     use(nearest.found);
 *
 * Of those that begin with the name, the shortest is the nearest; nothing is near an empty name.
 */
#ifndef ELB_CATALOG_NEAREST_H
#define ELB_CATALOG_NEAREST_H

#include "base/text.h"

#include <stddef.h>

/* How a candidate is like the name, the best first. */
enum elb_nearest_rank {
    ELB_NEAREST_BEGINS,         /* begins with it: `TLS13-1-2` of `TLS13-1-2-2021-06` */
    ELB_NEAREST_BEGINS_PLAINLY, /* the same without punctuation: `ie8` of `ie-8-xp` */
    ELB_NEAREST_MISSPELT,       /* few letters differ */
};

struct elb_nearest {
    struct elb_text name;
    const char *found;          /* the first of the nearest; NULL: none is near */
    enum elb_nearest_rank rank; /* of `found` */
    size_t limit;               /* private: a better one of that rank is below this */
};

struct elb_nearest elb_nearest_to(struct elb_text name);

void elb_nearest_try(struct elb_nearest *nearest, const char *candidate);

#endif
