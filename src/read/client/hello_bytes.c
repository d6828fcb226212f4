/* SPDX-License-Identifier: MIT */

/*
 * A ClientHello as it goes over the wire, in a file of its own: with its TLS records or without,
 * or in the format of SSLv2. Other records of the client's first flight may stand behind it.
 */
#include "read/hellos.h"

#define RECORD_HEADER 5

static unsigned recognise(struct elb_text text)
{
    const enum elb_hello_result guess = elb_hello_guess(text);

    if (guess == ELB_HELLO_COMPLETE || guess == ELB_HELLO_UNSUPPORTED)
        return 97;
    return guess == ELB_HELLO_PARTIAL && elb_text_is_binary(text) ? 40 : 0;
}

/* ChangeCipherSpec, alert, handshake or application data, as far as it goes. */
static bool is_flight(struct elb_text rest)
{
    while (rest.length > 0) {
        const unsigned char *header = (const unsigned char *)rest.start;
        size_t length;

        if (rest.length < RECORD_HEADER || header[0] < 0x14 || header[0] > 0x17 || header[1] != 3)
            return false;
        length = (size_t)header[3] << 8 | header[4];
        rest = elb_text_skip(rest, RECORD_HEADER + length);
    }
    return true;
}

enum elb_status elb_reading_add_hello(struct elb_reading *reading, struct elb_text bytes,
                                      struct elb_error *reterr)
{
    const struct elb_text start = {reading->text.start, 0};
    struct elb_hellos hellos;
    enum elb_status status;
    size_t length = 0;

    elb_hellos_init(&hellos, reading);
    status = elb_hellos_parse(&hellos, bytes, start, &length, reterr);
    if (status == ELB_OK && !is_flight(elb_text_skip(bytes, length)))
        status = elb_reading_fail(reading, start, reterr, ELB_ERROR_SYNTAX,
                                  "%zu bytes behind the ClientHello are no TLS records",
                                  bytes.length - length);
    if (status == ELB_OK)
        status = elb_hellos_finish(&hellos, reterr);
    elb_hellos_done(&hellos);
    return status;
}

static enum elb_status read_bytes(struct elb_reading *reading, struct elb_error *reterr)
{
    return elb_reading_add_hello(reading, reading->text, reterr);
}

const struct elb_client_reader elb_client_reader_hello_bytes = {
    .format.name = "hello-bytes",
    .format.takes_bytes = true,
    .format.recognise = recognise,
    .read = read_bytes,
};
