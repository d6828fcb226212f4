/* SPDX-License-Identifier: MIT */
#include "read/observed/list.h"

#include "base/alloc.h"

#include <assert.h>

/* The one list of readers. Of two that are equally sure, the first one reads. */
static const struct elb_format *const formats[] = {
    &elb_observed_reader_sslscan_text.format, &elb_observed_reader_sslscan_xml.format,
    &elb_observed_reader_testssl_json.format, &elb_observed_reader_testssl_csv.format,
    &elb_observed_reader_sslyze.format,       &elb_observed_reader_ssllabs.format,
    &elb_observed_reader_tlsx.format,         &elb_observed_reader_cryptolyzer.format,
    &elb_observed_reader_cipherscan.format,   &elb_observed_reader_curl.format,
    &elb_observed_reader_gnutls.format,       &elb_observed_reader_nmap_xml.format,
    &elb_observed_reader_s_client.format,
};
#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

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
        elb_client_list_free(list->offers);
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
    const struct elb_format *format = elb_choose(formats, FORMAT_COUNT, text, true);
    struct elb_observed_reading reading = {
        .catalog = catalog, .limits = limits, .text = text, .list = list};
    enum elb_status status;

    if (!format)
        return elb_choose_fail(formats, FORMAT_COUNT, path, "no output of a scanner", reterr);
    reading.path = elb_arena_dup(&list->arena, path, strlen(path));
    if (!reading.path)
        return elb_error_set_memory(reterr);
    status = ((const struct elb_observed_reader *)format)->read(&reading, reterr);
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
