/* SPDX-License-Identifier: MIT */

#include "elblint/error.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* A long path keeps its end, which tells files apart; "..." stands for what is missing. */
static void set_path(char path[256], const char *from)
{
    struct elb_text text = elb_text_from(from);
    const size_t room = 255 - 3;

    if (text.length < 256) {
        (void)snprintf(path, 256, "%s", text.length ? text.start : "");
        return;
    }
    text = elb_text_skip(text, text.length - room);
    while (text.length && ((unsigned char)*text.start & 0xc0) == 0x80)
        text = elb_text_skip(text, 1);
    (void)snprintf(path, 256, "...%s", text.start);
}

/* What vsnprintf cuts may end within a character. */
static void set_message(char message[512], const char *format, va_list arguments)
{
    int length = vsnprintf(message, 512, format, arguments);

    if (length < 0)
        message[0] = '\0';
    if (length >= 512)
        message[elb_utf8_cut((struct elb_text){message, 511}, 511)] = '\0';
}

enum elb_status elb_error_set(struct elb_error *reterr, enum elb_status status, const char *path,
                              size_t line, size_t column, const char *format, ...)
{
    va_list arguments;

    if (!reterr || reterr->status != ELB_OK)
        return status;
    reterr->status = status;
    reterr->line = line;
    reterr->column = column;
    set_path(reterr->path, path);
    va_start(arguments, format);
    set_message(reterr->message, format, arguments);
    va_end(arguments);
    return status;
}

enum elb_status elb_error_set_memory(struct elb_error *reterr)
{
    return elb_error_set(reterr, ELB_ERROR_MEMORY, NULL, 0, 0, "out of memory");
}
