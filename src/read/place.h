/* SPDX-License-Identifier: MIT */

/* Lines and columns are wanted only when something is wrong, so they are counted only then. */
#ifndef ELB_READ_PLACE_H
#define ELB_READ_PLACE_H

#include "base/text.h"

/* Line and column, both from 1, of `at`, which is a part of `text`. */
void elb_read_place(struct elb_text text, struct elb_text at, size_t *ret_line, size_t *ret_column);

#endif
