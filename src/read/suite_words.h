/* SPDX-License-Identifier: MIT */

/*
 * The words of a list of suites, and what its plain numbers are: C02F, C0 and 2F, or 49199. Nothing
 * says so in the list itself, so all of its numbers are looked at together.
 */
#ifndef ELB_READ_SUITE_WORDS_H
#define ELB_READ_SUITE_WORDS_H

#include "read/offer.h"

/* The words of a text that are left; begin with the text in `rest` and all else zero. */
struct elb_suite_words {
    struct elb_text rest;
    struct elb_text line;
};

/*
 * The next word between separators, brackets and quotes. Lines that begin with # or // are
 * comments. What stands before a name in source code (tls., CipherSuite::) is left out.
 */
bool elb_suite_words_next(struct elb_suite_words *words, struct elb_text *ret_word);

/* The line begins with # or //. */
bool elb_suite_is_comment(struct elb_text line);

/* Hex digits only, without 0x. */
bool elb_suite_is_number(struct elb_text word);

enum elb_number_form {
    ELB_NUMBERS_NONE,      /* there is none */
    ELB_NUMBERS_HEX,       /* C02F, or several of them without a separator: C02FC030 */
    ELB_NUMBERS_BYTES,     /* C0 and 2F */
    ELB_NUMBERS_DECIMAL,   /* 49199 */
    ELB_NUMBERS_NO_FORM,   /* none of these fits all numbers */
    ELB_NUMBERS_AMBIGUOUS, /* several fit equally well */
    ELB_NUMBERS_UNKNOWN,   /* one fits, but then no suite is known */
    ELB_NUMBERS_COUNTING,  /* small decimal numbers among names: they may just count them */
};

/* The form that fits all numbers and makes the most known suites of them; and the first number. */
enum elb_number_form elb_suite_number_form(const struct elb_catalog *catalog, struct elb_text text,
                                           struct elb_text *ret_first);

#endif
