/* SPDX-License-Identifier: MIT */

/*
 * Expressions of HCL. What is written out becomes a scalar, a sequence or a mapping as in JSON;
 * the rest a node with a tag, as tree.h lists them.
 */
#include "tree/hcl_parser.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum elb_status elb_hcl_take(struct elb_hcl *hcl, enum elb_node_type type, const char *tag,
                             bool is_plain, struct elb_hcl_item *ret_item)
{
    struct elb_node *node = NULL;
    enum elb_status status = elb_hcl_scalar(hcl, type, hcl->token.text, hcl->token.start,
                                            hcl->token.end, ret_item, &node);

    if (status != ELB_OK)
        return status;
    node->tag = elb_text_from(tag);
    node->plain = is_plain;
    return elb_hcl_next(hcl);
}

enum elb_status elb_hcl_skip_newlines(struct elb_hcl *hcl)
{
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && hcl->token.type == ELB_HCL_NEWLINE)
        status = elb_hcl_next(hcl);
    return status;
}

/* Past an opening mark; from here on the ends of lines mean something, or nothing. */
static enum elb_status enter(struct elb_hcl *hcl, bool skips_lines, bool *ret_before)
{
    *ret_before = hcl->skips_lines;
    hcl->skips_lines = skips_lines;
    return elb_hcl_next(hcl);
}

/* Past the closing mark that belongs to it. */
static enum elb_status leave(struct elb_hcl *hcl, const char *mark, bool before,
                             struct elb_mark *ret_end)
{
    *ret_end = hcl->token.end;
    hcl->skips_lines = before;
    return elb_hcl_expect(hcl, mark);
}

/* ---- Lists, objects, calls ------------------------------------------------------------------- */

/* `LIST...`: the items of a list as arguments of a call. */
static enum elb_status expand(struct elb_hcl *hcl, struct elb_mark start, struct elb_hcl_item *item)
{
    struct elb_hcl_items items = {0};
    enum elb_status status = elb_hcl_append(hcl, &items, *item);

    if (status == ELB_OK)
        status = elb_hcl_next(hcl);
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!expand", &items, start, hcl->last_end,
                              item);
}

/* What stands between commas up to the closing mark; the token is that mark. */
static enum elb_status read_list(struct elb_hcl *hcl, const char *mark, struct elb_hcl_items *items)
{
    enum elb_status status = ELB_OK;

    while (status == ELB_OK && !elb_hcl_is(hcl, mark)) {
        const struct elb_mark start = hcl->token.start;
        struct elb_hcl_item item;

        status = elb_hcl_expression(hcl, &item);
        if (status == ELB_OK && elb_hcl_is(hcl, "..."))
            status = expand(hcl, start, &item);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, items, item);
        if (status == ELB_OK && !elb_hcl_is(hcl, mark))
            status = elb_hcl_expect(hcl, ",");
    }
    return status;
}

static enum elb_status read_tuple(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_items items = {0};
    struct elb_mark end;
    bool before;
    enum elb_status status = enter(hcl, true, &before);

    if (status == ELB_OK && elb_hcl_is_for(hcl))
        return elb_hcl_for(hcl, false, before, start, ret_item);
    if (status == ELB_OK)
        status = read_list(hcl, "]", &items);
    if (status == ELB_OK)
        status = leave(hcl, "]", before, &end);
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "", &items, start, end, ret_item);
}

/* Is it more than a name: `aws.east = aws.west` in the providers of a module, `upper("a") = 1`? */
static bool is_longer_than_name(const struct elb_hcl *hcl)
{
    size_t at = hcl->at;

    while (at < hcl->text.length && (hcl->text.start[at] == ' ' || hcl->text.start[at] == '\t'))
        at++;
    return at < hcl->text.length && memchr(".[(", hcl->text.start[at], 3) != NULL;
}

