/* SPDX-License-Identifier: MIT */

/* Clients by what the command line calls them. */

#include "cli/resolve.h"
#include "elblint/read.h"

#include <string.h>

bool cli_add_client_item(struct cli *cli, const struct elb_client *client,
                         struct cli_client_list *clients)
{
    const struct elb_client **items;

    for (size_t i = 0; i < clients->count; i++) {
        if (clients->items[i] == client)
            return true;
    }
    items = elb_arena_grow(&cli->arena, clients->items, clients->count, &clients->capacity,
                           sizeof(*items));
    if (!items) {
        cli_note_memory(cli);
        return false;
    }
    items[clients->count++] = client;
    clients->items = items;
    return true;
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
    if (elb_clients_read(cli->catalog, text.start, text.length, path, &limits, &list, &error))
        cli_note_error(cli, &error);
    else
        add_list(cli, list, clients);
}

void cli_note_unknown_client(struct cli *cli, const char *name)
{
    const char *nearest = elb_catalog_nearest_client(cli->catalog, name, strlen(name));

    if (nearest)
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

    while ((value = cli_next_value(cli, &cli_client, &cursor)))
        cli_add_clients(cli, value, clients);
    cursor = 0;
    while ((value = cli_next_value(cli, &cli_ciphers, &cursor)))
        add_ciphers(cli, value, clients);
}
