/* SPDX-License-Identifier: MIT */

/* Writing YAML: just the few forms that files of the catalog have. */
#ifndef ELB_CATALOG_EMIT_H
#define ELB_CATALOG_EMIT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* A string, in double quotes if it could be read as something else. */
void elb_emit_scalar(struct elb_buffer *out, const char *string);

/* `key: value` and the end of the line; nothing when the value is NULL. */
void elb_emit_pair(struct elb_buffer *out, const char *key, const char *value);

/* `key: true` */
void elb_emit_bool(struct elb_buffer *out, const char *key, bool value);

/* Items of a list, each written by `write`. */
struct elb_emit_list {
    void (*write)(struct elb_buffer *out, const void *context, size_t i);
    const void *context;
    size_t count;
};

/* `key: [a, b]`, broken into lines of at most 100 columns; `indent` stands before the key. */
void elb_emit_list(struct elb_buffer *out, size_t indent, const char *key,
                   const struct elb_emit_list *list);

/* The same for strings. */
void elb_emit_strings(struct elb_buffer *out, size_t indent, const char *key,
                      const char *const *strings, size_t count);

/* `key:` and one `- string` a line; nothing when there is none. */
void elb_emit_notes(struct elb_buffer *out, const char *key, const char *const *strings,
                    size_t count);

#endif
