/* SPDX-License-Identifier: MIT */

/*
 * A cipher list with keywords or operators: what a client with the OpenSSL of this system would
 * send for it (`openssl ciphers -s`: SSL_get1_supported_ciphers), and then the suites that are
 * named one by one although this OpenSSL would not send them: RC4-SHA, which it is usually built
 * without, or PSK suites, for which it would need a key.
 *
 * Such a suite is kept where its item adds it: behind those that the items before it select. It is
 *
 *   - gone, if an item takes it out: `!` anywhere, `-` behind it
 *   - in doubt, if it can't be told whether one does (cipher_match.c), or if it may come back: then
 *     it is left out, and the list is incomplete
 *   - out of place, if an item before it may have selected it already, in OpenSSL's own order, or
 *     if one behind it moves suites (`+`, @STRENGTH, `-` and then more): it is kept, but the list
 *     counts as incomplete, because a suite that seems to come later could be ahead of it
 *
 * TLS 1.3 has suites of its own, which the list doesn't touch: named ones stand for OpenSSL's
 * -ciphersuites, and without any there are the default ones. As OpenSSL sends them, they are first.
 */
#include "read/cipher_expansion.h"

#include "base/alloc.h"
#include "base/buffer.h"

static const struct elb_openssl_suite *find(const struct elb_openssl_suites *suites, uint16_t code)
{
    for (size_t i = 0; i < suites->count; i++) {
        if (suites->list[i].code == code)
            return &suites->list[i];
    }
    return NULL;
}

/* Named, up to TLS 1.2, and not among what OpenSSL would send. */
static bool is_missing(const struct elb_expansion *expansion, const struct elb_cipher_item *item)
{
    return elb_cipher_item_adds_suite(item) && !elb_expansion_is_tls13(item->code) &&
           !find(&expansion->all, item->code);
}

/* The list in OpenSSL's own names, up to item `count`, without what means nothing to it. */
static void write_list(const struct elb_expansion *expansion, size_t count,
                       struct elb_buffer *buffer)
{
    elb_buffer_clear(buffer);
    for (size_t i = 0; i < count; i++) {
        const struct elb_cipher_item *item = &expansion->items->list[i];
        const struct elb_openssl_suite *suite = NULL;

        if (item->kind == ELB_CIPHER_SUITE)
            suite = find(&expansion->all, item->code);
        if (item->kind == ELB_CIPHER_NOTHING || (item->kind == ELB_CIPHER_SUITE && !suite))
            continue;
        if (buffer->length > 0)
            elb_buffer_append_char(buffer, ':');
        if (item->operation != 0)
            elb_buffer_append_char(buffer, item->operation);
        if (suite)
            elb_buffer_append_string(buffer, suite->name);
        else
            elb_buffer_append_text(buffer, item->text);
    }
}

static enum elb_status expand(const struct elb_expansion *expansion, size_t count,
                              enum elb_openssl_view view, struct elb_openssl_suites *ret_suites,
                              struct elb_error *reterr)
{
    struct elb_buffer list = {0};
    enum elb_status status;

    write_list(expansion, count, &list);
    if (list.out_of_memory)
        status = elb_error_set_memory(reterr);
    else
        status = elb_openssl_expand(elb_buffer_string(&list), view, ret_suites, reterr);
    elb_buffer_done(&list);
    return status;
}

/*
 * Does the keyword select anything, alone? DEFAULT and SUITEB128 mean something only as the first
 * item, which the command before it takes into account.
 */
static enum elb_status probe(struct elb_expansion *expansion, size_t index,
                             struct elb_error *reterr)
{
    struct elb_cipher_item *item = &expansion->items->list[index];
    struct elb_buffer list = {0};
    enum elb_status status;

    elb_buffer_printf(&list, "%s%.*s", index > 0 ? "@SECLEVEL=0:" : "", ELB_TEXT_ARGS(item->text));
    if (list.out_of_memory)
        status = elb_error_set_memory(reterr);
    else
        status = elb_openssl_expand(elb_buffer_string(&list), ELB_OPENSSL_SELECTED,
                                    &expansion->before, reterr);
    if (status == ELB_OK && expansion->before.count == 0)
        item->kind = ELB_CIPHER_NOTHING;
    elb_buffer_done(&list);
    return status;
}

static enum elb_status probe_keywords(struct elb_expansion *expansion, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < expansion->items->count; i++) {
        const struct elb_cipher_item *item = &expansion->items->list[i];

        if (item->kind == ELB_CIPHER_KEYWORD && item->operation == 0)
            status = probe(expansion, i, reterr);
    }
    return status;
}

