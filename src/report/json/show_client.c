/* SPDX-License-Identifier: MIT */

/* A client as JSON. */

#include "report/json/show.h"

/* null: not known, or not sent; `unknown` and `not_sent` tell which. */
static json_t *codes(struct elb_report *report, const struct elb_codes *list,
                     json_t *(*object_of)(struct elb_report *, uint16_t))
{
    json_t *array;

    if (list->presence != ELB_SENT)
        return json_null();
    array = json_array();
    for (size_t i = 0; i < list->count; i++)
        elb_json_append(report, array, object_of(report, list->codes[i]));
    return array;
}

static json_t *version_of(struct elb_report *report, uint16_t code)
{
    (void)report;
    return elb_json_version(code);
}

static json_t *number_of(struct elb_report *report, uint16_t code)
{
    (void)report;
    return json_integer(code);
}

/* The names of the lists that are not there for this reason. */
static json_t *absent(struct elb_report *report, const struct elb_client *client,
                      enum elb_presence presence)
{
    json_t *array = json_array();
    const char *name;

    for (size_t i = 0; (name = elb_client_list_name(client, presence, i)); i++)
        elb_json_append(report, array, elb_json_string(name));
    return array;
}

static void set_limit(struct elb_report *report, json_t *object, const char *key, unsigned bits)
{
    if (bits)
        elb_json_set(report, object, key, json_integer(bits));
}

static json_t *constraints(struct elb_report *report, const struct elb_constraints *limits)
{
    json_t *object = json_object();

    set_limit(report, object, "min_rsa_bits", limits->min_rsa_bits);
    set_limit(report, object, "max_rsa_bits", limits->max_rsa_bits);
    set_limit(report, object, "min_dh_bits", limits->min_dh_bits);
    set_limit(report, object, "max_dh_bits", limits->max_dh_bits);
    set_limit(report, object, "min_ec_bits", limits->min_ec_bits);
    if (limits->requires_sha2_signatures)
        elb_json_set(report, object, "requires_sha2_signatures", json_true());
    return object;
}

static json_t *ja3(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer text = {0};
    json_t *object = json_null();
    char hash[33];

    if (elb_show_ja3(client, &text, hash)) {
        object = json_object();
        elb_json_set(report, object, "text", elb_json_string(elb_buffer_string(&text)));
        elb_json_set(report, object, "hash", elb_json_string(hash[0] ? hash : NULL));
    }
    elb_report_part_done(report->out, &text);
    return object;
}

static json_t *ja4(struct elb_report *report, const struct elb_client *client)
{
    struct elb_buffer text = {0};
    json_t *object = json_null();
    char hash[37];

    if (elb_show_ja4(client, &text, hash)) {
        object = json_object();
        elb_json_set(report, object, "text", elb_json_string(elb_buffer_string(&text)));
        elb_json_set(report, object, "hash", elb_json_string(hash[0] ? hash : NULL));
    }
    elb_report_part_done(report->out, &text);
    return object;
}

static json_t *tristate(enum elb_tristate value)
{
    return value == ELB_MAYBE ? json_null() : json_boolean(value == ELB_YES);
}

static void set_offer(struct elb_report *report, json_t *object, const struct elb_client *client)
{
    elb_json_set(report, object, "hello",
                 elb_json_string(client->hello == ELB_HELLO_SSLV2 ? "sslv2" : "tls"));
    elb_json_set(report, object, "legacy_version", elb_json_version(client->legacy_version));
    elb_json_set(report, object, "supported_versions",
                 codes(report, &client->supported_versions, version_of));
    elb_json_set(report, object, "minimum_version", elb_json_version(client->minimum_version));
    elb_json_set(report, object, "suites", codes(report, &client->suites, elb_json_suite_code));
    elb_json_set(report, object, "suites_complete", json_boolean(!client->suites_incomplete));
    elb_json_set(report, object, "groups", codes(report, &client->groups, elb_json_group_code));
    elb_json_set(report, object, "key_shares",
                 codes(report, &client->key_shares, elb_json_group_code));
    elb_json_set(report, object, "signature_schemes",
                 codes(report, &client->schemes, elb_json_scheme_code));
    elb_json_set(report, object, "extensions", codes(report, &client->extensions, number_of));
    elb_json_set(report, object, "point_formats", codes(report, &client->point_formats, number_of));
    elb_json_set(report, object, "not_sent", absent(report, client, ELB_NOT_SENT));
    elb_json_set(report, object, "unknown", absent(report, client, ELB_UNKNOWN));
    elb_json_set(report, object, "server_name", tristate(client->server_name));
    elb_json_set(report, object, "alpn",
                 elb_json_strings(report, client->alpn, client->alpn_count));
    elb_json_set(report, object, "constraints", constraints(report, &client->constraints));
    elb_json_set(report, object, "ja3", ja3(report, client));
    elb_json_set(report, object, "ja4", ja4(report, client));
}

static void set_evidence(struct elb_report *report, json_t *object, const struct elb_client *client)
{
    elb_json_set(report, object, "evidence",
                 client->evidence == ELB_EVIDENCE_NONE
                     ? json_null()
                     : elb_json_string(elb_evidence_name(client->evidence)));
    elb_json_set(report, object, "confidence", elb_json_string(client->confidence));
    elb_json_set(report, object, "source", elb_json_string(client->source));
    elb_json_set(report, object, "notes",
                 elb_json_strings(report, client->notes, client->note_count));
    elb_json_set(report, object, "path", elb_json_string(client->origin));
}

json_t *elb_json_client(struct elb_report *report, const struct elb_client *client, bool is_short)
{
    elb_version_set versions = elb_client_version_set(client);
    json_t *object = json_object();

    elb_json_set(report, object, "id", elb_json_string(client->id));
    elb_json_set(report, object, "name", elb_json_string(client->name));
    elb_json_set(report, object, "aliases",
                 elb_json_strings(report, client->aliases, client->alias_count));
    elb_json_set(report, object, "family", elb_json_string(client->family));
    elb_json_set(report, object, "version", elb_json_string(client->version));
    elb_json_set(report, object, "category", elb_json_string(client->category));
    elb_json_set(report, object, "released", elb_json_string(client->released));
    elb_json_set(report, object, "end_of_life", elb_json_string(client->end_of_life));
    elb_json_set(
        report, object, "support",
        elb_json_string(elb_support_name(elb_client_support(client, report->catalog->date))));
    elb_json_set(report, object, "versions",
                 versions ? elb_json_version_set(report, versions) : json_null());
    elb_json_set(report, object, "maximum_version",
                 elb_json_version(elb_client_highest_version(client)));
    if (is_short)
        return object;
    set_offer(report, object, client);
    set_evidence(report, object, client);
    return object;
}
