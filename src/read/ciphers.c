/* SPDX-License-Identifier: MIT */
#include "read/cipher_list.h"
#include "read/openssl.h"
#include "read/options.h"
#include "read/reader.h"

#include "base/utf8.h"

#include <assert.h>

#define ID_LENGTH 60

/* In OpenSSL's order; the same from 1.1.1 on (SSL_CTX_set_ciphersuites(3)). */
static const uint16_t tls13_defaults[] = {0x1302, 0x1303, 0x1301};

enum elb_status elb_cipher_add_tls13_defaults(struct elb_offer *offer, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < sizeof(tls13_defaults) / sizeof(uint16_t); i++)
        status = elb_offer_add(offer, tls13_defaults[i], reterr);
    if (status != ELB_OK)
        return status;
    return elb_offer_note(offer, reterr,
                          "the list names no cipher suites of TLSv1.3: taken are those that "
                          "OpenSSL offers when nothing else is set");
}

static bool has_tls13(const struct elb_cipher_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        if (items->list[i].kind == ELB_CIPHER_SUITE && items->list[i].code >> 8 == 0x13)
            return true;
    }
    return false;
}

static enum elb_status add_plain(const struct elb_cipher_items *items, elb_version_set versions,
                                 struct elb_offer *offer, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    if ((versions & elb_version_bit(ELB_TLS1_3)) && !has_tls13(items))
        status = elb_cipher_add_tls13_defaults(offer, reterr);
    for (size_t i = 0; status == ELB_OK && i < items->count; i++) {
        if (items->list[i].kind == ELB_CIPHER_SUITE)
            status = elb_offer_add(offer, items->list[i].code, reterr);
    }
    return status;
}

static const struct elb_cipher_item *first_nothing(const struct elb_cipher_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        if (items->list[i].kind == ELB_CIPHER_NOTHING)
            return &items->list[i];
    }
    return NULL;
}

enum elb_status elb_cipher_items_note_nothing(const struct elb_cipher_items *items,
                                              struct elb_offer *offer, struct elb_error *reterr)
{
    struct elb_names names = {0};
    const char *joined;

    for (size_t i = 0; i < items->count; i++) {
        if (items->list[i].kind == ELB_CIPHER_NOTHING)
            elb_names_add(&names, items->list[i].whole);
    }
    if (names.count == 0)
        return ELB_OK;
    joined = elb_names_join(&names, offer->arena);
    if (!joined)
        return elb_error_set_memory(reterr);
    offer->incomplete = true;
    return elb_offer_note(offer, reterr,
                          "the list is incomplete: unknown suite, or a keyword that selects "
                          "nothing in %s: %s",
                          elb_openssl_version(), joined);
}

/* There is no suite in the end. */
static enum elb_status refuse_empty(const struct elb_cipher_items *items,
                                    const struct elb_offer *offer, struct elb_error *reterr)
{
    const struct elb_cipher_item *item = first_nothing(items);
    const char *nearest;

    if (!item)
        return elb_error_set(reterr, ELB_ERROR_DATA, ELB_CIPHERS_PATH, 0, 0,
                             "no cipher suite is left by the list and the protocol versions");
    nearest = elb_catalog_nearest_suite(offer->catalog, item->text.start, item->text.length);
    return elb_error_set(reterr, ELB_ERROR_DATA, ELB_CIPHERS_PATH, 0, 0,
                         "'%.*s' is unknown, or a keyword that selects nothing in %s%s%s%s",
                         ELB_TEXT_ARGS(item->whole), elb_openssl_version(),
                         nearest ? "; did you mean '" : "", nearest ? nearest : "",
                         nearest ? "'" : "");
}

enum elb_status elb_cipher_list_read(struct elb_text text, elb_version_set versions,
                                     struct elb_offer *offer, struct elb_error *reterr)
{
    struct elb_cipher_items items;
    enum elb_status status;

    status =
        elb_cipher_items_parse(offer->catalog, offer->arena, text, offer->limit, &items, reterr);
    if (status == ELB_OK && !elb_cipher_items_are_plain(&items))
        status = elb_cipher_items_expand(&items, versions, offer, reterr);
    if (status == ELB_OK && elb_cipher_items_are_plain(&items) && offer->count == 0)
        status = add_plain(&items, versions, offer, reterr);
    if (status == ELB_OK && offer->count == 0)
        status = refuse_empty(&items, offer, reterr);
    if (status == ELB_OK)
        status = elb_cipher_items_note_nothing(&items, offer, reterr);
    return status;
}

static const char *shorten(struct elb_arena *arena, struct elb_text text)
{
    struct elb_text start = text;

    if (elb_utf8_count(text) <= ID_LENGTH)
        return elb_arena_dup(arena, text.start, text.length);
    start.length = ID_LENGTH - 3; /* a valid item is ASCII */
    return elb_arena_printf(arena, "%.*s...", ELB_TEXT_ARGS(start));
}

static enum elb_status read_client(const struct elb_catalog *catalog, const char *ciphers,
                                   const char *protocols, const char *groups,
                                   struct elb_arena *arena, struct elb_client *client,
                                   struct elb_error *reterr)
{
    const struct elb_read_limits limits = ELB_READ_LIMITS_DEFAULT;
    elb_version_set versions = 0;
    enum elb_status status = ELB_OK;
    struct elb_offer offer;

    elb_offer_init(&offer, catalog, arena, ELB_CIPHERS_PATH, limits.suites);
    client->id = shorten(arena, elb_text_from(ciphers));
    if (!client->id)
        return elb_error_set_memory(reterr);
    if (protocols)
        status = elb_protocols_parse(elb_text_from(protocols), &versions, reterr);
    if (status == ELB_OK && protocols)
        status = elb_client_set_versions(arena, versions, client, reterr);
    if (status == ELB_OK && groups)
        status = elb_groups_parse(catalog, arena, elb_text_from(groups), client, reterr);
    if (status == ELB_OK)
        status = elb_cipher_list_read(elb_text_from(ciphers), versions, &offer, reterr);
    if (status == ELB_OK)
        elb_offer_finish(&offer, client);
    return status;
}

static enum elb_status read_into(struct elb_client_list *list, const struct elb_catalog *catalog,
                                 const char *ciphers, const char *protocols, const char *groups,
                                 struct elb_error *reterr)
{
    struct elb_client *client = elb_arena_alloc(&list->arena, sizeof(*client));
    enum elb_status status;

    if (!client)
        return elb_error_set_memory(reterr);
    status = read_client(catalog, ciphers, protocols, groups, &list->arena, client, reterr);
    if (status == ELB_OK && !elb_client_list_add(list, client))
        status = elb_error_set_memory(reterr);
    return status;
}

enum elb_status elb_client_from_ciphers(const struct elb_catalog *catalog, const char *ciphers,
                                        const char *protocols, const char *groups,
                                        struct elb_client_list **ret_list, struct elb_error *reterr)
{
    struct elb_client_list *list;
    enum elb_status status;

    assert(catalog && ciphers && ret_list);
    list = elb_client_list_new();
    if (!list)
        return elb_error_set_memory(reterr);
    status = read_into(list, catalog, ciphers, protocols, groups, reterr);
    if (status != ELB_OK) {
        elb_client_list_free(list);
        return status;
    }
    *ret_list = list;
    return ELB_OK;
}