/* Where the suite of item `index` goes: behind what the items before it select. */
static enum elb_status keep_at(struct elb_expansion *expansion, size_t index,
                               struct elb_error *reterr)
{
    const struct elb_openssl_suites *offered = &expansion->offered;
    enum elb_status status;
    size_t before = 0;

    status = expand(expansion, index, ELB_OPENSSL_SELECTED, &expansion->before, reterr);
    if (status != ELB_OK)
        return status;
    for (size_t i = 0; i < offered->count; i++) {
        if (!elb_expansion_is_tls13(offered->list[i].code) &&
            find(&expansion->before, offered->list[i].code))
            before = i + 1;
    }
    expansion->kept[expansion->kept_count++] = (struct elb_cipher_kept){
        .code = expansion->items->list[index].code,
        .before = before,
    };
    return ELB_OK;
}

static enum elb_status keep_missing(struct elb_expansion *expansion, size_t index,
                                    struct elb_error *reterr)
{
    const struct elb_cipher_item *item = &expansion->items->list[index];
    const struct elb_suite *suite = elb_catalog_suite(expansion->offer->catalog, item->code);
    const struct elb_suite unknown = {.code = item->code, .name = ""};
    enum elb_tristate present;

    if (!suite)
        suite = &unknown;
    present = elb_cipher_is_present(expansion->items, index, suite);
    if (present == ELB_NO)
        return ELB_OK;
    if (present == ELB_MAYBE) {
        elb_names_add(&expansion->doubtful, item->text);
        return ELB_OK;
    }
    elb_names_add(&expansion->kept_names, item->text);
    if (!elb_cipher_is_in_place(expansion->items, index, suite))
        elb_names_add(&expansion->out_of_place, item->text);
    return keep_at(expansion, index, reterr);
}

/* Looks at each suite that is named, for those that OpenSSL left out. */
static enum elb_status look_at_named(struct elb_expansion *expansion, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;

    for (size_t i = 0; status == ELB_OK && i < expansion->items->count; i++) {
        const struct elb_cipher_item *item = &expansion->items->list[i];

        if (is_missing(expansion, item))
            status = keep_missing(expansion, i, reterr);
        else if (elb_cipher_item_adds_suite(item) && find(&expansion->selected, item->code) &&
                 !find(&expansion->offered, item->code))
            elb_names_add(&expansion->forbidden, item->text);
    }
    return status;
}

static enum elb_status expand_all(struct elb_expansion *expansion, struct elb_error *reterr)
{
    const size_t count = expansion->items->count;
    enum elb_status status;

    status = elb_openssl_expand("ALL:COMPLEMENTOFALL:@SECLEVEL=0", ELB_OPENSSL_OFFERED,
                                &expansion->all, reterr);
    if (status == ELB_OK)
        status = probe_keywords(expansion, reterr);
    if (status != ELB_OK || elb_cipher_items_are_plain(expansion->items))
        return status;
    status = expand(expansion, count, ELB_OPENSSL_OFFERED, &expansion->offered, reterr);
    if (status == ELB_OK)
        status = expand(expansion, count, ELB_OPENSSL_SELECTED, &expansion->selected, reterr);
    if (status == ELB_OK)
        status = look_at_named(expansion, reterr);
    return status == ELB_OK ? elb_expansion_finish(expansion, reterr) : status;
}

/* Says what it is that OpenSSL is needed for. */
static enum elb_status require_openssl(const struct elb_cipher_items *items,
                                       struct elb_error *reterr)
{
    const struct elb_cipher_item *item = items->list;

    if (elb_openssl_version()[0] != '\0')
        return ELB_OK;
    while (elb_cipher_item_adds_suite(item))
        item++;
    return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, ELB_CIPHERS_PATH, 0, 0,
                         "'%.*s' is not the name of a cipher suite, and what else it means only "
                         "OpenSSL 3 can tell, which is not installed (%s)",
                         ELB_TEXT_ARGS(item->whole), elb_openssl_library());
}

enum elb_status elb_cipher_items_expand(struct elb_cipher_items *items, elb_version_set versions,
                                        struct elb_offer *offer, struct elb_error *reterr)
{
    struct elb_expansion *expansion;
    enum elb_status status = require_openssl(items, reterr);

    if (status != ELB_OK)
        return status;
    if (items->count > ELB_EXPANSION_ITEMS_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, ELB_CIPHERS_PATH, 0, 0,
                             "more than %d items in a list with keywords", ELB_EXPANSION_ITEMS_MAX);
    expansion = elb_alloc(sizeof(*expansion));
    if (!expansion)
        return elb_error_set_memory(reterr);
    expansion->items = items;
    expansion->offer = offer;
    expansion->versions = versions;
    status = expand_all(expansion, reterr);
    elb_free(expansion);
    return status;
}
