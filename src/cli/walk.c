/* SPDX-License-Identifier: MIT */

#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_AT_MOST 64
#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))

/* What tools put there, not people. */
static const char *const skipped[] = {".git", ".terraform", "node_modules"};

/* What files of declarations end in. */
static const char *const suffixes[] = {
    ".tf",      ".tofu", ".tfvars", ".json", ".yaml", ".yml",  ".template", ".config",
    ".tfstate", ".tmpl", ".tpl",    ".j2",   ".erb",  ".snap", ".tftpl",    ".cfn",
};

static bool is_skipped(const char *name)
{
    for (size_t i = 0; i < COUNT(skipped); i++) {
        if (strcmp(name, skipped[i]) == 0)
            return true;
    }
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool may_declare(const char *name)
{
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        if (elb_text_has_suffix_nocase(elb_text_from(name), suffixes[i]))
            return true;
    }
    return false;
}

static void fail(struct cli_walk *walk, const char *path, const char *what, int number)
{
    struct elb_error error = {0};

    elb_error_set(&error, ELB_ERROR_IO, path, 0, 0, "can't %s: %s", what, strerror(number));
    walk->fail(walk, &error);
}

/* By bytes, whatever the locale: a report is the same everywhere. */
static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_entry(const struct dirent *entry)
{
    return !is_skipped(entry->d_name);
}

static void walk_directory(struct cli_walk *walk, struct elb_buffer *path, unsigned depth);

/* A link to a file is as good as the file; one to a directory could lead back here. */
static void walk_entry(struct cli_walk *walk, struct elb_buffer *path, const char *name,
                       unsigned depth)
{
    struct stat status;

    if (lstat(path->data, &status) != 0)
        fail(walk, path->data, "read", errno);
    else if (S_ISDIR(status.st_mode))
        walk_directory(walk, path, depth + 1);
    else if (may_declare(name) && stat(path->data, &status) != 0)
        fail(walk, path->data, "read", errno); /* a link that leads nowhere */
    else if (may_declare(name) && S_ISREG(status.st_mode))
        walk->visit(walk, path->data);
}

static void walk_entries(struct cli_walk *walk, struct elb_buffer *path, struct dirent **entries,
                         int count, unsigned depth)
{
    const size_t length = path->length;

    for (int i = 0; i < count; i++) {
        const bool has_slash = length == 0 || path->data[length - 1] == '/';

        elb_buffer_printf(path, "%s%s", has_slash ? "" : "/", entries[i]->d_name);
        if (path->out_of_memory)
            cli_note_memory(walk->cli);
        else
            walk_entry(walk, path, entries[i]->d_name, depth);
        free(entries[i]);
        if (path->length > length) {
            path->length = length;
            path->data[length] = '\0';
        }
    }
    free(entries);
}

static void walk_directory(struct cli_walk *walk, struct elb_buffer *path, unsigned depth)
{
    const char *name = path->length > 0 ? path->data : ".";
    struct dirent **entries = NULL;
    int count;

    if (depth > DEPTH_AT_MOST) {
        struct elb_error error = {0};

        elb_error_set(&error, ELB_ERROR_LIMIT, name, 0, 0,
                      "more than %d directories within each other", DEPTH_AT_MOST);
        walk->fail(walk, &error);
        return;
    }
    count = scandir(name, &entries, is_entry, compare_names);
    if (count < 0)
        fail(walk, name, "read the directory", errno);
    else
        walk_entries(walk, path, entries, count, depth);
}

void cli_walk(struct cli_walk *walk, const char *path)
{
    struct elb_buffer buffer = {0};
    struct stat status;

    if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        walk->visit(walk, path);
        return;
    }
    if (strcmp(path, ".") != 0) /* where we are goes without saying */
        elb_buffer_append_string(&buffer, path);
    if (buffer.out_of_memory)
        cli_note_memory(walk->cli);
    else
        walk_directory(walk, &buffer, 0);
    elb_buffer_done(&buffer);
}
