/* SPDX-License-Identifier: MIT */

/* What has a name in the catalog, whatever its kind. */

#include "cli/items.h"

#include "catalog/kinds.h"
#include "catalog/nearest.h"

#include <stdint.h>
#include <string.h>

static const void *pointer_of(const struct elb_item *item)
{
    return item->policy; /* all members of the union are pointers */
}

/* Nothing is of two kinds, so that the address tells. NULL without memory. */
static void **find_place(struct cli *cli, struct cli_items *items, const void *pointer)
{
    const char *key = elb_arena_dup(&cli->arena, (const char *)&pointer, sizeof(pointer));

    return key ? elb_map_put(&items->added, &cli->arena, (struct elb_text){key, sizeof(pointer)})
               : NULL;
}

void cli_items_add(struct cli *cli, struct cli_items *items, const struct elb_item *item)
{
    void **place = find_place(cli, items, pointer_of(item));
    struct elb_item *list;

    if (place && *place)
        return;
    list = elb_arena_grow(&cli->arena, items->list, items->count, &items->capacity, sizeof(*list));
    if (!list || !place) {
        cli_note_memory(cli);
        return;
    }
    *place = items;
    list[items->count++] = *item;
    items->list = list;
}

void cli_items_add_policies(struct cli *cli, struct cli_items *items,
                            const struct cli_policy_list *policies)
{
    for (size_t i = 0; i < policies->count; i++) {
        struct elb_item item = {.kind = ELB_ITEM_POLICY, .policy = policies->items[i]};

        cli_items_add(cli, items, &item);
    }
}

void cli_items_add_clients(struct cli *cli, struct cli_items *items,
                           const struct cli_client_list *clients)
{
    for (size_t i = 0; i < clients->count; i++) {
        struct elb_item item = {.kind = ELB_ITEM_CLIENT, .client = clients->items[i]};

        cli_items_add(cli, items, &item);
    }
}

/* ---- By name -------------------------------------------------------------------------------- */

/* A family of one client is that client. */
static void find_family(struct cli *cli, struct cli_items *items, const char *name)
{
    struct cli_client_list clients = {0};

    if (!cli_add_family(cli, name, &clients) || clients.count == 0)
        return;
    if (clients.count == 1) {
        cli_items_add_clients(cli, items, &clients);
    } else {
        struct elb_item item = {.kind = ELB_ITEM_FAMILY, .family = clients.items[0]->family};

        cli_items_add(cli, items, &item);
    }
}

/* A value of RFC 8701, which the catalog does not have because it means nothing. */
static const struct elb_suite *make_grease(struct cli *cli, uint16_t code)
{
    struct elb_suite *suite = elb_arena_alloc(&cli->arena, sizeof(*suite));

    if (!suite) {
        cli_note_memory(cli);
        return NULL;
    }
    *suite =
        (struct elb_suite){.code = code, .name = "GREASE", .iana = "Reserved", .signalling = true};
    return suite;
}

static void add_codes(struct cli *cli, struct cli_items *items, const struct elb_item *suite,
                      const struct elb_item *group, const struct elb_item *scheme)
{
    if (suite->suite)
        cli_items_add(cli, items, suite);
    if (group->group)
        cli_items_add(cli, items, group);
    if (scheme->scheme)
        cli_items_add(cli, items, scheme);
}

/* Whatever has the code, in all registries. */
static void find_code(struct cli *cli, struct cli_items *items, uint16_t code)
{
    const struct elb_catalog *catalog = cli->catalog;
    struct elb_item suite = {.kind = ELB_ITEM_SUITE, .suite = elb_catalog_suite(catalog, code)};
    struct elb_item group = {.kind = ELB_ITEM_GROUP, .group = elb_catalog_group(catalog, code)};
    struct elb_item scheme = {.kind = ELB_ITEM_SCHEME, .scheme = elb_catalog_scheme(catalog, code)};

    if (elb_is_grease(code))
        suite.suite = make_grease(cli, code);
    add_codes(cli, items, &suite, &group, &scheme);
}

/*
 * By a name, or by the code: 0x0017, c02f as in a capture, 49199 as in JA3. Four digits can be
 * both of the latter.
 */
static void find_codes(struct cli *cli, struct cli_items *items, const char *name)
{
    const struct elb_catalog *catalog = cli->catalog;
    const struct elb_text text = elb_text_from(name);
    const struct elb_item suite = {.kind = ELB_ITEM_SUITE,
                                   .suite = elb_catalog_suite_named(catalog, name, text.length)};
    const struct elb_item group = {.kind = ELB_ITEM_GROUP,
                                   .group = elb_catalog_group_named(catalog, name, text.length)};
    const struct elb_item scheme = {.kind = ELB_ITEM_SCHEME,
                                    .scheme = elb_catalog_scheme_named(catalog, name, text.length)};
    uint64_t code;

    add_codes(cli, items, &suite, &group, &scheme);
    if (elb_text_parse_unsigned(text, UINT16_MAX, &code))
        find_code(cli, items, (uint16_t)code);
    if (text.length == 4 && elb_text_parse_hex(text, UINT16_MAX, &code))
        find_code(cli, items, (uint16_t)code);
}

