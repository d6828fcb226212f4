/* SPDX-License-Identifier: MIT */

/* What the readers of logs share: parts of lines, and the names and numbers of TLS in them. */
#ifndef ELB_READ_LOG_H
#define ELB_READ_LOG_H

#include "read/hellos.h"

/* So many lines a reader looks at to recognise its format: JDK 25 says a lot before a hello. */
#define ELB_LOG_LINES_LOOKED_AT 20000

/* Whether one of the first lines has `part` in it, or begins with it. */
bool elb_log_has(struct elb_text text, const char *part);
bool elb_log_has_line(struct elb_text text, const char *prefix);

/* What stands between the first `before` and the next `after` behind it. */
bool elb_log_between(struct elb_text line, const char *before, const char *after,
                     struct elb_text *ret_part);

/* What stands in the last parentheses: "x25519 (29)" has "29". */
bool elb_log_in_parentheses(struct elb_text text, struct elb_text *ret_part);

/* The number in the last parentheses, decimal or with 0x. */
bool elb_log_code(struct elb_text text, uint16_t *ret_code);

/* The bytes of a suite in braces: "{0xC0, 0x2F} TLS_ECDHE_..." */
bool elb_log_suite_bytes(struct elb_text line, uint16_t *ret_code);

/* Is it the line above the bytes of a message, as `openssl s_client -msg` has it? */
bool elb_log_is_message(struct elb_text line);

/* A field of a list between commas; those within parentheses don't count. Without blanks. */
bool elb_log_next_item(struct elb_text *rest, struct elb_text *ret_item);

/*
 * The item's code by its name or by the number in it, added to the list. What has no code makes
 * the list unknown: elb_hellos_lose().
 */
void elb_log_add_suite(struct elb_hellos *hellos, struct elb_text item);
void elb_log_add_group(struct elb_hellos *hellos, struct elb_hello_list *list,
                       struct elb_text item);
void elb_log_add_scheme(struct elb_hellos *hellos, struct elb_text item);
void elb_log_add_version(struct elb_hellos *hellos, struct elb_text item);

/* Adds the numbers of a list between any of these characters; false when one is none. */
bool elb_log_add_numbers(struct elb_hellos *hellos, struct elb_hello_list *list,
                         const char *separators, struct elb_text numbers);

/*
 * ELB_ERROR_SYNTAX at a part of the text; unless memory was short while the hello was read, of
 * which what is missing may be a consequence.
 */
enum elb_status elb_log_fail(const struct elb_hellos *hellos, struct elb_text at,
                             struct elb_error *reterr, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Hands the clients over; an error when there is none: "no ClientHello in " and `what`. */
enum elb_status elb_log_finish(struct elb_hellos *hellos, const char *what,
                               struct elb_error *reterr) __attribute__((warn_unused_result));

#endif
