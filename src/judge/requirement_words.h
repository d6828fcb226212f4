/* SPDX-License-Identifier: MIT */
/* The rows of the table of requirements (requirement_words.c). */
#ifndef ELB_JUDGE_REQUIREMENT_WORDS_H
#define ELB_JUDGE_REQUIREMENT_WORDS_H

#include <elblint/requirement.h>

#include "base/text.h"

/* A word, how its value is read, and when it is met; it is about what it has a predicate for. */
struct elb_requirement_row {
    struct elb_requirement_word word; /* the first member: a word leads back to its row */
    /* From the text behind the `=`; false: it is none. NULL: the word has no value. */
    bool (*parse)(const struct elb_catalog *catalog, struct elb_text text, unsigned *ret_value);
    const char *(*choice)(size_t index); /* what the value can be, then NULL; NULL: any name */
    /* What is not known by that name is a name that the catalog lacks, not a word misspelt. */
    bool names_catalog;
    const char *(*nearest)(const struct elb_catalog *catalog, const char *name, size_t length);
    bool (*policy)(const struct elb_policy *policy, const struct elb_requirement *requirement);
    bool (*client)(const struct elb_client *client, const struct elb_requirements *requirements,
                   const struct elb_requirement *requirement);
    /* What the word asks of certificates where one of these is none that it allows; or NULL. */
    const char *(*certificates)(const struct elb_certificates *certificates);
};

/* For the words of that name (standards.c). */
const char *elb_rfc9151_certificates(const struct elb_certificates *certificates);
const char *elb_cnsa2_certificates(const struct elb_certificates *certificates);

/* In the order in which help has them; NULL behind the last. */
const struct elb_requirement_row *elb_requirement_row_at(size_t index);

#endif
