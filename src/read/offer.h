/* SPDX-License-Identifier: MIT */

/* The list of cipher suites of one client, while it is read. */
#ifndef ELB_READ_OFFER_H
#define ELB_READ_OFFER_H

#include <elblint/catalog.h>

#include "base/arena.h"
#include "base/text.h"

struct elb_offer {
    const struct elb_catalog *catalog;
    struct elb_arena *arena;
    const char *path; /* for messages */
    size_t limit;
    size_t items; /* as they were listed, repeated and unknown ones too */
    uint16_t *codes;
    size_t count;
    size_t capacity;
    const char **notes;
    size_t note_count;
    size_t note_capacity;
    bool incomplete;
    uint8_t listed[65536 / 8]; /* a suite that is repeated is offered once */
};

void elb_offer_init(struct elb_offer *offer, const struct elb_catalog *catalog,
                    struct elb_arena *arena, const char *path, size_t limit);

bool elb_offer_has(const struct elb_offer *offer, uint16_t code);

/* Past the limit: ELB_ERROR_LIMIT. */
enum elb_status elb_offer_add(struct elb_offer *offer, uint16_t code, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Counts an item that gives no suite. */
enum elb_status elb_offer_skip(struct elb_offer *offer, struct elb_error *reterr)
    __attribute__((warn_unused_result));

enum elb_status elb_offer_note(struct elb_offer *offer, struct elb_error *reterr,
                               const char *format, ...)
    __attribute__((format(printf, 3, 4), warn_unused_result));

/* Moves the list and its notes into the client. */
void elb_offer_finish(const struct elb_offer *offer, struct elb_client *client);

/* Names for a note: the first few, and how many more there are. All zeroes is an empty one. */
#define ELB_NAMES_SHOWN 8
struct elb_names {
    struct elb_text first[ELB_NAMES_SHOWN]; /* borrowed */
    size_t count;
};

void elb_names_add(struct elb_names *names, struct elb_text name);

/* "'A', 'B' and 3 more"; NULL without memory. */
const char *elb_names_join(const struct elb_names *names, struct elb_arena *arena)
    __attribute__((warn_unused_result));

/* A suite by its name in any dialect or as a code, 0xC02F. */
bool elb_suite_from_text(const struct elb_catalog *catalog, struct elb_text text,
                         uint16_t *ret_code);

/* The code of `high` and `low` when both are one byte in hex: C0 and 2F, 0xC0 and 0x2F. */
bool elb_suite_from_bytes(struct elb_text high, struct elb_text low, uint16_t *ret_code);

#endif
