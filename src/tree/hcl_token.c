/* SPDX-License-Identifier: MIT */

/* The words of HCL, and the nodes that are made of them. */
#include "tree/hcl_parser.h"

#include <stdio.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static char char_at(const struct elb_hcl *hcl, size_t offset)
{
    return offset < hcl->text.length ? hcl->text.start[offset] : '\0';
}

static struct elb_text rest(const struct elb_hcl *hcl)
{
    return elb_text_skip(hcl->text, hcl->at);
}

struct elb_mark elb_hcl_mark(struct elb_hcl *hcl, size_t offset)
{
    struct elb_mark mark;

    if (hcl->host)
        return hcl->host->start;
    mark = elb_locator_at_offset(&hcl->locator, offset);
    if (hcl->base.line > 0) {
        mark.line += hcl->base.line - 1;
        mark.offset += hcl->base.offset;
    }
    return mark;
}

bool elb_hcl_is(const struct elb_hcl *hcl, const char *mark)
{
    return hcl->token.type == ELB_HCL_MARK && elb_text_is(hcl->token.text, mark);
}

bool elb_hcl_begins_top_level(const struct elb_hcl *hcl)
{
    static const char *const beginnings[] = {"resource \"", "variable \"", "module \"", "output \"",
                                             "locals {"};
    const struct elb_text line = {hcl->token.text.start,
                                  hcl->text.length -
                                      (size_t)(hcl->token.text.start - hcl->text.start)};

    if (hcl->host || hcl->token.type != ELB_HCL_NAME || hcl->token.start.column != 1)
        return false;
    for (size_t i = 0; i < COUNT(beginnings); i++) {
        if (elb_text_has_prefix(line, beginnings[i]))
            return true;
    }
    return false;
}

enum elb_status elb_hcl_expected(struct elb_hcl *hcl, const char *what)
{
    const struct elb_hcl_token *token = &hcl->token;

    if (token->type == ELB_HCL_END)
        return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, token->start,
                                 "expected %s, not the end of the input", what);
    if (token->type == ELB_HCL_NEWLINE)
        return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, token->start,
                                 "expected %s, not the end of the line", what);
    return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, token->start,
                             "expected %s, not '%.*s'", what, ELB_TEXT_ARGS(token->text));
}

enum elb_status elb_hcl_expect(struct elb_hcl *hcl, const char *mark)
{
    char what[8];

    if (elb_hcl_is(hcl, mark))
        return elb_hcl_next(hcl);
    (void)snprintf(what, sizeof(what), "'%s'", mark);
    return elb_hcl_expected(hcl, what);
}

/* ---- Tokens ---------------------------------------------------------------------------------- */

static void skip_line(struct elb_hcl *hcl)
{
    while (hcl->at < hcl->text.length && hcl->text.start[hcl->at] != '\n')
        hcl->at++;
}

static enum elb_status skip_comment(struct elb_hcl *hcl)
{
    const struct elb_mark start = elb_hcl_mark(hcl, hcl->at);
    const size_t length = elb_text_find(elb_text_skip(rest(hcl), 2), ELB_TEXT("*/"));

    if (length == SIZE_MAX) {
        hcl->at = hcl->text.length;
        hcl->token.type = ELB_HCL_END;
        return elb_builder_error(&hcl->builder, ELB_ERROR_SYNTAX, start, "comment without an end");
    }
    hcl->at += length + 4;
    return ELB_OK;
}

static enum elb_status skip_space(struct elb_hcl *hcl)
{
    for (enum elb_status status = ELB_OK; status == ELB_OK;) {
        const char c = char_at(hcl, hcl->at);
        const char next = char_at(hcl, hcl->at + 1);

        if (hcl->at >= hcl->text.length)
            return ELB_OK;
        if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && hcl->skips_lines))
            hcl->at++;
        else if (c == '#' || (c == '/' && next == '/'))
            skip_line(hcl);
        else if (c == '/' && next == '*')
            status = skip_comment(hcl);
        else
            return ELB_OK;
        if (status != ELB_OK)
            return status;
    }
    return ELB_OK;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters beyond ASCII are taken whatever they are. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static size_t name_length(const struct elb_hcl *hcl)
{
    size_t end = hcl->at;

    while (is_letter(char_at(hcl, end)) || is_digit(char_at(hcl, end)) || char_at(hcl, end) == '-')
        end++;
    return end - hcl->at;
}

static size_t digits(const struct elb_hcl *hcl, size_t end)
{
    while (is_digit(char_at(hcl, end)))
        end++;
    return end;
}

static size_t number_length(const struct elb_hcl *hcl)
{
    size_t end = digits(hcl, hcl->at);

    if (char_at(hcl, end) == '.' && is_digit(char_at(hcl, end + 1)))
        end = digits(hcl, end + 1);
    if (char_at(hcl, end) == 'e' || char_at(hcl, end) == 'E') {
        const bool has_sign = char_at(hcl, end + 1) == '-' || char_at(hcl, end + 1) == '+';

        if (is_digit(char_at(hcl, end + 1 + has_sign)))
            end = digits(hcl, end + 1 + has_sign);
    }
    return end - hcl->at;
}

static size_t mark_length(const struct elb_hcl *hcl)
{
    static const char *const marks[] = {"...", "==", "!=", "<=", ">=", "&&", "||", "=>"};

    for (size_t i = 0; i < COUNT(marks); i++) {
        if (elb_text_has_prefix(rest(hcl), marks[i]))
            return strlen(marks[i]);
    }
    return 1;
}

