/* SPDX-License-Identifier: MIT */

/* Bytes that are written as text. */
#ifndef ELB_READ_HEX_H
#define ELB_READ_HEX_H

#include "base/text.h"

/* What was decoded, in room of the caller's. */
struct elb_decoded {
    char *bytes;
    size_t length;
    size_t limit; /* when there are so many, decoding ends without an error */
};

/*
 * Hexadecimal digits, two for a byte, with or without blanks, line ends, colons, commas, braces,
 * 0x and \x between them; or a dump with an offset before and letters behind the bytes, as xxd,
 * hexdump -C, od -t x1, tshark and OpenSSL print it. False, with the place in `*ret_at`, when
 * there is something else.
 */
bool elb_hex_decode(struct elb_text text, struct elb_decoded *decoded, struct elb_text *ret_at)
    __attribute__((warn_unused_result));

/* RFC 4648 sections 4 and 5, in lines of any length, with or without padding. */
bool elb_base64_decode(struct elb_text text, struct elb_decoded *decoded, struct elb_text *ret_at)
    __attribute__((warn_unused_result));

#endif
