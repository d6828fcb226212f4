/* SPDX-License-Identifier: MIT */

/* All error texts of a catalog, ready to be looked for in many lines. */
#ifndef ELB_READ_SYMPTOM_PATTERNS_H
#define ELB_READ_SYMPTOM_PATTERNS_H

#include <elblint/catalog.h>

#include "base/arena.h"
#include "base/text.h"

struct elb_patterns;

/* NULL: no memory. The catalog must outlive it, as must the arena. */
struct elb_patterns *elb_patterns_new(struct elb_arena *arena, const struct elb_catalog *catalog)
    __attribute__((warn_unused_result));

struct elb_pattern_match {
    const struct elb_error_text *text;
    size_t weight;   /* how many characters of its own the pattern has */
    unsigned number; /* what # stands for; 0: there is none */
};

/*
 * The most specific text in a line: the one whose pattern has the most characters of its own; of
 * two alike the first in the catalog. One of a vague event only where there is no other, however
 * long it is. False: there is none.
 *
 * The time is bounded by the length of the line times that of all patterns, and is far less: see
 * patterns.c.
 */
bool elb_patterns_find(struct elb_patterns *patterns, struct elb_text line,
                       struct elb_pattern_match *ret_match) __attribute__((warn_unused_result));

#endif
