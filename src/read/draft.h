/* SPDX-License-Identifier: MIT */

/*
 * One client while a reader puts it together from the words of a text. What nobody sets stays
 * unknown, and so does a list of groups or signature schemes in which a word is unknown: unlike a
 * list of suites, it has no way to say that it lacks something.
 */
#ifndef ELB_READ_DRAFT_H
#define ELB_READ_DRAFT_H

#include "base/map.h"
#include "read/reader.h"

/* Groups, or signature schemes: code points in order, each of them once. */
struct elb_draft_codes {
    uint16_t *codes;
    size_t count;
    size_t capacity;
    struct elb_names unknown;
    bool is_given;
    uint8_t listed[65536 / 8];
};

struct elb_draft {
    struct elb_reading *reading;
    struct elb_offer offer;
    struct elb_names unknown; /* suites */
    bool suites_unknown;      /* the description has none: they are not an error */
    elb_version_set versions; /* 0: unknown, or `client` has them already */
    struct elb_draft_codes groups;
    struct elb_draft_codes schemes;
    struct elb_client client; /* all else that is known */
};

void elb_draft_init(struct elb_draft *draft, struct elb_reading *reading);

/*
 * A suite, group or scheme by its name in any dialect, or as 0x and four digits. Suites: also what
 * howsmyssl.com prints for GREASE and for codes that it doesn't know; GREASE without a value is
 * left out, and counted. A name that is unknown is kept for the note. `name` is a part of the
 * reading's text.
 */
enum elb_status elb_draft_add_suite(struct elb_draft *draft, struct elb_text name,
                                    struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_draft_add_group(struct elb_draft *draft, struct elb_text name,
                                    struct elb_error *reterr) __attribute__((warn_unused_result));
enum elb_status elb_draft_add_scheme(struct elb_draft *draft, struct elb_text name,
                                     struct elb_error *reterr) __attribute__((warn_unused_result));

/* The same for a code point. */
enum elb_status elb_draft_add_code(struct elb_draft *draft, struct elb_draft_codes *list,
                                   uint16_t code, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* What the client's list becomes; unknown names leave it open, with a note. */
#define elb_draft_note(draft, reterr, ...) elb_offer_note(&(draft)->offer, reterr, __VA_ARGS__)

/*
 * The client's name in an input with several, which no two may share in any case: a second `a`
 * becomes `a#2`. Empty: called after the file. `ids` are those of the input up to now.
 */
enum elb_status elb_draft_set_id(struct elb_draft *draft, struct elb_map *ids, struct elb_text id,
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

/* Adds the client to the list of the reading. */
enum elb_status elb_draft_finish(struct elb_draft *draft, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * An OpenSSL cipher list, or groups list, that stands at `at` in the reading's text; `text` is it,
 * or a copy. An error has the place of `at`.
 */
enum elb_status elb_draft_add_ciphers(struct elb_draft *draft, struct elb_text text,
                                      struct elb_text at, struct elb_error *reterr)
    __attribute__((warn_unused_result));
enum elb_status elb_draft_add_groups_list(struct elb_draft *draft, struct elb_text text,
                                          struct elb_text at, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* The place of a node that was read from the reading's text, without quotes. */
struct elb_node;
struct elb_text elb_reading_node_text(const struct elb_reading *reading,
                                      const struct elb_node *node);

/* Sets the error at a node. */
enum elb_status elb_reading_refuse_node(const struct elb_reading *reading,
                                        const struct elb_node *node, struct elb_error *reterr,
                                        const char *expected) __attribute__((warn_unused_result));

/* The reading's text as JSON. Errors: those of elb_json_read(). */
enum elb_status elb_reading_json(struct elb_reading *reading, const struct elb_node **ret_root,
                                 struct elb_error *reterr) __attribute__((warn_unused_result));

/* Is the first character `open`, and is there a key "key" among the first 64 KiB? */
bool elb_text_has_json_key(struct elb_text text, const char *open, const char *key);

#endif
