/* SPDX-License-Identifier: MIT */
#include "read/policy/reader.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* The one list of readers. Of two that are equally sure, the first one reads. */
static const struct elb_format *const formats[] = {
    &elb_policy_reader_ssl_policies.format,
    &elb_policy_reader_load_balancer_policies.format,
    &elb_policy_reader_yaml.format,
};
#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

/* ---- The list ------------------------------------------------------------------------------- */

size_t elb_policy_list_count(const struct elb_policy_list *list)
{
    assert(list);
    return list->count;
}

const struct elb_policy *elb_policy_list_at(const struct elb_policy_list *list, size_t index)
{
    assert(list);
    return index < list->count ? &list->entries[index]->policy : NULL;
}

const struct elb_policy *elb_policy_list_reference_at(const struct elb_policy_list *list,
                                                      size_t index)
{
    assert(list);
    return index < list->count ? list->entries[index]->reference : NULL;
}

const char *elb_policy_list_unknown_at(const struct elb_policy_list *list, size_t index, size_t n)
{
    assert(list);
    return index < list->count && n < list->entries[index]->unknown.count
               ? list->entries[index]->unknown.names[n]
               : NULL;
}

const struct elb_error *elb_policy_list_problem_at(const struct elb_policy_list *list, size_t index)
{
    assert(list);
    return index < list->problem_count ? &list->problems[index] : NULL;
}

enum elb_status elb_policy_list_new(struct elb_policy_list **ret_list, struct elb_error *reterr)
{
    struct elb_policy_list *list = elb_alloc(sizeof(*list));

    if (!list)
        return elb_error_set_memory(reterr);
    elb_arena_init(&list->arena);
    *ret_list = list;
    return ELB_OK;
}

struct elb_policy_list *elb_policy_list_free(struct elb_policy_list *list)
{
    if (list) {
        elb_arena_done(&list->arena);
        elb_free(list);
    }
    return NULL;
}

enum elb_status elb_policy_reading_add(struct elb_policy_reading *reading,
                                       const struct elb_policy_entry *entry,
                                       struct elb_error *reterr)
{
    struct elb_policy_list *list = reading->list;
    struct elb_policy_entry *copy = elb_arena_alloc(&list->arena, sizeof(*copy));
    const struct elb_policy_entry **entries =
        elb_arena_grow(&list->arena, list->entries, list->count, &list->capacity,
                       sizeof(const struct elb_policy_entry *));

    if (!copy || !entries)
        return elb_error_set_memory(reterr);
    *copy = *entry;
    copy->policy.origin = reading->path;
    entries[list->count++] = copy;
    list->entries = entries;
    return ELB_OK;
}

enum elb_status elb_policy_reading_refuse(const struct elb_policy_reading *reading,
                                          const struct elb_node *node, struct elb_error *reterr,
                                          const char *format, ...)
{
    char message[sizeof(reterr->message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    return elb_error_set(reterr, ELB_ERROR_DATA, reading->path, node ? node->start.line : 0,
                         node ? node->start.column : 0, "%s", message);
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* What no text format allows, said before a reader stumbles over it. */
static enum elb_status check_text(struct elb_text text, const char *path,
                                  const struct elb_read_limits *limits, struct elb_error *reterr)
{
    if (text.length > limits->bytes)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, path, 0, 0, "larger than %zu bytes",
                             limits->bytes);
    if (elb_text_trim(text).length == 0)
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "empty: no policy is described");
    if (elb_text_is_binary(text) || !elb_text_is_utf8(text))
        return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0,
                             "binary, or not UTF-8: no description of a policy");
    return ELB_OK;
}

static enum elb_status read_into(struct elb_policy_list *list, const struct elb_catalog *catalog,
                                 struct elb_text text, const char *path,
                                 const struct elb_read_limits *limits, struct elb_error *reterr)
{
    struct elb_policy_reading reading = {
        .catalog = catalog,
        .limits = limits,
        .text = text,
        .path = elb_arena_dup(&list->arena, path, strlen(path)),
        .list = list,
    };
    const struct elb_format *format = elb_choose(formats, FORMAT_COUNT, text, true);
    enum elb_status status;

    if (!format)
        return elb_choose_fail(formats, FORMAT_COUNT, path, "no description of a policy", reterr);
    if (!reading.path)
        return elb_error_set_memory(reterr);
    status = ((const struct elb_policy_reader *)format)->read(&reading, reterr);
    if (status != ELB_OK || list->count > 0)
        return status;
    if (list->problem_count == 0)
        return elb_policy_reading_refuse(&reading, NULL, reterr, "no TLS policy in it");
    if (reterr)
        *reterr = list->problems[0];
    return list->problems[0].status;
}

enum elb_status elb_policies_read(const struct elb_catalog *catalog, const char *text,
                                  size_t length, const char *path,
                                  const struct elb_read_limits *limits,
                                  struct elb_policy_list **ret_list, struct elb_error *reterr)
{
    const struct elb_read_limits defaults = ELB_READ_LIMITS_DEFAULT;
    const struct elb_text whole = {text, length};
    struct elb_policy_list *list;
    enum elb_status status;

    assert(catalog && (text || length == 0) && path && ret_list);
    if (!limits)
        limits = &defaults;
    status = check_text(whole, path, limits, reterr);
    if (status != ELB_OK)
        return status;
    status = elb_policy_list_new(&list, reterr);
    if (status != ELB_OK)
        return status;
    status = read_into(list, catalog, whole, path, limits, reterr);
    if (status != ELB_OK) {
        elb_policy_list_free(list);
        return status;
    }
    *ret_list = list;
    return ELB_OK;
}
