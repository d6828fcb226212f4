/* SPDX-License-Identifier: MIT */

/*
 * A tree on one line, for tables: null, b:true, n:1, "string" (a plain YAML one without quotes),
 * [a, b], {k: v}; a tag stands before its node. NUL becomes a full stop.
 */
#ifndef TEST_TREE_DUMP_H
#define TEST_TREE_DUMP_H

#include "base/buffer.h"
#include "tree/tree.h"

static void dump_node(struct elb_buffer *buffer, const struct elb_node *node);

static void dump_children(struct elb_buffer *buffer, const struct elb_node *node, const char *ends)
{
    elb_buffer_append_char(buffer, ends[0]);
    for (size_t i = 0; i < elb_node_count(node); i++) {
        if (i > 0)
            elb_buffer_append_string(buffer, ", ");
        if (elb_node_is_mapping(node)) {
            dump_node(buffer, elb_node_key_at(node, i));
            elb_buffer_append_string(buffer, ": ");
        }
        dump_node(buffer, elb_node_at(node, i));
    }
    elb_buffer_append_char(buffer, ends[1]);
}

static void dump_text(struct elb_buffer *buffer, struct elb_text text)
{
    for (size_t i = 0; i < text.length; i++)
        elb_buffer_append_char(buffer, text.start[i] ? text.start[i] : '.');
}

static void dump_node(struct elb_buffer *buffer, const struct elb_node *node)
{
    if (node->tag.length) {
        elb_buffer_append_text(buffer, node->tag);
        elb_buffer_append_char(buffer, ' ');
    }
    if (elb_node_is_mapping(node)) {
        dump_children(buffer, node, "{}");
    } else if (elb_node_is_sequence(node)) {
        dump_children(buffer, node, "[]");
    } else if (elb_node_is_null(node)) {
        elb_buffer_append_string(buffer, "null");
    } else {
        const char *before = node->type == ELB_NODE_BOOL     ? "b:"
                             : node->type == ELB_NODE_NUMBER ? "n:"
                             : node->plain                   ? ""
                                                             : "\"";

        elb_buffer_append_string(buffer, before);
        dump_text(buffer, node->text);
        if (*before == '"')
            elb_buffer_append_char(buffer, '"');
    }
}

#endif
