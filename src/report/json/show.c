/* SPDX-License-Identifier: MIT */

/* `show` as JSON: elblint/show/1. */

#include "report/json/show.h"

/* ---- Suites, groups, schemes, sources ------------------------------------------------------- */

static json_t *rating(struct elb_report *report, const struct elb_rating *rating)
{
    json_t *object;

    if (!rating->value)
        return json_null();
    object = json_object();
    elb_json_set(report, object, "value", elb_json_string(rating->value));
    elb_json_set(report, object, "reason", elb_json_string(rating->reason));
    elb_json_set(report, object, "source", elb_json_string(rating->source));
    elb_json_set(report, object, "confidence",
                 elb_json_string(elb_confidence_name(rating->confidence)));
    return object;
}

static json_t *aliases(struct elb_report *report, const struct elb_alias *list, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object();

        elb_json_set(report, object, "dialect", elb_json_string(elb_dialect_name(list[i].dialect)));
        elb_json_set(report, object, "name", elb_json_string(list[i].name));
        elb_json_append(report, array, object);
    }
    return array;
}

/* [{policy, family, position}] */
static json_t *policies_with(struct elb_report *report, uint16_t code,
                             size_t (*position)(const struct elb_policy *, uint16_t))
{
    json_t *array = json_array();

    for (size_t i = 0; i < report->catalog->policy_count; i++) {
        const struct elb_policy *policy = &report->catalog->policies[i];
        size_t found = position(policy, code);
        json_t *object;

        if (found == 0)
            continue;
        object = json_object();
        elb_json_set(report, object, "policy", elb_json_string(policy->name));
        elb_json_set(report, object, "family", elb_json_string(elb_family_name(policy->family)));
        elb_json_set(report, object, "position", json_integer((json_int_t)found));
        elb_json_append(report, array, object);
    }
    return array;
}

static json_t *whole_suite(struct elb_report *report, const struct elb_suite *suite)
{
    json_t *object = elb_json_suite(report, suite);

    elb_json_set(report, object, "name", elb_json_string(suite->name));
    elb_json_set(report, object, "aliases", aliases(report, suite->aliases, suite->alias_count));
    elb_json_set(report, object, "key_exchange",
                 elb_json_string(elb_key_exchange_name(suite->key_exchange)));
    elb_json_set(report, object, "authentication",
                 elb_json_string(elb_authentication_name(suite->authentication)));
    elb_json_set(report, object, "encryption", elb_json_string(suite->encryption));
    elb_json_set(report, object, "key_bits",
                 suite->key_bits ? json_integer(suite->key_bits) : json_null());
    elb_json_set(report, object, "mac", elb_json_string(suite->mac));
    elb_json_set(report, object, "mode", elb_json_string(elb_cipher_mode_name(suite->mode)));
    elb_json_set(report, object, "first_version", elb_json_version(suite->first_version));
    elb_json_set(report, object, "last_version", elb_json_version(suite->last_version));
    elb_json_set(report, object, "forward_secrecy",
                 json_boolean(elb_suite_has_forward_secrecy(suite)));
    elb_json_set(report, object, "cbc", json_boolean(elb_suite_is_cbc(suite)));
    elb_json_set(report, object, "insecure", json_boolean(elb_suite_is_insecure(suite)));
    elb_json_set(report, object, "signalling", json_boolean(suite->signalling));
    elb_json_set(report, object, "strength", rating(report, &suite->strength));
    elb_json_set(report, object, "iana_recommended", rating(report, &suite->iana_recommended));
    elb_json_set(report, object, "policies",
                 policies_with(report, suite->code, elb_policy_suite_position));
    return object;
}

static json_t *whole_group(struct elb_report *report, const struct elb_group *group)
{
    json_t *object = elb_json_group(report, group);

    elb_json_set(report, object, "aliases", aliases(report, group->aliases, group->alias_count));
    elb_json_set(report, object, "kind", elb_json_string(elb_group_kind_name(group->kind)));
    elb_json_set(report, object, "post_quantum", json_boolean(elb_group_is_post_quantum(group)));
    elb_json_set(report, object, "iana_recommended", rating(report, &group->iana_recommended));
    elb_json_set(report, object, "policies",
                 policies_with(report, group->code, elb_policy_group_position));
    return object;
}

static json_t *whole_scheme(struct elb_report *report, const struct elb_scheme *scheme)
{
    json_t *object = elb_json_scheme(report, scheme);

    elb_json_set(report, object, "aliases", aliases(report, scheme->aliases, scheme->alias_count));
    elb_json_set(report, object, "key", elb_json_string(elb_scheme_key_name(scheme->key)));
    elb_json_set(report, object, "hash", elb_json_string(scheme->hash));
    elb_json_set(report, object, "curve",
                 scheme->curve ? elb_json_group_code(report, scheme->curve) : json_null());
    elb_json_set(report, object, "handshake", elb_json_version_set(report, scheme->handshake));
    elb_json_set(report, object, "policies",
                 policies_with(report, scheme->code, elb_policy_scheme_position));
    return object;
}

