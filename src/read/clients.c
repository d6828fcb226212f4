/* SPDX-License-Identifier: MIT */
#include "read/reader.h"

#include "base/alloc.h"

#include <assert.h>

/* The one list of readers. Of two that are equally sure, the first one reads. */
static const struct elb_format *const formats[] = {
    /* what somebody wrote */
    &elb_client_reader_yaml.format,
    /* what tools print of their suites */
    &elb_client_reader_openssl_table.format,
    &elb_client_reader_suite_names.format,
    &elb_client_reader_suite_json.format,
    &elb_client_reader_howsmyssl.format,
    &elb_client_reader_ssllabs.format,
    &elb_client_reader_openssl_string.format,
    &elb_client_reader_java_properties.format,
    &elb_client_reader_server_config.format,
    &elb_client_reader_gnutls_priority.format,
    &elb_client_reader_gnutls_list.format,
    &elb_client_reader_fingerprint.format,
    /* hellos */
    &elb_client_reader_hello_text.format,
    &elb_client_reader_hello_bytes.format,
    &elb_client_reader_capture.format,
    /* logs with hellos in them */
    &elb_client_reader_openssl_trace.format,
    &elb_client_reader_openssl_msg.format,
    &elb_client_reader_java_debug.format,
    &elb_client_reader_java_debug_8.format,
    &elb_client_reader_gnutls_debug.format,
    &elb_client_reader_tshark_json.format,
    &elb_client_reader_tshark_text.format,
    &elb_client_reader_tshark_fields.format,
    &elb_client_reader_zeek.format,
};
#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

static const struct elb_client_reader *as_reader(const struct elb_format *format)
{
    return (const struct elb_client_reader *)format;
}

const struct elb_client_reader *elb_client_reader_at(size_t index)
{
    return index < FORMAT_COUNT ? as_reader(formats[index]) : NULL;
}

struct elb_client_list *elb_client_list_new(void)
{
    struct elb_client_list *list = elb_alloc(sizeof(*list));

    if (list)
        elb_arena_init(&list->arena);
    return list;
}

const struct elb_error *elb_client_list_problem(const struct elb_client_list *list)
{
    return list->problem.status == ELB_OK ? NULL : &list->problem;
}

struct elb_client_list *elb_client_list_free(struct elb_client_list *list)
{
    if (list) {
        elb_arena_done(&list->arena);
        elb_free(list);
    }
    return NULL;
}

size_t elb_client_list_count(const struct elb_client_list *list)
{
    assert(list);
    return list->count;
}

const struct elb_client *elb_client_list_at(const struct elb_client_list *list, size_t index)
{
    assert(list);
    return index < list->count ? list->clients[index] : NULL;
}

bool elb_client_list_add(struct elb_client_list *list, const struct elb_client *client)
{
    const struct elb_client **clients;

    clients = elb_arena_grow(&list->arena, list->clients, list->count, &list->capacity,
                             sizeof(const struct elb_client *));
    if (!clients)
        return false;
    list->clients = clients;
    list->clients[list->count++] = client;
    return true;
}

static enum elb_status check_text(struct elb_text text, const char *path,
                                  const struct elb_read_limits *limits, struct elb_error *reterr)
{
    if (text.length > limits->bytes)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, path, 0, 0, "larger than %zu bytes",
                             limits->bytes);
    if (elb_text_trim(text).length == 0)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "empty: no client is described");
    return ELB_OK;
}

static enum elb_status read_into(struct elb_client_list *list, const struct elb_catalog *catalog,
                                 struct elb_text text, const char *path,
                                 const struct elb_read_limits *limits, struct elb_error *reterr)
{
    /* Text has no NUL and is UTF-8; other bytes are not for every reader. */
    const bool is_text = !elb_text_is_binary(text) && elb_text_is_utf8(text);
    const struct elb_format *format = elb_choose(formats, FORMAT_COUNT, text, is_text);
    struct elb_reading reading = {.catalog = catalog, .limits = limits, .text = text, .list = list};
    enum elb_status status;

    if (!format && !is_text)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0,
                             "binary, or not UTF-8: no capture, ClientHello or log of a client");
    if (!format)
        return elb_choose_fail(formats, FORMAT_COUNT, path, "no description of a client", reterr);
    reading.path = elb_arena_dup(&list->arena, path, strlen(path));
    if (!reading.path)
        return elb_error_set_memory(reterr);
    status = as_reader(format)->read(&reading, reterr);
    if (status == ELB_OK && list->count == 0)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "no client in it");
    return status;
}

enum elb_status elb_clients_read(const struct elb_catalog *catalog, const char *text, size_t length,
                                 const char *path, const struct elb_read_limits *limits,
                                 struct elb_client_list **ret_list, struct elb_error *reterr)
{
    const struct elb_read_limits defaults = ELB_READ_LIMITS_DEFAULT;
    const struct elb_text whole = {text, length};
    struct elb_client_list *list;
    enum elb_status status;

    assert(catalog && (text || length == 0) && path && ret_list);
    if (!limits)
        limits = &defaults;
    status = check_text(whole, path, limits, reterr);
    if (status != ELB_OK)
        return status;
    list = elb_client_list_new();
    if (!list)
        return elb_error_set_memory(reterr);
    status = read_into(list, catalog, whole, path, limits, reterr);
    if (status != ELB_OK) {
        elb_client_list_free(list);
        return status;
    }
    *ret_list = list;
    return ELB_OK;
}
