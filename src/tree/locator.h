/* SPDX-License-Identifier: MIT */

/*
 * From a byte's offset, or a character's index, to its place. Asked in the order of the source, as
 * readers do, all answers together cost one walk over the text.
 */
#ifndef ELB_TREE_LOCATOR_H
#define ELB_TREE_LOCATOR_H

#include "base/text.h"
#include "tree/tree.h"

#include <stdbool.h>
#include <stddef.h>

struct elb_locator {
    struct elb_text text;
    struct elb_mark mark; /* of the last answer */
    size_t index;         /* of the last answer, in characters */
    struct elb_mark *checkpoints;
    size_t checkpoint_count;
};

/* `text` is borrowed: UTF-8 of at most UINT32_MAX bytes. */
void elb_locator_init(struct elb_locator *locator, struct elb_text text);
void elb_locator_done(struct elb_locator *locator);

/* The place of a byte that is not before the last answer. */
struct elb_mark elb_locator_at_offset(struct elb_locator *locator, size_t offset);

/* Makes steps back cheap too, for elb_locator_at_index(); false when there is no memory. */
bool elb_locator_prepare(struct elb_locator *locator);

/* The place of any character; behind the last one: the end of the text. */
struct elb_mark elb_locator_at_index(struct elb_locator *locator, size_t index);

#endif
