/* SPDX-License-Identifier: MIT */

#include "report/json/json.h"

#include "base/utf8.h"

void elb_json_set(struct elb_report *report, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value))
        report->out->out_of_memory = true;
}

void elb_json_append(struct elb_report *report, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value))
        report->out->out_of_memory = true;
}

/* jansson refuses what is not UTF-8. */
static json_t *repaired_string(struct elb_text text)
{
    struct elb_buffer buffer = {0};
    json_t *value = NULL;

    while (text.length) {
        size_t valid = elb_utf8_valid_length(text);

        elb_buffer_append(&buffer, text.start, valid);
        text = elb_text_skip(text, valid);
        if (text.length)
            elb_buffer_printf(&buffer, "\\x%02X", (unsigned)(unsigned char)*text.start);
        text = elb_text_skip(text, text.length ? 1 : 0);
    }
    if (!buffer.out_of_memory)
        value = json_stringn(elb_buffer_string(&buffer), buffer.length);
    elb_buffer_done(&buffer);
    return value;
}

json_t *elb_json_string(const char *string)
{
    struct elb_text text = elb_text_from(string);

    if (!string)
        return json_null();
    return elb_text_is_utf8(text) ? json_stringn(string, text.length) : repaired_string(text);
}

static json_t *error_object(struct elb_report *report, const struct elb_error *error)
{
    json_t *object = json_object();

    elb_json_set(report, object, "path",
                 error->path[0] ? elb_json_string(error->path) : json_null());
    elb_json_set(report, object, "line",
                 error->line ? json_integer((json_int_t)error->line) : json_null());
    elb_json_set(report, object, "column",
                 error->column ? json_integer((json_int_t)error->column) : json_null());
    elb_json_set(report, object, "message", elb_json_string(error->message));
    return object;
}

/* Those of which some are known. */
static json_t *addresses_array(struct elb_report *report)
{
    json_t *array = json_array();

    for (size_t i = 0; i < report->read_count; i++) {
        const struct elb_client *client = report->read[i];
        const size_t more = client->address_total - client->address_count;
        json_t *object;

        if (client->address_count == 0)
            continue;
        object = json_object();
        elb_json_set(report, object, "client", elb_json_string(client->id));
        elb_json_set(report, object, "addresses",
                     elb_json_strings(report, client->addresses, client->address_count));
        elb_json_set(report, object, "more", json_integer((json_int_t)more));
        elb_json_append(report, array, object);
    }
    return array;
}

json_t *elb_json_begin(struct elb_report *report, const char *schema)
{
    json_t *document = json_object();
    json_t *errors = json_array();

    for (size_t i = 0; i < report->error_count; i++)
        elb_json_append(report, errors, error_object(report, &report->errors[i]));
    elb_json_set(report, document, "schema", elb_json_string(schema));
    elb_json_set(report, document, "catalog", elb_json_string(report->catalog->date));
    elb_json_set(report, document, "complete", json_boolean(report->error_count == 0));
    elb_json_set(report, document, "errors", errors);
    if (report->addresses)
        elb_json_set(report, document, "addresses", addresses_array(report));
    return document;
}

/* All that is not ASCII, and so every other control character, is escaped by jansson already. */
static int write_chunk(const char *bytes, size_t length, void *data)
{
    struct elb_buffer *out = data;

    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == 0x7f)
            elb_buffer_append_string(out, "\\u007f");
        else
            elb_buffer_append_char(out, bytes[i]);
    }
    return out->out_of_memory ? -1 : 0;
}

void elb_json_finish(struct elb_report *report, json_t *document)
{
    if (json_dump_callback(document, write_chunk, report->out, JSON_INDENT(2) | JSON_ENSURE_ASCII))
        report->out->out_of_memory = true;
    elb_buffer_append_char(report->out, '\n');
    json_decref(document);
}
