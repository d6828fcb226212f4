/* SPDX-License-Identifier: MIT */

/* UTF-8 as RFC 3629 has it: at most U+10FFFF, no surrogates, no overlong forms. */
#ifndef ELB_BASE_UTF8_H
#define ELB_BASE_UTF8_H

#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* The length of the character at the start (1 to 4) and its code; 0 if there is none or it is
 * malformed. Then `*ret_code` is left alone; it may be NULL. */
size_t elb_utf8_decode(struct elb_text text, uint32_t *ret_code);

/* Writes up to 4 bytes and returns how many; 0 for a surrogate or something above U+10FFFF. */
size_t elb_utf8_encode(uint32_t code, char ret_bytes[4]);

/* How many bytes from the start are well-formed: the length when all are. */
size_t elb_utf8_valid_length(struct elb_text text);

/* The longest prefix of at most `maximum` bytes that does not end within a character. */
size_t elb_utf8_cut(struct elb_text text, size_t maximum);

/* How many characters; a malformed byte counts as one. */
size_t elb_utf8_count(struct elb_text text);

#endif
