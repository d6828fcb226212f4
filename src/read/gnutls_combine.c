/* SPDX-License-Identifier: MIT */

/*
 * Priority strings that begin with NONE and name everything themselves. GnuTLS makes its suites out
 * of them in a fixed order (lib/priority.c): those of TLS 1.3 by cipher, then for each key exchange
 * each cipher with each MAC. Which of these combinations there are, the catalog knows by name.
 */
#include "read/gnutls.h"

#include "tls/names.h"

#include <stdio.h>

#define PARTS_MAX 64

struct part {
    const char *item; /* in the string */
    const char *name; /* in the names of suites */
};

static const struct part key_exchanges[] = {
    {"ECDHE-ECDSA", "ECDHE_ECDSA"}, {"ECDHE-RSA", "ECDHE_RSA"}, {"RSA", "RSA"},
    {"DHE-RSA", "DHE_RSA"},         {"DHE-DSS", "DHE_DSS"},     {"ANON-DH", "DH_ANON"},
    {"ANON-ECDH", "ECDH_ANON"},
};

static const struct part ciphers[] = {
    {"AES-256-GCM", "AES_256_GCM"},
    {"AES-128-GCM", "AES_128_GCM"},
    {"AES-256-CCM", "AES_256_CCM"},
    {"AES-128-CCM", "AES_128_CCM"},
    {"AES-256-CCM-8", "AES_256_CCM_8"},
    {"AES-128-CCM-8", "AES_128_CCM_8"},
    {"CHACHA20-POLY1305", "CHACHA20_POLY1305"},
    {"AES-256-CBC", "AES_256_CBC"},
    {"AES-128-CBC", "AES_128_CBC"},
    {"CAMELLIA-256-GCM", "CAMELLIA_256_GCM"},
    {"CAMELLIA-128-GCM", "CAMELLIA_128_GCM"},
    {"CAMELLIA-256-CBC", "CAMELLIA_256_CBC"},
    {"CAMELLIA-128-CBC", "CAMELLIA_128_CBC"},
    {"3DES-CBC", "3DES_EDE_CBC"},
    {"ARCFOUR-128", "ARCFOUR_128"},
    {"NULL", "NULL"},
};

static const struct part macs[] = {
    {"AEAD", NULL}, {"SHA1", "SHA1"}, {"SHA256", "SHA256"}, {"SHA384", "SHA384"}, {"MD5", "MD5"},
};

/* Those that were chosen, in the string's order. */
struct parts {
    const struct part *list[PARTS_MAX];
    size_t count;
};

struct combination {
    struct elb_draft *draft;
    struct parts key_exchanges;
    struct parts ciphers;
    struct parts macs;
    bool every_group;
    bool every_scheme;
};

static const struct part *find(const struct part *list, size_t count, struct elb_text item)
{
    for (size_t i = 0; i < count; i++) {
        if (elb_text_is_nocase(item, list[i].item))
            return &list[i];
    }
    return NULL;
}

static bool choose(struct parts *parts, const struct part *part, bool add)
{
    size_t kept = 0;

    if (!part)
        return false;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->list[i] != part)
            parts->list[kept++] = parts->list[i];
        else if (add)
            return true;
    }
    parts->count = kept;
    if (add)
        parts->list[parts->count++] = part; /* each is there once, and there are fewer than that */
    return true;
}

#define CHOOSE(parts, table, item, add)                                                            \
    choose(parts, find(table, sizeof(table) / sizeof((table)[0]), item), add)

static bool choose_version(struct elb_draft *draft, struct elb_text item, bool add)
{
    const elb_version_set version = elb_version_bit(elb_version_from_name(item));

    if (!elb_text_has_prefix_nocase(item, "VERS-") || version == 0)
        return false;
    if (add)
        draft->versions |= version;
    else
        draft->versions &= (elb_version_set)~version;
    return true;
}

/* Lists of the draft can only grow: what takes an item out of them is for GnuTLS itself. */
static enum elb_status choose_name(struct combination *combination, struct elb_text item, bool add,
                                   bool *ret_is_plain, struct elb_error *reterr)
{
    const bool group =
        elb_text_has_prefix_nocase(item, "GROUP-") || elb_text_has_prefix_nocase(item, "CURVE-");
    const bool all = elb_text_has_suffix_nocase(item, "-ALL");

    if (!add || (!group && !elb_text_has_prefix_nocase(item, "SIGN-"))) {
        *ret_is_plain =
            elb_text_has_prefix_nocase(item, "COMP-") || elb_text_has_prefix_nocase(item, "CTYPE-");
        return ELB_OK;
    }
    if (all) {
        combination->every_group |= group;
        combination->every_scheme |= !group;
        return ELB_OK;
    }
    return group ? elb_draft_add_group(combination->draft, item, reterr)
                 : elb_draft_add_scheme(combination->draft, item, reterr);
}

