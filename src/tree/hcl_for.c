/* SPDX-License-Identifier: MIT */

/*
 * `[for NAME in LIST : ITEM]`, `{for KEY, VALUE in MAP : KEY => VALUE if CONDITION}`.
 *
 * The ends of lines mean nothing within them, whatever the bracket.
 */
#include "tree/hcl_parser.h"

bool elb_hcl_is_for(const struct elb_hcl *hcl)
{
    return hcl->token.type == ELB_HCL_NAME && elb_text_is(hcl->token.text, "for");
}

static enum elb_status add_name(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    struct elb_hcl_item item;
    enum elb_status status;

    if (hcl->token.type != ELB_HCL_NAME)
        return elb_hcl_expected(hcl, "a name");
    status = elb_hcl_take(hcl, ELB_NODE_STRING, "", true, &item);
    return status == ELB_OK ? elb_hcl_append(hcl, items, item) : status;
}

static enum elb_status add_expression(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    struct elb_hcl_item item;
    enum elb_status status = elb_hcl_expression(hcl, &item);

    return status == ELB_OK ? elb_hcl_append(hcl, items, item) : status;
}

/* One name is that of the values: the other one is empty then. */
static enum elb_status add_names(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_items names = {0};
    struct elb_node *node = NULL;
    struct elb_hcl_item empty;
    enum elb_status status = add_name(hcl, &names);

    if (status == ELB_OK && elb_hcl_is(hcl, ",")) {
        status = elb_hcl_next(hcl);
        if (status == ELB_OK)
            status = add_name(hcl, &names);
    } else if (status == ELB_OK) {
        status = elb_hcl_scalar(hcl, ELB_NODE_STRING, ELB_TEXT(""), start, start, &empty, &node);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, items, empty);
    }
    for (size_t i = 0; status == ELB_OK && i < names.count; i++)
        status = elb_hcl_append(hcl, items, (struct elb_hcl_item){names.nodes[i], 0});
    if (status == ELB_OK && !elb_text_is(hcl->token.text, "in"))
        return elb_hcl_expected(hcl, "'in'");
    return status == ELB_OK ? elb_hcl_next(hcl) : status;
}

/* What becomes of each: a list of one item, or an object of one pair. */
static enum elb_status add_body(struct elb_hcl *hcl, bool is_object, struct elb_hcl_items *items)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_items parts = {0};
    struct elb_hcl_item body;
    enum elb_status status;

    hcl->level++;
    status = add_expression(hcl, &parts);
    if (status == ELB_OK && is_object)
        status = elb_hcl_expect(hcl, "=>");
    if (status == ELB_OK && is_object)
        status = add_expression(hcl, &parts);
    hcl->level--;
    if (status == ELB_OK)
        status = elb_hcl_collection(hcl, is_object ? ELB_NODE_MAPPING : ELB_NODE_SEQUENCE, "",
                                    &parts, start, hcl->last_end, &body);
    return status == ELB_OK ? elb_hcl_append(hcl, items, body) : status;
}

enum elb_status elb_hcl_for(struct elb_hcl *hcl, bool is_object, bool skips_lines,
                            struct elb_mark start, struct elb_hcl_item *ret_item)
{
    const char *mark = is_object ? "}" : "]";
    struct elb_hcl_items items = {0};
    struct elb_mark end;
    bool is_group = false;
    enum elb_status status;

    hcl->skips_lines = true;
    status = elb_hcl_next(hcl);
    if (status == ELB_OK)
        status = add_names(hcl, &items);
    if (status == ELB_OK)
        status = add_expression(hcl, &items);
    if (status == ELB_OK)
        status = elb_hcl_expect(hcl, ":");
    if (status == ELB_OK)
        status = add_body(hcl, is_object, &items);
    if (status == ELB_OK && is_object && elb_hcl_is(hcl, "...")) {
        is_group = true;
        status = elb_hcl_next(hcl);
    }
    if (status == ELB_OK && elb_text_is(hcl->token.text, "if")) {
        status = elb_hcl_next(hcl);
        if (status == ELB_OK)
            status = add_expression(hcl, &items);
    }
    end = hcl->token.end;
    hcl->skips_lines = skips_lines;
    if (status == ELB_OK)
        status = elb_hcl_expect(hcl, mark);
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, is_group ? "!group" : "!for", &items, start,
                              end, ret_item);
}
