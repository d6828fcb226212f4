/* SPDX-License-Identifier: MIT */
#include "read/options.h"

#define SEPARATORS ":,;/ \t\r\n"
#define GROUPS_MAX 256 /* many more than are registered */

struct group_list {
    uint16_t codes[GROUPS_MAX];
    size_t count;
};

struct group_item {
    bool optional;  /* ? */
    bool key_share; /* * */
    bool removed;   /* - */
    struct elb_text name;
};

static void add_group(struct group_list *list, uint16_t code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->codes[i] == code)
            return;
    }
    list->codes[list->count++] = code;
}

static void remove_group(struct group_list *list, uint16_t code)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (list->codes[i] != code)
            list->codes[kept++] = list->codes[i];
    }
    list->count = kept;
}

static struct group_item split_item(struct elb_text word)
{
    struct group_item item = {.name = word};

    while (item.name.length > 0 && strchr("?*-", item.name.start[0])) {
        item.optional |= item.name.start[0] == '?';
        item.key_share |= item.name.start[0] == '*';
        item.removed |= item.name.start[0] == '-';
        item.name = elb_text_skip(item.name, 1);
    }
    return item;
}

static bool find_group(const struct elb_catalog *catalog, struct elb_text name, uint16_t *ret_code)
{
    const struct elb_group *group;
    uint64_t code;

    if (name.length == 0)
        return false;
    group = elb_catalog_group_named(catalog, name.start, name.length);
    if (group) {
        *ret_code = group->code;
        return true;
    }
    if (name.length != 6 || !elb_text_has_prefix_nocase(name, "0x") ||
        !elb_text_parse_hex(elb_text_skip(name, 2), UINT16_MAX, &code))
        return false;
    *ret_code = (uint16_t)code;
    return true;
}

/* The name that is at most two edits away, for "did you mean". */
static const char *nearest_group(const struct elb_catalog *catalog, struct elb_text name)
{
    const char *nearest = NULL;
    size_t best = 3;

    for (size_t i = 0; i < catalog->group_count; i++) {
        const char *known = catalog->groups[i].name;
        const size_t distance = elb_text_distance(name, elb_text_from(known), 2);

        if (distance < best) {
            nearest = known;
            best = distance;
        }
    }
    return nearest;
}

static enum elb_status refuse_unknown(const struct elb_catalog *catalog, struct elb_text name,
                                      struct elb_error *reterr)
{
    const char *nearest = nearest_group(catalog, name);

    return elb_error_set(reterr, ELB_ERROR_DATA, ELB_GROUPS_PATH, 0, 0,
                         "unknown group '%.*s'%s%s%s", ELB_TEXT_ARGS(name),
                         nearest ? ", did you mean '" : "", nearest ? nearest : "",
                         nearest ? "'" : "");
}

static enum elb_status read_item(const struct elb_catalog *catalog, struct elb_text word,
                                 struct group_list *groups, struct group_list *key_shares,
                                 struct elb_error *reterr)
{
    const struct group_item item = split_item(word);
    uint16_t code;

    if (!find_group(catalog, item.name, &code))
        return item.optional ? ELB_OK : refuse_unknown(catalog, item.name, reterr);
    if (item.removed) {
        remove_group(groups, code);
        remove_group(key_shares, code);
        return ELB_OK;
    }
    if (groups->count == GROUPS_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, ELB_GROUPS_PATH, 0, 0, "more than %d groups",
                             GROUPS_MAX);
    add_group(groups, code);
    if (item.key_share)
        add_group(key_shares, code);
    return ELB_OK;
}

static enum elb_status keep(struct elb_arena *arena, const struct group_list *list,
                            struct elb_codes *ret_codes, struct elb_error *reterr)
{
    uint16_t *codes = elb_arena_alloc_array(arena, list->count, sizeof(*codes));

    if (!codes)
        return elb_error_set_memory(reterr);
    memcpy(codes, list->codes, list->count * sizeof(*codes));
    *ret_codes = (struct elb_codes){ELB_SENT, codes, list->count};
    return ELB_OK;
}

enum elb_status elb_groups_parse(const struct elb_catalog *catalog, struct elb_arena *arena,
                                 struct elb_text text, struct elb_client *client,
                                 struct elb_error *reterr)
{
    struct group_list groups = {.count = 0};
    struct group_list key_shares = {.count = 0};
    enum elb_status status = ELB_OK;
    struct elb_text word;

    if (elb_text_is_nocase(elb_text_trim(text), "none")) {
        client->groups.presence = ELB_NOT_SENT;
        return ELB_OK;
    }
    while (status == ELB_OK && elb_text_next_word(&text, SEPARATORS, &word))
        status = read_item(catalog, word, &groups, &key_shares, reterr);
    if (status == ELB_OK && groups.count == 0)
        status =
            elb_error_set(reterr, ELB_ERROR_DATA, ELB_GROUPS_PATH, 0, 0, "no known group is named");
    if (status == ELB_OK)
        status = keep(arena, &groups, &client->groups, reterr);
    if (status == ELB_OK && key_shares.count > 0)
        status = keep(arena, &key_shares, &client->key_shares, reterr);
    return status;
}