/* A name before `=` stands for itself. */
static enum elb_status read_key(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    struct elb_hcl_item item;
    enum elb_status status;

    if (hcl->token.type == ELB_HCL_NAME && !elb_hcl_begins_top_level(hcl) &&
        !is_longer_than_name(hcl))
        status = elb_hcl_take(hcl, ELB_NODE_STRING, "", true, &item);
    else
        status = elb_hcl_expression(hcl, &item);
    if (status == ELB_OK)
        status = elb_hcl_append(hcl, items, item);
    if (status == ELB_OK && !elb_hcl_is(hcl, "=") && !elb_hcl_is(hcl, ":"))
        return elb_hcl_expected(hcl, "'='");
    return status == ELB_OK ? elb_hcl_next(hcl) : status;
}

static enum elb_status read_pair(struct elb_hcl *hcl, struct elb_hcl_items *items)
{
    struct elb_hcl_item item;
    enum elb_status status = read_key(hcl, items);

    if (status == ELB_OK)
        status = elb_hcl_skip_newlines(hcl);
    if (status == ELB_OK)
        status = elb_hcl_expression(hcl, &item);
    if (status == ELB_OK)
        status = elb_hcl_append(hcl, items, item);
    if (status == ELB_OK && !elb_hcl_is(hcl, "}") && hcl->token.type != ELB_HCL_NEWLINE)
        status = elb_hcl_expect(hcl, ",");
    return status == ELB_OK ? elb_hcl_skip_newlines(hcl) : status;
}

static enum elb_status read_object(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_items items = {0};
    struct elb_mark end;
    bool before;
    enum elb_status status = enter(hcl, false, &before);

    if (status == ELB_OK)
        status = elb_hcl_skip_newlines(hcl);
    if (status == ELB_OK && elb_hcl_is_for(hcl))
        return elb_hcl_for(hcl, true, before, start, ret_item);
    while (status == ELB_OK && !elb_hcl_is(hcl, "}"))
        status = read_pair(hcl, &items);
    if (status == ELB_OK)
        status = leave(hcl, "}", before, &end);
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_MAPPING, "", &items, start, end, ret_item);
}

/* The arguments behind the name; `name` is the item of it. */
static enum elb_status read_call(struct elb_hcl *hcl, struct elb_hcl_item name,
                                 struct elb_mark start, struct elb_hcl_item *ret_item)
{
    struct elb_hcl_items items = {0};
    struct elb_mark end;
    bool before;
    enum elb_status status = elb_hcl_append(hcl, &items, name);

    if (status == ELB_OK)
        status = enter(hcl, true, &before);
    if (status == ELB_OK)
        status = read_list(hcl, ")", &items);
    if (status == ELB_OK)
        status = leave(hcl, ")", before, &end);
    if (status != ELB_OK)
        return status;
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!call", &items, start, end, ret_item);
}

/* ---- Terms ----------------------------------------------------------------------------------- */

/* A word: true, false, null, the name of a function with its arguments, or of a value. */
static enum elb_status read_name(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    static const struct {
        const char *word;
        enum elb_node_type type;
    } words[] = {{"true", ELB_NODE_BOOL}, {"false", ELB_NODE_BOOL}, {"null", ELB_NODE_NULL}};
    const struct elb_mark start = hcl->token.start;
    struct elb_hcl_item name;
    enum elb_status status;

    for (size_t i = 0; i < COUNT(words); i++) {
        if (elb_text_is(hcl->token.text, words[i].word))
            return elb_hcl_take(hcl, words[i].type, "", true, ret_item);
    }
    status = elb_hcl_take(hcl, ELB_NODE_STRING, "!name", true, &name);
    /* The functions of a provider: provider::aws::arn_parse(). */
    while (status == ELB_OK && elb_hcl_is(hcl, ":") && hcl->at < hcl->text.length &&
           hcl->text.start[hcl->at] == ':') {
        status = elb_hcl_next(hcl);
        if (status == ELB_OK)
            status = elb_hcl_next(hcl);
        if (status == ELB_OK && hcl->token.type != ELB_HCL_NAME)
            return elb_hcl_expected(hcl, "a name");
        if (status == ELB_OK)
            status = elb_hcl_take(hcl, ELB_NODE_STRING, "!name", true, &name);
    }
    if (status != ELB_OK || !elb_hcl_is(hcl, "(")) {
        *ret_item = name;
        return status;
    }
    return read_call(hcl, name, start, ret_item);
}

