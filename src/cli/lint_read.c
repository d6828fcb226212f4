/* SPDX-License-Identifier: MIT */

#include "cli/lint_read.h"

#include "base/file.h"
#include "cli/resolve.h"
#include "cli/walk.h"

#include <string.h>

static void note_unreadable(struct cli *cli, struct cli_lint_reading *reading,
                            const struct elb_error *error)
{
    cli_progress_end(&reading->progress);
    cli_note_error(cli, error);
    reading->unreadable++;
}

/* A file is held only while it is read: most have nothing in them. */
static void read_file(struct cli_walk *walk, const char *path)
{
    struct cli_lint_reading *reading = walk->context;
    struct cli *cli = walk->cli;
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_text text;
    enum elb_status status;

    cli_progress_step(&reading->progress);
    if (strcmp(path, "-") == 0) {
        if (!cli_read(cli, path, &text)) {
            reading->unreadable++;
            return;
        }
        status = ELB_OK;
    } else {
        status = elb_file_read(&arena, path, cli->limits.bytes, &text, &error);
    }
    if (status == ELB_OK)
        status = elb_listeners_add(reading->listeners, text.start, text.length, path, &error);
    if (status != ELB_OK)
        note_unreadable(cli, reading, &error);
    elb_arena_done(&arena);
}

bool cli_read_listeners(struct cli *cli, struct cli_lint_reading *reading)
{
    const struct elb_read_limits limits = cli_read_limits(cli);
    struct cli_walk walk = {cli, read_file, reading};
    struct elb_error error = {0};
    const struct elb_error *problem;

    if (elb_listeners_new(cli->catalog, &limits, &reading->listeners, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    cli_progress_begin(&reading->progress, "files", cli->report.quiet);
    for (size_t i = 0; i < cli->operand_count; i++)
        cli_walk(&walk, cli->operands[i]);
    if (cli->operand_count == 0)
        cli_walk(&walk, ".");
    cli_progress_end(&reading->progress);
    if (elb_listeners_finish(reading->listeners, &error) != ELB_OK) {
        cli_note_error(cli, &error);
        return false;
    }
    for (size_t i = 0; (problem = elb_listeners_problem_at(reading->listeners, i)); i++)
        note_unreadable(cli, reading, problem);
    return true;
}