static void find(struct cli *cli, struct cli_items *items, const char *name)
{
    struct elb_item policy = {.kind = ELB_ITEM_POLICY, .policy = cli_find_policy(cli, name)};
    struct elb_item client = {.kind = ELB_ITEM_CLIENT,
                              .client = elb_catalog_client_named(cli->catalog, name, strlen(name))};
    struct elb_item source = {.kind = ELB_ITEM_SOURCE,
                              .source = elb_catalog_source(cli->catalog, name)};
    struct elb_item profile = {.kind = ELB_ITEM_PROFILE,
                               .profile =
                                   elb_catalog_profile_named(cli->catalog, name, strlen(name))};
    struct elb_item rule = {.kind = ELB_ITEM_RULE, .rule = elb_rule_named(name, strlen(name))};

    if (policy.policy)
        cli_items_add(cli, items, &policy);
    if (client.client)
        cli_items_add(cli, items, &client);
    find_family(cli, items, name);
    find_codes(cli, items, name);
    if (source.source)
        cli_items_add(cli, items, &source);
    if (rule.rule)
        cli_items_add(cli, items, &rule);
    if (profile.profile)
        cli_items_add(cli, items, &profile);
}

/* The nearest name of any kind. */
static const char *nearest_name(const struct cli *cli, const char *name)
{
    size_t length = strlen(name);
    const char *const names[] = {
        elb_catalog_nearest_policy(cli->catalog, cli_load_balancers(cli), name, length),
        elb_catalog_nearest_client(cli->catalog, name, length),
        elb_catalog_nearest_suite(cli->catalog, name, length),
        elb_catalog_nearest_group(cli->catalog, name, length),
        elb_catalog_nearest_scheme(cli->catalog, name, length),
        elb_rule_nearest(name, length),
        elb_catalog_nearest_profile(cli->catalog, name, length),
    };
    const char *bare = names[0] ? elb_policy_bare_name(elb_text_from(names[0])).start : NULL;
    struct elb_nearest nearest = elb_nearest_to(elb_text_from(name));
    const char *found = NULL;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *before = nearest.found;

        if (!names[i])
            continue;
        elb_nearest_try(&nearest, i == 0 && bare ? bare : names[i]);
        if (nearest.found != before || !found)
            found = names[i];
    }
    return found;
}

static void note_unknown(struct cli *cli, const char *name)
{
    const char *near = nearest_name(cli, name);

    if (elb_text_has_prefix_nocase(elb_text_from(name), "classic/") ||
        elb_text_has_prefix_nocase(elb_text_from(name), "elbv2/"))
        cli_note_unknown_policy(cli, name);
    else if (cli_is_path(name))
        cli_note(cli, ELB_ERROR_DATA,
                 "'%s' is no name in the catalog; to read a file, give it to -p or -c", name);
    else if (elb_catalog_not_policy_named(cli->catalog, name, strlen(name)) ||
             elb_catalog_policy_named(cli->catalog, 0, name, strlen(name)))
        cli_note_unknown_policy(cli, name);
    else if (near)
        cli_note(cli, ELB_ERROR_DATA, "unknown name '%s', did you mean '%s'", name, near);
    else
        cli_note(cli, ELB_ERROR_DATA, "unknown name '%s'", name);
}

void cli_items_find(struct cli *cli, struct cli_items *items, const char *name)
{
    struct cli_items found = {0};

    find(cli, &found, name);
    if (found.count == 0 && !cli->out_of_memory)
        note_unknown(cli, name);
    for (size_t i = 0; i < found.count; i++)
        cli_items_add(cli, items, &found.list[i]);
}

/* ---- By kind -------------------------------------------------------------------------------- */

struct elb_item cli_item_at(const struct elb_catalog *catalog, enum elb_item_kind kind,
                            size_t index)
{
    struct elb_item item = {.kind = kind};

    switch (kind) {
    case ELB_ITEM_POLICY:
        item.policy = &catalog->policies[index];
        break;
    case ELB_ITEM_CLIENT:
        item.client = &catalog->clients[index];
        break;
    case ELB_ITEM_FAMILY:
        item.family = elb_catalog_family_at(catalog, index);
        break;
    case ELB_ITEM_SUITE:
        item.suite = &catalog->suites[index];
        break;
    case ELB_ITEM_GROUP:
        item.group = &catalog->groups[index];
        break;
    case ELB_ITEM_SCHEME:
        item.scheme = &catalog->schemes[index];
        break;
    case ELB_ITEM_SOURCE:
        item.source = &catalog->sources[index];
        break;
    case ELB_ITEM_RULE:
        item.rule = elb_rule_at(index);
        break;
    case ELB_ITEM_PROFILE:
        item.profile = &catalog->profiles[index];
        break;
    case ELB_ITEM_KIND_COUNT:
        break;
    }
    return item;
}
