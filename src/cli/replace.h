/* SPDX-License-Identifier: MIT */

/* Replacing a file: it is the old one or the new one, at any moment and whoever kills us. */
#ifndef ELB_CLI_REPLACE_H
#define ELB_CLI_REPLACE_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

/*
 * Writes the text beside the file and renames it into its place. The mode stays. With
 * `keep_owner` so does the owner, or nothing is changed; nor is a file that may not be written to.
 * Through a symbolic link, what it points to is replaced; another hard link keeps the old file.
 * What is no regular file is written to as it is. False with errno set.
 */
bool cli_replace_file(struct elb_arena *arena, const char *path, struct elb_text text,
                      bool keep_owner) __attribute__((warn_unused_result));

/* Writes all bytes; false with errno set. */
bool cli_write_all(int fd, const char *bytes, size_t length) __attribute__((warn_unused_result));

#endif
