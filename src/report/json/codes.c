/* SPDX-License-Identifier: MIT */
#include "report/json/codes.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

void elb_json_set(struct elb_report *report, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        report->out->out_of_memory = true;
}

void elb_json_append(struct elb_report *report, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        report->out->out_of_memory = true;
}

/* ---- Values ----------------------------------------------------------------------------- */

static json_t *code_value(uint16_t code)
{
    char text[8];
    snprintf(text, sizeof(text), "0x%04X", code);
    return json_string(text);
}

static json_t *named(uint16_t code, const char *name)
{
    json_t *object = json_object();
    if (json_object_set_new(object, "code", code_value(code)) == 0 &&
        (name == NULL || json_object_set_new(object, "name", json_string(name)) == 0))
        return object;
    json_decref(object);
    return NULL;
}

json_t *elb_json_suite(const struct elb_suite *suite)
{
    json_t *object = named(suite->code, suite->iana == NULL ? suite->name : NULL);
    const struct {
        const char *key;
        const char *name;
    } names[] = {{"iana", suite->iana}, {"openssl", suite->openssl}};
    for (size_t i = 0; i < 2; i++) {
        if (names[i].name != NULL &&
            json_object_set_new(object, names[i].key, json_string(names[i].name)) != 0) {
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

json_t *elb_json_group(const struct elb_group *group)
{
    return named(group->code, group->name);
}

json_t *elb_json_scheme(const struct elb_scheme *scheme)
{
    return named(scheme->code, scheme->name);
}

json_t *elb_json_suite_code(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(catalog, code);
    return suite != NULL ? elb_json_suite(suite) : named(code, NULL);
}

json_t *elb_json_group_code(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_group *group = elb_catalog_group(catalog, code);
    return named(code, group != NULL ? group->name : NULL);
}

json_t *elb_json_scheme_code(const struct elb_catalog *catalog, uint16_t code)
{
    const struct elb_scheme *scheme = elb_catalog_scheme(catalog, code);
    return named(code, scheme != NULL ? scheme->name : NULL);
}

json_t *elb_json_version(uint16_t version)
{
    const char *name = elb_version_name(version);
    return name != NULL ? json_string(name) : code_value(version);
}

json_t *elb_json_versions(struct elb_report *report, elb_version_set versions)
{
    json_t *array = json_array();
    for (uint16_t version = ELB_SSL3; version <= ELB_TLS1_3; version++) {
        if (versions & elb_version_bit(version))
            elb_json_append(report, array, elb_json_version(version));
    }
    return array;
}

json_t *elb_json_certificates(struct elb_report *report,
                              const struct elb_certificates *certificates)
{
    json_t *array = json_array();
    for (size_t i = 0; i < certificates->count; i++)
        elb_json_append(report, array, json_string(elb_certificate_name(certificates->list[i])));
    return array;
}

/* ---- Text and documents ----------------------------------------------------------------- */

/* U+FFFD for each byte that is no UTF-8: jansson refuses such strings. */
json_t *elb_json_text(const char *text)
{
    if (text == NULL)
        return json_null();
    struct elb_text rest = elb_text_from(text);
    struct elb_buffer clean;
    elb_buffer_init(&clean);
    while (rest.length > 0) {
        size_t valid = elb_utf8_valid_length(rest);
        elb_buffer_append(&clean, rest.start, valid);
        rest = elb_text_skip(rest, valid);
        if (rest.length > 0)
            elb_buffer_append_string(&clean, "\xEF\xBF\xBD");
        rest = elb_text_skip(rest, 1);
    }
    json_t *string =
        clean.out_of_memory ? NULL : json_stringn(elb_buffer_string(&clean), clean.length);
    elb_buffer_done(&clean);
    return string;
}

static json_t *error_object(struct elb_report *report, const struct elb_error *error)
{
    json_t *object = json_object();
    elb_json_set(report, object, "path",
                 elb_json_text(error->path[0] != '\0' ? error->path : NULL));
    if (error->line > 0)
        elb_json_set(report, object, "line", json_integer((json_int_t)error->line));
    if (error->column > 0)
        elb_json_set(report, object, "column", json_integer((json_int_t)error->column));
    elb_json_set(report, object, "message", elb_json_text(error->message));
    return object;
}

json_t *elb_json_document(struct elb_report *report, const char *schema)
{
    json_t *document = json_object();
    json_t *errors = json_array();
    elb_json_set(report, document, "schema", json_string(schema));
    elb_json_set(report, document, "catalog", elb_json_text(report->catalog->date));
    elb_json_set(report, document, "complete", json_boolean(report->error_count == 0));
    for (size_t i = 0; i < report->error_count; i++)
        elb_json_append(report, errors, error_object(report, &report->errors[i]));
    elb_json_set(report, document, "errors", errors);
    return document;
}

static int append_bytes(const char *bytes, size_t length, void *data)
{
    struct elb_buffer *out = data;
    elb_buffer_append(out, bytes, length);
    return out->out_of_memory ? -1 : 0;
}

void elb_json_write(struct elb_report *report, json_t *document)
{
    if (document == NULL ||
        json_dump_callback(document, append_bytes, report->out, JSON_INDENT(2)) != 0)
        report->out->out_of_memory = true;
    elb_buffer_append_char(report->out, '\n');
    json_decref(document);
}
