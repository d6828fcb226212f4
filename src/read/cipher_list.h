/* SPDX-License-Identifier: MIT */

/*
 * OpenSSL's cipher list, openssl-ciphers(1): items between `:`, `,`, `;` or blanks.
 *
 *     X       adds suites at the end          -X      takes them out, until they are added again
 *     A+B     those that are both             !X      takes them out for ever
 *     @...    a command                       +X      moves them to the end
 *
 * Where X is a suite or a keyword. Added to it here: suites in any dialect, and as codes.
 */
#ifndef ELB_READ_CIPHER_LIST_H
#define ELB_READ_CIPHER_LIST_H

#include "base/arena.h"
#include "base/text.h"
#include "read/offer.h"

enum elb_cipher_kind {
    ELB_CIPHER_SUITE,   /* one suite that the catalog knows, or a code */
    ELB_CIPHER_KEYWORD, /* anything else: a class of suites, A+B, a command */
    ELB_CIPHER_NOTHING, /* not a suite, and OpenSSL selects nothing by it */
};

struct elb_cipher_item {
    enum elb_cipher_kind kind;
    char operation;        /* '+', '-', '!' or '@'; 0: adds */
    uint16_t code;         /* of a suite */
    struct elb_text text;  /* without the operator */
    struct elb_text whole; /* with it */
};

struct elb_cipher_items {
    struct elb_cipher_item *list;
    size_t count;
    size_t capacity;
};

/* What every message about the list is headed with. */
#define ELB_CIPHERS_PATH "--ciphers"

/*
 * Takes the list apart; there is at least one item afterwards. Errors: ELB_ERROR_DATA,
 * ELB_ERROR_LIMIT (more than `limit` items), ELB_ERROR_MEMORY.
 */
enum elb_status elb_cipher_items_parse(const struct elb_catalog *catalog, struct elb_arena *arena,
                                       struct elb_text text, size_t limit,
                                       struct elb_cipher_items *ret_items, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Nothing but suites is added, and nothing is taken out or moved: it is a plain list. */
bool elb_cipher_items_are_plain(const struct elb_cipher_items *items);

/* Does an item that is not a command mean this suite, as OpenSSL reads it? */
enum elb_tristate elb_cipher_item_matches(const struct elb_cipher_item *item,
                                          const struct elb_suite *suite);

/* Is the suite that item `index` adds still there when the list is through? */
enum elb_tristate elb_cipher_is_present(const struct elb_cipher_items *items, size_t index,
                                        const struct elb_suite *suite);

/* Does it stay where item `index` puts it, and everything else on its side of it? */
bool elb_cipher_is_in_place(const struct elb_cipher_items *items, size_t index,
                            const struct elb_suite *suite);

/*
 * Adds to the offer what OpenSSL makes of a list that isn't plain (cipher_expand.c has the rules).
 * `versions` are those that the client speaks; 0: not known. Items that mean nothing become
 * ELB_CIPHER_NOTHING: the list can turn out to be plain; nothing is added then.
 */
enum elb_status elb_cipher_items_expand(struct elb_cipher_items *items, elb_version_set versions,
                                        struct elb_offer *offer, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* Notes the items that mean nothing, and marks the list as incomplete if there are any. */
enum elb_status elb_cipher_items_note_nothing(const struct elb_cipher_items *items,
                                              struct elb_offer *offer, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/*
 * Adds what the whole list means, as elb_client_from_ciphers() says it (elblint/read.h). `versions`
 * are those that the client speaks; 0: not known.
 */
enum elb_status elb_cipher_list_read(struct elb_text text, elb_version_set versions,
                                     struct elb_offer *offer, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/* A suite or keyword with its operator, and with at least one that no plain list has? */
bool elb_cipher_list_has_keywords(struct elb_text text);

/* Adds the suites of TLS 1.3 that OpenSSL offers when nobody says otherwise, and a note. */
enum elb_status elb_cipher_add_tls13_defaults(struct elb_offer *offer, struct elb_error *reterr)
    __attribute__((warn_unused_result));

#endif
