/* SPDX-License-Identifier: MIT */

#define _XOPEN_SOURCE 700 /* for realpath() */

#include "cli/lint_fix.h"

#include "base/file.h"
#include "base/map.h"
#include "cli/replace.h"
#include "report/patch.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct cli_option cli_fix = {
    .name = "fix",
    .help = "print a unified diff that mends what can be mended by changing one name",
};

const struct cli_option cli_write = {
    .name = "write",
    .help = "with --fix: change the files instead; each is the old or the new one at any moment",
};

const struct cli_option cli_allow_lost = {
    .name = "allow-lost",
    .argument = "CLIENT",
    .help = "with --fix: also where this client would be lost; may be repeated",
    .names = CLI_NAMES_CLIENTS,
};

/* What goes to standard output apart from the diff can only be text: no program reads both. */
static bool check_outputs(const struct cli *cli)
{
    for (size_t i = 0; i < cli->output_count; i++) {
        const struct cli_output *output = &cli->outputs[i];

        if (!output->path && strcmp(output->reporter->format, "text") != 0) {
            cli_usage_error(cli->verb, "option '--fix' prints a diff: '--format %s' needs a file",
                            output->reporter->format);
            return false;
        }
    }
    return true;
}

bool cli_check_fix(const struct cli *cli)
{
    const struct cli_option *const options[] = {&cli_write, &cli_allow_lost};

    if (cli_is_given(cli, &cli_fix))
        return cli_is_given(cli, &cli_write) || check_outputs(cli);
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if (cli_is_given(cli, options[i])) {
            cli_usage_error(cli->verb, "option '--%s' needs --fix", options[i]->name);
            return false;
        }
    }
    return true;
}

/* One of the clients that are given, which may be read from a file; or of the catalog. */
static void allow(struct cli *cli, const char *name, const struct cli_client_list *given,
                  struct cli_client_list *allowed)
{
    bool is_given = false;

    for (size_t i = 0; i < given->count; i++) {
        if (!given->items[i]->id || !elb_text_is_nocase(elb_text_from(name), given->items[i]->id))
            continue;
        is_given = true;
        (void)cli_add_client_item(cli, given->items[i], allowed);
    }
    if (!is_given)
        cli_add_clients(cli, name, allowed);
}

void cli_resolve_allowed(struct cli *cli, const struct cli_client_list *given,
                         struct cli_client_list *allowed)
{
    const char *value;
    size_t cursor = 0;

    while ((value = cli_next_value(cli, &cli_allow_lost, &cursor))) {
        struct elb_text rest = elb_text_from(value);

        while (cli_take_name(cli, &rest, &value))
            allow(cli, value, given, allowed);
    }
}

/* ---- One file ------------------------------------------------------------------------------- */

/* The edits of one file, and what it holds. */
struct change {
    const char *path;           /* as it was linted */
    char resolved[PATH_MAX];    /* without links: it is this file that is changed */
    const char *name;           /* of it, in a diff */
    struct elb_text bytes;      /* all that is in the file */
    struct elb_fix_edit *edits; /* of these bytes */
    size_t count;
};

/* While files are changed. */
struct mending {
    struct cli *cli;
    const struct elb_listeners *listeners;
    const struct elb_fixes *fixes;
    bool *is_made;       /* of each edit */
    struct elb_map done; /* of struct elb_fix_edit: the first one of a file, by its resolved path */
};

static bool is_stdin(const struct change *change)
{
    return strcmp(change->path, "-") == 0;
}

static bool refuse(struct cli *cli, const struct change *change, const char *why)
{
    struct elb_error error = {0};

    elb_error_set(&error, ELB_ERROR_IO, change->path, 0, 0, "can't be mended: %s", why);
    cli_note_error(cli, &error);
    return false;
}

/*
 * Below the directory where we are, that is where a diff is applied, names begin there; others are
 * as they were given.
 */
static const char *name_of(const struct change *change)
{
    char here[PATH_MAX];
    const size_t length = realpath(".", here) ? strlen(here) : 0;

    if (length > 0 && strncmp(change->resolved, here, length) == 0 &&
        change->resolved[length] == '/')
        return change->resolved + length + 1;
    return elb_path_plain(change->path);
}

/* What stands before the text in the file: nothing, or a byte order mark. False: it is not what was
 * judged, or not UTF-8, and can't be changed byte by byte. */
