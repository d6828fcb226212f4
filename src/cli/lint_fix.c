/* SPDX-License-Identifier: MIT */

#include "cli/lint_fix.h"

#include "base/file.h"
#include "cli/replace.h"
#include "report/patch.h"

#include <errno.h>
#include <string.h>

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
    .help = "with --fix: also where this client of -c would be lost; may be repeated",
    .names = CLI_NAMES_CLIENTS,
};

bool cli_check_fix(const struct cli *cli)
{
    const struct cli_option *const options[] = {&cli_write, &cli_allow_lost};

    if (cli_is_given(cli, &cli_fix))
        return true;
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if (cli_is_given(cli, options[i])) {
            cli_usage_error(cli->verb, "option '--%s' needs --fix", options[i]->name);
            return false;
        }
    }
    return true;
}

/* ---- One file ------------------------------------------------------------------------------- */

/* The edits of one file, and what it holds. */
struct change {
    const char *path;
    struct elb_text text; /* as it was judged, without a byte order mark */
    const struct elb_fix_edit *edits;
    size_t count;
};

/* What stands before the text in the file: nothing, or a byte order mark. False: it is not what was
 * judged, or not UTF-8, and can't be changed byte by byte. */
static bool find_prefix(struct elb_text bytes, struct elb_text text, struct elb_text *ret_prefix)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const bool has_mark = elb_text_has_prefix(bytes, mark);

    *ret_prefix = (struct elb_text){bytes.start, has_mark ? sizeof(mark) - 1 : 0};
    return elb_text_is_equal(elb_text_skip(bytes, ret_prefix->length), text);
}

static void note_unwritten(struct cli *cli, const char *path, const char *why)
{
    struct elb_error error = {0};

    elb_error_set(&error, ELB_ERROR_IO, path, 0, 0, "can't be mended: %s", why);
    cli_note_error(cli, &error);
}

static bool write_change(struct cli *cli, const struct change *change)
{
    struct elb_buffer edited = {0};
    struct elb_error error = {0};
    struct elb_text bytes;
    struct elb_text prefix;
    bool is_written = false;

    if (elb_file_read_bytes(&cli->arena, change->path, cli->limits.bytes, &bytes, &error)) {
        cli_note_error(cli, &error);
        return false;
    }
    if (!find_prefix(bytes, change->text, &prefix)) {
        note_unwritten(cli, change->path, "it is not UTF-8, or was changed meanwhile");
        return false;
    }
    elb_buffer_append_text(&edited, prefix);
    elb_patch_apply(&edited, change->text, change->edits, change->count);
    if (edited.out_of_memory)
        cli_note_memory(cli);
    else if (!cli_replace_file(&cli->arena, change->path, elb_buffer_text(&edited), true))
        note_unwritten(cli, change->path, strerror(errno));
    else
        is_written = true;
    elb_buffer_done(&edited);
    return is_written;
}

static bool print_change(struct cli *cli, const struct change *change)
{
    struct elb_buffer diff = {0};
    bool is_printed;

    elb_patch_write(&diff, change->path, change->text, change->edits, change->count);
    is_printed = !diff.out_of_memory && cli_write_stdout(diff.data, diff.length);
    if (diff.out_of_memory)
        cli_note_memory(cli);
    else if (!is_printed)
        cli->report_is_lost = true;
    elb_buffer_done(&diff);
    return false; /* nothing is mended yet */
}

/* ---- All files ------------------------------------------------------------------------------ */

static bool make_change(struct cli *cli, const struct change *change)
{
    const bool is_stdin = strcmp(change->path, "-") == 0;

    if (!cli_is_given(cli, &cli_write))
        return print_change(cli, change);
    if (is_stdin) {
        note_unwritten(cli, change->path, "standard input is no file");
        return false;
    }
    return write_change(cli, change);
}

static size_t edits_of_file(const struct elb_fixes *fixes, size_t first)
{
    size_t end = first;

    while (end < fixes->edit_count && strcmp(fixes->edits[end].path, fixes->edits[first].path) == 0)
        end++;
    return end - first;
}

/* Notes for each edit whether it was made. */
static void make_changes(struct cli *cli, const struct elb_listeners *listeners,
                         const struct elb_fixes *fixes, bool *is_made)
{
    for (size_t i = 0; i < fixes->edit_count;) {
        struct change change = {
            .path = fixes->edits[i].path,
            .edits = &fixes->edits[i],
            .count = edits_of_file(fixes, i),
        };

        change.text.start = elb_listeners_text(listeners, change.path, &change.text.length);
        if (make_change(cli, &change)) {
            for (size_t k = 0; k < change.count; k++)
                is_made[i + k] = true;
        }
        i += change.count;
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
    for (size_t i = 0; i < fixes->edit_count; i++) {
        const struct elb_finding *mended = fixes->edits[i].finding;

        if (is_made[i] && (mended == finding ||
                           (strcmp(mended->path, finding->path) == 0 &&
                            mended->span.offset == finding->span.offset && finding->suggested)))
            return true;
    }
    return false;
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

/* The ids of --allow-lost; false without memory. */
static bool take_allowed(struct cli *cli, struct elb_fix_query *query)
{
    const char **ids = elb_arena_alloc_array(&cli->arena, cli->value_count, sizeof(const char *));
    const char *id;
    size_t cursor = 0;

    query->allowed = ids;
    while (ids && (id = cli_next_value(cli, &cli_allow_lost, &cursor)))
        ids[query->allowed_count++] = id;
    return ids != NULL;
}

const struct elb_fixes *cli_find_fixes(struct cli *cli, const struct elb_listeners *listeners,
                                       const struct elb_findings *findings)
{
    struct elb_fix_query query = {.listeners = listeners, .findings = findings};
    const struct elb_fixes *fixes = NULL;

    if (!take_allowed(cli, &query) || elb_fixes_new(&query, &fixes, NULL) != ELB_OK)
        cli_note_memory(cli);
    return fixes;
}

size_t cli_fix_findings(struct cli *cli, const struct elb_listeners *listeners,
                        const struct elb_findings *findings, const struct elb_fixes *fixes,
                        enum elb_severity severity)
{
    bool *is_made = elb_arena_alloc_array(&cli->arena, fixes->edit_count, sizeof(*is_made));

    if (!is_made) {
        cli_note_memory(cli);
        return 1;
    }
    make_changes(cli, listeners, fixes, is_made);
    tell_refusals(cli, fixes);
    return count_left(findings, fixes, is_made, severity);
}