/* `<<WORD` or `<<-WORD` and nothing else on the line; 0: it is something else. */
static size_t heredoc_length(const struct elb_hcl *hcl)
{
    struct elb_hcl probe = *hcl;
    size_t length;

    if (!elb_text_has_prefix(rest(hcl), "<<"))
        return 0;
    probe.at += char_at(hcl, hcl->at + 2) == '-' ? 3 : 2;
    length = is_letter(char_at(&probe, probe.at)) ? name_length(&probe) : 0;
    probe.at += length;
    while (char_at(&probe, probe.at) == ' ' || char_at(&probe, probe.at) == '\r')
        probe.at++;
    return length > 0 && char_at(&probe, probe.at) == '\n' ? probe.at + 1 - hcl->at : 0;
}

static size_t token_length(struct elb_hcl *hcl, enum elb_hcl_token_type *ret_type)
{
    const char c = char_at(hcl, hcl->at);
    size_t length = heredoc_length(hcl);

    *ret_type = length > 0                    ? ELB_HCL_HEREDOC
                : hcl->at >= hcl->text.length ? ELB_HCL_END
                : c == '\n'                   ? ELB_HCL_NEWLINE
                : c == '"'                    ? ELB_HCL_QUOTE
                : is_letter(c)                ? ELB_HCL_NAME
                : is_digit(c)                 ? ELB_HCL_NUMBER
                                              : ELB_HCL_MARK;
    if (*ret_type == ELB_HCL_NAME)
        length = name_length(hcl);
    else if (*ret_type == ELB_HCL_NUMBER)
        length = number_length(hcl);
    else if (*ret_type == ELB_HCL_MARK)
        length = mark_length(hcl);
    else if (*ret_type == ELB_HCL_NEWLINE || *ret_type == ELB_HCL_QUOTE)
        length = 1;
    return length;
}

enum elb_status elb_hcl_next(struct elb_hcl *hcl)
{
    enum elb_status status;
    size_t length;

    hcl->last_end = hcl->token.end;
    status = skip_space(hcl);
    if (status != ELB_OK)
        return status;
    length = token_length(hcl, &hcl->token.type);
    hcl->token.text = (struct elb_text){hcl->text.start + hcl->at, length};
    hcl->token.start = elb_hcl_mark(hcl, hcl->at);
    hcl->at += length;
    hcl->token.end = elb_hcl_mark(hcl, hcl->at);
    return ELB_OK;
}

/* ---- Nodes ----------------------------------------------------------------------------------- */

static enum elb_status new_node(struct elb_hcl *hcl, enum elb_node_type type, struct elb_mark start,
                                struct elb_mark end, struct elb_node **ret_node)
{
    struct elb_node *node;

    if (++hcl->nodes > hcl->builder.limits.nodes)
        return elb_builder_error(&hcl->builder, ELB_ERROR_LIMIT, start,
                                 "more nodes than the limit of %zu", hcl->builder.limits.nodes);
    node = elb_arena_alloc(hcl->arena, sizeof(*node));
    if (!node)
        return elb_error_set_memory(hcl->builder.reterr);
    *node = (struct elb_node){
        .type = type,
        .start = start,
        .end = hcl->host ? hcl->host->end : end,
        .tag = ELB_TEXT(""),
        .text = ELB_TEXT(""),
    };
    *ret_node = node;
    return ELB_OK;
}

enum elb_status elb_hcl_scalar(struct elb_hcl *hcl, enum elb_node_type type, struct elb_text text,
                               struct elb_mark start, struct elb_mark end,
                               struct elb_hcl_item *ret_item, struct elb_node **ret_node)
{
    struct elb_node *node = NULL;
    enum elb_status status = new_node(hcl, type, start, end, &node);

    if (status != ELB_OK)
        return status;
    node->text = elb_arena_dup_text(hcl->arena, text);
    if (!node->text.start)
        return elb_error_set_memory(hcl->builder.reterr);
    *ret_item = (struct elb_hcl_item){node, 0};
    if (ret_node)
        *ret_node = node;
    return ELB_OK;
}

enum elb_status elb_hcl_append(struct elb_hcl *hcl, struct elb_hcl_items *items,
                               struct elb_hcl_item item)
{
    const struct elb_node **nodes = elb_arena_grow(hcl->arena, items->nodes, items->count,
                                                   &items->capacity, sizeof(*items->nodes));

    if (!nodes)
        return elb_error_set_memory(hcl->builder.reterr);
    nodes[items->count++] = item.node;
    items->nodes = nodes;
    if (item.height > items->height)
        items->height = item.height;
    return ELB_OK;
}

enum elb_status elb_hcl_collection(struct elb_hcl *hcl, enum elb_node_type type, const char *tag,
                                   const struct elb_hcl_items *items, struct elb_mark start,
                                   struct elb_mark end, struct elb_hcl_item *ret_item)
{
    struct elb_node *node = NULL;
    enum elb_status status = new_node(hcl, type, start, end, &node);

    if (status != ELB_OK)
        return status;
    if (hcl->level + items->height + 1 > hcl->builder.limits.depth)
        return elb_builder_error(&hcl->builder, ELB_ERROR_LIMIT, start,
                                 "nested deeper than the limit of %zu levels",
                                 hcl->builder.limits.depth);
    node->tag = elb_text_from(tag);
    node->count = type == ELB_NODE_MAPPING ? items->count / 2 : items->count;
    node->children = items->nodes;
    *ret_item = (struct elb_hcl_item){node, items->height + 1};
    return ELB_OK;
}
