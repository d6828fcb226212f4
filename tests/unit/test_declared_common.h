/* SPDX-License-Identifier: MIT */

/* What the tests of declared listeners share: fixtures, and listeners as text. */
#ifndef TEST_DECLARED_COMMON_H
#define TEST_DECLARED_COMMON_H

#include <elblint/listener.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define DATA        "tests/unit/data/"
#define SEEN_SUFFIX ".seen"
#define FILES_MAX   512

/*
 * Fixtures are the entries of data/declared-*: a file, or a folder whose files are read together,
 * in the order of their names. What is seen in each stands beside it, in NAME.seen.
 */
struct names {
    const char *paths[FILES_MAX];
    size_t count;
};

static inline int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The entries of a folder that can be fixtures; none if it is a file. */
static inline void list_folder(struct elb_arena *arena, const char *path, const char *prefix,
                               struct names *names)
{
    DIR *directory = opendir(path);
    struct dirent *entry;

    while (directory && (entry = readdir(directory)) != NULL) {
        const struct elb_text name = elb_text_from(entry->d_name);

        if (name.start[0] == '.' || elb_text_has_suffix(name, SEEN_SUFFIX) ||
            !elb_text_has_prefix(name, prefix))
            continue;
        names->paths[names->count] = elb_arena_printf(arena, "%s/%s", path, entry->d_name);
        if (++names->count == FILES_MAX)
            exit(EXIT_FAILURE); /* before any test runs */
    }
    if (directory)
        closedir(directory);
    if (names->count > 0)
        qsort(names->paths, names->count, sizeof(names->paths[0]), compare_paths);
}

static inline void find_fixtures(struct elb_arena *arena, struct names *fixtures)
{
    static struct names folders;

    folders.count = 0;
    list_folder(arena, "tests/unit/data", "declared-", &folders);
    for (size_t i = 0; i < folders.count; i++)
        list_folder(arena, folders.paths[i], "", fixtures);
}

/* The files of one fixture. */
static inline void find_files(struct elb_arena *arena, const char *path, struct names *files)
{
    files->count = 0;
    list_folder(arena, path, "", files);
    if (files->count == 0)
        files->paths[files->count++] = path;
}

static inline struct elb_text read_path(struct elb_arena *arena, const char *path)
{
    struct elb_error error = {0};
    struct elb_text text;

    ck_assert_msg(elb_file_read(arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s: %s",
                  path, error.message);
    return text;
}

/* The last part: outputs don't hang on where the tests are. */
static inline const char *base_name(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;

    return !path ? "-" : slash ? slash + 1 : path;
}

static inline const char *or_none(const char *text)
{
    return text ? text : "-";
}

static inline void dump_span(struct elb_buffer *buffer, const struct elb_span *span)
{
    if (span->line > 0)
        elb_buffer_printf(buffer, " at %u:%u-%u:%u", span->line, span->column, span->end_line,
                          span->end_column);
}

static inline void dump_policy(struct elb_buffer *buffer, const char *what,
                               const struct elb_declared_policy *policy)
{
    elb_buffer_printf(buffer, "  %s %s %s", what, or_none(policy->name), elb_how_name(policy->how));
    if (policy->name && !policy->policy)
        elb_buffer_printf(buffer, " (unknown)");
    if (policy->reference)
        elb_buffer_printf(buffer, " of %s", policy->reference);
    if (policy->default_of)
        elb_buffer_printf(buffer, " default of %s", policy->default_of);
    dump_span(buffer, &policy->span);
    if (policy->path && policy->span.line > 0)
        elb_buffer_printf(buffer, " of %s", base_name(policy->path));
    elb_buffer_printf(buffer, "%s%s%s\n", policy->is_literal ? " literal" : "",
                      policy->reason ? ": " : "", policy->reason ? policy->reason : "");
}

static inline void dump_facts(struct elb_buffer *buffer, const struct elb_listener *listener)
{
    if (listener->redirects)
        elb_buffer_printf(buffer, "  redirects\n");
    if (listener->all_apply)
        elb_buffer_printf(buffer, "  all apply\n");
    if (listener->unresolved)
        elb_buffer_printf(buffer, "  unresolved: %s\n", listener->unresolved);
    if (listener->target_protocol)
        elb_buffer_printf(buffer, "  targets: %s\n", listener->target_protocol);
    for (size_t i = 0; i < listener->certificates.count; i++)
        elb_buffer_printf(buffer, "  certificate: %s\n",
                          elb_certificate_name(listener->certificates.list[i]));
    if (listener->setting_before)
        elb_buffer_printf(buffer, "  setting: %s...%s\n", listener->setting_before,
                          or_none(listener->setting_after));
    if (listener->note)
        elb_buffer_printf(buffer, "  note: %s\n", listener->note);
}

static inline const char *load_balancer_name(enum elb_load_balancer type)
{
    return type == ELB_LB_APPLICATION ? "application"
           : type == ELB_LB_NETWORK   ? "network"
           : type == ELB_LB_CLASSIC   ? "classic"
                                      : "-";
}

static inline void dump_listener(struct elb_buffer *buffer, const struct elb_listener *listener)
{
    static const char *const declarations[] = {"", "policy ", "value "};

    elb_buffer_printf(buffer, "%s: %s%s %s", base_name(listener->path),
                      declarations[listener->declaration], listener->format,
                      or_none(listener->address));
    dump_span(buffer, &listener->span);
    elb_buffer_printf(
        buffer, "\n  %s (%s) %s, %s %d, %s\n", load_balancer_name(listener->load_balancer),
        elb_known_from_name(listener->load_balancer_from), base_name(listener->load_balancer_id),
        or_none(listener->protocol), listener->port, elb_how_name(listener->how));
    for (size_t i = 0; i < listener->policy_count; i++)
        dump_policy(buffer, "policy", &listener->policies[i]);
    if (listener->has_before)
        elb_buffer_printf(buffer, "  there is one already\n");
    for (size_t i = 0; i < listener->before_count; i++)
        dump_policy(buffer, "before", &listener->before[i]);
    dump_facts(buffer, listener);
}

static inline void dump_error(struct elb_buffer *buffer, const char *what,
                              const struct elb_error *error)
{
    elb_buffer_printf(buffer, "%s %s:%zu:%zu: %s\n", what, base_name(error->path), error->line,
                      error->column, error->message);
}

static inline void dump_listeners(struct elb_buffer *buffer, const struct elb_listeners *listeners)
{
    for (size_t i = 0; elb_listeners_problem_at(listeners, i); i++)
        dump_error(buffer, "problem", elb_listeners_problem_at(listeners, i));
    for (size_t i = 0; i < elb_listeners_count(listeners); i++)
        dump_listener(buffer, elb_listeners_at(listeners, i));
}

#endif
