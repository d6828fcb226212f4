/* SPDX-License-Identifier: MIT */
#include "read/place.h"

#include "base/utf8.h"

void elb_read_place(struct elb_text text, struct elb_text at, size_t *ret_line, size_t *ret_column)
{
    const char *start = text.start;
    size_t line = 1;

    for (const char *p = text.start; p < at.start; p++) {
        if (*p == '\n') {
            line++;
            start = p + 1;
        }
    }
    *ret_line = line;
    *ret_column = 1 + elb_utf8_count((struct elb_text){start, (size_t)(at.start - start)});
}
