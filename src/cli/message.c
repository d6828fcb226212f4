/* SPDX-License-Identifier: MIT */

/* What goes to standard error, in the form of gcc's messages. */

#include "base/escape.h"
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* There is nobody to tell when this fails too. */
static void print(const struct elb_buffer *buffer)
{
    struct elb_text rest = elb_buffer_text(buffer);

    while (rest.length) {
        ssize_t written = write(STDERR_FILENO, rest.start, rest.length);

        if (written <= 0)
            return;
        rest = elb_text_skip(rest, (size_t)written);
    }
}

int cli_usage_error(const struct cli_verb *verb, const char *format, ...)
{
    struct elb_buffer message = {0};
    struct elb_buffer line = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&message, format, arguments);
    va_end(arguments);
    elb_buffer_append_string(&line, "elblint: error: ");
    elb_escape_terminal(&line, elb_buffer_text(&message));
    elb_buffer_printf(&line, "\ntry 'elblint %s%s--help'\n", verb ? verb->name : "",
                      verb ? " " : "");
    print(&line);
    elb_buffer_done(&message);
    elb_buffer_done(&line);
    return CLI_EXIT_USAGE;
}

static void print_error(const struct elb_error *error)
{
    struct elb_buffer line = {0};

    elb_escape_terminal(&line, elb_text_from(error->path[0] ? error->path : "elblint"));
    if (error->path[0] && error->line)
        elb_buffer_printf(&line, ":%zu", error->line);
    if (error->path[0] && error->line && error->column)
        elb_buffer_printf(&line, ":%zu", error->column);
    elb_buffer_append_string(&line, ": error: ");
    elb_escape_terminal(&line, elb_text_from(error->message));
    elb_buffer_append_char(&line, '\n');
    print(&line);
    elb_buffer_done(&line);
}

void cli_remark(const char *format, ...)
{
    struct elb_buffer message = {0};
    struct elb_buffer line = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&message, format, arguments);
    va_end(arguments);
    elb_buffer_append_string(&line, "elblint: note: ");
    elb_escape_terminal(&line, elb_buffer_text(&message));
    elb_buffer_append_char(&line, '\n');
    print(&line);
    elb_buffer_done(&message);
    elb_buffer_done(&line);
}

void cli_note_memory(struct cli *cli)
{
    static const char message[] = "elblint: error: out of memory\n";

    if (cli->out_of_memory)
        return;
    cli->out_of_memory = true;
    if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
        return; /* the exit code still tells */
}

/* The library knows of limits; which option raises one is known here. */
static void name_option(struct elb_error *error)
{
    static const struct {
        const char *message;
        const struct cli_option *option;
    } limits[] = {
        {"more nodes than the limit", &cli_max_nodes},
        {"nested deeper than the limit", &cli_max_depth},
        {"larger than the limit", &cli_max_size},
    };
    const size_t length = strlen(error->message);

    for (size_t i = 0; error->status == ELB_ERROR_LIMIT && i < sizeof(limits) / sizeof(limits[0]);
         i++) {
        if (strncmp(error->message, limits[i].message, strlen(limits[i].message)) == 0)
            (void)snprintf(error->message + length, sizeof(error->message) - length,
                           "; --%s allows more", limits[i].option->name);
    }
}

void cli_note_error(struct cli *cli, const struct elb_error *noted)
{
    struct elb_error copy = *noted;
    const struct elb_error *error = &copy;
    struct elb_error *errors;

    if (error->status == ELB_ERROR_MEMORY) {
        cli_note_memory(cli);
        return;
    }
    name_option(&copy);
    print_error(error);
    errors = elb_arena_grow(&cli->arena, cli->errors, cli->error_count, &cli->error_capacity,
                            sizeof(*errors));
    if (!errors) {
        cli_note_memory(cli);
        return;
    }
    errors[cli->error_count++] = *error;
    cli->errors = errors;
}

void cli_note(struct cli *cli, enum elb_status status, const char *format, ...)
{
    struct elb_buffer message = {0};
    struct elb_error error = {0};
    va_list arguments;

    va_start(arguments, format);
    elb_buffer_vprintf(&message, format, arguments);
    va_end(arguments);
    if (message.out_of_memory)
        cli_note_memory(cli);
    else
        elb_error_set(&error, status, NULL, 0, 0, "%s", elb_buffer_string(&message));
    if (error.status)
        cli_note_error(cli, &error);
    elb_buffer_done(&message);
}
