/* SPDX-License-Identifier: MIT */
/*
 * What the output depends on, for Ninja: the files of the catalog, and the directories, whose time
 * changes when a file is added or removed.
 */
#include "catalog/directory.h"
#include "catalog/generate/generator.h"

/* The form of Make's rules (GNU Make manual, "Rule Syntax"). */
static void append_path(struct elb_buffer *out, const char *path)
{
    elb_buffer_append_char(out, ' ');
    for (; *path != '\0'; path++) {
        if (strchr(" #\\", *path) != NULL)
            elb_buffer_append_char(out, '\\');
        if (*path == '$')
            elb_buffer_append_char(out, '$');
        elb_buffer_append_char(out, *path);
    }
}

static int append_directory(struct elb_arena *arena, struct elb_buffer *out, const char *path)
{
    const char *const *names;
    size_t count;
    bool exists;
    if (elb_directory_list(arena, path, &exists, &names, &count, NULL) != ELB_OK)
        return -1;
    if (exists)
        append_path(out, path);
    for (size_t i = 0; i < count; i++) {
        if (!elb_directory_is_data(names[i]))
            continue;
        const char *file = elb_arena_printf(arena, "%s/%s", path, names[i]);
        if (file == NULL)
            return -1;
        append_path(out, file);
    }
    return 0;
}

int generate_depfile(struct elb_buffer *out, const char *output, const char *directory)
{
    static const char *const parts[] = {"elbv2", "classic", "clients", "profiles"};
    struct elb_arena arena;
    elb_arena_init(&arena);
    append_path(out, output);
    elb_buffer_append_char(out, ':');
    int result = append_directory(&arena, out, directory);
    for (size_t i = 0; result == 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
        const char *path = elb_arena_printf(&arena, "%s/%s", directory, parts[i]);
        result = path == NULL ? -1 : append_directory(&arena, out, path);
    }
    elb_buffer_append_char(out, '\n');
    elb_arena_done(&arena);
    return result == 0 && !out->out_of_memory ? 0 : -1;
}
