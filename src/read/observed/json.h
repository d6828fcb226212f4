/* SPDX-License-Identifier: MIT */

/* What the readers of JSON share. */
#ifndef ELB_READ_OBSERVED_JSON_H
#define ELB_READ_OBSERVED_JSON_H

#include "read/observed/reader.h"
#include "tree/tree.h"

/* Does the text begin as JSON and have this key somewhere in its first part, at any depth? */
bool elb_observed_has_key(struct elb_text text, const char *key);

/*
 * The value at the start of the text, up to its last bracket; what follows is left in `ret_rest`.
 * It need not be well-formed. Without an end it is the whole text.
 */
struct elb_text elb_observed_first_value(struct elb_text text, struct elb_text *ret_rest);

/*
 * The length of the string at the start of the text, with its quotes, and what it says; 0: it has
 * no end. One with an escape that is none is taken as it is written.
 */
size_t elb_observed_string(struct elb_observed_reading *reading, struct elb_text text,
                           struct elb_text *ret_value);

/*
 * Reads `value`, a part of the reading's text, into a tree. Errors say the place in the whole text.
 */
enum elb_status elb_observed_json(const struct elb_observed_reading *reading,
                                  struct elb_arena *arena, struct elb_text value,
                                  const struct elb_node **ret_root, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * Reads all values that stand behind each other, one a line or not, and hands each over. The first
 * one that is not JSON ends it with an error.
 */
enum elb_status elb_observed_json_each(struct elb_observed_reading *reading,
                                       void (*take)(struct elb_observed_reading *reading,
                                                    const struct elb_node *value),
                                       struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The text under a key, or nothing. */
static inline struct elb_text elb_observed_text(const struct elb_node *mapping, const char *key)
{
    return elb_node_text(elb_node_get(mapping, key));
}

/* A 16-bit number under a key, in quotes or not; 0: none. */
static inline uint16_t elb_observed_number_of(const struct elb_node *mapping, const char *key)
{
    uint64_t number;

    return elb_node_get_unsigned(elb_node_get(mapping, key), UINT16_MAX, &number) ? (uint16_t)number
                                                                                  : 0;
}

#endif
