/* SPDX-License-Identifier: MIT */

#define _XOPEN_SOURCE 700 /* for realpath() */

#include "cli/lint_read.h"

#include "base/file.h"
#include "cli/resolve.h"
#include "cli/walk.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void note_unreadable(struct cli *cli, struct cli_lint_reading *reading,
                            const struct elb_error *error)
{
    cli_progress_end(&reading->progress);
    cli_note_error(cli, error);
    reading->unreadable++;
}

/* ---- Each file once ------------------------------------------------------------------------- */

static bool stat_directory(const char *path, struct stat *ret_status)
{
    const char *slash = strrchr(path, '/');
    char directory[PATH_MAX] = ".";
    const size_t length = slash ? (size_t)(slash - path) + 1 : 0;

    if (length >= sizeof(directory))
        return false;
    if (length > 0) {
        memcpy(directory, path, length);
        directory[length] = '\0';
    }
    return stat(directory, ret_status) == 0;
}

/*
 * What tells a file in its directory from others: the two numbers of each. Elsewhere a link to it
 * is another file, as what it says is joined with what its neighbours say. Each of several hard
 * links is a file of its own: it can be changed by itself. NULL: it is no file, or there is no
 * memory.
 */
static const char *identify(struct elb_arena *arena, const char *path)
{
    struct stat directory;
    struct stat file;
    char resolved[PATH_MAX] = "";

    if (stat(path, &file) != 0 || !S_ISREG(file.st_mode) || !stat_directory(path, &directory))
        return NULL;
    if (file.st_nlink > 1 && !realpath(path, resolved))
        return NULL;
    return elb_arena_printf(arena, "%ju:%ju:%ju:%ju:%s", (uintmax_t)directory.st_dev,
                            (uintmax_t)directory.st_ino, (uintmax_t)file.st_dev,
                            (uintmax_t)file.st_ino, resolved);
}

/* What can't be identified is never known: to read it tells why. */
static bool is_known(struct cli *cli, struct cli_lint_reading *reading, const char *path)
{
    const char *identity = identify(&cli->arena, path);
    void **place =
        identity ? elb_map_put(&reading->known, &cli->arena, elb_text_from(identity)) : NULL;
    const bool is_known = place && *place;

    if (place)
        *place = reading; /* anything */
    return is_known;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static void fail(struct cli_walk *walk, const struct elb_error *error)
{
    note_unreadable(walk->cli, walk->context, error);
}

/* Nothing at all is what is left of a command before the pipe that failed: it must not pass. */
static bool read_standard_input(struct cli_walk *walk, const char *path, struct elb_text *ret_text)
{
    struct cli_lint_reading *reading = walk->context;
    struct elb_error error = {0};

    if (!cli_read(walk->cli, path, ret_text)) { /* notes what fails */
        reading->unreadable++;
        return false;
    }
    if (elb_text_trim(*ret_text).length > 0)
        return true;
    elb_error_set(&error, ELB_ERROR_SYNTAX, path, 0, 0, "empty: nothing to review");
    fail(walk, &error);
    return false;
}

static bool read_input(struct cli_walk *walk, struct elb_arena *arena, const char *path,
                       struct elb_text *ret_text)
{
    struct elb_error error = {0};

    if (strcmp(path, "-") == 0)
        return read_standard_input(walk, path, ret_text);
    if (elb_file_read(arena, path, walk->cli->limits.bytes, ret_text, &error) == ELB_OK)
        return true;
    fail(walk, &error);
    return false;
}

/* A file is held only while it is read: most have nothing in them. */
static void read_file(struct cli_walk *walk, const char *path)
{
    struct cli_lint_reading *reading = walk->context;
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_text text;

    cli_progress_step(&reading->progress);
    if (strcmp(path, "-") != 0 && is_known(walk->cli, reading, path))
        return;
    if (read_input(walk, &arena, path, &text) &&
        elb_listeners_add(reading->listeners, text.start, text.length, path, &error) != ELB_OK)
        fail(walk, &error);
    elb_arena_done(&arena);
}

bool cli_read_listeners(struct cli *cli, struct cli_lint_reading *reading)
{
    const struct elb_read_limits limits = cli_read_limits(cli);
    struct cli_walk walk = {cli, read_file, fail, reading};
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
