/* SPDX-License-Identifier: MIT */
#include "read/observed/list.h"

#include "base/alloc.h"
#include "base/buffer.h"

#include <assert.h>

/* The one list of readers, one a line. Of two that are equally sure, the first one reads. */
/* clang-format off */
static const struct elb_observed_reader *const readers[] = {
    &elb_observed_reader_sslscan_text, &elb_observed_reader_sslscan_xml,
    &elb_observed_reader_testssl_json, &elb_observed_reader_testssl_csv,
    &elb_observed_reader_sslyze,       &elb_observed_reader_ssllabs,
    &elb_observed_reader_tlsx,         &elb_observed_reader_cryptolyzer,
    &elb_observed_reader_cipherscan,   &elb_observed_reader_curl,
    &elb_observed_reader_gnutls,       &elb_observed_reader_nmap_xml,
    &elb_observed_reader_s_client,
};
/* clang-format on */
#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

struct elb_observation_list *elb_observation_list_new(void)
{
    struct elb_observation_list *list = elb_alloc(sizeof(*list));

    if (list)
        elb_arena_init(&list->arena);
    return list;
}

struct elb_observation_list *elb_observation_list_free(struct elb_observation_list *list)
{
    if (list) {
        elb_arena_done(&list->arena);
        elb_free(list);
    }
    return NULL;
}

size_t elb_observation_list_count(const struct elb_observation_list *list)
{
    assert(list);
    return list->count;
}

const struct elb_observation *elb_observation_list_at(const struct elb_observation_list *list,
                                                      size_t index)
{
    assert(list);
    return index < list->count ? list->observations[index] : NULL;
}

const struct elb_observed_version *
elb_observation_version(const struct elb_observation *observation, uint16_t version)
{
    assert(observation);
    return elb_version_bit(version) ? &observation->versions[version - ELB_SSL3] : NULL;
}

static const struct elb_observed_reader *recognise(struct elb_text text)
{
    const struct elb_observed_reader *best = NULL;
    unsigned best_sure = 0;

    for (size_t i = 0; i < READER_COUNT; i++) {
        const unsigned sure = readers[i]->recognise(text);

        if (sure > best_sure) {
            best = readers[i];
            best_sure = sure;
        }
    }
    return best;
}

static enum elb_status set_unrecognised(const char *path, struct elb_error *reterr)
{
    struct elb_buffer formats = {0};
    enum elb_status status = ELB_ERROR_MEMORY;

    for (size_t i = 0; i < READER_COUNT; i++) {
        if (readers[i]->summary)
            elb_buffer_printf(&formats, "%s%s", i > 0 ? ", " : "", readers[i]->summary);
    }
    if (formats.out_of_memory)
        (void)elb_error_set_memory(reterr);
    else
        status =
            elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0,
                          "no output of a scanner: looked for %s", elb_buffer_string(&formats));
    elb_buffer_done(&formats);
    return status;
}

static enum elb_status check_text(struct elb_text text, const char *path,
                                  const struct elb_read_limits *limits, struct elb_error *reterr)
{
    if (text.length > limits->bytes)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, path, 0, 0, "larger than %zu bytes",
                             limits->bytes);
    if (elb_text_trim(text).length == 0)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "empty: no scanner wrote this");
    if (elb_text_is_binary(text))
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0,
                             "binary: no output of a scanner");
    return ELB_OK;
}

enum elb_status elb_observed_finish(const struct elb_observed_reading *reading,
                                    struct elb_error *reterr)
{
    if (reading->failed == ELB_ERROR_LIMIT)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, reading->path, 0, 0,
                             "more than %d suites or groups of one version",
                             ELB_OBSERVED_CODES_MAX);
    return reading->failed ? elb_error_set_memory(reterr) : ELB_OK;
}

static enum elb_status read_into(struct elb_observation_list *list,
                                 const struct elb_catalog *catalog, struct elb_text text,
                                 const char *path, const struct elb_read_limits *limits,
                                 struct elb_error *reterr)
{
    const struct elb_observed_reader *reader = recognise(text);
    struct elb_observed_reading reading = {
        .catalog = catalog, .limits = limits, .text = text, .list = list};
    enum elb_status status;

    if (!reader)
        return set_unrecognised(path, reterr);
    reading.path = elb_arena_dup(&list->arena, path, strlen(path));
    if (!reading.path)
        return elb_error_set_memory(reterr);
    status = reader->read(&reading, reterr);
    if (status == ELB_OK)
        status = elb_observed_finish(&reading, reterr);
    if (status == ELB_OK && list->count == 0)
        return elb_error_set(reterr, ELB_ERROR_DATA, path, 0, 0, "no endpoint in it");
    return status;
}

enum elb_status elb_observations_read(const struct elb_catalog *catalog, const char *text,
                                      size_t length, const char *path,
                                      const struct elb_read_limits *limits,
                                      struct elb_observation_list **ret_list,
                                      struct elb_error *reterr)
{
    const struct elb_read_limits defaults = ELB_READ_LIMITS_DEFAULT;
    const struct elb_text whole = {text, length};
    struct elb_observation_list *list;
    enum elb_status status;

    assert(catalog && (text || length == 0) && path && ret_list);
    if (!limits)
        limits = &defaults;
    status = check_text(whole, path, limits, reterr);
    if (status != ELB_OK)
        return status;
    list = elb_observation_list_new();
    if (!list)
        return elb_error_set_memory(reterr);
    status = read_into(list, catalog, whole, path, limits, reterr);
    if (status != ELB_OK) {
        elb_observation_list_free(list);
        return status;
    }
    *ret_list = list;
    return ELB_OK;
}
