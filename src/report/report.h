/* SPDX-License-Identifier: MIT */

/*
 * How results become text. A reporter is one file with one const struct, listed once in
 * reporters.c: it fills a buffer, which the program writes. Nothing here prints.
 */
#ifndef ELB_REPORT_REPORT_H
#define ELB_REPORT_REPORT_H

#include "base/buffer.h"
#include "elblint/catalog.h"
#include "elblint/client.h"
#include "elblint/error.h"

#include <stdbool.h>
#include <stddef.h>

/* What all reporters are told, whatever they print. */
struct elb_report {
    struct elb_buffer *out;
    const struct elb_catalog *catalog;
    bool color;
    bool quiet;
    bool addresses; /* whose clients these are was asked for: those of `read` that have any */
    const struct elb_client *const *read; /* that were read from files */
    size_t read_count;
    const struct elb_error *errors; /* what could not be read; none: the result is complete */
    size_t error_count;
};

/* `result` is the type that the verb's reporters share: see the header of that name. */
struct elb_reporter {
    const char *verb;
    const char *format; /* `text`, `json` ...: the first one of a verb is its default */
    void (*write)(struct elb_report *report, const void *result);
};

/* All of them; ends with NULL. */
extern const struct elb_reporter *const elb_reporters[];

/* NULL: this verb has no such format. */
const struct elb_reporter *elb_reporter_find(const char *verb, const char *format);

/* The index-th format of a verb; NULL behind the last. */
const struct elb_reporter *elb_reporter_at(const char *verb, size_t index);

/* Frees a part that was put together apart from the whole: if it lacked memory, so does that. */
void elb_report_part_done(struct elb_buffer *whole, struct elb_buffer *part);

#endif
