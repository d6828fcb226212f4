/* SPDX-License-Identifier: MIT */

/* Operators of HCL, and what stands between them. */
#include "tree/hcl_parser.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* From those that bind least; the last level is that of `*`. */
static const char *const operators[][4] = {
    {"||"}, {"&&"}, {"==", "!="}, {"<", "<=", ">", ">="}, {"+", "-"}, {"*", "/", "%"},
};

static bool is_operator(const struct elb_hcl *hcl, size_t level)
{
    for (size_t i = 0; i < COUNT(operators[0]) && operators[level][i]; i++) {
        if (elb_hcl_is(hcl, operators[level][i]))
            return true;
    }
    return false;
}

/* `!a`, `-a`, however many. */
static enum elb_status read_unary(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_items items = {0};
    struct elb_hcl_item item;
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && (elb_hcl_is(hcl, "!") || elb_hcl_is(hcl, "-"))) {
        status = elb_hcl_take(hcl, ELB_NODE_STRING, "", true, &item);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, &items, item);
    }
    if (status == ELB_OK)
        status = elb_hcl_traversal(hcl, &item);
    if (status != ELB_OK || items.count == 0) {
        *ret_item = item;
        return status;
    }
    status = elb_hcl_append(hcl, &items, item);
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!unary", &items, start, hcl->last_end,
                              ret_item);
}

/* All operators of one level in a row make one node: a OP b OP c. */
static enum elb_status read_binary(struct elb_hcl *hcl, size_t level, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_items items = {0};
    struct elb_hcl_item item;
    enum elb_status status;

    if (level == COUNT(operators))
        return read_unary(hcl, ret_item);
    status = read_binary(hcl, level + 1, &item);
    while (status == ELB_OK && is_operator(hcl, level)) {
        if (items.count == 0)
            status = elb_hcl_append(hcl, &items, item);
        if (status == ELB_OK)
            status = elb_hcl_take(hcl, ELB_NODE_STRING, "", true, &item);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, &items, item);
        if (status == ELB_OK)
            status = elb_hcl_skip_newlines(hcl);
        if (status == ELB_OK)
            status = read_binary(hcl, level + 1, &item);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, &items, item);
    }
    *ret_item = item;
    if (status != ELB_OK || items.count == 0)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!operation", &items, start, hcl->last_end,
                              ret_item);
}

/* COND ? A : B, of which the first part is there. */
static enum elb_status read_branches(struct elb_hcl *hcl, struct elb_hcl_item condition,
                                     struct elb_mark start, struct elb_hcl_item *ret_item)
{
    static const char *const marks[] = {"?", ":"};
    struct elb_hcl_items items = {0};
    enum elb_status status = elb_hcl_append(hcl, &items, condition);

    for (size_t i = 0; status == ELB_OK && i < COUNT(marks); i++) {
        struct elb_hcl_item branch;

        status = elb_hcl_skip_newlines(hcl);
        if (status == ELB_OK)
            status = elb_hcl_expect(hcl, marks[i]);
        if (status == ELB_OK)
            status = elb_hcl_skip_newlines(hcl);
        if (status == ELB_OK)
            status = elb_hcl_expression(hcl, &branch);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, &items, branch);
    }
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!if", &items, start, hcl->last_end,
                              ret_item);
}

enum elb_status elb_hcl_expression(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = hcl->token.start;
    enum elb_status status;

    if (hcl->depth >= hcl->builder.limits.depth)
        return elb_builder_error(&hcl->builder, ELB_ERROR_LIMIT, start,
                                 "nested deeper than the limit of %zu levels",
                                 hcl->builder.limits.depth);
    hcl->depth++;
    status = read_binary(hcl, 0, ret_item);
    if (status == ELB_OK && elb_hcl_is(hcl, "?"))
        status = read_branches(hcl, *ret_item, start, ret_item);
    hcl->depth--;
    return status;
}
