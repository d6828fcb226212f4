/* SPDX-License-Identifier: MIT */

#include "tree/tree.h"

#include <stdarg.h>

bool elb_node_is_mapping(const struct elb_node *node)
{
    return node && node->type == ELB_NODE_MAPPING;
}

bool elb_node_is_sequence(const struct elb_node *node)
{
    return node && node->type == ELB_NODE_SEQUENCE;
}

bool elb_node_is_string(const struct elb_node *node)
{
    return node && node->type == ELB_NODE_STRING;
}

bool elb_node_is_null(const struct elb_node *node)
{
    return node && node->type == ELB_NODE_NULL;
}

bool elb_node_is_scalar(const struct elb_node *node)
{
    return node && node->type != ELB_NODE_SEQUENCE && node->type != ELB_NODE_MAPPING;
}

size_t elb_node_count(const struct elb_node *node)
{
    return node ? node->count : 0;
}

const struct elb_node *elb_node_at(const struct elb_node *node, size_t index)
{
    if (index >= elb_node_count(node))
        return NULL;
    return node->children[elb_node_is_mapping(node) ? 2 * index + 1 : index];
}

const struct elb_node *elb_node_key_at(const struct elb_node *mapping, size_t index)
{
    if (!elb_node_is_mapping(mapping) || index >= mapping->count)
        return NULL;
    return mapping->children[2 * index];
}

size_t elb_node_find(const struct elb_node *mapping, struct elb_text key)
{
    if (!elb_node_is_mapping(mapping))
        return SIZE_MAX;
    for (size_t i = 0; i < mapping->count; i++) {
        const struct elb_node *node = elb_node_key_at(mapping, i);

        if (elb_node_is_scalar(node) && elb_text_is_equal(node->text, key))
            return i;
    }
    return SIZE_MAX;
}

const struct elb_node *elb_node_get(const struct elb_node *mapping, const char *key)
{
    return elb_node_at(mapping, elb_node_find(mapping, elb_text_from(key)));
}

const struct elb_node *elb_node_get_key(const struct elb_node *mapping, const char *key)
{
    return elb_node_key_at(mapping, elb_node_find(mapping, elb_text_from(key)));
}

const struct elb_node *elb_node_get_path(const struct elb_node *mapping, ...)
{
    va_list keys;
    const char *key;

    va_start(keys, mapping);
    while ((key = va_arg(keys, const char *)))
        mapping = elb_node_get(mapping, key);
    va_end(keys);
    return mapping;
}

struct elb_text elb_node_text(const struct elb_node *node)
{
    return node ? node->text : ELB_TEXT("");
}

bool elb_node_text_is(const struct elb_node *node, const char *string)
{
    return elb_node_is_scalar(node) && elb_text_is(node->text, string);
}

bool elb_node_tag_is(const struct elb_node *node, const char *tag)
{
    return node && elb_text_is(node->tag, tag);
}

bool elb_node_get_unsigned(const struct elb_node *node, uint64_t maximum, uint64_t *ret_value)
{
    return elb_node_is_scalar(node) && elb_text_parse_unsigned(node->text, maximum, ret_value);
}

bool elb_node_get_bool(const struct elb_node *node, bool *ret_value)
{
    bool value = elb_text_is_nocase(elb_node_text(node), "true");

    if (!value && !elb_text_is_nocase(elb_node_text(node), "false"))
        return false;
    *ret_value = value;
    return true;
}

const char *elb_node_type_name(const struct elb_node *node)
{
    static const char *const names[] = {
        [ELB_NODE_NULL] = "null",           [ELB_NODE_BOOL] = "a boolean",
        [ELB_NODE_NUMBER] = "a number",     [ELB_NODE_STRING] = "a string",
        [ELB_NODE_SEQUENCE] = "a sequence", [ELB_NODE_MAPPING] = "a mapping",
    };

    return node ? names[node->type] : "nothing";
}
