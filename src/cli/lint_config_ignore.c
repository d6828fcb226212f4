/* SPDX-License-Identifier: MIT */

/* The exceptions of .elblint.yaml. */
#include "catalog/dates.h"
#include "cli/lint_config_read.h"

void cli_add_suppression(struct cli *cli, const struct elb_suppression *item,
                         struct cli_suppression_list *list)
{
    struct elb_suppression *items =
        elb_arena_grow(&cli->arena, list->items, list->count, &list->capacity, sizeof(*items));

    if (!items) {
        cli_note_memory(cli);
        return;
    }
    items[list->count++] = *item;
    list->items = items;
}

static void read_rule(struct cli_config_reading *reading, const struct elb_node *node, void *object)
{
    size_t index;

    if (cli_find_config_rule(reading, node, &index))
        ((struct elb_suppression *)object)->rule = elb_rule_at(index)->id;
}

static void read_path(struct cli_config_reading *reading, const struct elb_node *node, void *object)
{
    struct elb_suppression *item = object;

    item->path = cli_read_config_text(reading, node);
    item->is_pattern = true;
    item->base = reading->base;
    item->directory = reading->directory;
}

static void read_address(struct cli_config_reading *reading, const struct elb_node *node,
                         void *object)
{
    ((struct elb_suppression *)object)->address = cli_read_config_text(reading, node);
}

static void read_until(struct cli_config_reading *reading, const struct elb_node *node,
                       void *object)
{
    struct elb_suppression *item = object;

    item->until = cli_read_config_text(reading, node);
    if (item->until && !elb_date_is_day(elb_text_from(item->until)))
        cli_refuse_config(reading, node, "expected a date such as 2027-01-31, not '%s'",
                          item->until);
}

static void read_reason(struct cli_config_reading *reading, const struct elb_node *node,
                        void *object)
{
    ((struct elb_suppression *)object)->reason = cli_read_config_text(reading, node);
}

static void read_exception(struct cli_config_reading *reading, const struct elb_node *node,
                           struct elb_suppression *item)
{
    static const struct cli_config_key keys[] = {
        {"rule", read_rule},   {"path", read_path},     {"address", read_address},
        {"until", read_until}, {"reason", read_reason},
    };

    *item = (struct elb_suppression){
        .origin = reading->config->path,
        .span = {.line = node->start.line,
                 .column = node->start.column,
                 .end_line = node->start.line,
                 .end_column = node->start.column + 1},
    };
    cli_read_config_keys(reading, node, keys, sizeof(keys) / sizeof(keys[0]), item);
    if (!elb_node_is_mapping(node))
        return;
    if (!elb_node_get(node, "rule"))
        cli_refuse_config(reading, node, "'rule' is missing");
    if (!elb_node_get(node, "reason"))
        cli_refuse_config(reading, node, "'reason' is missing: who reads this later must know it");
}

void cli_read_config_ignore(struct cli_config_reading *reading, const struct elb_node *node,
                            void *object)
{
    struct cli_lint_config *config = object;

    if (!cli_is_config_list(reading, node))
        return;
    for (size_t i = 0; i < elb_node_count(node); i++) {
        struct elb_suppression item;

        read_exception(reading, elb_node_at(node, i), &item);
        cli_add_suppression(reading->cli, &item, &config->suppressions);
    }
}
