/* SPDX-License-Identifier: MIT */

/* What holds for every tree, whatever it was read from. Aborts where it does not. */
#ifndef FUZZ_CHECK_TREE_H
#define FUZZ_CHECK_TREE_H

#include "base/text.h"
#include "tree/tree.h"

#include <stdlib.h>

static void require(bool condition)
{
    if (!condition)
        abort();
}

static size_t count_characters(const char *start, const char *end)
{
    size_t count = 0;

    for (; start < end; start++)
        count += ((unsigned char)*start & 0xc0) != 0x80;
    return count;
}

/* The column follows from the offset; walking from the start would take too long. */
static void check_mark(struct elb_text source, struct elb_mark mark)
{
    const char *end = source.start + mark.offset;
    const char *line = end;

    require(mark.line >= 1 && mark.column >= 1 && mark.offset <= source.length);
    while (line > source.start && line[-1] != '\n')
        line--;
    require(count_characters(line, end) == mark.column - 1);
}

static void check_error(struct elb_text source, enum elb_status status,
                        const struct elb_error *error)
{
    size_t lines = 1;

    for (size_t i = 0; i < source.length; i++)
        lines += source.start[i] == '\n';
    require(error->status == status && error->message[0] != '\0');
    require(error->line <= lines && error->column <= source.length + 1);
}

/* What YAML 1.1 takes for the end of a line beside LF: CR, NEL, LS and PS. */
static bool has_other_break(struct elb_text text)
{
    return elb_text_find(text, ELB_TEXT("\r")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("\xc2\x85")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("\xe2\x80\xa8")) != SIZE_MAX ||
           elb_text_find(text, ELB_TEXT("\xe2\x80\xa9")) != SIZE_MAX;
}

/* A plain scalar on one line is in the source as it is, behind its tag and anchor. */
static void check_slice(struct elb_text source, const struct elb_node *node)
{
    struct elb_text slice = {source.start + node->start.offset,
                             node->end.offset - node->start.offset};

    if (node->plain && node->text.length && node->start.line == node->end.line &&
        !has_other_break(slice))
        require(slice.length >= node->text.length &&
                memcmp(slice.start + slice.length - node->text.length, node->text.start,
                       node->text.length) == 0);
}

/* `budget` is how many visits are still allowed: aliases make a tree larger than its source. */
static void check_node(struct elb_text source, const struct elb_node *node, size_t depth,
                       size_t *budget)
{
    require(depth <= 64 && (*budget)-- > 0);
    require(node->start.offset <= node->end.offset);
    check_mark(source, node->start);
    check_mark(source, node->end);
    require(node->text.start[node->text.length] == '\0' && node->tag.start);
    check_slice(source, node);
    for (size_t i = 0; i < elb_node_count(node); i++) {
        if (elb_node_is_mapping(node))
            check_node(source, elb_node_key_at(node, i), depth + 1, budget);
        check_node(source, elb_node_at(node, i), depth + 1, budget);
    }
}

#endif
