/* SPDX-License-Identifier: MIT */

/*
 * The words of the data files for each enumeration, indexed by its values: the loader reads them,
 * the printer writes them. A value without a word is NULL.
 */
#ifndef ELB_CATALOG_WORDS_H
#define ELB_CATALOG_WORDS_H

#include "base/text.h"

#include <stddef.h>

struct elb_words {
    const char *const *list;
    size_t count;
    const char *what; /* for messages: "unknown status 'x'" */
};

extern const struct elb_words elb_family_words;
extern const struct elb_words elb_status_words;
extern const struct elb_words elb_confidence_words;
extern const struct elb_words elb_evidence_words;
extern const struct elb_words elb_support_words;
extern const struct elb_words elb_hello_words;
extern const struct elb_words elb_certainty_words; /* `high`, `medium`, `low` */
extern const struct elb_words elb_group_kind_words;
extern const struct elb_words elb_cause_certainty_words; /* `certain`, `likely`, `one-of` */
extern const struct elb_words elb_alert_sender_words;    /* `server`, `client` */
extern const struct elb_words elb_clause_level_words;    /* `must`, `should` */
extern const struct elb_words elb_suite_property_words;  /* `cbc` ... */

/* The word of a value; NULL: it has none. */
const char *elb_words_at(const struct elb_words *words, size_t value);

/* The value of a word, which must be written exactly so; SIZE_MAX: none has it. */
size_t elb_words_find(const struct elb_words *words, struct elb_text text);

/* The word that is nearest to one that is unknown; NULL: none is near. */
const char *elb_words_nearest(const struct elb_words *words, struct elb_text text);

#endif
