/* SPDX-License-Identifier: MIT */

#include "catalog/directory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool elb_directory_is_data(const char *name)
{
    return elb_text_has_suffix(elb_text_from(name), ".yaml");
}

struct names {
    const char **list;
    size_t count;
    size_t capacity;
};

static enum elb_status add_name(struct elb_arena *arena, struct names *names, const char *name)
{
    const char **list =
        elb_arena_grow(arena, names->list, names->count, &names->capacity, sizeof(*names->list));
    if (list == NULL)
        return ELB_ERROR_MEMORY;
    names->list = list;
    list[names->count] = elb_arena_dup(arena, name, strlen(name));
    return list[names->count++] != NULL ? ELB_OK : ELB_ERROR_MEMORY;
}

static enum elb_status read_names(struct elb_arena *arena, DIR *directory, const char *path,
                                  struct names *names, struct elb_error *reterr)
{
    struct dirent *entry;
    errno = 0;
    while ((entry = readdir(directory)) != NULL) {
        if (*entry->d_name != '.' && add_name(arena, names, entry->d_name) != ELB_OK)
            return elb_error_set_memory(reterr);
        errno = 0;
    }
    if (errno != 0)
        return elb_error_set(reterr, ELB_ERROR_IO, path, 0, 0, "can't read: %s", strerror(errno));
    return ELB_OK;
}

enum elb_status elb_directory_list(struct elb_arena *arena, const char *path, bool *ret_exists,
                                   const char *const **ret_names, size_t *ret_count,
                                   struct elb_error *reterr)
{
    struct names names = {0};
    DIR *directory = opendir(path);
    if (directory == NULL && errno != ENOENT)
        return elb_error_set(reterr, ELB_ERROR_IO, path, 0, 0, "can't open: %s", strerror(errno));
    *ret_exists = directory != NULL;
    *ret_names = NULL;
    *ret_count = 0;
    if (directory == NULL)
        return ELB_OK;
    enum elb_status status = read_names(arena, directory, path, &names, reterr);
    closedir(directory);
    if (status != ELB_OK)
        return status;
    if (names.count > 0)
        qsort(names.list, names.count, sizeof(*names.list), compare_names);
    *ret_names = names.list;
    *ret_count = names.count;
    return ELB_OK;
}
