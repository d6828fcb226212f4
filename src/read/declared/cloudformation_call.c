/* SPDX-License-Identifier: MIT */

/* Expressions of CloudFormation: which function is called, where, and what it refers to. */
#include "read/declared/cloudformation.h"

#define SOURCE_MAX 200

static const struct {
    const char *tag;
    const char *key;
    enum elb_cfn_function function;
} functions[] = {
    {"!Ref", "Ref", ELB_CFN_REF},
    {"!Condition", "Condition", ELB_CFN_CONDITION},
    {"!If", "Fn::If", ELB_CFN_IF},
    {"!Equals", "Fn::Equals", ELB_CFN_EQUALS},
    {"!And", "Fn::And", ELB_CFN_AND},
    {"!Or", "Fn::Or", ELB_CFN_OR},
    {"!Not", "Fn::Not", ELB_CFN_NOT},
    {"!FindInMap", "Fn::FindInMap", ELB_CFN_FIND_IN_MAP},
    {"!Sub", "Fn::Sub", ELB_CFN_SUB},
    {"!Join", "Fn::Join", ELB_CFN_JOIN},
    {"!Select", "Fn::Select", ELB_CFN_SELECT},
    {"!Split", "Fn::Split", ELB_CFN_SPLIT},
    {"!GetAtt", "Fn::GetAtt", ELB_CFN_GET_ATT},
};
#define FUNCTION_COUNT (sizeof(functions) / sizeof(functions[0]))

static enum elb_cfn_function function_of_tag(struct elb_text tag)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        if (elb_text_is(tag, functions[i].tag))
            return functions[i].function;
    }
    return ELB_CFN_OTHER;
}

static enum elb_cfn_function function_of_key(struct elb_text key)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        if (elb_text_is(key, functions[i].key))
            return functions[i].function;
    }
    return elb_text_has_prefix(key, "Fn::") ? ELB_CFN_OTHER : ELB_CFN_NONE;
}

enum elb_cfn_function elb_cfn_call(const struct elb_node *node, const struct elb_node **argument)
{
    enum elb_cfn_function function = ELB_CFN_NONE;

    *argument = node;
    if (node && node->tag.length > 1 && node->tag.start[0] == '!')
        return function_of_tag(node->tag);
    if (elb_node_is_mapping(node) && node->count == 1)
        function = function_of_key(elb_node_text(elb_node_key_at(node, 0)));
    if (function != ELB_CFN_NONE)
        *argument = elb_node_at(node, 0);
    return function;
}

/* ---- Places --------------------------------------------------------------------------------- */

/* Are there brackets around the collection? Behind a tag, they may follow it. */
static bool is_flow(struct elb_text text, const struct elb_node *node)
{
    struct elb_text rest = elb_text_skip(text, node->start.offset);
    size_t i = 0;

    while (i < rest.length && node->tag.length > 0 && rest.start[i] != ' ' && rest.start[i] != '\n')
        i++;
    while (i < rest.length && rest.start[i] == ' ')
        i++;
    return i < rest.length && (rest.start[i] == '[' || rest.start[i] == '{');
}

struct elb_span elb_cfn_span(const struct elb_cfn_template *template, const struct elb_node *node)
{
    struct elb_span span = elb_declared_span(node);
    const struct elb_node *last = node;

    while (last && elb_node_count(last) > 0 && !is_flow(template->file->text, last))
        last = elb_node_at(last, last->count - 1);
    if (last && last != node && last->end.offset >= span.offset) {
        span.end_line = last->end.line;
        span.end_column = last->end.column;
        span.end_offset = last->end.offset;
    }
    return span;
}

const char *elb_cfn_source(struct elb_cfn_template *template, const struct elb_node *node)
{
    const struct elb_span span = elb_cfn_span(template, node);
    struct elb_text text = elb_text_skip(template->file->text, span.offset);
    char *copy = elb_arena_alloc(template->arena, SOURCE_MAX + 4);
    struct elb_text word;
    size_t length = 0;

    template->out_of_memory |= !copy;
    if (!copy)
        return NULL;
    if (text.length > span.end_offset - span.offset)
        text.length = span.end_offset - span.offset;
    while (elb_text_next_word(&text, " \t\r\n", &word)) {
        if (length + word.length + 1 > SOURCE_MAX) {
            memcpy(copy + length, "...", 3);
            break;
        }
        if (length > 0)
            copy[length++] = ' ';
        memcpy(copy + length, word.start, word.length);
        length += word.length;
    }
    return copy;
}

/* ---- References ----------------------------------------------------------------------------- */

static const struct elb_node *find_resource(struct elb_cfn_template *template, struct elb_text name,
                                            struct elb_text *ret_id)
{
    *ret_id = (struct elb_text){0};
    elb_text_next_field(&name, ".", ret_id);
    return elb_map_get(&template->resources, *ret_id);
}

/* ${LoadBalancer} or ${LoadBalancer.LoadBalancerArn}, and nothing else. */
static struct elb_text variable_of(const struct elb_node *argument)
{
    struct elb_text text = elb_node_text(argument);

