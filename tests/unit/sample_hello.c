/* SPDX-License-Identifier: MIT */

#include "sample_hello.h"

#include "base/text.h"
#include "sample_catalog.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static const struct {
    const char *word;
    const char *means;
} bases[] = {
    {"tls13", "legacy=0303 versions=0304,0303 "
              "suites=1301,1302,1303,C02B,C02F,C02C,C030,C009,C013,009C,002F "
              "groups=1D,17,18 shares=1D schemes=0403,0804,0401,0503,0805,0501,0203,0201"},
    {"tls12", "legacy=0303 versions=none suites=C02B,C02F,C02C,C030,C009,C013,009C,002F "
              "groups=17,18 shares=none schemes=0403,0401,0503,0501,0203,0201"},
    {"tls10", "legacy=0301 versions=none suites=C009,C013,002F,000A groups=17,18 shares=none "
              "schemes=none"},
    {"list", "legacy=0000"},
};

static uint16_t parse_code(struct elb_text text, const char *hello)
{
    char digits[8] = "";
    char *end;

    if (text.length < sizeof(digits))
        memcpy(digits, text.start, text.length);
    unsigned long code = strtoul(digits, &end, 16);
    ck_assert_msg(end != digits && *end == '\0', "sample '%s': '%.*s' is no code", hello,
                  ELB_TEXT_ARGS(text));
    return (uint16_t)code;
}

static void parse_list(struct elb_text text, const char *hello, struct elb_codes *list,
                       uint16_t *codes)
{
    struct elb_text word;

    *list = (struct elb_codes){.presence = ELB_SENT, .codes = codes};
    if (elb_text_is(text, "?") || elb_text_is(text, "none")) {
        list->presence = elb_text_is(text, "?") ? ELB_UNKNOWN : ELB_NOT_SENT;
        list->codes = NULL;
        return;
    }
    while (elb_text_next_word(&text, ",", &word)) {
        ck_assert_uint_lt(list->count, 24);
        codes[list->count++] = parse_code(word, hello);
    }
}

static elb_version_set parse_versions(struct elb_text text, const char *hello)
{
    elb_version_set versions = 0;
    struct elb_text word;

    while (elb_text_next_word(&text, ",", &word))
        versions |= elb_version_bit(parse_code(word, hello));
    return versions;
}

static unsigned parse_bits(struct elb_text text)
{
    uint64_t bits = 0;

    ck_assert(elb_text_parse_unsigned(text, 65536, &bits));
    return (unsigned)bits;
}

static void parse_value(struct sample_hello *hello, struct elb_text key, struct elb_text value,
                        const char *text)
{
    struct elb_client *client = &hello->client;
    const struct {
        const char *key;
        struct elb_codes *list;
    } lists[] = {{"versions", &client->supported_versions},
                 {"suites", &client->suites},
                 {"groups", &client->groups},
                 {"shares", &client->key_shares},
                 {"schemes", &client->schemes}};

    for (size_t i = 0; i < LENGTH(lists); i++) {
        if (elb_text_is(key, lists[i].key)) {
            parse_list(value, text, lists[i].list, hello->codes[i]);
            return;
        }
    }
    if (elb_text_is(key, "legacy"))
        client->legacy_version = parse_code(value, text);
    else if (elb_text_is(key, "least"))
        client->minimum_version = parse_code(value, text);
    else if (elb_text_is(key, "offers"))
        client->versions = parse_versions(value, text);
    else if (elb_text_is(key, "rsa-min"))
        client->constraints.min_rsa_bits = parse_bits(value);
    else if (elb_text_is(key, "rsa-max"))
        client->constraints.max_rsa_bits = parse_bits(value);
    else
        ck_abort_msg("sample '%s': '%.*s'", text, ELB_TEXT_ARGS(key));
}

/* A hello of this form has no extensions: nothing is unknown about them. */
static void set_sslv2(struct elb_client *client)
{
    struct elb_codes none = {.presence = ELB_NOT_SENT};

    client->hello = ELB_HELLO_SSLV2;
    client->supported_versions = client->groups = client->key_shares = client->schemes = none;
}

