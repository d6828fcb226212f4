/* SPDX-License-Identifier: MIT */

/* HCL's bodies: attributes, and blocks with labels; and how to go on behind an error. */
#include "tree/hcl_parser.h"

static enum elb_status read_body(struct elb_hcl *hcl, struct elb_hcl_items *items);

/* ---- Errors that are kept ---------------------------------------------------------------------
 */

/* The first one; what is read on is not all. */
static void keep_problem(struct elb_hcl *hcl)
{
    if (hcl->problem->status == ELB_OK)
        *hcl->problem = *hcl->builder.reterr;
    *hcl->builder.reterr = (struct elb_error){0};
    hcl->is_broken = true;
}

/* After an error of syntax: to the next line, unless something ends or begins right here. */
static enum elb_status recover(struct elb_hcl *hcl, enum elb_status status)
{
    if (status != ELB_ERROR_SYNTAX || !hcl->problem)
        return status;
    keep_problem(hcl);
    hcl->skips_lines = false;
    if (hcl->token.type == ELB_HCL_NEWLINE || hcl->token.type == ELB_HCL_END ||
        elb_hcl_is(hcl, "}") || elb_hcl_begins_top_level(hcl))
        return ELB_OK;
    while (hcl->at < hcl->text.length && hcl->text.start[hcl->at] != '\n')
        hcl->at++;
    return recover(hcl, elb_hcl_next(hcl));
}

/* ---- Attributes -------------------------------------------------------------------------------
 */

static enum elb_status add_pair(struct elb_hcl *hcl, struct elb_hcl_items *items,
                                struct elb_hcl_item key, struct elb_hcl_item value)
{
    enum elb_status status = elb_hcl_append(hcl, items, key);

    return status == ELB_OK ? elb_hcl_append(hcl, items, value) : status;
}

/* An attribute or a block ends with its line, or with the block that it is in. */
static enum elb_status end_of_item(struct elb_hcl *hcl)
{
    if (hcl->token.type == ELB_HCL_END || elb_hcl_is(hcl, "}"))
        return ELB_OK;
    if (hcl->token.type != ELB_HCL_NEWLINE)
        return elb_hcl_expected(hcl, "the end of the line");
    return elb_hcl_next(hcl);
}

static enum elb_status read_attribute(struct elb_hcl *hcl, struct elb_hcl_item key,
                                      struct elb_hcl_items *items)
{
    struct elb_hcl_item value;
    enum elb_status status = elb_hcl_next(hcl);

    hcl->level++;
    if (status == ELB_OK)
        status = elb_hcl_expression(hcl, &value);
    hcl->level--;
    if (status == ELB_OK)
        status = add_pair(hcl, items, key, value);
    return status == ELB_OK ? end_of_item(hcl) : status;
}

/* ---- Blocks -----------------------------------------------------------------------------------
 */

/* A name or a quoted string, as a key. */
static enum elb_status read_label(struct elb_hcl *hcl, struct elb_hcl_items *labels)
{
    struct elb_hcl_item label;
    enum elb_status status;

    if (hcl->token.type == ELB_HCL_QUOTE) {
        status = elb_hcl_string(hcl, &label);
        if (status == ELB_OK && !elb_node_is_scalar(label.node))
            return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, label.node->start,
                                     "a label can't be a template");
        return status == ELB_OK ? elb_hcl_append(hcl, labels, label) : status;
    }
    if (hcl->token.type != ELB_HCL_NAME)
        return elb_hcl_expected(hcl, labels->count == 0 ? "'=' or a block" : "'{'");
    status = elb_hcl_scalar(hcl, ELB_NODE_STRING, hcl->token.text, hcl->token.start, hcl->token.end,
                            &label, NULL);
    if (status == ELB_OK)
        status = elb_hcl_append(hcl, labels, label);
    return status == ELB_OK ? elb_hcl_next(hcl) : status;
}

static enum elb_status not_closed(struct elb_hcl *hcl, struct elb_mark start)
{
    enum elb_status status = elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, hcl->token.start,
                                               "the block that begins at %u:%u has no end",
                                               (unsigned)start.line, (unsigned)start.column);

    if (!hcl->problem)
        return status;
    keep_problem(hcl);
    return ELB_OK;
}

/* From `{` to behind `}`. */
static enum elb_status read_block_body(struct elb_hcl *hcl, struct elb_mark start,
                                       struct elb_hcl_item *ret_item)
{
    const struct elb_mark brace = hcl->token.start;
    const bool was_broken = hcl->is_broken;
    struct elb_hcl_items items = {0};
    enum elb_status status = elb_hcl_next(hcl);