static bool find_prefix(struct elb_text bytes, struct elb_text text, size_t *ret_length)
{
    static const char mark[] = "\xEF\xBB\xBF";

    *ret_length = elb_text_has_prefix(bytes, mark) ? sizeof(mark) - 1 : 0;
    return elb_text_is_equal(elb_text_skip(bytes, *ret_length), text);
}

static bool copy_edits(struct elb_arena *arena, struct change *change,
                       const struct elb_fix_edit *edits, size_t prefix)
{
    change->edits = elb_arena_alloc_array(arena, change->count, sizeof(*edits));
    for (size_t i = 0; change->edits && i < change->count; i++) {
        change->edits[i] = edits[i];
        change->edits[i].offset += (uint32_t)prefix;
    }
    return change->edits != NULL;
}

/* Reads the file again, whose edits are of the text that was judged. */
static bool load(struct cli *cli, struct elb_arena *arena, struct elb_text text,
                 const struct elb_fix_edit *edits, struct change *change)
{
    struct elb_error error = {0};
    struct stat status;
    size_t prefix = 0;

    if (stat(change->resolved, &status) != 0)
        return refuse(cli, change, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return refuse(cli, change, "no regular file");
    if (elb_file_read_bytes(arena, change->resolved, cli->limits.bytes, &change->bytes, &error)) {
        cli_note_error(cli, &error);
        return false;
    }
    if (!find_prefix(change->bytes, text, &prefix))
        return refuse(cli, change, "it is not UTF-8, or was changed meanwhile");
    if (copy_edits(arena, change, edits, prefix))
        return true;
    cli_note_memory(cli);
    return false;
}

static bool write_change(struct cli *cli, const struct change *change)
{
    struct elb_buffer edited = {0};
    bool is_written = false;

    elb_patch_apply(&edited, change->bytes, change->edits, change->count);
    if (edited.out_of_memory)
        cli_note_memory(cli);
    else if (!cli_replace_file(&cli->arena, change->resolved, elb_buffer_text(&edited), true))
        (void)refuse(cli, change, strerror(errno));
    else
        is_written = true;
    elb_buffer_done(&edited);
    return is_written;
}

static bool print_change(struct cli *cli, const struct change *change)
{
    struct elb_buffer diff = {0};

    elb_patch_write(&diff, change->name, change->bytes, change->edits, change->count);
    if (diff.out_of_memory)
        cli_note_memory(cli);
    else if (!cli_write_stdout(diff.data, diff.length))
        cli_note_unwritten(cli, "standard output", errno);
    elb_buffer_done(&diff);
    return false; /* nothing is mended yet */
}

/* True: the edits were made. */
static bool make_change(struct mending *mending, struct change *change,
                        const struct elb_fix_edit *edits)
{
    struct cli *cli = mending->cli;
    const bool is_write = cli_is_given(cli, &cli_write);
    struct elb_arena arena = {0};
    struct elb_text text = {0};
    bool is_made = false;

    text.start = elb_listeners_text(mending->listeners, change->path, &text.length);
    if (is_stdin(change) && is_write) {
        (void)refuse(cli, change, "standard input is no file");
    } else if (is_stdin(change)) {
        change->bytes = text;
        change->edits = (struct elb_fix_edit *)edits;
        (void)print_change(cli, change);
    } else if (load(cli, &arena, text, edits, change)) {
        is_made = is_write ? write_change(cli, change) : print_change(cli, change);
    }
    elb_arena_done(&arena);
    return is_made;
}

/* ---- All files ------------------------------------------------------------------------------ */

static size_t edits_of_file(const struct elb_fixes *fixes, size_t first)
{
    size_t end = first;

    while (end < fixes->edit_count && strcmp(fixes->edits[end].path, fixes->edits[first].path) == 0)
        end++;
    return end - first;
}

/* A file that was changed under another name has those edits already that it had there. */
static void take_over(struct mending *mending, const struct elb_fix_edit *done, size_t first,
                      size_t count)
{
    const struct elb_fixes *fixes = mending->fixes;
    const size_t from = (size_t)(done - fixes->edits);
    const size_t end = from + edits_of_file(fixes, from);
    size_t other = from;

    for (size_t i = first; i < first + count; i++) {
        const struct elb_fix_edit *edit = &fixes->edits[i];

        while (other < end && fixes->edits[other].offset < edit->offset)
            other++;
        if (other < end && fixes->edits[other].offset == edit->offset &&
            strcmp(fixes->edits[other].with, edit->with) == 0)
            mending->is_made[i] = mending->is_made[other];
        else if (!mending->cli->report.quiet)
            cli_remark("%s:%u: not mended [%s]: as '%s', it is mended without that", edit->path,
                       edit->line, edit->finding->rule->id, done->path);
    }
}

/* The place of the file among those that are done; NULL, which is noted: it can't be mended. */
static void **find_done(struct mending *mending, struct change *change)
{
    struct cli *cli = mending->cli;
    struct elb_text key = {0};
    void **place;

    if (is_stdin(change))
        (void)strcpy(change->resolved, "-");
    else if (!realpath(change->path, change->resolved)) {
        (void)refuse(cli, change, strerror(errno));
        return NULL;
    }
    change->name = is_stdin(change) ? change->path : name_of(change);
    key = elb_arena_dup_text(&cli->arena, elb_text_from(change->resolved));
    place = key.start ? elb_map_put(&mending->done, &cli->arena, key) : NULL;
    if (!place)
        cli_note_memory(cli);
    return place;
}

/* Notes for each edit whether it was made. */
static void make_changes(struct mending *mending)
{
    const struct elb_fix_edit *edits = mending->fixes->edits;
    size_t count;

    for (size_t i = 0; i < mending->fixes->edit_count; i += count) {
        struct change change = {.path = edits[i].path};
        void **place = find_done(mending, &change);

        count = edits_of_file(mending->fixes, i);
        change.count = count;
        if (!place)
            continue;
        if (*place) {
            take_over(mending, *place, i, count);
            continue;
        }
        *place = (void *)&edits[i];
        if (make_change(mending, &change, &edits[i]))
            memset(&mending->is_made[i], true, count);
    }
}

static void tell_refusals(const struct cli *cli, const struct elb_fixes *fixes)
{
    for (size_t i = 0; !cli->report.quiet && i < fixes->refusal_count; i++) {
        const struct elb_finding *finding = fixes->refusals[i].finding;

        cli_remark("%s:%u: not mended [%s]: %s", finding->path, finding->span.line,
                   finding->rule->id, fixes->refusals[i].why);
    }
}

/* Findings at a place where an edit was made are gone. */
static bool is_mended(const struct elb_fixes *fixes, const bool *is_made,
                      const struct elb_finding *finding)
{
    const struct elb_fix_edit *edit = elb_fixes_edit_of(fixes, finding);

    return edit && is_made[edit - fixes->edits];
}

static size_t count_left(const struct elb_findings *findings, const struct elb_fixes *fixes,
                         const bool *is_made, enum elb_severity severity)
{
    size_t left = 0;

    for (size_t i = 0; i < elb_findings_count(findings); i++) {
        const struct elb_finding *finding = elb_findings_at(findings, i);

        left += !finding->suppressed && finding->severity >= severity &&
                !is_mended(fixes, is_made, finding);
    }
    return left;
}

const struct elb_fixes *cli_find_fixes(struct cli *cli, const struct elb_listeners *listeners,
                                       const struct elb_findings *findings,
                                       const struct cli_client_list *allowed)
{
    const char **ids = elb_arena_alloc_array(&cli->arena, allowed->count, sizeof(const char *));
    struct elb_fix_query query = {
        .listeners = listeners,
        .findings = findings,
        .allowed = ids,
        .allowed_count = allowed->count,
    };
    const struct elb_fixes *fixes = NULL;

    for (size_t i = 0; ids && i < allowed->count; i++)
        ids[i] = allowed->items[i]->id;
    if (!ids || elb_fixes_new(&query, &fixes, NULL) != ELB_OK)
        cli_note_memory(cli);
    return fixes;
}

size_t cli_fix_findings(struct cli *cli, const struct elb_listeners *listeners,
                        const struct elb_findings *findings, const struct elb_fixes *fixes,
                        enum elb_severity severity)
{
    struct mending mending = {.cli = cli, .listeners = listeners, .fixes = fixes};

    mending.is_made = elb_arena_alloc_array(&cli->arena, fixes->edit_count, sizeof(bool));
    if (!mending.is_made) {
        cli_note_memory(cli);
        return 1;
    }
    make_changes(&mending);
    tell_refusals(cli, fixes);
    return count_left(findings, fixes, mending.is_made, severity);
}
