/* SPDX-License-Identifier: MIT */

/* What a hello comes in: TLS records (RFC 8446 section 5.1), none, or the header of SSLv2. */
#include "tls/bytes.h"
#include "tls/hello.h"

#define HEADER_LENGTH  5
#define RECORD_MAX     16384
#define TYPE_HANDSHAKE 0x16
#define CLIENT_HELLO   1

/*
 * A pattern of leading bytes: `mask` tells which bits of each count. As long as the bytes agree,
 * what they are may still turn out.
 */
struct pattern {
    unsigned char bytes[11];
    unsigned char mask[11];
    size_t length;
    enum elb_hello_result result;
};

static const struct pattern patterns[] = {
    /* record, version, length, ClientHello, length below 131072, version */
    {{TYPE_HANDSHAKE, 3, 0, 0, 0, CLIENT_HELLO, 0, 0, 0, 3, 0},
     {0xFF, 0xFF, 0xF8, 0x80, 0, 0xFF, 0xFE, 0, 0, 0xFF, 0xF8},
     11,
     ELB_HELLO_COMPLETE},
    /* the same with hardly any of it in the first record */
    {{TYPE_HANDSHAKE, 3, 0, 0, 0, CLIENT_HELLO},
     {0xFF, 0xFF, 0xF8, 0xFF, 0xF8, 0xFF},
     6,
     ELB_HELLO_COMPLETE},
    /* the same without a record */
    {{CLIENT_HELLO, 0, 0, 0, 3, 0}, {0xFF, 0xFE, 0, 0, 0xFF, 0xF8}, 6, ELB_HELLO_COMPLETE},
    /* SSLv2: a length with its highest bit set, ClientHello, version */
    {{0x80, 0, CLIENT_HELLO, 3, 0}, {0x80, 0, 0xFF, 0xFF, 0xF8}, 5, ELB_HELLO_COMPLETE},
    /* the same without the length */
    {{CLIENT_HELLO, 3, 0, 0, 0, 0, 0}, {0xFF, 0xFF, 0xF8, 0, 0, 0xFF, 0}, 7, ELB_HELLO_COMPLETE},
    /* SSLv2 that offers nothing else */
    {{0x80, 0, CLIENT_HELLO, 0, 2}, {0x80, 0, 0xFF, 0xFF, 0xFF}, 5, ELB_HELLO_UNSUPPORTED},
    /* DTLS 1.0 to 1.3: RFC 6347 section 4.1 */
    {{TYPE_HANDSHAKE, 0xFE, 0xFC}, {0xFF, 0xFF, 0xFC}, 3, ELB_HELLO_UNSUPPORTED},
    /* QUIC 1, an Initial packet: RFC 9000 section 17.2.2 */
    {{0xC0, 0, 0, 0, 1}, {0xF0, 0xFF, 0xFF, 0xFF, 0xFF}, 5, ELB_HELLO_UNSUPPORTED},
};

/* How many bytes agree with the pattern: all that there are, or all of the pattern, or fewer. */
static bool agrees(const struct pattern *pattern, struct elb_text bytes)
{
    for (size_t i = 0; i < pattern->length && i < bytes.length; i++) {
        if ((elb_byte_at(bytes, i) ^ pattern->bytes[i]) & pattern->mask[i])
            return false;
    }
    return true;
}

enum elb_hello_result elb_hello_guess(struct elb_text bytes)
{
    enum elb_hello_result result = ELB_HELLO_OTHER;

    if (bytes.length == 0)
        return ELB_HELLO_PARTIAL;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
        if (!agrees(&patterns[i], bytes))
            continue;
        if (bytes.length >= patterns[i].length)
            return patterns[i].result;
        result = ELB_HELLO_PARTIAL;
    }
    return result;
}

static enum elb_hello_result partial(struct elb_text bytes, struct elb_hello_report *report)
{
    report->message = "it breaks off";
    report->offset = bytes.length;
    return ELB_HELLO_PARTIAL;
}

/* The length of the message whose beginning this is, header included; 0: not known yet. */
static size_t message_length(struct elb_text message)
{
    struct elb_text rest = elb_text_skip(message, 1);
    size_t length;

    return elb_bytes_take_number(&rest, 3, &length) ? 4 + length : 0;
}

static enum elb_hello_result parse_bare(struct elb_hello *hello, struct elb_text bytes,
                                        struct elb_hello_report *report)
{
    const size_t length = message_length(bytes);

    if (length > ELB_HELLO_MAX) {
        report->message = "its length is more than a ClientHello can have";
        return ELB_HELLO_MALFORMED;
    }
    if (length == 0 || length > bytes.length)
        return partial(bytes, report);
    return elb_hello_parse_message(hello, (struct elb_text){bytes.start, length}, report);
}

/* RFC 8446 section 5.1: nothing else may stand in the record that ends it, unencrypted. */
static enum elb_hello_result parse_joined(struct elb_hello *hello, struct elb_text message,
                                          struct elb_hello_report *report)
{
    const size_t length = message_length(message);

