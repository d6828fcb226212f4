/* SPDX-License-Identifier: MIT */

/*
 * What a server answered, in the words of `openssl s_client`. With -msg each message is a line
 * that says whose it is, and its bytes; before OpenSSL 1.1 without the comma:
 *
 *     <<< TLS 1.2, Handshake [length 0045], ServerHello
 *         02 00 00 41 03 03 f4 52 ...
 *     <<< TLS 1.3, Alert [length 0002], fatal handshake_failure
 *         02 28
 *
 * With -trace each is taken apart (ssl/t1_trce.c of OpenSSL), one field a line:
 *
 *     Received Record
 *         ServerHello, Length=65
 *           cipher_suite {0xC0, 0x2B} TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
 *     Received Record
 *         Level=fatal(2), description=handshake failure(40)
 */

#include "read/observed/s_client.h"

#include "read/log.h"
#include "tls/bytes.h"

#include <string.h>

enum {
    SERVER_HELLO = 2,
    SERVER_KEY_EXCHANGE = 12,
    CERTIFICATE_VERIFY = 15,
};

#define NAMED_CURVE 3 /* RFC 8422 section 5.4 */

#define FATAL                 2
#define HANDSHAKE_FAILURE     40
#define PROTOCOL_VERSION      70
#define INSUFFICIENT_SECURITY 71
#define INAPPROPRIATE         86

/* RFC 8446 section 4.1.3: the random of a ServerHello that is a HelloRetryRequest. */
static const unsigned char retry_random[32] = {
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
};

/* The field says TLSv1.2 also in TLSv1.3; its suites are of no other version. */
static void take_suite(struct elb_server_messages *messages, uint16_t suite)
{
    messages->suite = suite;
    if (suite >> 8 == 0x13)
        messages->version = ELB_TLS1_3;
}

static void take_version(struct elb_server_messages *messages, size_t version)
{
    if (version <= UINT16_MAX && elb_version_bit((uint16_t)version) && messages->suite >> 8 != 0x13)
        messages->version = (uint16_t)version;
}

/* ---- Bytes (-msg) ---------------------------------------------------------------------------- */

static void read_extension(struct elb_server_messages *messages, size_t type, struct elb_text body)
{
    if (type == ELB_EXTENSION_VERSIONS && body.length == 2)
        take_version(messages, elb_bytes_u16(body, 0));
    if (type == ELB_EXTENSION_KEY_SHARES && body.length >= 2)
        messages->group = (uint16_t)elb_bytes_u16(body, 0);
}

static void read_extensions(struct elb_server_messages *messages, struct elb_text rest)
{
    struct elb_text list;
    struct elb_text body;
    size_t type;

    if (!elb_bytes_take_vector(&rest, 2, &list))
        return;
    while (elb_bytes_take_number(&list, 2, &type) && elb_bytes_take_vector(&list, 2, &body))
        read_extension(messages, type, body);
}

static void read_hello(struct elb_server_messages *messages, struct elb_text body)
{
    struct elb_text random;
    struct elb_text session;
    size_t version;
    size_t suite;
    size_t compression;

    if (!elb_bytes_take_number(&body, 2, &version) ||
        !elb_bytes_take(&body, sizeof(retry_random), &random) ||
        !elb_bytes_take_vector(&body, 1, &session) || !elb_bytes_take_number(&body, 2, &suite) ||
        !elb_bytes_take_number(&body, 1, &compression))
        return;
    if (memcmp(random.start, retry_random, sizeof(retry_random)) == 0)
        messages->hello_retry = true;
    take_version(messages, version);
    take_suite(messages, (uint16_t)suite);
    read_extensions(messages, body);
}

/* Only ECDHE names a group; below TLSv1.2 no scheme is named (RFC 8422, 5246 section 7.4.3). */
static void read_key_exchange(struct elb_server_messages *messages, struct elb_text body)
{
    struct elb_text point;
    size_t type;
    size_t group;
    size_t scheme;

    if (!elb_bytes_take_number(&body, 1, &type) || type != NAMED_CURVE ||
        !elb_bytes_take_number(&body, 2, &group) || !elb_bytes_take_vector(&body, 1, &point))
        return;
    messages->group = (uint16_t)group;
    if (messages->version == ELB_TLS1_2 && elb_bytes_take_number(&body, 2, &scheme))
        messages->scheme = (uint16_t)scheme;
}

static void read_message(struct elb_server_messages *messages, struct elb_text bytes)
{
    struct elb_text body;
    size_t type;

    if (!elb_bytes_take_number(&bytes, 1, &type) || !elb_bytes_take_vector(&bytes, 3, &body))
        return;
    if (type == SERVER_HELLO)
        read_hello(messages, body);
    else if (type == SERVER_KEY_EXCHANGE)
        read_key_exchange(messages, body);
    else if (type == CERTIFICATE_VERIFY && body.length >= 2)
        messages->scheme = (uint16_t)elb_bytes_u16(body, 0);
}

static void read_bytes(struct elb_server_messages *messages, struct elb_text line)
{
    struct elb_text at;
    struct elb_text bytes;

    if (!elb_hex_decode(line, &messages->decoded, &at)) {
        messages->length = 0; /* something fell into it (2>&1) */
        return;
    }
    if (messages->decoded.length < messages->length)
        return;
    messages->length = 0;
    bytes = (struct elb_text){messages->decoded.bytes, messages->decoded.length};
    if (!messages->is_alert)
        read_message(messages, bytes);
    else if (bytes.length == 2 && elb_byte_at(bytes, 0) == FATAL)
        messages->alert = elb_byte_at(bytes, 1);
}

