/* SPDX-License-Identifier: MIT */

/* JA4_r and JA4_ro. */
#include "read/fingerprint.h"

#include "tls/hello.h"

#define PREFIX_LENGTH 10

struct ja4 {
    struct elb_draft *draft;
    struct elb_text text;
    struct elb_draft_codes suites;
    struct elb_draft_codes extensions;
    struct elb_draft_codes schemes;
    size_t lists;
};

static const struct {
    const char *letters;
    uint16_t version;
} versions[] = {
    {"13", ELB_TLS1_3}, {"12", ELB_TLS1_2}, {"11", ELB_TLS1_1},
    {"10", ELB_TLS1_0}, {"s3", ELB_SSL3},
};

static uint16_t highest_version(struct elb_text text)
{
    for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
        if (memcmp(text.start + 1, versions[i].letters, 2) == 0)
            return versions[i].version;
    }
    return 0;
}

static enum elb_status read_list(struct ja4 *ja4, struct elb_text field,
                                 struct elb_draft_codes *list, struct elb_error *reterr)
{
    struct elb_text rest = field.length > 0 ? field : (struct elb_text){0};
    enum elb_status status = ELB_OK;
    struct elb_text item;
    uint64_t code;

    list->is_given = true;
    while (status == ELB_OK && elb_text_next_field(&rest, ",", &item)) {
        if (item.length != 4 || !elb_text_parse_hex(item, UINT16_MAX, &code))
            return elb_reading_fail(
                ja4->draft->reading, item.length > 0 ? item : field, reterr, ELB_ERROR_SYNTAX,
                "'%.*s' is not four hex digits, as a JA4 has them", ELB_TEXT_ARGS(item));
        if (list->count >= ja4->draft->reading->limits->suites)
            return elb_error_set(reterr, ELB_ERROR_LIMIT, ja4->draft->reading->path, 0, 0,
                                 "more than %zu items in a list",
                                 ja4->draft->reading->limits->suites);
        status = elb_draft_add_code(ja4->draft, list, (uint16_t)code, reterr);
    }
    return status;
}

static enum elb_status read_lists(struct ja4 *ja4, struct elb_error *reterr)
{
    struct elb_draft_codes *const lists[] = {&ja4->suites, &ja4->extensions, &ja4->schemes};
    struct elb_text rest = elb_text_skip(ja4->text, PREFIX_LENGTH + 1);
    enum elb_status status = ELB_OK;
    struct elb_text field;

    while (status == ELB_OK && elb_text_next_field(&rest, "_", &field)) {
        if (ja4->lists < 3)
            status = read_list(ja4, field, lists[ja4->lists], reterr);
        ja4->lists++;
    }
    if (status == ELB_OK && (ja4->lists < 2 || ja4->lists > 3))
        return elb_reading_fail(ja4->draft->reading, ja4->text, reterr, ELB_ERROR_SYNTAX,
                                "a JA4_r has two or three lists, and here are %zu", ja4->lists);
    return status;
}

static bool is_sorted(const struct elb_draft_codes *list)
{
    for (size_t i = 1; i < list->count; i++) {
        if (list->codes[i - 1] > list->codes[i])
            return false;
    }
    return true;
}

static bool has_code(const struct elb_draft_codes *list, uint16_t code)
{
    const struct elb_codes codes = {ELB_SENT, list->codes, list->count};

    return elb_codes_has(&codes, code);
}

/* JA4_ro; one whose lists are sorted by chance can't be told from a JA4_r. */
static bool is_in_order(const struct ja4 *ja4)
{
    return has_code(&ja4->extensions, ELB_EXTENSION_SERVER_NAME) ||
           has_code(&ja4->extensions, ELB_EXTENSION_ALPN) || !is_sorted(&ja4->suites) ||
           !is_sorted(&ja4->extensions);
}

static size_t two_digits(const char *digits)
{
    return (size_t)(digits[0] - '0') * 10 + (size_t)(digits[1] - '0');
}

/* The counts stop at 99. JA4_r has no server name and no ALPN in its list; both are counted. */
static enum elb_status check_counts(const struct ja4 *ja4, struct elb_error *reterr)
{
    const char *prefix = ja4->text.start;
    const size_t suites = two_digits(prefix + 4);
    const size_t extensions = two_digits(prefix + 6);
    size_t hidden = 0;

    if (!is_in_order(ja4))
        hidden = (prefix[3] == 'd' ? 1u : 0u) + (memcmp(prefix + 8, "00", 2) != 0 ? 1u : 0u);
    if (suites != (ja4->suites.count > 99 ? 99 : ja4->suites.count))
        return elb_reading_fail(ja4->draft->reading, ja4->text, reterr, ELB_ERROR_DATA,
                                "the JA4 counts %zu cipher suites, and lists %zu", suites,
                                ja4->suites.count);
    if (extensions != (ja4->extensions.count + hidden > 99 ? 99 : ja4->extensions.count + hidden))
        return elb_reading_fail(ja4->draft->reading, ja4->text, reterr, ELB_ERROR_DATA,
                                "the JA4 counts %zu extensions, and has %zu", extensions,
                                ja4->extensions.count + hidden);
    return ELB_OK;
}

static enum elb_status set_versions(struct ja4 *ja4, struct elb_error *reterr)
{
    const uint16_t highest = highest_version(ja4->text);

    if (!has_code(&ja4->extensions, ELB_EXTENSION_VERSIONS)) {
        ja4->draft->client.legacy_version = highest;
        return ELB_OK;
    }
    return elb_draft_note(ja4->draft, reterr,
                          "the versions are not known below the highest one, %s",
                          elb_version_name(highest));
}

static enum elb_status fill(struct ja4 *ja4, struct elb_error *reterr)
{
    struct elb_draft *draft = ja4->draft;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < ja4->suites.count; i++)
        status = elb_offer_add(&draft->offer, ja4->suites.codes[i], reterr);
    if (ja4->schemes.count > 0)
        draft->schemes = ja4->schemes;
    elb_draft_apply_extensions(draft, &ja4->extensions);
    draft->client.server_name = ja4->text.start[3] == 'd' ? ELB_YES : ELB_NO;
    if (is_in_order(ja4))
        draft->client.extensions =
            (struct elb_codes){ELB_SENT, ja4->extensions.codes, ja4->extensions.count};
    else if (status == ELB_OK)
        status = elb_draft_note(draft, reterr,
                                "the order of the cipher suites is not known: a JA4_r sorts them");
    return status == ELB_OK ? set_versions(ja4, reterr) : status;
}

enum elb_status elb_ja4_parse(struct elb_draft *draft, struct elb_text text,
                              struct elb_error *reterr)
{
    struct ja4 ja4 = {.draft = draft, .text = text};
    enum elb_status status;

    if (text.start[0] == 'd')
        return elb_reading_fail(draft->reading, text, reterr, ELB_ERROR_UNSUPPORTED,
                                "this is a client of DTLS, which no load balancer here speaks");
    if (highest_version(text) == 0)
        return elb_reading_fail(draft->reading, text, reterr, ELB_ERROR_UNSUPPORTED,
                                "'%.2s' is no version from SSLv3 to TLSv1.3", text.start + 1);
    status = read_lists(&ja4, reterr);
    if (status == ELB_OK)
        status = check_counts(&ja4, reterr);
    if (status == ELB_OK)
        status = fill(&ja4, reterr);
    return status;
}
