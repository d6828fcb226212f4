/* SPDX-License-Identifier: MIT */

/* Edits as a unified diff, for `patch -p1` and `git apply`. */
#ifndef ELB_REPORT_PATCH_H
#define ELB_REPORT_PATCH_H

#include "base/buffer.h"
#include "elblint/fix.h"

/*
 * Appends the diff of one file. `edits` are those of this file, in the order of their places, and
 * within lines: none spans a line end or adds one. Only their places and texts are looked at: lines
 * end where LF is, as they do for git and patch.
 *
 * `path` has no "./" in front, which git does not take; slashes in front are left out.
 */
void elb_patch_write(struct elb_buffer *out, const char *path, struct elb_text text,
                     const struct elb_fix_edit *edits, size_t count);

/* The text with the edits made. */
void elb_patch_apply(struct elb_buffer *out, struct elb_text text, const struct elb_fix_edit *edits,
                     size_t count);

#endif
