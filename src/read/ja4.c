/* SPDX-License-Identifier: MIT */
#include "read/ja4.h"

#include "read/openssl.h"
#include "tls/hello.h"

#include <stdio.h>

#define COUNT_MAX   99 /* there are two digits */
#define HASH_LENGTH 12

static bool has_extension(const struct elb_client *client, uint16_t type)
{
    return elb_codes_has(&client->extensions, type);
}

static bool is_settled(const struct elb_client *client, uint16_t type, const struct elb_codes *list)
{
    return list->presence == ELB_SENT || !has_extension(client, type);
}

static bool is_known(const struct elb_client *client)
{
    return client->hello == ELB_HELLO_TLS && client->legacy_version != 0 &&
           client->suites.presence == ELB_SENT && !client->suites_incomplete &&
           client->extensions.presence != ELB_UNKNOWN &&
           is_settled(client, ELB_EXTENSION_SCHEMES, &client->schemes) &&
           is_settled(client, ELB_EXTENSION_VERSIONS, &client->supported_versions) &&
           (client->alpn_count > 0 || !has_extension(client, ELB_EXTENSION_ALPN));
}

/* ---- The first part ------------------------------------------------------------------------- */

static uint16_t highest_version(const struct elb_client *client)
{
    const struct elb_codes *versions = &client->supported_versions;
    uint16_t highest = 0;

    if (versions->presence != ELB_SENT)
        return client->legacy_version;
    for (size_t i = 0; i < versions->count; i++) {
        if (!elb_is_grease(versions->codes[i]) && versions->codes[i] > highest)
            highest = versions->codes[i];
    }
    return highest;
}

static const char *version_name(uint16_t version)
{
    static const char *const names[] = {"s3", "10", "11", "12", "13"};

    return version >= ELB_SSL3 && version <= ELB_TLS1_3 ? names[version - ELB_SSL3] : "00";
}

static size_t count_codes(const struct elb_codes *list)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += !elb_is_grease(list->codes[i]);
    return count < COUNT_MAX ? count : COUNT_MAX;
}

static bool is_alphanumeric(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The byte of a name, which has \xNN for what isn't printable (elb_hello_add_alpn). */
static unsigned char take_byte(const char **name)
{
    uint64_t byte = (unsigned char)**name;
    size_t length = 1;

    if ((*name)[0] == '\\' && (*name)[1] == 'x' && strlen(*name) >= 4 &&
        elb_text_parse_hex((struct elb_text){*name + 2, 2}, UINT8_MAX, &byte))
        length = 4;
    *name += length;
    return (unsigned char)byte;
}

/* Its first and last character; where one is no letter or digit, those of the whole in hex. */
static void append_alpn(struct elb_buffer *buffer, const char *name)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char first = take_byte(&name);
    unsigned char last = first;

    while (*name != '\0')
        last = take_byte(&name);
    if (is_alphanumeric(first) && is_alphanumeric(last))
        elb_buffer_printf(buffer, "%c%c", first, last);
    else
        elb_buffer_printf(buffer, "%c%c", digits[first >> 4], digits[last & 0x0F]);
}

/* ---- The lists ------------------------------------------------------------------------------ */

static bool is_left_out(uint16_t code, bool is_extension)
{
    return elb_is_grease(code) ||
           (is_extension && (code == ELB_EXTENSION_SERVER_NAME || code == ELB_EXTENSION_ALPN));
}

/* In ascending order, repeated codes as often as they are there. */
static void append_sorted(struct elb_buffer *buffer, const struct elb_codes *list,
                          bool is_extension)
{
    uint8_t listed[65536 / 8] = {0};
    const char *separator = "";

    for (size_t i = 0; i < list->count; i++)
        listed[list->codes[i] / 8] |= (uint8_t)(1u << (list->codes[i] % 8));
    for (uint32_t code = 0; code <= UINT16_MAX; code++) {
        if (!(listed[code / 8] & 1u << (code % 8)) || is_left_out((uint16_t)code, is_extension))
            continue;
        for (size_t i = 0; i < list->count; i++) {
            if (list->codes[i] != code)
                continue;
            elb_buffer_printf(buffer, "%s%04x", separator, code);
            separator = ",";
        }
    }
}

static void append_schemes(struct elb_buffer *buffer, const struct elb_codes *schemes)
{
    const char *separator = "_";

    for (size_t i = 0; i < schemes->count; i++) {
        if (elb_is_grease(schemes->codes[i]))
            continue;
        elb_buffer_printf(buffer, "%s%04x", separator, schemes->codes[i]);
        separator = ",";
    }
}

bool elb_client_ja4_r(const struct elb_client *client, struct elb_buffer *buffer)
{
    if (!is_known(client))
        return false;
    elb_buffer_printf(buffer, "t%s%c%02zu%02zu", version_name(highest_version(client)),
                      has_extension(client, ELB_EXTENSION_SERVER_NAME) ? 'd' : 'i',
                      count_codes(&client->suites), count_codes(&client->extensions));
    if (client->alpn_count > 0 && client->alpn[0][0] != '\0')
        append_alpn(buffer, client->alpn[0]);
    else
        elb_buffer_append_string(buffer, "00");
    elb_buffer_append_char(buffer, '_');
    append_sorted(buffer, &client->suites, false);
    elb_buffer_append_char(buffer, '_');
    append_sorted(buffer, &client->extensions, true);
    append_schemes(buffer, &client->schemes);
    return true;
}

/* ---- The hashes ----------------------------------------------------------------------------- */

/* An empty list has zeroes instead of a hash. */
static enum elb_status hash_part(struct elb_text part, char ret_hash[HASH_LENGTH + 1],
                                 struct elb_error *reterr)
{
    char hash[ELB_OPENSSL_SHA256_SIZE] = "000000000000";
    enum elb_status status = ELB_OK;

    if (part.length > 0)
        status = elb_openssl_sha256(part, hash, reterr);
    memcpy(ret_hash, hash, HASH_LENGTH);
    ret_hash[HASH_LENGTH] = '\0';
    return status;
}

enum elb_status elb_ja4_hash(struct elb_text ja4_r, char ret_ja4[ELB_JA4_SIZE],
                             struct elb_error *reterr)
{
    char hashes[2][HASH_LENGTH + 1];
    struct elb_text head = {0};
    struct elb_text suites = {0};
    enum elb_status status;

    (void)elb_text_next_field(&ja4_r, "_", &head);
    (void)elb_text_next_field(&ja4_r, "_", &suites);
    status = hash_part(suites, hashes[0], reterr);
    if (status == ELB_OK)
        status = hash_part(ja4_r, hashes[1], reterr);
    if (status == ELB_OK)
        (void)snprintf(ret_ja4, ELB_JA4_SIZE, "%.*s_%s_%s", ELB_TEXT_ARGS(head), hashes[0],
                       hashes[1]);
    return status;
}
