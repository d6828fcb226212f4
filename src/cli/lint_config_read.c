/* SPDX-License-Identifier: MIT */

#include "cli/lint_config_read.h"

#include "catalog/nearest.h"

#include <stdarg.h>
#include <stdio.h>

void cli_refuse_config(struct cli_config_reading *reading, const struct elb_node *node,
                       const char *format, ...)
{
    struct elb_error error = {0};
    char message[sizeof(error.message)];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    elb_error_set(&error, ELB_ERROR_DATA, reading->config->path, node->start.line,
                  node->start.column, "%s", message);
    cli_note_error(reading->cli, &error);
    reading->is_good = false;
}

static void refuse_key(struct cli_config_reading *reading, const struct elb_node *node,
                       const struct cli_config_key *keys, size_t count)
{
    struct elb_nearest nearest = elb_nearest_to(elb_node_text(node));

    for (size_t i = 0; i < count; i++)
        elb_nearest_try(&nearest, keys[i].name);
    cli_refuse_config(reading, node, "unknown key '%.*s'%s%s%s", ELB_TEXT_ARGS(elb_node_text(node)),
                      nearest.found ? ", did you mean '" : "", nearest.found ? nearest.found : "",
                      nearest.found ? "'" : "");
}

void cli_read_config_keys(struct cli_config_reading *reading, const struct elb_node *mapping,
                          const struct cli_config_key *keys, size_t count, void *object)
{
    if (!elb_node_is_mapping(mapping)) {
        cli_refuse_config(reading, mapping, "expected a mapping, not %s",
                          elb_node_type_name(mapping));
        return;
    }
    for (size_t i = 0; i < elb_node_count(mapping); i++) {
        const struct elb_node *name = elb_node_key_at(mapping, i);
        size_t k = 0;

        while (k < count && !elb_node_text_is(name, keys[k].name))
            k++;
        if (k < count)
            keys[k].read(reading, elb_node_at(mapping, i), object);
        else
            refuse_key(reading, name, keys, count);
    }
}

const char *cli_read_config_text(struct cli_config_reading *reading, const struct elb_node *node)
{
    const struct elb_text text = elb_node_text(node);
    const char *copy;

    if (!elb_node_is_scalar(node) || elb_node_is_null(node) || text.length == 0) {
        cli_refuse_config(reading, node, "expected a text, not %s", elb_node_type_name(node));
        return NULL;
    }
    copy = elb_arena_dup(&reading->cli->arena, text.start, text.length);
    if (!copy)
        cli_note_memory(reading->cli);
    return copy;
}

bool cli_is_config_list(struct cli_config_reading *reading, const struct elb_node *node)
{
    if (!elb_node_is_sequence(node))
        cli_refuse_config(reading, node, "expected a list, not %s", elb_node_type_name(node));
    return elb_node_is_sequence(node);
}

bool cli_find_config_rule(struct cli_config_reading *reading, const struct elb_node *node,
                          size_t *ret_index)
{
    const struct elb_text name = elb_node_text(node);
    const char *nearest = elb_rule_nearest(name.start, name.length);

    for (size_t i = 0; elb_rule_at(i) && i < CLI_RULES_MAX; i++) {
        if (elb_text_is(name, elb_rule_at(i)->id)) {
            *ret_index = i;
            return true;
        }
    }
    cli_refuse_config(reading, node, "unknown rule '%.*s'%s%s%s", ELB_TEXT_ARGS(name),
                      nearest ? ", did you mean '" : "", nearest ? nearest : "",
                      nearest ? "'" : "");
    return false;
}
