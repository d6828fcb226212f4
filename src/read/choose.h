/* SPDX-License-Identifier: MIT */

/*
 * Which reader reads an input. Each kind of reader has a struct of its own; it begins with a
 * struct elb_format, and a table points to these:
 *
 *     struct elb_client_reader {
 *         struct elb_format format; // first
 *         enum elb_status (*read)(...);
 *     };
 *     static const struct elb_format *const formats[] = {&elb_client_reader_yaml.format, ...};
 *
 *     format = elb_choose(formats, COUNT, text, is_text);
 *     if (!format)
 *         return elb_choose_fail(formats, COUNT, path, "no description of a client", reterr);
 *     return ((const struct elb_client_reader *)format)->read(...);
 */
#ifndef ELB_READ_CHOOSE_H
#define ELB_READ_CHOOSE_H

#include <elblint/error.h>

#include "base/buffer.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct elb_format {
    const char *name;    /* for messages and options: `openssl-table` */
    const char *summary; /* completes "looked for ..."; NULL: another format's names it too */
    unsigned at_most;    /* how sure it ever is; 0: 100. It is not asked where it can't win */
    bool takes_bytes;    /* is asked also where the input is no text: binary formats, and logs */

    /* How sure it is that this is its format, 0 (it isn't) to 100, without reading all of it. */
    unsigned (*recognise)(struct elb_text text);
};

/*
 * The format that is surest; of two that are equally sure, the first one.
 *
 * @is_text what the caller calls text (no NUL, perhaps UTF-8); false: only those that take bytes
 *          are asked
 *
 * Returns NULL if none recognises it.
 */
const struct elb_format *elb_choose(const struct elb_format *const *formats, size_t count,
                                    struct elb_text text, bool is_text);

/* Appends all summaries, with ", " between them. */
void elb_choose_summaries(const struct elb_format *const *formats, size_t count,
                          struct elb_buffer *buffer);

/* Sets the error "`what`: looked for ..." with all summaries, and returns its status. */
enum elb_status elb_choose_fail(const struct elb_format *const *formats, size_t count,
                                const char *path, const char *what, struct elb_error *reterr);

#endif
