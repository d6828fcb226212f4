/* SPDX-License-Identifier: MIT */

/* JA3 strings. */
#include "read/fingerprint.h"

#include "tls/hello.h"

#define FIELDS      5
#define HASH_LENGTH 32

static bool has_code(const struct elb_draft_codes *list, uint16_t code)
{
    const struct elb_codes codes = {ELB_SENT, list->codes, list->count};

    return elb_codes_has(&codes, code);
}

static void apply(const struct elb_draft_codes *extensions, uint16_t type, struct elb_codes *codes)
{
    if (codes->presence == ELB_UNKNOWN && !has_code(extensions, type))
        codes->presence = ELB_NOT_SENT;
}

void elb_draft_apply_extensions(struct elb_draft *draft, const struct elb_draft_codes *extensions)
{
    struct elb_client *client = &draft->client;

    if (!draft->groups.is_given)
        apply(extensions, ELB_EXTENSION_GROUPS, &client->groups);
    if (!draft->schemes.is_given)
        apply(extensions, ELB_EXTENSION_SCHEMES, &client->schemes);
    apply(extensions, ELB_EXTENSION_POINT_FORMATS, &client->point_formats);
    apply(extensions, ELB_EXTENSION_KEY_SHARES, &client->key_shares);
    apply(extensions, ELB_EXTENSION_VERSIONS, &client->supported_versions);
    client->server_name = has_code(extensions, ELB_EXTENSION_SERVER_NAME) ? ELB_YES : ELB_NO;
}

static bool is_hex(struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!strchr("0123456789abcdefABCDEF", text.start[i]))
            return false;
    }
    return true;
}

/* 771 and so on, and a comma; then nothing but digits, dashes and commas. */
static bool is_ja3(struct elb_text text)
{
    uint64_t version;

    if (text.length < 4 || text.start[3] != ',' ||
        !elb_text_parse_unsigned((struct elb_text){text.start, 3}, ELB_TLS1_3, &version) ||
        version < ELB_SSL3)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!strchr("0123456789-,", text.start[i]))
            return false;
    }
    return true;
}

/* The transport, a version, d or i, and four digits. */
static bool is_ja4(struct elb_text text)
{
    if (text.length < 11 || !strchr("tqd", text.start[0]) || !strchr("di", text.start[3]) ||
        text.start[10] != '_')
        return false;
    for (size_t i = 4; i < 8; i++) {
        if (text.start[i] < '0' || text.start[i] > '9')
            return false;
    }
    return true;
}

/* Both hashes of a JA4 have twelve digits, and no list has that. */
static bool is_ja4_hash(struct elb_text text)
{
    struct elb_text rest = elb_text_skip(text, 11);
    struct elb_text part = {0};

    return elb_text_next_field(&rest, "_", &part) && part.length == 12 && is_hex(part);
}

enum elb_fingerprint elb_fingerprint_guess(struct elb_text text)
{
    if (is_ja3(text))
        return ELB_FINGERPRINT_JA3;
    if (is_ja4(text))
        return is_ja4_hash(text) ? ELB_FINGERPRINT_HASH : ELB_FINGERPRINT_JA4;
    return text.length == HASH_LENGTH && is_hex(text) ? ELB_FINGERPRINT_HASH : ELB_FINGERPRINT_NONE;
}

/* "29-23-24"; an empty one has none. */
static enum elb_status read_list(struct elb_draft *draft, struct elb_text field, uint64_t maximum,
                                 struct elb_draft_codes *list, struct elb_error *reterr)
{
    struct elb_text rest = field.length > 0 ? field : (struct elb_text){0};
    enum elb_status status = ELB_OK;
    struct elb_text item;
    uint64_t code;

    list->is_given = true;
    while (status == ELB_OK && elb_text_next_field(&rest, "-", &item)) {
        if (!elb_text_parse_unsigned(item, maximum, &code))
            return elb_reading_fail(draft->reading, item.length > 0 ? item : field, reterr,
                                    ELB_ERROR_SYNTAX,
                                    "'%.*s' is no number from 0 to %u, as a JA3 has",
                                    ELB_TEXT_ARGS(item), (unsigned)maximum);
        if (list->count >= draft->reading->limits->suites)
            return elb_error_set(reterr, ELB_ERROR_LIMIT, draft->reading->path, 0, 0,
                                 "more than %zu items in a list", draft->reading->limits->suites);
        status = elb_draft_add_code(draft, list, (uint16_t)code, reterr);
    }
    return status;
}

static struct elb_codes sent(const struct elb_draft_codes *list)
{
    return (struct elb_codes){ELB_SENT, list->codes, list->count};
}

static enum elb_status set_versions(struct elb_draft *draft, uint16_t legacy_version,
                                    const struct elb_draft_codes *extensions,
                                    struct elb_error *reterr)
{
    if (!has_code(extensions, ELB_EXTENSION_VERSIONS)) {
        draft->client.legacy_version = legacy_version;
        return ELB_OK;
    }
    return elb_draft_note(draft, reterr,
                          "the versions are not known: the hello has a list of them, and a JA3 "
                          "doesn't say what is in it");
}

static enum elb_status fill(struct elb_draft *draft, uint16_t version,
                            struct elb_draft_codes lists[4], struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < lists[0].count; i++)
        status = elb_offer_add(&draft->offer, lists[0].codes[i], reterr);
    draft->client.extensions = sent(&lists[1]);
    if (lists[2].count > 0 || has_code(&lists[1], ELB_EXTENSION_GROUPS))
        draft->client.groups = sent(&lists[2]);
    if (lists[3].count > 0 || has_code(&lists[1], ELB_EXTENSION_POINT_FORMATS))
        draft->client.point_formats = sent(&lists[3]);
    elb_draft_apply_extensions(draft, &lists[1]);
    return status == ELB_OK ? set_versions(draft, version, &lists[1], reterr) : status;
}

enum elb_status elb_ja3_parse(struct elb_draft *draft, struct elb_text text,
                              struct elb_error *reterr)
{
    struct elb_draft_codes lists[FIELDS - 1] = {0};
    enum elb_status status = ELB_OK;
    struct elb_text rest = text;
    struct elb_text field;
    uint64_t version = 0;
    size_t count = 0;

    while (status == ELB_OK && elb_text_next_field(&rest, ",", &field)) {
        if (count == 0 && !elb_text_parse_unsigned(field, ELB_TLS1_3, &version))
            version = 0;
        if (count > 0 && count < FIELDS)
            status = read_list(draft, field, count == FIELDS - 1 ? UINT8_MAX : UINT16_MAX,
                               &lists[count - 1], reterr);
        count++;
    }
    if (status == ELB_OK && count != FIELDS)
        return elb_reading_fail(draft->reading, text, reterr, ELB_ERROR_SYNTAX,
                                "a JA3 has 5 fields between commas, and here are %zu", count);
    if (status == ELB_OK)
        status = fill(draft, (uint16_t)version, lists, reterr);
    return status;
}
