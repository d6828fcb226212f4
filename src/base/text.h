/* SPDX-License-Identifier: MIT */

/*
 * Text as it comes from files: a start and a length, borrowed, not NUL-terminated unless the
 * owner says so. Letters are compared and folded as ASCII, whatever the locale.
 */
#ifndef ELB_BASE_TEXT_H
#define ELB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct elb_text {
    const char *start; /* NULL is allowed when length is 0 */
    size_t length;     /* in bytes */
};

/* The text of a string literal, as an expression and as an initializer of a constant. */
#define ELB_TEXT(literal) ((struct elb_text){("" literal), sizeof(literal) - 1})
#define ELB_TEXT_INIT(literal)                                                                     \
    {                                                                                              \
        ("" literal), sizeof(literal) - 1                                                          \
    }

/* The two arguments of a "%.*s"; a message that long is cut anyway. */
#define ELB_TEXT_ARGS(text) elb_text_precision(text), ((text).start ? (text).start : "")

/* Names longer than this are near to nothing (elb_text_distance). */
#define ELB_TEXT_DISTANCE_LENGTH 128

static inline struct elb_text elb_text_from(const char *string)
{
    return (struct elb_text){string, string ? strlen(string) : 0};
}

static inline int elb_text_precision(struct elb_text text)
{
    return text.length < 4096 ? (int)text.length : 4096;
}

bool elb_text_is_equal(struct elb_text a, struct elb_text b);
bool elb_text_is_equal_nocase(struct elb_text a, struct elb_text b);

/* The same against a NUL-terminated string. */
bool elb_text_is(struct elb_text text, const char *string);
bool elb_text_is_nocase(struct elb_text text, const char *string);

/* Order of the bytes, as strcmp; for qsort and bsearch. */
int elb_text_compare(struct elb_text a, struct elb_text b);
int elb_text_compare_nocase(struct elb_text a, struct elb_text b);

bool elb_text_has_prefix(struct elb_text text, const char *prefix);
bool elb_text_has_prefix_nocase(struct elb_text text, const char *prefix);
bool elb_text_has_suffix(struct elb_text text, const char *suffix);
bool elb_text_has_suffix_nocase(struct elb_text text, const char *suffix);

/* Where `needle` is first found, or SIZE_MAX. An empty needle is found at 0. */
size_t elb_text_find(struct elb_text text, struct elb_text needle);

/* Without the first `count` bytes; empty when it is shorter. */
struct elb_text elb_text_skip(struct elb_text text, size_t count);

/* Without space, tab, CR, LF, VT and FF at both ends. */
struct elb_text elb_text_trim(struct elb_text text);

/*
 * Takes the next field off the front of `rest`: up to any one character of `separators`, empty
 * fields included ("a,,b" has three, "" has none, "a," has two). False when none is left.
 *
 * To tell the end from an empty last field, `rest->start` becomes NULL behind the last one.
 */
bool elb_text_next_field(struct elb_text *rest, const char *separators, struct elb_text *ret_field);

/* The next non-empty run of characters that are not in `separators`; false when none is left. */
bool elb_text_next_word(struct elb_text *rest, const char *separators, struct elb_text *ret_word);

/* The next line, without its LF or CR LF. A LF at the very end starts no further line. */
bool elb_text_next_line(struct elb_text *rest, struct elb_text *ret_line);

/*
 * An unsigned number: decimal digits, or 0x and hex digits, and nothing else (no sign, no space).
 * False when it is not one or above `maximum`; then `*ret_value` is left alone.
 */
bool elb_text_parse_unsigned(struct elb_text text, uint64_t maximum, uint64_t *ret_value)
    __attribute__((warn_unused_result));

/* Hex digits only, without 0x; otherwise the same. */
bool elb_text_parse_hex(struct elb_text text, uint64_t maximum, uint64_t *ret_value)
    __attribute__((warn_unused_result));

/* Well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong)? */
bool elb_text_is_utf8(struct elb_text text);

/* Does it hold a NUL byte, which no text format that we read allows? */
bool elb_text_is_binary(struct elb_text text);

/*
 * How many edits (insert, delete, replace, swap two neighbours; letters in any case) lead from
 * `a` to `b`, for "did you mean". SIZE_MAX when there are more than `maximum`, or when one of
 * them is longer than ELB_TEXT_DISTANCE_LENGTH. Allocates nothing.
 */
size_t elb_text_distance(struct elb_text a, struct elb_text b, size_t maximum);

#endif