static void begin_bytes(struct elb_server_messages *messages, struct elb_text line)
{
    struct elb_text length;

    messages->has_any = true;
    messages->is_server = elb_text_has_prefix(line, "<<< ");
    messages->is_alert = elb_text_find(line, ELB_TEXT("Alert [length")) != SIZE_MAX;
    messages->length = 0;
    messages->decoded.length = 0;
    if (!messages->is_server ||
        (!messages->is_alert && elb_text_find(line, ELB_TEXT("Handshake [length")) == SIZE_MAX) ||
        !elb_log_between(line, "[length ", "]", &length) ||
        !elb_text_parse_hex(length, ELB_SERVER_MESSAGE_MAX, &messages->length))
        return;
    messages->decoded.limit = (size_t)messages->length;
}

/* ---- Fields (-trace) ------------------------------------------------------------------------- */

static void trace_record(struct elb_server_messages *messages, struct elb_text rest)
{
    if (!elb_text_has_suffix(rest, "Record"))
        return;
    messages->has_any = true;
    messages->is_server = elb_text_has_prefix(rest, "Received ");
    messages->is_hello = false;
    messages->extension = UINT64_MAX;
}

static void trace_hello(struct elb_server_messages *messages, struct elb_text line)
{
    (void)line;
    messages->is_hello = messages->is_server;
    messages->extension = UINT64_MAX;
}

static void trace_version(struct elb_server_messages *messages, struct elb_text line)
{
    struct elb_text value;
    uint64_t number;

    if (elb_log_between(line, "=", " ", &value) &&
        elb_text_parse_unsigned(value, UINT16_MAX, &number))
        take_version(messages, (size_t)number);
}

static void trace_suite(struct elb_server_messages *messages, struct elb_text line)
{
    uint16_t suite;

    if (messages->is_hello && elb_log_suite_bytes(line, &suite))
        take_suite(messages, suite);
}

/* The random's first bytes are printed as a time. */
static void trace_time(struct elb_server_messages *messages, struct elb_text line)
{
    if (messages->is_hello && elb_text_has_suffix(line, "=0xCF21AD74"))
        messages->hello_retry = true;
}

static void trace_extension(struct elb_server_messages *messages, struct elb_text line)
{
    struct elb_text type;

    if (!elb_log_in_parentheses(line, &type) ||
        !elb_text_parse_unsigned(type, UINT16_MAX, &messages->extension))
        messages->extension = UINT64_MAX;
}

static void trace_group(struct elb_server_messages *messages, struct elb_text line)
{
    if (messages->is_server)
        (void)elb_log_code(line, &messages->group);
}

/* The certificates are printed too, with lines of the same beginning and without a number. */
static void trace_scheme(struct elb_server_messages *messages, struct elb_text line)
{
    if (messages->is_server)
        (void)elb_log_code(line, &messages->scheme);
}

static void trace_alert(struct elb_server_messages *messages, struct elb_text line)
{
    uint16_t alert;

    if (messages->is_server && elb_log_code(line, &alert))
        messages->alert = alert;
}

/* "TLS 1.3 (772)", the only line of the extension in a ServerHello */
static void trace_selected_version(struct elb_server_messages *messages, struct elb_text line)
{
    uint16_t version;

    if (messages->is_hello && messages->extension == ELB_EXTENSION_VERSIONS &&
        elb_log_code(line, &version))
        take_version(messages, version);
}

static const struct {
    const char *prefix;
    void (*read)(struct elb_server_messages *messages, struct elb_text line);
} fields[] = {
    {"Received ", trace_record},           {"Sent ", trace_record},
    {"ServerHello, Length=", trace_hello}, {"server_version=", trace_version},
    {"cipher_suite {", trace_suite},       {"gmt_unix_time=", trace_time},
    {"extension_type=", trace_extension},  {"NamedGroup: ", trace_group},
    {"named_curve: ", trace_group},        {"Signature Algorithm: ", trace_scheme},
    {"Level=fatal(2), ", trace_alert},     {"TLS 1.", trace_selected_version},
};

/* ---- Both ------------------------------------------------------------------------------------ */

void elb_server_messages_line(struct elb_server_messages *messages, struct elb_text line)
{
    if (elb_log_is_message(line)) {
        begin_bytes(messages, line);
        return;
    }
    if (messages->length > 0) {
        read_bytes(messages, line);
        return;
    }
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (elb_text_has_prefix(line, fields[i].prefix))
            fields[i].read(messages, line);
    }
}

void elb_server_messages_clear(struct elb_server_messages *messages)
{
    *messages = (struct elb_server_messages){.decoded = {.bytes = messages->decoded.bytes}};
}

bool elb_server_messages_are_in(struct elb_text text)
{
    static const struct elb_text signs[] = {
        ELB_TEXT_INIT("Received Record\n"),
        ELB_TEXT_INIT("Received TLS Record\n"),
        ELB_TEXT_INIT("<<< TLS 1."),
        ELB_TEXT_INIT("<<< SSL 3"),
    };

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (elb_text_find(text, signs[i]) != SIZE_MAX)
            return true;
    }
    return false;
}

bool elb_server_messages_are_refusal(const struct elb_server_messages *messages)
{
    return !messages->suite &&
           (messages->alert == HANDSHAKE_FAILURE || messages->alert == PROTOCOL_VERSION ||
            messages->alert == INSUFFICIENT_SECURITY || messages->alert == INAPPROPRIATE);
}