/* "+X", "-X", "!X", or a flag, which no suite depends on. */
static enum elb_status take_item(struct combination *combination, struct elb_text word,
                                 bool *ret_is_plain, struct elb_error *reterr)
{
    const struct elb_text item = elb_text_skip(word, 1);
    const bool add = word.start[0] == '+';

    if (word.start[0] == '%')
        return ELB_OK;
    if (!strchr("+-!", word.start[0])) {
        *ret_is_plain = false;
        return ELB_OK;
    }
    if (CHOOSE(&combination->key_exchanges, key_exchanges, item, add) ||
        CHOOSE(&combination->ciphers, ciphers, item, add) ||
        CHOOSE(&combination->macs, macs, item, add) ||
        choose_version(combination->draft, item, add))
        return ELB_OK;
    return choose_name(combination, item, add, ret_is_plain, reterr);
}

/* ---- The suites ----------------------------------------------------------------------------- */

/* The one of this name that a client of these versions sends; NULL: there is none. */
static const struct elb_suite *find_suite(const struct elb_draft *draft, const char *name)
{
    const struct elb_suite *suite =
        elb_catalog_suite_named(draft->reading->catalog, name, strlen(name));

    if (!suite || suite->first_version > elb_version_highest(draft->versions) ||
        (suite->last_version != 0 && suite->last_version < elb_version_lowest(draft->versions)))
        return NULL;
    return suite;
}

/* An AEAD has the hash of its PRF in its name, and some have none. */
static enum elb_status add_suite(struct elb_draft *draft, const char *key_exchange,
                                 const char *cipher, const char *mac, struct elb_error *reterr)
{
    static const char *const hashes[] = {"", "_SHA256", "_SHA384"};
    const struct elb_suite *suite = NULL;
    char name[128];

    for (size_t i = 0; !suite && i < (mac ? 1 : 3); i++) {
        (void)snprintf(name, sizeof(name), "TLS_%s%s%s%s%s", key_exchange,
                       key_exchange[0] != '\0' ? "_" : "", cipher, mac ? "_" : hashes[i],
                       mac ? mac : "");
        suite = find_suite(draft, name);
        if (suite && (suite->mode == ELB_MODE_AEAD) != (mac == NULL))
            suite = NULL;
    }
    return suite ? elb_offer_add(&draft->offer, suite->code, reterr) : ELB_OK;
}

static enum elb_status add_combinations(const struct combination *combination,
                                        struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < combination->ciphers.count; i++)
        status =
            add_suite(combination->draft, "", combination->ciphers.list[i]->name, NULL, reterr);
    for (size_t i = 0; i < combination->key_exchanges.count; i++) {
        for (size_t j = 0; j < combination->ciphers.count; j++) {
            for (size_t k = 0; status == ELB_OK && k < combination->macs.count; k++)
                status = add_suite(combination->draft, combination->key_exchanges.list[i]->name,
                                   combination->ciphers.list[j]->name,
                                   combination->macs.list[k]->name, reterr);
        }
    }
    return status;
}

enum elb_status elb_gnutls_combine(struct elb_draft *draft, struct elb_text priorities,
                                   bool *ret_is_plain, struct elb_error *reterr)
{
    struct combination combination = {.draft = draft};
    enum elb_status status = ELB_OK;
    struct elb_text rest = priorities;
    struct elb_text word = {0};

    *ret_is_plain = elb_text_next_word(&rest, ":", &word) && elb_text_is_nocase(word, "NONE");
    while (status == ELB_OK && *ret_is_plain && elb_text_next_word(&rest, ":", &word))
        status = take_item(&combination, word, ret_is_plain, reterr);
    if (status != ELB_OK || !*ret_is_plain)
        return status;
    if (combination.every_group)
        draft->groups.is_given = false;
    if (combination.every_scheme)
        draft->schemes.is_given = false;
    return draft->versions != 0 ? add_combinations(&combination, reterr) : ELB_OK;
}
