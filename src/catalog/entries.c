/* SPDX-License-Identifier: MIT */

#include "catalog/entries.h"

#include "catalog/directory.h"
#include "catalog/nearest.h"

#include <sys/stat.h>

static const char *const known[] = {
    "catalog.yaml",      "sources.yaml",  "suites.yaml", "groups.yaml", "signature-schemes.yaml",
    "not-policies.yaml", "elbv2",         "classic",     "clients",     "events.yaml",
    "errors.yaml",       "defaults.yaml", "profiles",
};

/* Data of other rooms, which this one doesn't read. */
static const char *const others[] = {
    "classic-attributes.yaml",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, list[i]) == 0)
            return true;
    }
    return false;
}

static bool is_left_alone(const char *name)
{
    struct elb_text text = elb_text_from(name);
    return elb_text_has_prefix(text, "README") || elb_text_has_suffix(text, "~");
}

/* Extensions are alike, and would make all names so. */
static struct elb_text stem_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return (struct elb_text){name, dot != NULL ? (size_t)(dot - name) : strlen(name)};
}

static const char *nearest_entry(const char *name)
{
    struct elb_nearest nearest = elb_nearest_to(stem_of(name));
    for (size_t i = 0; i < COUNT(known); i++)
        elb_nearest_try(&nearest, known[i]);
    for (size_t i = 0; i < COUNT(others); i++)
        elb_nearest_try(&nearest, others[i]);
    return nearest.found;
}

static enum elb_status refuse(struct elb_arena *arena, const char *directory, const char *name,
                              const char *nearest, struct elb_error *reterr)
{
    const char *path = elb_arena_printf(arena, "%s/%s", directory, name);
    if (path == NULL)
        return elb_error_set_memory(reterr);
    if (nearest != NULL)
        return elb_error_set(reterr, ELB_ERROR_DATA, path, 0, 0,
                             "no part of a catalog, did you mean '%s'", nearest);
    return elb_error_set(
        reterr, ELB_ERROR_DATA, path, 0, 0,
        "no part of a catalog: known are elbv2, classic, clients, profiles, suites.yaml, "
        "groups.yaml, signature-schemes.yaml, sources.yaml, not-policies.yaml, "
        "defaults.yaml, events.yaml, errors.yaml and catalog.yaml");
}

/* What was looked for and found among the names of a directory. */
struct survey {
    bool has_known;
    const char *strange; /* the first one, or the first one that is like a known one */
    const char *nearest;
};

static struct survey look_at(const char *const *names, size_t count)
{
    struct survey survey = {0};
    for (size_t i = 0; i < count; i++) {
        if (is_left_alone(names[i]) || is_one_of(names[i], others, COUNT(others)))
            continue;
        if (is_one_of(names[i], known, COUNT(known))) {
            survey.has_known = true;
            continue;
        }
        const char *nearest = nearest_entry(names[i]);
        if (survey.strange == NULL || (survey.nearest == NULL && nearest != NULL)) {
            survey.strange = names[i];
            survey.nearest = nearest;
        }
    }
    return survey;
}

enum elb_status elb_entries_check(struct elb_arena *arena, const char *directory,
                                  struct elb_error *reterr)
{
    const char *const *names;
    size_t count;
    bool exists;
    enum elb_status status = elb_directory_list(arena, directory, &exists, &names, &count, reterr);
    if (status != ELB_OK)
        return status;
    struct survey survey = look_at(names, count);
    if (survey.strange != NULL && (survey.has_known || survey.nearest != NULL))
        return refuse(arena, directory, survey.strange, survey.nearest, reterr);
    if (!survey.has_known)
        return elb_error_set(reterr, ELB_ERROR_DATA, directory, 0, 0,
                             "nothing of a catalog in this directory: no elbv2, classic, "
                             "clients or profiles, no suites.yaml ...");
    return ELB_OK;
}

static enum elb_status refuse_in_part(struct elb_arena *arena, const char *directory,
                                      const char *name, struct elb_error *reterr)
{
    struct stat status;
    const char *path = elb_arena_printf(arena, "%s/%s", directory, name);
    if (path == NULL)
        return elb_error_set_memory(reterr);
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return elb_error_set(reterr, ELB_ERROR_DATA, path, 0, 0,
                             "a directory, where only files NAME.yaml are read");
    return elb_error_set(reterr, ELB_ERROR_DATA, path, 0, 0,
                         "only files NAME.yaml are read here, did you mean '%.*s.yaml'",
                         ELB_TEXT_ARGS(stem_of(name)));
}

enum elb_status elb_entries_check_part(struct elb_arena *arena, const char *directory,
                                       struct elb_error *reterr)
{
    const char *const *names;
    size_t count;
    bool exists;
    enum elb_status status = elb_directory_list(arena, directory, &exists, &names, &count, reterr);
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        if (!elb_directory_is_data(names[i]) && !is_left_alone(names[i]))
            status = refuse_in_part(arena, directory, names[i], reterr);
    }
    return status;
}
