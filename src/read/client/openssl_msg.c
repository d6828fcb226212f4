/* SPDX-License-Identifier: MIT */

/*
 * What `openssl s_client -msg` prints: each message with its bytes,
 *
 *     >>> TLS 1.3, Handshake [length 013b], ClientHello
 *         01 00 01 37 03 03 78 76 ...
 *
 * OpenSSL before 1.1 has no comma before "Handshake"; a hello of SSLv2 is a "CLIENT-HELLO". The
 * hello that answers a HelloRetryRequest is the same client once more, and is left out.
 */
#include "base/alloc.h"
#include "read/hex.h"
#include "read/log.h"

struct msg {
    struct elb_hellos hellos;
    struct elb_decoded bytes;
    struct elb_text head; /* the line above the bytes; empty: not within a hello */
    size_t length;
    bool is_connected; /* and had its hello */
    bool has_connections;
};

static unsigned recognise(struct elb_text text)
{
    struct elb_text line;

    for (size_t i = 0; i < ELB_LOG_LINES_LOOKED_AT && elb_text_next_line(&text, &line); i++) {
        if (elb_log_is_message(line))
            return 93;
    }
    return 0;
}

static enum elb_status begin(struct msg *msg, struct elb_text line, struct elb_error *reterr)
{
    struct elb_text length;
    uint64_t number;

    if (elb_text_find(line, ELB_TEXT("ClientHello")) == SIZE_MAX &&
        elb_text_find(line, ELB_TEXT("CLIENT-HELLO")) == SIZE_MAX)
        return ELB_OK;
    if (!elb_log_between(line, "[length ", "]", &length) ||
        !elb_text_parse_hex(length, ELB_HELLO_MAX, &number) || number == 0)
        return elb_log_fail(&msg->hellos, line, reterr,
                            "expected the length of a ClientHello, such as [length 013b]");
    msg->head = line;
    msg->length = (size_t)number;
    msg->bytes.length = 0;
    msg->bytes.limit = msg->length;
    return ELB_OK;
}

static enum elb_status finish(struct msg *msg, struct elb_error *reterr)
{
    const struct elb_text bytes = {msg->bytes.bytes, msg->bytes.length};
    const struct elb_text head = msg->head;
    size_t length;

    msg->head.length = 0;
    if (msg->is_connected && msg->has_connections)
        return ELB_OK;
    msg->is_connected = true;
    return elb_hellos_parse(&msg->hellos, bytes, head, &length, reterr);
}

static enum elb_status read_line(struct msg *msg, struct elb_text line, struct elb_error *reterr)
{
    struct elb_text at = line;

    if (elb_text_has_prefix(line, "CONNECTED(")) {
        msg->is_connected = false;
        msg->has_connections = true;
    }
    if (msg->head.length == 0)
        return elb_log_is_message(line) ? begin(msg, line, reterr) : ELB_OK;
    if (!elb_text_has_prefix(line, "    ") || !elb_hex_decode(line, &msg->bytes, &at))
        return elb_log_fail(&msg->hellos, at, reterr,
                            "expected the bytes of the ClientHello above: %zu of %zu are there",
                            msg->bytes.length, msg->length);
    return msg->bytes.length == msg->length ? finish(msg, reterr) : ELB_OK;
}

static enum elb_status read_lines(struct msg *msg, struct elb_error *reterr)
{
    struct elb_text rest = msg->hellos.reading->text;
    enum elb_status status = ELB_OK;
    struct elb_text line;

    while (status == ELB_OK && elb_text_next_line(&rest, &line))
        status = read_line(msg, line, reterr);
    if (status == ELB_OK && msg->head.length > 0)
        return elb_log_fail(&msg->hellos, msg->head, reterr,
                            "this ClientHello breaks off: %zu of %zu bytes are there",
                            msg->bytes.length, msg->length);
    return status == ELB_OK
               ? elb_log_finish(&msg->hellos, "these messages of 'openssl s_client -msg'", reterr)
               : status;
}

static enum elb_status read_msg(struct elb_reading *reading, struct elb_error *reterr)
{
    struct msg msg = {.bytes = {.bytes = elb_alloc(ELB_HELLO_MAX)}};
    enum elb_status status;

    if (!msg.bytes.bytes)
        return elb_error_set_memory(reterr);
    elb_hellos_init(&msg.hellos, reading);
    status = read_lines(&msg, reterr);
    elb_hellos_done(&msg.hellos);
    elb_free(msg.bytes.bytes);
    return status;
}

const struct elb_client_reader elb_client_reader_openssl_msg = {
    .format.name = "openssl-msg",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_msg,
};