    hcl->is_broken = false;
    hcl->blocks++;
    if (status == ELB_OK)
        status = read_body(hcl, &items);
    hcl->blocks--;
    if (status != ELB_OK)
        return status;
    if (elb_hcl_is(hcl, "}"))
        status = elb_hcl_next(hcl);
    else
        status = not_closed(hcl, start);
    if (status == ELB_OK)
        status = elb_hcl_collection(hcl, ELB_NODE_MAPPING, hcl->is_broken ? "!broken" : "!block",
                                    &items, brace, hcl->last_end, ret_item);
    hcl->is_broken |= was_broken;
    return status;
}

/* TYPE "LABEL" "LABEL" { ... } is { TYPE: { LABEL: { LABEL: { ... } } } } as in the JSON syntax. */
static enum elb_status wrap(struct elb_hcl *hcl, const struct elb_hcl_items *labels,
                            struct elb_hcl_item *body)
{
    enum elb_status status = ELB_OK;

    for (size_t i = labels->count; status == ELB_OK && i > 0; i--) {
        const struct elb_node *label = labels->nodes[i - 1];
        struct elb_hcl_items items = {0};

        hcl->level--;
        status = add_pair(hcl, &items, (struct elb_hcl_item){label, 0}, *body);
        if (status == ELB_OK)
            status = elb_hcl_collection(hcl, ELB_NODE_MAPPING, "!labels", &items, label->start,
                                        body->node->end, body);
    }
    return status;
}

static enum elb_status read_block(struct elb_hcl *hcl, struct elb_hcl_item key,
                                  struct elb_hcl_items *items)
{
    struct elb_hcl_items labels = {0};
    struct elb_hcl_item body;
    enum elb_status status = ELB_OK;
    const size_t level = hcl->level;
    const size_t limit = hcl->builder.limits.depth;

    while (status == ELB_OK && !elb_hcl_is(hcl, "{"))
        status = read_label(hcl, &labels);
    if (status != ELB_OK)
        return status;
    hcl->level += labels.count + 1;
    if (hcl->level > limit)
        return elb_builder_error(&hcl->builder, ELB_ERROR_LIMIT, key.node->start,
                                 "nested deeper than the limit of %zu levels", limit);
    status = read_block_body(hcl, key.node->start, &body);
    if (status == ELB_OK)
        status = wrap(hcl, &labels, &body);
    hcl->level = level;
    if (status == ELB_OK)
        status = add_pair(hcl, items, key, body);
    return status == ELB_OK && !hcl->unwinds ? end_of_item(hcl) : status;
}

/* ---- Bodies -----------------------------------------------------------------------------------
 */

static enum elb_status read_item(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    struct elb_hcl_item key;
    struct elb_node *node = NULL;
    enum elb_status status;

    if (hcl->token.type == ELB_HCL_NEWLINE)
        return elb_hcl_next(hcl);
    if (hcl->token.type != ELB_HCL_NAME && hcl->token.type != ELB_HCL_QUOTE)
        return elb_hcl_expected(hcl, "a name");
    if (hcl->token.type == ELB_HCL_QUOTE) {
        status = elb_hcl_string(hcl, &key);
    } else {
        status = elb_hcl_scalar(hcl, ELB_NODE_STRING, hcl->token.text, hcl->token.start,
                                hcl->token.end, &key, &node);
        if (status == ELB_OK)
            status = elb_hcl_next(hcl);
    }
    if (status != ELB_OK)
        return status;
    if (elb_hcl_is(hcl, "="))
        return read_attribute(hcl, key, items);
    return read_block(hcl, key, items);
}

/* A block of its own under the key "", for what follows an error. */
static enum elb_status keep_lost(struct elb_hcl *hcl, const struct elb_hcl_items *items,
                                 struct elb_mark start)
{
    struct elb_hcl_item key;
    struct elb_hcl_item body;
    enum elb_status status;

    if (items->count == 0)
        return ELB_OK;
    status = elb_hcl_scalar(hcl, ELB_NODE_STRING, ELB_TEXT(""), start, start, &key, NULL);
    if (status == ELB_OK)
        status = elb_hcl_collection(hcl, ELB_NODE_MAPPING, "!broken", items, start, hcl->last_end,
                                    &body);
    return status == ELB_OK ? add_pair(hcl, &hcl->lost, key, body) : status;
}

