/* SPDX-License-Identifier: MIT */

/* Clients by what the command line calls them. */

#include "cli/resolve.h"
#include "elblint/read.h"

#include <ctype.h>
#include <string.h>

static const char *origin_of(const struct cli *cli, const struct elb_client *client)
{
    if (client->origin)
        return client->origin;
    return elb_catalog_client_named(cli->catalog, client->id, strlen(client->id)) == client
               ? "the catalog"
               : "--ciphers";
}

static bool has_same_codes(const struct elb_codes *a, const struct elb_codes *b)
{
    return a->presence == b->presence && a->count == b->count &&
           (a->count == 0 || memcmp(a->codes, b->codes, a->count * sizeof(*a->codes)) == 0);
}

/* As far as a handshake can tell. */
static bool is_same_offer(const struct elb_client *a, const struct elb_client *b)
{
    return a->legacy_version == b->legacy_version && a->minimum_version == b->minimum_version &&
           a->suites_incomplete == b->suites_incomplete &&
           has_same_codes(&a->supported_versions, &b->supported_versions) &&
           has_same_codes(&a->suites, &b->suites) && has_same_codes(&a->groups, &b->groups) &&
           has_same_codes(&a->key_shares, &b->key_shares) &&
           has_same_codes(&a->schemes, &b->schemes);
}

/* One of several clients of the same id. */
struct namesake {
    const struct elb_client *client;
    const struct namesake *next;
};

/*
 * An answer calls clients by their ids alone, so that no two may share one. Within one input, the
 * reader sees to that.
 */
static bool is_told_apart(struct cli *cli, const struct elb_client *one,
                          const struct elb_client *other)
{
    if (one == other || is_same_offer(one, other))
        return false;
    if (one->origin && other->origin && strcmp(one->origin, other->origin) == 0)
        return true;
    cli_note(cli, ELB_ERROR_DATA, "'%s' names two clients: one from %s, one from %s", one->id,
             origin_of(cli, one), origin_of(cli, other));
    return false;
}

/* Where the clients of that id are; NULL without memory. */
static void **find_namesakes(struct cli *cli, struct cli_client_list *clients, const char *id)
{
    char *folded = elb_arena_dup(&cli->arena, id, strlen(id));

    if (!folded)
        return NULL;
    for (char *c = folded; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return elb_map_put(&clients->ids, &cli->arena, elb_text_from(folded));
}

static bool append_client(struct cli *cli, const struct elb_client *client,
                          struct cli_client_list *clients, void **place)
{
    struct namesake *namesake = elb_arena_alloc(&cli->arena, sizeof(*namesake));
    const struct elb_client **items = elb_arena_grow(&cli->arena, clients->items, clients->count,
                                                     &clients->capacity, sizeof(*items));

    if (!namesake || !items)
        return false;
    *namesake = (struct namesake){.client = client, .next = *place};
    *place = namesake;
    items[clients->count++] = client;
    clients->items = items;
    return true;
}

bool cli_add_client_item(struct cli *cli, const struct elb_client *client,
                         struct cli_client_list *clients)
{
    void **place = find_namesakes(cli, clients, client->id ? client->id : "");
    const struct namesake *namesake = place ? *place : NULL;

    for (; namesake; namesake = namesake->next) {
        if (!is_told_apart(cli, namesake->client, client))
            return true;
    }
    if (place && append_client(cli, client, clients, place))
        return true;
    cli_note_memory(cli);
    return false;
}

bool cli_add_family(struct cli *cli, const char *name, struct cli_client_list *clients)
{
    bool is_found = false;

    for (size_t i = 0; i < cli->catalog->client_count; i++) {
        const struct elb_client *client = &cli->catalog->clients[i];

        if (!client->family || !elb_text_is_nocase(elb_text_from(name), client->family))
            continue;
        is_found = true;
        if (!cli_add_client_item(cli, client, clients))
            break;
    }
    return is_found;
}

/* What was read has to live as long as the run. */
static bool keep(struct cli *cli, struct elb_client_list *list)
{
    struct elb_client_list **lists =
        elb_arena_grow(&cli->arena, cli->client_lists, cli->client_list_count,
                       &cli->client_list_capacity, sizeof(struct elb_client_list *));

    if (!lists) {
        elb_client_list_free(list);
        cli_note_memory(cli);
        return false;
    }
    lists[cli->client_list_count++] = list;
    cli->client_lists = lists;
    return true;
}

static void add_list(struct cli *cli, struct elb_client_list *list, struct cli_client_list *clients)
{
    if (!keep(cli, list))
        return;
    for (size_t i = 0; i < elb_client_list_count(list); i++) {
        if (!cli_add_client_item(cli, elb_client_list_at(list, i), clients))
            return;
    }
}

static void read_clients(struct cli *cli, const char *path, struct cli_client_list *clients)
{
    struct elb_read_limits limits = cli_read_limits(cli);
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    struct elb_text text;

    if (!cli_read(cli, path, &text))
        return;
    if (elb_clients_read(cli->catalog, text.start, text.length, path, &limits, &list, &error)) {
        cli_note_error(cli, &error);
        return;
    }
    if (elb_client_list_problem(list) != NULL)
        cli_note_error(cli, elb_client_list_problem(list));
    add_list(cli, list, clients);
}

/* It ends in a dot and a few letters: versions have digits there. */
static bool looks_like_file(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t length = dot ? strlen(dot + 1) : 0;

    return length >= 2 && length <= 5 && dot > name &&
           strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

void cli_note_unknown_client(struct cli *cli, const char *name)
{
    const char *nearest = elb_catalog_nearest_client(cli->catalog, name, strlen(name));

    if (looks_like_file(name))
        cli_note(cli, ELB_ERROR_DATA, "'%s' is no known client, and there is no such file", name);
    else if (nearest)
        cli_note(cli, ELB_ERROR_DATA, "unknown client '%s', did you mean '%s'", name, nearest);
    else
        cli_note(cli, ELB_ERROR_DATA, "unknown client '%s'", name);
}

void cli_add_clients(struct cli *cli, const char *name, struct cli_client_list *clients)
{
    const struct elb_client *client = elb_catalog_client_named(cli->catalog, name, strlen(name));

    if (client)
        cli_add_client_item(cli, client, clients);
    else if (cli_add_family(cli, name, clients))
        return;
    else if (cli_is_path(name))
        read_clients(cli, name, clients);
    else
        cli_note_unknown_client(cli, name);
}

static void add_ciphers(struct cli *cli, const char *ciphers, struct cli_client_list *clients)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};

    if (elb_client_from_ciphers(cli->catalog, ciphers, cli_value(cli, &cli_protocols),
                                cli_value(cli, &cli_groups), &list, &error))
        cli_note_error(cli, &error);
    else
        add_list(cli, list, clients);
}

void cli_resolve_clients(struct cli *cli, struct cli_client_list *clients)
{
    const char *value;
    size_t cursor = 0;

    while ((value = cli_next_value(cli, &cli_client, &cursor))) {
        struct elb_text rest = elb_text_from(value);

        while (cli_take_name(cli, &rest, &value))
            cli_add_clients(cli, value, clients);
    }
    cursor = 0;
    while ((value = cli_next_value(cli, &cli_ciphers, &cursor)))
        add_ciphers(cli, value, clients);
}
