/* SPDX-License-Identifier: MIT */

/* What the tests of the readers share: fixtures, and lists of suites as text. */
#ifndef TEST_READ_COMMON_H
#define TEST_READ_COMMON_H

#include <elblint/read.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))
#define DATA          "tests/unit/data/read-openssl/"

static inline struct elb_text read_fixture(struct elb_arena *arena, const char *name)
{
    const char *path = elb_arena_printf(arena, DATA "%s", name);
    struct elb_error error = {0};
    struct elb_text text;

    ck_assert_ptr_nonnull(path);
    ck_assert_msg(elb_file_read(arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s: %s",
                  path, error.message);
    return text;
}

/* "1302 C02F 002F" */
static inline void write_codes(const struct elb_codes *codes, struct elb_buffer *buffer)
{
    elb_buffer_clear(buffer);
    for (size_t i = 0; i < codes->count; i++)
        elb_buffer_printf(buffer, "%s%04X", i > 0 ? " " : "", codes->codes[i]);
}

/* All notes, one a line. */
static inline void write_notes(const struct elb_client *client, struct elb_buffer *buffer)
{
    elb_buffer_clear(buffer);
    for (size_t i = 0; i < client->note_count; i++)
        elb_buffer_printf(buffer, "%s\n", client->notes[i]);
}

static inline bool contains(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

#endif
