/* SPDX-License-Identifier: MIT */

/* The limits of a reader that are those of a tree. */
#ifndef ELB_READ_LIMITS_H
#define ELB_READ_LIMITS_H

#include "elblint/read.h"
#include "tree/tree.h"

static inline struct elb_limits elb_read_tree_limits(const struct elb_read_limits *limits)
{
    return (struct elb_limits){
        .depth = limits->depth, .bytes = limits->bytes, .nodes = limits->nodes};
}

#endif