    if (length < message.length && length <= ELB_HELLO_MAX) {
        report->message = "another message stands behind it in its record";
        report->offset = length;
        return ELB_HELLO_MALFORMED;
    }
    return parse_bare(hello, message, report);
}

/* Takes the next record's content; PARTIAL if not all of it is there, which is then taken. */
static enum elb_hello_result take_record(struct elb_text *rest, struct elb_text *ret_content)
{
    const struct elb_text header = *rest;
    size_t length;

    if (rest->length < HEADER_LENGTH) {
        *ret_content = (struct elb_text){rest->start, 0};
        return elb_hello_guess(header) == ELB_HELLO_OTHER ? ELB_HELLO_MALFORMED : ELB_HELLO_PARTIAL;
    }
    length = elb_bytes_u16(header, 3);
    if (elb_byte_at(header, 0) != TYPE_HANDSHAKE || elb_byte_at(header, 1) != 3 || length == 0 ||
        length > RECORD_MAX)
        return ELB_HELLO_MALFORMED;
    *rest = elb_text_skip(*rest, HEADER_LENGTH);
    if (elb_bytes_take(rest, length, ret_content))
        return ELB_HELLO_COMPLETE;
    *ret_content = *rest;
    return ELB_HELLO_PARTIAL;
}

/* Puts the contents of the records together until the message is complete. */
static enum elb_hello_result join_records(struct elb_hello *hello, struct elb_text *rest,
                                          struct elb_hello_report *report)
{
    enum elb_hello_result result = ELB_HELLO_COMPLETE;
    struct elb_text message = {0};

    while (result == ELB_HELLO_COMPLETE) {
        const size_t length = message_length(message);
        struct elb_text content = {0};

        if (length > ELB_HELLO_MAX || (length > 0 && message.length >= length))
            return parse_joined(hello, message, report);
        result = take_record(rest, &content);
        elb_buffer_append_text(&hello->message, content);
        message = elb_buffer_text(&hello->message);
        if (hello->message.out_of_memory) {
            hello->out_of_memory = true;
            return ELB_HELLO_MALFORMED;
        }
    }
    report->message = "a record of another kind stands in the middle of it";
    report->offset = message.length;
    return result == ELB_HELLO_PARTIAL ? partial(message, report) : result;
}

/* Nearly always the first record holds the whole message, and nothing needs to be copied. */
static enum elb_hello_result parse_records(struct elb_hello *hello, struct elb_text bytes,
                                           struct elb_hello_report *report)
{
    struct elb_text rest = bytes;
    struct elb_text content = {0};
    enum elb_hello_result result = take_record(&rest, &content);
    const size_t length = message_length(content);

    if (result == ELB_HELLO_COMPLETE && length > 0 && length <= content.length) {
        result = parse_joined(hello, content, report);
    } else {
        rest = bytes;
        result = join_records(hello, &rest, report);
    }
    report->length = bytes.length - rest.length;
    return result;
}

static enum elb_hello_result parse_sslv2(struct elb_hello *hello, struct elb_text bytes,
                                         struct elb_hello_report *report)
{
    const size_t length = elb_bytes_u16(bytes, 0) & 0x7FFF;
    struct elb_text rest = elb_text_skip(bytes, 2);
    struct elb_text body;
    enum elb_hello_result result;

    if (!elb_bytes_take(&rest, length, &body))
        return partial(rest, report);
    result = elb_hello_parse_sslv2(hello, body, report);
    report->length = 2 + length;
    return result;
}

static enum elb_hello_result refuse_kind(struct elb_text bytes, struct elb_hello_report *report)
{
    if (elb_byte_at(bytes, 0) == TYPE_HANDSHAKE)
        report->message = "it is of DTLS, which load balancers don't speak to clients";
    else if (elb_byte_at(bytes, 2) == CLIENT_HELLO)
        report->message = "a hello of SSLv2 itself, which offers no version of TLS";
    else
        report->message = "it is in QUIC, which is not supported";
    return ELB_HELLO_UNSUPPORTED;
}

enum elb_hello_result elb_hello_parse(struct elb_hello *hello, struct elb_text bytes,
                                      struct elb_hello_report *report)
{
    const enum elb_hello_result guess = elb_hello_guess(bytes);

    elb_hello_clear(hello);
    *report = (struct elb_hello_report){0};
    if (guess == ELB_HELLO_PARTIAL)
        return partial(bytes, report);
    if (guess == ELB_HELLO_UNSUPPORTED)
        return refuse_kind(bytes, report);
    if (guess == ELB_HELLO_OTHER) {
        report->message = "it is no ClientHello";
        return guess;
    }
    if (elb_byte_at(bytes, 0) == TYPE_HANDSHAKE)
        return parse_records(hello, bytes, report);
    if (elb_byte_at(bytes, 0) & 0x80)
        return parse_sslv2(hello, bytes, report);
    if (elb_byte_at(bytes, 1) == 3)
        return elb_hello_parse_sslv2(hello, bytes, report);
    return parse_bare(hello, bytes, report);
}