/* After an error, where a block is read or what follows an error in it. */
static enum elb_status go_on(struct elb_hcl *hcl, enum elb_status status,
                             struct elb_hcl_items **items, struct elb_hcl_items *lost,
                             struct elb_mark *lost_start)
{
    status = recover(hcl, status);
    if (status != ELB_OK || hcl->blocks != 1)
        return status;
    if (*items == lost)
        status = keep_lost(hcl, lost, *lost_start);
    *lost = (struct elb_hcl_items){0};
    *lost_start = hcl->token.start;
    *items = lost;
    return status;
}

/*
 * Up to the end of the block or file. What follows an error in a block may belong to another one
 * of which the head is lost: such a rest becomes a block of its own.
 */
static enum elb_status read_body(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    const size_t depth = hcl->depth;
    const size_t level = hcl->level;
    const size_t blocks = hcl->blocks;
    struct elb_hcl_items lost = {0};
    struct elb_mark lost_start = hcl->token.start;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && hcl->token.type != ELB_HCL_END && !elb_hcl_is(hcl, "}")) {
        hcl->unwinds = blocks > 0 && elb_hcl_begins_top_level(hcl);
        if (hcl->unwinds)
            break;
        status = read_item(hcl, items);
        if (status == ELB_OK)
            continue;
        hcl->depth = depth;
        hcl->level = level;
        hcl->blocks = blocks;
        status = go_on(hcl, status, &items, &lost, &lost_start);
    }
    return status == ELB_OK && items == &lost ? keep_lost(hcl, &lost, lost_start) : status;
}

/* A `}` too many does not end the file. */
static enum elb_status read_file(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    enum elb_status status = elb_hcl_next(hcl);

    status = status == ELB_OK ? status : recover(hcl, status);
    while (status == ELB_OK && hcl->token.type != ELB_HCL_END) {
        status = read_body(hcl, items);
        if (status == ELB_OK && elb_hcl_is(hcl, "}")) {
            status = recover(hcl, elb_hcl_expected(hcl, "a name"));
            if (status == ELB_OK)
                status = elb_hcl_next(hcl);
            if (status != ELB_OK)
                status = recover(hcl, status);
        }
    }
    return status;
}

static enum elb_status read_root(struct elb_hcl *hcl, const struct elb_node **ret_root)
{
    struct elb_hcl_items items = {0};
    struct elb_hcl_item item;
    struct elb_mark start;
    enum elb_status status = elb_builder_check_text(&hcl->builder, hcl->text);

    if (status != ELB_OK)
        return status;
    elb_locator_init(&hcl->locator, hcl->text);
    start = elb_hcl_mark(hcl, 0);
    hcl->token.end = start;
    status = read_file(hcl, &items);
    for (size_t i = 0; status == ELB_OK && i < hcl->lost.count; i++)
        status = elb_hcl_append(hcl, &items, (struct elb_hcl_item){hcl->lost.nodes[i], 1});
    if (status == ELB_OK)
        status = elb_hcl_collection(hcl, ELB_NODE_MAPPING, hcl->is_broken ? "!broken" : "!block",
                                    &items, start, hcl->token.end, &item);
    if (status == ELB_OK)
        *ret_root = item.node;
    return status;
}

enum elb_status elb_hcl_read(struct elb_arena *arena, struct elb_text text, struct elb_mark base,
                             const char *path, const struct elb_limits *limits,
                             const struct elb_node **ret_root, struct elb_error *ret_problem,
                             struct elb_error *reterr)
{
    struct elb_error error = {0};
    struct elb_hcl hcl = {.arena = arena, .text = text, .base = base, .problem = ret_problem};
    enum elb_status status;

    elb_builder_init(&hcl.builder, arena, path, limits, &error);
    status = read_root(&hcl, ret_root);
    elb_builder_done(&hcl.builder);
    if (status != ELB_OK && reterr && reterr->status == ELB_OK)
        *reterr = error;
    return status;
}

enum elb_status elb_hcl_read_template(struct elb_arena *arena, const struct elb_node *string,
                                      const char *path, const struct elb_limits *limits,
                                      const struct elb_node **ret_node, struct elb_error *reterr)
{
    struct elb_hcl hcl = {.arena = arena, .text = string->text, .host = string};
    struct elb_hcl_item item;
    enum elb_status status;

    elb_builder_init(&hcl.builder, arena, path, limits, reterr);
    status = elb_builder_check_text(&hcl.builder, hcl.text);
    if (status == ELB_OK)
        status = elb_hcl_template(&hcl, &item);
    elb_builder_done(&hcl.builder);
    if (status == ELB_OK)
        *ret_node = item.node;
    return status;
}
