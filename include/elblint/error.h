/* SPDX-License-Identifier: MIT */

/**
 * Why something could not be read or finished.
 *
 * Functions that can fail return an `enum elb_status` and take, as their last parameter, a
 * `struct elb_error *reterr` that belongs to the caller:
 *
 *     struct elb_error error = {0};
 *
 *     if (elb_something(..., &error) != ELB_OK)
 *         show(error.path, error.line, error.column, error.message);
 *
 * The struct has a fixed size and owns nothing: it can be copied, kept after everything else is
 * freed, and filled when there is no memory left. Success never touches it. The first error wins:
 * one that is already set is not overwritten, so set it to {0} before it is used again. NULL is
 * allowed wherever the reason does not matter.
 *
 * What is wrong with a linted input is not an error but a finding; this is for inputs that could
 * not be read at all.
 */
#ifndef ELBLINT_ERROR_H
#define ELBLINT_ERROR_H

#include <stddef.h>

/** What kind of error. Values are part of the ABI: new ones are added at the end. */
enum elb_status {
    ELB_OK = 0,
    ELB_ERROR_MEMORY,      /* an allocation failed */
    ELB_ERROR_IO,          /* a file is missing or unreadable, or the system says no */
    ELB_ERROR_SYNTAX,      /* the bytes are not in the format they should be in */
    ELB_ERROR_LIMIT,       /* a documented limit was passed: size, depth, number of nodes */
    ELB_ERROR_DATA,        /* well-formed, but a name is unknown or a value wrong */
    ELB_ERROR_UNSUPPORTED, /* well-formed, but this build or version does not handle it */
};

struct elb_error {
    enum elb_status status; /* ELB_OK: nothing is set */
    char path[256];         /* the input as it was named; "" if none; a long one keeps its end */
    size_t line;            /* from 1; 0: not about a line */
    size_t column;          /* from 1, in characters (not bytes); 0: not about a column */
    char message[512];      /* UTF-8 as far as the input was, no newline at the end. It may hold
                             * text from an input: escape it before it reaches a terminal. */
};

/**
 * Fills `reterr`, unless it is NULL or set already.
 *
 * @status  what kind of error; not ELB_OK
 * @path    the input's name, or NULL
 * @line    from 1, or 0
 * @column  from 1, or 0
 * @format  as for printf: lower case, no full stop, names from an input in single quotes. What
 *          does not fit is cut between two characters.
 *
 * Returns `status`, so that a failure is one statement: `return elb_error_set(...);`.
 */
enum elb_status elb_error_set(struct elb_error *reterr, enum elb_status status, const char *path,
                              size_t line, size_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/** The same for "out of memory": needs no format, allocates nothing; returns ELB_ERROR_MEMORY. */
enum elb_status elb_error_set_memory(struct elb_error *reterr);

#endif
