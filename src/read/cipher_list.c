/* SPDX-License-Identifier: MIT */
#include "read/cipher_list.h"

#define SEPARATORS ":,; \t\r\n"

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c);
}

/* What OpenSSL takes for the name of a suite or keyword; `+` joins two of them. */
static bool is_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           is_one_of(c, "-_.=+");
}

static struct elb_text take_word(struct elb_text *rest)
{
    struct elb_text word = *rest;
    size_t length = 0;

    while (length < rest->length && is_word(rest->start[length]))
        length++;
    word.length = length;
    *rest = elb_text_skip(*rest, length);
    return word;
}

static struct elb_text skip_separators(struct elb_text text)
{
    while (text.length > 0 && is_one_of(text.start[0], SEPARATORS))
        text = elb_text_skip(text, 1);
    return text;
}

static enum elb_status refuse(const char *what, struct elb_text where, struct elb_error *reterr)
{
    return elb_error_set(reterr, ELB_ERROR_DATA, ELB_CIPHERS_PATH, 0, 0, "%s at '%.*s'", what,
                         ELB_TEXT_ARGS(where));
}

/* The commands that OpenSSL 3 has; it fails at any other. */
static bool is_command(struct elb_text text)
{
    return elb_text_is(text, "STRENGTH") ||
           (text.length == 10 && elb_text_has_prefix(text, "SECLEVEL=") && text.start[9] >= '0' &&
            text.start[9] <= '5');
}

static bool has_empty_part(struct elb_text text)
{
    struct elb_text part;

    while (elb_text_next_field(&text, "+", &part)) {
        if (part.length == 0)
            return true;
    }
    return false;
}

/* "C0,2F" is one code although there is a separator in it. */
static void join_bytes(struct elb_cipher_item *item, struct elb_text *rest)
{
    struct elb_text after = skip_separators(*rest);
    struct elb_text low = take_word(&after);

    if (!elb_suite_from_bytes(item->text, low, &item->code))
        return;
    item->kind = ELB_CIPHER_SUITE;
    item->text.length = (size_t)(after.start - item->text.start);
    item->whole.length = (size_t)(after.start - item->whole.start);
    *rest = after;
}

static enum elb_status parse_item(const struct elb_catalog *catalog, struct elb_text *rest,
                                  struct elb_cipher_item *ret_item, struct elb_error *reterr)
{
    struct elb_cipher_item item = {.kind = ELB_CIPHER_KEYWORD, .whole = *rest};

    if (is_one_of(rest->start[0], "+-!@")) {
        item.operation = rest->start[0];
        *rest = elb_text_skip(*rest, 1);
    }
    item.text = take_word(rest);
    if (item.text.length == 0 || has_empty_part(item.text))
        return refuse("expected a cipher suite or a keyword", item.whole, reterr);
    item.whole.length = (size_t)(item.text.start + item.text.length - item.whole.start);
    if (item.operation == '@' && !is_command(item.text))
        return refuse("expected @STRENGTH or @SECLEVEL=0 to 5", item.whole, reterr);
    if (item.operation != '@') {
        if (elb_suite_from_text(catalog, item.text, &item.code))
            item.kind = ELB_CIPHER_SUITE;
        else
            join_bytes(&item, rest);
    }
    *ret_item = item;
    return ELB_OK;
}

static enum elb_status add_item(struct elb_arena *arena, struct elb_cipher_items *items,
                                const struct elb_cipher_item *item, size_t limit,
                                struct elb_error *reterr)
{
    struct elb_cipher_item *list;

    if (items->count >= limit)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, ELB_CIPHERS_PATH, 0, 0, "more than %zu items",
                             limit);
    list = elb_arena_grow(arena, items->list, items->count, &items->capacity, sizeof(*list));
    if (!list)
        return elb_error_set_memory(reterr);
    items->list = list;
    items->list[items->count++] = *item;
    return ELB_OK;
}

enum elb_status elb_cipher_items_parse(const struct elb_catalog *catalog, struct elb_arena *arena,
                                       struct elb_text text, size_t limit,
                                       struct elb_cipher_items *ret_items, struct elb_error *reterr)
{
    struct elb_cipher_items items = {0};
    enum elb_status status = ELB_OK;
    struct elb_cipher_item item;

    text = skip_separators(text);
    while (status == ELB_OK && text.length > 0) {
        status = parse_item(catalog, &text, &item, reterr);
        if (status == ELB_OK)
            status = add_item(arena, &items, &item, limit, reterr);
        text = skip_separators(text);
    }
    if (status != ELB_OK)
        return status;
    if (items.count == 0)
        return elb_error_set(reterr, ELB_ERROR_DATA, ELB_CIPHERS_PATH, 0, 0,
                             "empty: no cipher suite is named");
    *ret_items = items;
    return ELB_OK;
}

bool elb_cipher_items_are_plain(const struct elb_cipher_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        if (items->list[i].operation != 0 || items->list[i].kind == ELB_CIPHER_KEYWORD)
            return false;
    }
    return true;
}
