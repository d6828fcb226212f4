/* SPDX-License-Identifier: MIT */

/*
 * A ClientHello as text: in hex, as a stream or as a dump with offsets, or in base64. It is
 * recognised by what its first bytes are.
 */
#include "base/alloc.h"
#include "read/hellos.h"
#include "read/hex.h"

#define BYTES_LOOKED_AT 16
/* A few more than any hello: the rest of the flight. */
#define BYTES_MAX ((size_t)1 << 18)

typedef bool decode_function(struct elb_text text, struct elb_decoded *decoded,
                             struct elb_text *ret_at);

/* How sure it is: a whole hello begins so, or what little there is does, or neither. */
static unsigned guess(struct elb_text text, decode_function *decode)
{
    char bytes[BYTES_LOOKED_AT];
    struct elb_decoded decoded = {.bytes = bytes, .limit = sizeof(bytes)};
    struct elb_text at;

    /* Where it ends there may be something else; the reader will say so. */
    if (!decode(text, &decoded, &at) && decoded.length < BYTES_LOOKED_AT)
        return 0;
    switch (elb_hello_guess((struct elb_text){bytes, decoded.length})) {
    case ELB_HELLO_COMPLETE:
    case ELB_HELLO_UNSUPPORTED:
        return 96;
    case ELB_HELLO_PARTIAL:
        return decoded.length > 2 ? 60 : 0; /* two bytes may be the code of a suite */
    default:
        return 0;
    }
}

static unsigned recognise(struct elb_text text)
{
    const unsigned hex = guess(elb_text_trim(text), elb_hex_decode);
    const unsigned base64 = guess(elb_text_trim(text), elb_base64_decode);

    return hex > base64 ? hex : base64;
}

static enum elb_status read_decoded(struct elb_reading *reading, struct elb_decoded *decoded,
                                    struct elb_error *reterr)
{
    const struct elb_text text = elb_text_trim(reading->text);
    const bool is_hex = guess(text, elb_hex_decode) > 0;
    struct elb_text at = text;

    if (!(is_hex ? elb_hex_decode : elb_base64_decode)(text, decoded, &at))
        return elb_reading_fail(reading, at, reterr, ELB_ERROR_SYNTAX,
                                "this is no %s, although a ClientHello begins above",
                                is_hex ? "hex" : "base64");
    if (decoded->length == decoded->limit)
        return elb_reading_fail(reading, at, reterr, ELB_ERROR_LIMIT,
                                "%zu bytes and more: no ClientHello is that long", BYTES_MAX);
    return elb_reading_add_hello(reading, (struct elb_text){decoded->bytes, decoded->length},
                                 reterr);
}

static enum elb_status read_text(struct elb_reading *reading, struct elb_error *reterr)
{
    struct elb_decoded decoded = {.bytes = elb_alloc(BYTES_MAX), .limit = BYTES_MAX};
    enum elb_status status;

    if (!decoded.bytes)
        return elb_error_set_memory(reterr);
    status = read_decoded(reading, &decoded, reterr);
    elb_free(decoded.bytes);
    return status;
}

const struct elb_client_reader elb_client_reader_hello_text = {
    .format.name = "hello-text",
    .format.summary = "a ClientHello (bytes, hex, base64)",
    .format.recognise = recognise,
    .read = read_text,
};