static enum elb_status read_parenthesis(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    struct elb_mark end;
    bool before;
    enum elb_status status = enter(hcl, true, &before);

    if (status == ELB_OK)
        status = elb_hcl_expression(hcl, ret_item);
    return status == ELB_OK ? leave(hcl, ")", before, &end) : status;
}

static enum elb_status read_term(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    if (elb_hcl_begins_top_level(hcl))
        return elb_hcl_expected(hcl, "a value");
    switch (hcl->token.type) {
    case ELB_HCL_NAME:
        return read_name(hcl, ret_item);
    case ELB_HCL_NUMBER:
        return elb_hcl_take(hcl, ELB_NODE_NUMBER, "", true, ret_item);
    case ELB_HCL_QUOTE:
    case ELB_HCL_HEREDOC:
        return elb_hcl_string(hcl, ret_item);
    default:
        break;
    }
    if (elb_hcl_is(hcl, "["))
        return read_tuple(hcl, ret_item);
    if (elb_hcl_is(hcl, "{"))
        return read_object(hcl, ret_item);
    if (elb_hcl_is(hcl, "("))
        return read_parenthesis(hcl, ret_item);
    return elb_hcl_expected(hcl, "a value");
}

/* `[INDEX]` or `[*]`: the step of it. */
static enum elb_status read_index(struct elb_hcl *hcl, struct elb_hcl_item *ret_step)
{
    struct elb_mark end;
    bool before;
    enum elb_status status = enter(hcl, true, &before);

    if (status == ELB_OK && elb_hcl_is(hcl, "*"))
        status = elb_hcl_take(hcl, ELB_NODE_STRING, "!splat", true, ret_step);
    else if (status == ELB_OK)
        status = elb_hcl_expression(hcl, ret_step);
    return status == ELB_OK ? leave(hcl, "]", before, &end) : status;
}

/* `.NAME`, `.0` or `.*` */
static enum elb_status read_attribute(struct elb_hcl *hcl, struct elb_hcl_item *ret_step)
{
    enum elb_status status = elb_hcl_next(hcl);

    if (status != ELB_OK)
        return status;
    if (elb_hcl_is(hcl, "*"))
        return elb_hcl_take(hcl, ELB_NODE_STRING, "!splat", true, ret_step);
    if (hcl->token.type == ELB_HCL_NUMBER)
        return elb_hcl_take(hcl, ELB_NODE_NUMBER, "", true, ret_step);
    if (hcl->token.type == ELB_HCL_NAME)
        return elb_hcl_take(hcl, ELB_NODE_STRING, "", true, ret_step);
    return elb_hcl_expected(hcl, "a name");
}

enum elb_status elb_hcl_traversal(struct elb_hcl *hcl, struct elb_hcl_item *ret_item)
{
    const struct elb_mark start = hcl->token.start;
    struct elb_mark end = start;
    struct elb_hcl_items items = {0};
    struct elb_hcl_item item;
    enum elb_status status = read_term(hcl, &item);

    while (status == ELB_OK && (elb_hcl_is(hcl, ".") || elb_hcl_is(hcl, "["))) {
        if (items.count == 0)
            status = elb_hcl_append(hcl, &items, item);
        if (status == ELB_OK)
            status = elb_hcl_is(hcl, "[") ? read_index(hcl, &item) : read_attribute(hcl, &item);
        if (status == ELB_OK)
            status = elb_hcl_append(hcl, &items, item);
        end = hcl->last_end;
    }
    if (status != ELB_OK || items.count == 0) {
        *ret_item = item;
        return status;
    }
    return elb_hcl_collection(hcl, ELB_NODE_SEQUENCE, "!get", &items, start, end, ret_item);
}