static json_t *source_object(struct elb_report *report, const struct elb_source *source)
{
    json_t *object = json_object();

    elb_json_set(report, object, "key", elb_json_string(source->key));
    elb_json_set(report, object, "title", elb_json_string(source->title));
    elb_json_set(report, object, "where", elb_json_string(source->where));
    elb_json_set(report, object, "date", elb_json_string(source->date));
    elb_json_set(report, object, "note", elb_json_string(source->note));
    return object;
}

json_t *elb_json_family(struct elb_report *report, const char *family)
{
    json_t *object = json_object();
    size_t count = 0;

    for (size_t i = 0; i < report->catalog->client_count; i++) {
        const char *other = report->catalog->clients[i].family;

        count += other && elb_text_is_nocase(elb_text_from(family), other);
    }
    elb_json_set(report, object, "name", elb_json_string(family));
    elb_json_set(report, object, "client_count", json_integer((json_int_t)count));
    return object;
}

/* ---- Documents ------------------------------------------------------------------------------ */

static json_t *object_of(struct elb_report *report, const struct elb_item *item, bool is_short)
{
    switch (item->kind) {
    case ELB_ITEM_POLICY:
        return elb_json_policy(report, item->policy, is_short);
    case ELB_ITEM_CLIENT:
        return elb_json_client(report, item->client, is_short);
    case ELB_ITEM_FAMILY:
        return elb_json_family(report, item->family);
    case ELB_ITEM_SUITE:
        return is_short ? elb_json_suite(report, item->suite) : whole_suite(report, item->suite);
    case ELB_ITEM_GROUP:
        return is_short ? elb_json_group(report, item->group) : whole_group(report, item->group);
    case ELB_ITEM_SCHEME:
        return is_short ? elb_json_scheme(report, item->scheme)
                        : whole_scheme(report, item->scheme);
    case ELB_ITEM_SOURCE:
        return source_object(report, item->source);
    case ELB_ITEM_RULE:
        return elb_json_rule(report, item->rule, is_short);
    case ELB_ITEM_PROFILE:
        return elb_json_profile(report, item->profile, is_short);
    case ELB_ITEM_KIND_COUNT:
        break;
    }
    return NULL;
}

/* All clients of a family, whole. */
static void append_family(struct elb_report *report, json_t *array, const char *family)
{
    for (size_t i = 0; i < report->catalog->client_count; i++) {
        const struct elb_client *client = &report->catalog->clients[i];

        if (client->family && elb_text_is_nocase(elb_text_from(family), client->family))
            elb_json_append(report, array, elb_json_client(report, client, false));
    }
}

static json_t *array_of(struct elb_report *report, const struct elb_items *items,
                        enum elb_item_kind kind, bool is_short)
{
    json_t *array = json_array();

    for (size_t i = 0; i < items->count; i++) {
        if (items->list[i].kind == kind)
            elb_json_append(report, array, object_of(report, &items->list[i], is_short));
        else if (kind == ELB_ITEM_CLIENT && items->list[i].kind == ELB_ITEM_FAMILY && !is_short)
            append_family(report, array, items->list[i].family);
    }
    return array;
}

void elb_json_items(struct elb_report *report, const char *schema, const struct elb_items *items,
                    bool is_short)
{
    static const struct {
        const char *key;
        enum elb_item_kind kind;
    } arrays[] = {
        {"policies", ELB_ITEM_POLICY},  {"suites", ELB_ITEM_SUITE},
        {"groups", ELB_ITEM_GROUP},     {"signature_schemes", ELB_ITEM_SCHEME},
        {"clients", ELB_ITEM_CLIENT},   {"families", ELB_ITEM_FAMILY},
        {"sources", ELB_ITEM_SOURCE},   {"rules", ELB_ITEM_RULE},
        {"profiles", ELB_ITEM_PROFILE},
    };
    json_t *document = elb_json_begin(report, schema);

    for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
        elb_json_set(report, document, arrays[i].key,
                     array_of(report, items, arrays[i].kind, is_short));
    elb_json_finish(report, document);
}

static void write_show(struct elb_report *report, const void *result)
{
    elb_json_items(report, "elblint/show/1", result, false);
}

const struct elb_reporter elb_reporter_show_json = {
    .verb = "show",
    .format = "json",
    .write = write_show,
};
