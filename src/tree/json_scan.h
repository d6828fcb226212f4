/* SPDX-License-Identifier: MIT */

/*
 * The lexical part of JSON (RFC 8259, sections 6 and 7). A problem is a message and the place
 * where it is, relative to the start of `text`.
 */
#ifndef ELB_TREE_JSON_SCAN_H
#define ELB_TREE_JSON_SCAN_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct elb_json_problem {
    const char *message;
    size_t offset;
};

/*
 * The length of the number at the start of `text`; 0 when there is none, or when it does not fit
 * where jansson puts it: integers into int64_t, reals into a double, unless any size will do.
 */
size_t elb_json_scan_number(struct elb_text text, bool any_size,
                            struct elb_json_problem *ret_problem)
    __attribute__((warn_unused_result));

/* The length of the string at the start of `text`, with both its quotes; 0 when it has no end. */
size_t elb_json_scan_string(struct elb_text text, bool *ret_has_escapes,
                            struct elb_json_problem *ret_problem)
    __attribute__((warn_unused_result));

/*
 * Replaces the escapes in what is between the quotes. `decoded` needs as many bytes as `text` has.
 * Returns false at one that is not allowed.
 */
bool elb_json_unescape(struct elb_text text, char *decoded, size_t *ret_length,
                       struct elb_json_problem *ret_problem) __attribute__((warn_unused_result));

#endif
