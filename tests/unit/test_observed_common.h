/* SPDX-License-Identifier: MIT */

/* What the tests of observations share: fixtures, and observations as text. */
#ifndef TEST_OBSERVED_COMMON_H
#define TEST_OBSERVED_COMMON_H

#include <elblint/observation.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define DATA        "tests/unit/data/"
#define SEEN_SUFFIX ".seen"
#define FILES_MAX   256

/* Fixtures are the files of data/observed-*; what is seen in each stands beside it in FILE.seen. */
struct fixtures {
    struct elb_arena arena;
    const char *paths[FILES_MAX];
    size_t count;
};

static inline DIR *open_folder(const char *path)
{
    DIR *directory = opendir(path);

    if (!directory) {
        perror(path);
        exit(EXIT_FAILURE); /* before any test runs */
    }
    return directory;
}

static inline void add_fixtures_of(struct fixtures *fixtures, const char *folder)
{
    const char *path = elb_arena_printf(&fixtures->arena, DATA "%s", folder);
    DIR *directory = open_folder(path);
    struct dirent *entry;

    while ((entry = readdir(directory)) != NULL && fixtures->count < FILES_MAX) {
        const struct elb_text name = elb_text_from(entry->d_name);

        if (name.start[0] != '.' && !elb_text_has_suffix(name, SEEN_SUFFIX))
            fixtures->paths[fixtures->count++] =
                elb_arena_printf(&fixtures->arena, "%s/%s", path, entry->d_name);
    }
    closedir(directory);
}

static inline int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static inline void find_fixtures(struct fixtures *fixtures)
{
    DIR *directory = open_folder(DATA);
    struct dirent *entry;

    while ((entry = readdir(directory)) != NULL) {
        if (elb_text_has_prefix(elb_text_from(entry->d_name), "observed-"))
            add_fixtures_of(fixtures, entry->d_name);
    }
    closedir(directory);
    qsort(fixtures->paths, fixtures->count, sizeof(fixtures->paths[0]), compare_paths);
}

static inline struct elb_text read_path(struct elb_arena *arena, const char *path)
{
    struct elb_error error = {0};
    struct elb_text text;

    ck_assert_msg(elb_file_read(arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s: %s",
                  path, error.message);
    return text;
}

static inline void dump_codes(struct elb_buffer *buffer, const char *what,
                              const struct elb_observed_codes *codes)
{
    if (codes->coverage == ELB_COVERAGE_UNKNOWN && codes->accepted_count == 0)
        return;
    elb_buffer_printf(buffer, "    %s (%s):", what, elb_coverage_name(codes->coverage));
    for (size_t i = 0; i < codes->accepted_count; i++)
        elb_buffer_printf(buffer, " %04X", codes->accepted[i]);
    for (size_t i = 0; i < codes->refused_count; i++)
        elb_buffer_printf(buffer, "%s%04X", i == 0 ? "\n        refused: " : " ",
                          codes->refused[i]);
    elb_buffer_printf(buffer, "\n");
}

static inline const char *seen_name(enum elb_seen seen)
{
    static const char *const names[] = {"unknown", "accepted", "refused"};

    return names[seen];
}

static inline const char *or_none(const char *text)
{
    return text ? text : "-";
}

static inline void dump_version(struct elb_buffer *buffer, const struct elb_observed_version *part)
{
    elb_buffer_printf(buffer, "  %s %s, order %s\n", elb_version_name(part->version),
                      seen_name(part->seen), elb_observed_order_name(part->order));
    dump_codes(buffer, "suites", &part->suites);
    dump_codes(buffer, "groups", &part->groups);
}

static inline void dump_handshake(struct elb_buffer *buffer,
                                  const struct elb_observed_handshake *handshake)
{
    const struct elb_client *offer = handshake->offer;

    if (handshake->alert)
        elb_buffer_printf(buffer, "  refused with alert %u", handshake->alert);
    else
        elb_buffer_printf(buffer, "  handshake %04X %04X %04X %04X%s", handshake->version,
                          handshake->suite, handshake->group, handshake->scheme,
                          handshake->hello_retry ? " hrr" : "");
    if (offer)
        elb_buffer_printf(buffer, ", offered: %zu versions, %zu suites, %zu groups, %zu schemes",
                          offer->supported_versions.count, offer->suites.count, offer->groups.count,
                          offer->schemes.count);
    elb_buffer_printf(buffer, "\n");
}

static inline void dump_observation(struct elb_buffer *buffer,
                                    const struct elb_observation *observation)
{
    elb_buffer_printf(buffer, "%s address %s port %u name %s, %s %s%s\n",
                      or_none(observation->host), or_none(observation->address), observation->port,
                      or_none(observation->server_name), or_none(observation->tool),
                      or_none(observation->tool_version),
                      observation->incomplete ? ", incomplete" : "");
    if (observation->failure)
        elb_buffer_printf(buffer, "  failure %s: %s\n",
                          elb_observed_failure_name(observation->failure),
                          or_none(observation->failure_text));
    elb_buffer_printf(buffer, "  SSLv2 %s\n", seen_name(observation->sslv2));
    for (size_t i = 0; i < ELB_OBSERVED_VERSION_COUNT; i++)
        dump_version(buffer, &observation->versions[i]);
    for (size_t i = 0; i < observation->certificates.count; i++)
        elb_buffer_printf(buffer, "  certificate %s\n",
                          elb_certificate_name(observation->certificates.list[i]));
    for (size_t i = 0; i < observation->schemes.count; i++)
        elb_buffer_printf(buffer, "  scheme %04X\n", observation->schemes.codes[i]);
    for (size_t i = 0; i < observation->handshake_count; i++)
        dump_handshake(buffer, &observation->handshakes[i]);
    for (size_t i = 0; i < observation->note_count; i++)
        elb_buffer_printf(buffer, "  note: %s\n", observation->notes[i]);
}

static inline void dump_list(struct elb_buffer *buffer, const struct elb_observation_list *list)
{
    elb_buffer_clear(buffer);
    for (size_t i = 0; i < elb_observation_list_count(list); i++)
        dump_observation(buffer, elb_observation_list_at(list, i));
}

#endif