    if (!elb_text_has_prefix(text, "${") || !elb_text_has_suffix(text, "}"))
        return (struct elb_text){0};
    return (struct elb_text){text.start + 2, text.length - 3};
}

static const struct elb_node *find_at(struct elb_cfn_template *template,
                                      const struct elb_node *node, const struct elb_cfn_fact *facts,
                                      unsigned depth, struct elb_text *ret_id);

/* The branch that is taken; if that is open, the first one that has a resource. */
static const struct elb_node *find_branch(struct elb_cfn_template *template,
                                          const struct elb_node *argument,
                                          const struct elb_cfn_fact *facts, unsigned depth,
                                          struct elb_text *ret_id)
{
    const struct elb_text name = elb_node_text(elb_node_at(argument, 0));
    bool by_default = false;
    const enum elb_cfn_truth truth = elb_cfn_holds(template, name, facts, depth, &by_default);
    const size_t first = truth == ELB_CFN_FALSE ? 2 : 1;
    const struct elb_node *found =
        find_at(template, elb_node_at(argument, first),
                elb_cfn_assume(template, name, first == 1, facts), depth + 1, ret_id);

    if (found || truth != ELB_CFN_OPEN)
        return found;
    return find_at(template, elb_node_at(argument, 2), elb_cfn_assume(template, name, false, facts),
                   depth + 1, ret_id);
}

static const struct elb_node *find_at(struct elb_cfn_template *template,
                                      const struct elb_node *node, const struct elb_cfn_fact *facts,
                                      unsigned depth, struct elb_text *ret_id)
{
    const struct elb_node *argument;

    if (depth > ELB_CFN_DEPTH_MAX || template->steps++ > ELB_CFN_STEPS_MAX)
        return NULL;
    switch (elb_cfn_call(node, &argument)) {
    case ELB_CFN_REF:
        return find_resource(template, elb_node_text(argument), ret_id);
    case ELB_CFN_GET_ATT:
        if (elb_node_is_sequence(argument))
            argument = elb_node_at(argument, 0);
        return find_resource(template, elb_node_text(argument), ret_id);
    case ELB_CFN_SUB:
        if (elb_node_is_sequence(argument))
            argument = elb_node_at(argument, 0);
        return find_resource(template, variable_of(argument), ret_id);
    case ELB_CFN_IF:
        return find_branch(template, argument, facts, depth, ret_id);
    default:
        return NULL;
    }
}

const struct elb_node *elb_cfn_resource(struct elb_cfn_template *template,
                                        const struct elb_node *node,
                                        const struct elb_cfn_fact *facts, struct elb_text *ret_id)
{
    template->steps = 0;
    return node ? find_at(template, node, facts, 0, ret_id) : NULL;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static void add_items(struct elb_cfn_template *template, const struct elb_node *node,
                      const struct elb_cfn_fact *facts, unsigned depth, struct elb_cfn_items *ret);

static void add_branches(struct elb_cfn_template *template, const struct elb_node *argument,
                         const struct elb_cfn_fact *facts, unsigned depth,
                         struct elb_cfn_items *ret)
{
    const struct elb_text name = elb_node_text(elb_node_at(argument, 0));
    bool by_default = false;
    enum elb_cfn_truth truth = elb_cfn_holds(template, name, facts, depth, &by_default);

    if (by_default)
        truth = ELB_CFN_OPEN;
    for (size_t i = 1; i <= 2; i++) {
        if (truth == (i == 1 ? ELB_CFN_FALSE : ELB_CFN_TRUE))
            continue;
        add_items(template, elb_node_at(argument, i), elb_cfn_assume(template, name, i == 1, facts),
                  depth + 1, ret);
    }
}

static bool is_absent(enum elb_cfn_function function, const struct elb_node *argument)
{
    return function == ELB_CFN_REF && elb_node_text_is(argument, "AWS::NoValue");
}

static void add_items(struct elb_cfn_template *template, const struct elb_node *node,
                      const struct elb_cfn_fact *facts, unsigned depth, struct elb_cfn_items *ret)
{
    const struct elb_node *argument;
    const enum elb_cfn_function function = elb_cfn_call(node, &argument);

    if (!node || is_absent(function, argument))
        return;
    if (depth > ELB_CFN_DEPTH_MAX || template->steps++ > ELB_CFN_STEPS_MAX ||
        ret->count == ELB_CFN_ITEMS_MAX) {
        ret->is_cut = true;
        return;
    }
    if (function == ELB_CFN_IF) {
        add_branches(template, argument, facts, depth, ret);
    } else if (function == ELB_CFN_NONE && elb_node_is_sequence(node)) {
        for (size_t i = 0; i < node->count && !ret->is_cut; i++)
            add_items(template, elb_node_at(node, i), facts, depth + 1, ret);
    } else {
        ret->is_cut |= function != ELB_CFN_NONE;
        ret->items[ret->count++] = (struct elb_cfn_item){node, facts};
    }
}

void elb_cfn_items(struct elb_cfn_template *template, const struct elb_node *list,
                   const struct elb_cfn_fact *facts, struct elb_cfn_items *ret)
{
    ret->count = 0;
    ret->is_cut = false;
    template->steps = 0;
    add_items(template, list, facts, 0, ret);
}
