/* SPDX-License-Identifier: MIT */

/* Reading a whole input into memory. */
#ifndef ELB_BASE_FILE_H
#define ELB_BASE_FILE_H

#include "base/arena.h"
#include "base/text.h"
#include "elblint/error.h"

#include <stddef.h>

/* The default limit: 64 MiB. */
#define ELB_FILE_LIMIT ((size_t)64 * 1024 * 1024)

/* A path without "./" in front, however often: the same file by the name that it is known by. */
const char *elb_path_plain(const char *path);

/*
 * Reads a file, a pipe, or standard input if `path` is "-".
 *
 * A UTF-8 byte order mark is skipped, and UTF-16 with a byte order mark, as PowerShell writes it,
 * becomes UTF-8. Nothing else is checked: an empty file is an empty text, and whether bytes that
 * are not UTF-8 or that are NUL (elb_text_is_binary) are an error is for the reader to say.
 *
 * @arena  owns the bytes; there is a NUL behind them, which is not counted
 * @limit  how many bytes the file may have
 *
 * Errors: ELB_ERROR_IO, ELB_ERROR_LIMIT, ELB_ERROR_MEMORY, and ELB_ERROR_SYNTAX for UTF-16 with
 * half a character.
 */
enum elb_status elb_file_read(struct elb_arena *arena, const char *path, size_t limit,
                              struct elb_text *ret_text, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The same without decoding anything: the bytes as they are. */
enum elb_status elb_file_read_bytes(struct elb_arena *arena, const char *path, size_t limit,
                                    struct elb_text *ret_bytes, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * The same for a regular file, and no other: a FIFO or a device is an ELB_ERROR_IO, at once. "-" is
 * the name of a file like any other.
 */
enum elb_status elb_file_read_regular(struct elb_arena *arena, const char *path, size_t limit,
                                      struct elb_text *ret_text, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * The same, from bytes that are in memory already: skips the byte order mark and turns UTF-16
 * into UTF-8. `*ret_text` is a part of `bytes` unless something had to be converted.
 */
enum elb_status elb_file_decode(struct elb_arena *arena, struct elb_text bytes, const char *path,
                                struct elb_text *ret_text, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