static void parse_words(struct sample_hello *hello, const char *text)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text word;

    while (elb_text_next_word(&rest, " ", &word)) {
        size_t equals = elb_text_find(word, ELB_TEXT("="));
        size_t base = 0;

        if (equals != SIZE_MAX) {
            parse_value(hello, (struct elb_text){word.start, equals},
                        elb_text_skip(word, equals + 1), text);
            continue;
        }
        if (elb_text_is(word, "sslv2")) {
            set_sslv2(&hello->client);
            continue;
        }
        if (elb_text_is(word, "incomplete")) {
            hello->client.suites_incomplete = true;
            continue;
        }
        while (base < LENGTH(bases) && !elb_text_is(word, bases[base].word))
            base++;
        ck_assert_msg(base < LENGTH(bases), "sample '%s': '%.*s'", text, ELB_TEXT_ARGS(word));
        parse_words(hello, bases[base].means);
    }
}

void sample_hello_parse(const char *text, struct sample_hello *ret_hello)
{
    *ret_hello = (struct sample_hello){.client = {.id = text}};
    parse_words(ret_hello, text);
}

void sample_certificates_parse(const char *text, struct elb_certificates *ret_certificates)
{
    struct elb_text rest = elb_text_from(text);
    struct elb_text word;

    ret_certificates->count = 0;
    while (elb_text_next_word(&rest, ",", &word)) {
        enum elb_certificate kind = elb_certificate_from_name(word.start, word.length);

        ck_assert_msg(kind != ELB_CERTIFICATE_NONE, "no such certificate: '%s'", text);
        ck_assert_uint_lt(ret_certificates->count, ELB_CERTIFICATES_MAX);
        ret_certificates->list[ret_certificates->count++] = kind;
    }
}

static void add(char *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(char *text, const char *format, ...)
{
    size_t length = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text + length, SAMPLE_TEXT_MAX - length, format, arguments);
    va_end(arguments);
}

static void print_choice(const struct elb_outcome *outcome, char *text)
{
    const char *certificate = elb_certificate_name(outcome->certificate);

    add(text, "%s", elb_version_name(outcome->version));
    if (outcome->suite == NULL)
        add(text, " (no suite)");
    else
        add(text, " %04X", outcome->suite->code);
    if (outcome->group == NULL)
        add(text, " -");
    else
        add(text, " %02X", outcome->group->code);
    if (outcome->scheme == NULL)
        add(text, " -");
    else
        add(text, " %04X", outcome->scheme->code);
    add(text, " %s%s", certificate != NULL ? certificate : "-",
        outcome->hello_retry ? " retry" : "");
}

void sample_outcome_print(const struct elb_outcome *outcome, char text[SAMPLE_TEXT_MAX])
{
    static const char *const assumptions[] = {
        "groups",        "shares",     "schemes",        "minimum",
        "policy-groups", "policy-dhe", "policy-schemes", "no-fallback-check",
        "size",          "versions",   "complete"};
    static const char *const remarks[] = {"sha1",      "choice",     "dhe",     "no-share",
                                          "no-groups", "ecdhe-lost", "too-many"};

    text[0] = '\0';
    if (outcome->cause != ELB_CAUSE_NONE)
        add(text, "%s%s", elb_cause_name(outcome->cause), outcome->answered ? ": " : "");
    if (outcome->answered)
        print_choice(outcome, text);
    else if (outcome->version != 0)
        add(text, " %s", elb_version_name(outcome->version));
    for (size_t i = 0; i < 32; i++) {
        if (outcome->assumed & 1u << i)
            add(text, " +%s", i < LENGTH(assumptions) ? assumptions[i] : "???");
    }
    for (size_t i = 0; i < 32; i++) {
        if (outcome->remarks & 1u << i)
            add(text, " !%s", i < LENGTH(remarks) ? remarks[i] : "???");
    }
}

void sample_row_test(const struct sample_row *row)
{
    struct elb_certificates certificates;
    struct sample_hello hello;
    struct elb_outcome outcome;
    char text[SAMPLE_TEXT_MAX];

    sample_certificates_parse(row->certificates, &certificates);
    sample_hello_parse(row->hello, &hello);
    memset(&outcome, 0xA5, sizeof(outcome)); /* what the caller left there must not matter */
    elb_negotiate(sample_policy(row->policy), &certificates, &hello.client, &outcome);
    sample_outcome_print(&outcome, text);
    ck_assert_msg(strcmp(text, row->expected) == 0, "%s: got '%s', expected '%s'", row->name, text,
                  row->expected);
}
