/* SPDX-License-Identifier: MIT */

/* Gathering what `show` and `list` print. */
#ifndef ELB_CLI_ITEMS_H
#define ELB_CLI_ITEMS_H

#include "cli/resolve.h"
#include "report/show.h"

struct cli_items {
    struct elb_item *list;
    size_t count;
    size_t capacity;
    struct elb_map added; /* the addresses of what is there */
};

/* Adds one, unless it is there already. */
void cli_items_add(struct cli *cli, struct cli_items *items, const struct elb_item *item);

void cli_items_add_policies(struct cli *cli, struct cli_items *items,
                            const struct cli_policy_list *policies);
void cli_items_add_clients(struct cli *cli, struct cli_items *items,
                           const struct cli_client_list *clients);

/* Everything in the catalog that has this name or code; an unknown one is noted. */
void cli_items_find(struct cli *cli, struct cli_items *items, const char *name);

/* The index-th item of a kind; the caller keeps the index below elb_item_kind_limit(). */
struct elb_item cli_item_at(const struct elb_catalog *catalog, enum elb_item_kind kind,
                            size_t index);

#endif
