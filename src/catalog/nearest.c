/* SPDX-License-Identifier: MIT */

#include "catalog/nearest.h"

/*
 * A quarter of the letters may differ, and one more: what is farther off is another name, and no
 * help.
 */
struct elb_nearest elb_nearest_to(struct elb_text name)
{
    return (struct elb_nearest){.name = name, .limit = 2 + name.length / 4};
}

void elb_nearest_try(struct elb_nearest *nearest, const char *candidate)
{
    if (nearest->limit == 0)
        return;
    struct elb_text text = elb_text_from(candidate);
    size_t distance = elb_text_distance(nearest->name, text, nearest->limit - 1);
    if (distance < nearest->limit) {
        nearest->found = candidate;
        nearest->limit = distance;
    }
}
