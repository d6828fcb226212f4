/* SPDX-License-Identifier: MIT */

/* Texts that CloudFormation puts together: Fn::Sub, Fn::Join, Fn::Select, Fn::Split. */
#include "read/declared/cloudformation.h"

#define TEXT_MAX 1024
#define LIST_MAX 64

/* ---- Putting together ----------------------------------------------------------------------- */

/* A text, and a part behind it. */
static struct elb_cfn_value append(struct elb_cfn_template *template,
                                   const struct elb_cfn_value *left,
                                   const struct elb_cfn_value *right, const struct elb_node *node)
{
    struct elb_cfn_value value = {.node = node, .facts = right->facts ? right->facts : left->facts};
    const char *copy;

    if (left->kind == ELB_CFN_TEXT && left->text.length == 0 && left->how == ELB_HOW_EXPLICIT)
        return *right;
    if (left->kind != ELB_CFN_TEXT || right->kind != ELB_CFN_TEXT ||
        left->text.length + right->text.length > TEXT_MAX) {
        value.kind = ELB_CFN_UNKNOWN;
        value.how = ELB_HOW_UNRESOLVED;
        value.reason = left->kind != ELB_CFN_TEXT ? left->reason : right->reason;
        return value;
    }
    copy = elb_arena_printf(template->arena, "%.*s%.*s", ELB_TEXT_ARGS(left->text),
                            ELB_TEXT_ARGS(right->text));
    template->out_of_memory |= !copy;
    template->work += (left->text.length + right->text.length) / 8;
    value.text = elb_text_from(copy);
    value.how =
        right->how == ELB_HOW_EXPLICIT || left->how == ELB_HOW_CONDITIONAL ? left->how : right->how;
    value.reason = left->reason ? left->reason : right->reason;
    return value;
}

/* All texts so far, each of them with each value of the next part behind it. */
static void append_all(struct elb_cfn_template *template, struct elb_cfn_values *texts,
                       const struct elb_cfn_values *parts, const struct elb_node *node)
{
    struct elb_cfn_values product;

    product.count = 0;
    for (size_t i = 0; i < texts->count; i++) {
        for (size_t j = 0; j < parts->count && template->steps++ <= ELB_CFN_STEPS_MAX; j++) {
            const struct elb_cfn_value value =
                append(template, &texts->items[i], &parts->items[j], node);

            template->work++;
            elb_cfn_values_add(&product, &value);
        }
    }
    if (product.count == 0)
        elb_cfn_values_add_unknown(&product, node, NULL, NULL);
    *texts = product;
}

static void append_literal(struct elb_cfn_template *template, struct elb_cfn_values *texts,
                           struct elb_text text, const struct elb_node *node)
{
    struct elb_cfn_values part;

    if (text.length == 0)
        return;
    part.items[0] = (struct elb_cfn_value){.kind = ELB_CFN_TEXT, .text = text, .node = node};
    part.count = 1;
    append_all(template, texts, &part, node);
}

/* An empty text to begin with. */
static void begin(struct elb_cfn_values *texts, const struct elb_node *node,
                  const struct elb_cfn_fact *facts)
{
    texts->items[0] =
        (struct elb_cfn_value){.text = ELB_TEXT_INIT(""), .node = node, .facts = facts};
    texts->count = 1;
}

static void add_all(struct elb_cfn_values *ret, const struct elb_cfn_values *values)
{
    for (size_t i = 0; i < values->count; i++)
        elb_cfn_values_add(ret, &values->items[i]);
}

/* ---- Fn::Sub -------------------------------------------------------------------------------- */

/* What a ${variable} stands for. */
static void evaluate_variable(struct elb_cfn_template *template, struct elb_text name,
                              const struct elb_node *node, const struct elb_node *variables,
                              const struct elb_cfn_fact *facts, unsigned depth,
                              struct elb_cfn_values *ret)
{
    const size_t own = elb_node_find(variables, name);

    if (own != SIZE_MAX)
        elb_cfn_evaluate_at(template, elb_node_at(variables, own), facts, depth + 1, ret);
    else
        elb_cfn_evaluate_ref(template, name, node, facts, ret);
}

/* Takes what stands before the next variable, and its name if there is one. */
static bool next_variable(struct elb_text *rest, struct elb_text *ret_before,
                          struct elb_text *ret_name)
{
    const size_t at = elb_text_find(*rest, ELB_TEXT("${"));
    size_t end;

    *ret_name = (struct elb_text){0};
    if (at == SIZE_MAX) {
        *ret_before = *rest;
        *rest = (struct elb_text){0};
        return ret_before->length > 0;
    }
    end = elb_text_find(elb_text_skip(*rest, at), ELB_TEXT("}"));
    if (end == SIZE_MAX) { /* never closed: not a variable */
        *ret_before = *rest;
        *rest = (struct elb_text){0};
        return true;
    }
    *ret_before = (struct elb_text){rest->start, at};
    *ret_name = elb_text_trim((struct elb_text){rest->start + at + 2, end - 2});
    *rest = elb_text_skip(*rest, at + end + 1);
    return true;
}

void elb_cfn_evaluate_sub(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_node *argument, const struct elb_cfn_fact *facts,
                          unsigned depth, struct elb_cfn_values *ret)
{
    const bool is_list = elb_node_is_sequence(argument);
    const struct elb_node *variables = is_list ? elb_node_at(argument, 1) : NULL;
    struct elb_text rest = elb_node_text(is_list ? elb_node_at(argument, 0) : argument);
    struct elb_cfn_values texts;
    struct elb_cfn_values part;
    struct elb_text before;
    struct elb_text name;

    begin(&texts, node, facts);
    if (elb_text_find(rest, ELB_TEXT("{{")) != SIZE_MAX)
        texts.items[0].kind = ELB_CFN_UNKNOWN;
    while (next_variable(&rest, &before, &name)) {
        append_literal(template, &texts, before, node);
        part.count = 0;
        if (elb_text_has_prefix(name, "!"))
            append_literal(template, &texts, elb_text_skip(name, 1), node);
        else if (name.length > 0)
            evaluate_variable(template, name, node, variables, facts, depth, &part);
        if (part.count > 0)
            append_all(template, &texts, &part, node);
    }
    if (texts.count == 1 && texts.items[0].text.length == 0)
        elb_cfn_values_add_unknown(ret, node, facts, texts.items[0].reason);
    else
        add_all(ret, &texts);
}

/* ---- Lists of texts ------------------------------------------------------------------------- */

struct list {
    struct elb_cfn_value items[LIST_MAX]; /* one value each */
    size_t count;
    bool is_open; /* it isn't known what is in it */
};

static void list_add(struct list *list, const struct elb_cfn_value *value)
{
    if (list->count < LIST_MAX)
        list->items[list->count++] = *value;
    else
        list->is_open = true;
}

/* The parts of a text that is known. */
static void split(struct elb_cfn_template *template, struct elb_text separator,
                  const struct elb_cfn_value *value, struct list *ret)
{
    struct elb_cfn_value part = *value;
    struct elb_text rest = value->text;

    ret->is_open |= value->kind != ELB_CFN_TEXT || separator.length == 0;
    while (!ret->is_open) {
        const size_t end = elb_text_find(rest, separator);

        template->work++;
        part.text = (struct elb_text){rest.start, end == SIZE_MAX ? rest.length : end};
        list_add(ret, &part);
        if (end == SIZE_MAX)
            break;
        rest = elb_text_skip(rest, end + separator.length);
    }
}

static void list_of(struct elb_cfn_template *template, const struct elb_node *node,
                    const struct elb_cfn_fact *facts, unsigned depth, struct list *ret);

static void list_of_split(struct elb_cfn_template *template, const struct elb_node *argument,
                          const struct elb_cfn_fact *facts, unsigned depth, struct list *ret)
{
    struct elb_cfn_values values;

    values.count = 0;
    elb_cfn_evaluate_at(template, elb_node_at(argument, 1), facts, depth + 1, &values);
    if (values.count == 1)
        split(template, elb_node_text(elb_node_at(argument, 0)), &values.items[0], ret);
    else
        ret->is_open = true;
}

/* A parameter of the type CommaDelimitedList. */
static void list_of_parameter(struct elb_cfn_template *template, const struct elb_node *name,
                              const struct elb_cfn_fact *facts, struct list *ret)
{
    const struct elb_node *parameter = elb_map_get(&template->parameters, elb_node_text(name));
    const struct elb_text type = elb_node_text(elb_declared_get(parameter, "Type"));
    struct elb_cfn_values values;

    values.count = 0;
    if (elb_text_is(type, "CommaDelimitedList") || elb_text_has_prefix(type, "List<"))
        elb_cfn_evaluate_ref(template, elb_node_text(name), name, facts, &values);
    if (values.count == 0)
        ret->is_open = true;
    else
        split(template, ELB_TEXT(","), &values.items[0], ret);
    for (size_t i = 0; i < ret->count; i++)
        ret->items[i].text = elb_text_trim(ret->items[i].text);
}

static void list_of_items(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_cfn_fact *facts, unsigned depth, struct list *ret)
{
    for (size_t i = 0; i < node->count && !ret->is_open; i++) {
        struct elb_cfn_values values;

        values.count = 0;
        elb_cfn_evaluate_at(template, elb_node_at(node, i), facts, depth + 1, &values);
        if (values.count > 0)
            list_add(ret, &values.items[0]);
        if (values.count > 1) /* one of several: the text is the first only by default */
            ret->items[ret->count - 1].how = values.items[0].how == ELB_HOW_VARIABLE_DEFAULT
                                                 ? ELB_HOW_VARIABLE_DEFAULT
                                                 : ELB_HOW_CONDITIONAL;
    }
}

static void list_of(struct elb_cfn_template *template, const struct elb_node *node,
                    const struct elb_cfn_fact *facts, unsigned depth, struct list *ret)
{
    const struct elb_node *argument;
    const enum elb_cfn_function function = elb_cfn_call(node, &argument);

    if (depth > ELB_CFN_DEPTH_MAX || template->steps++ > ELB_CFN_STEPS_MAX)
        ret->is_open = true;
    else if (function == ELB_CFN_SPLIT)
        list_of_split(template, argument, facts, depth, ret);
    else if (function == ELB_CFN_REF)
        list_of_parameter(template, argument, facts, ret);
    else if (function == ELB_CFN_NONE && elb_node_is_sequence(node))
        list_of_items(template, node, facts, depth, ret);
    else
        ret->is_open = true;
}

/* ---- Fn::Join, Fn::Select ------------------------------------------------------------------- */

/* Each item may have several values when it is joined: the list is taken apart here. */
static void join_items(struct elb_cfn_template *template, const struct elb_node *node,
                       const struct elb_node *argument, const struct elb_cfn_fact *facts,
                       unsigned depth, struct elb_cfn_values *texts)
{
    const struct elb_node *items = elb_node_at(argument, 1);

    for (size_t i = 0; i < items->count; i++) {
        struct elb_cfn_values part;

        part.count = 0;
        elb_cfn_evaluate_at(template, elb_node_at(items, i), facts, depth + 1, &part);
        if (i > 0)
            append_literal(template, texts, elb_node_text(elb_node_at(argument, 0)), node);
        append_all(template, texts, &part, node);
    }
}

static void join_list(struct elb_cfn_template *template, const struct elb_node *node,
                      struct elb_text separator, const struct list *list,
                      struct elb_cfn_values *texts)
{
    if (list->is_open)
        texts->items[0].kind = ELB_CFN_UNKNOWN;
    for (size_t i = 0; i < list->count && !list->is_open; i++) {
        struct elb_cfn_values part;

        part.items[0] = list->items[i];
        part.count = 1;
        if (i > 0)
            append_literal(template, texts, separator, node);
        append_all(template, texts, &part, node);
    }
}

void elb_cfn_evaluate_join(struct elb_cfn_template *template, const struct elb_node *node,
                           const struct elb_node *argument, const struct elb_cfn_fact *facts,
                           unsigned depth, struct elb_cfn_values *ret)
{
    const struct elb_node *items = elb_node_at(argument, 1);
    struct elb_cfn_values texts;
    struct list list;

    begin(&texts, node, facts);
    if (!elb_node_is_sequence(argument) || argument->count != 2) {
        elb_cfn_values_add_unknown(ret, node, facts, NULL);
        return;
    }
    if (elb_node_is_sequence(items) && items->tag.length == 0) {
        join_items(template, node, argument, facts, depth, &texts);
    } else {
        list.count = 0;
        list.is_open = false;
        list_of(template, items, facts, depth + 1, &list);
        join_list(template, node, elb_node_text(elb_node_at(argument, 0)), &list, &texts);
    }
    if (texts.count == 1 && texts.items[0].kind != ELB_CFN_TEXT)
        elb_cfn_values_add_unknown(ret, node, facts, texts.items[0].reason);
    else
        add_all(ret, &texts);
}

void elb_cfn_evaluate_select(struct elb_cfn_template *template, const struct elb_node *node,
                             const struct elb_node *argument, const struct elb_cfn_fact *facts,
                             unsigned depth, struct elb_cfn_values *ret)
{
    const struct elb_node *items = elb_node_at(argument, 1);
    struct list list;
    uint64_t index;

    list.count = 0;
    list.is_open = !elb_node_get_unsigned(elb_node_at(argument, 0), LIST_MAX, &index);
    if (!list.is_open && elb_node_is_sequence(items) && items->tag.length == 0 &&
        index < items->count) {
        elb_cfn_evaluate_at(template, elb_node_at(items, index), facts, depth + 1, ret);
        return;
    }
    if (!list.is_open)
        list_of(template, items, facts, depth + 1, &list);
    if (list.is_open || index >= list.count)
        elb_cfn_values_add_unknown(ret, node, facts, NULL);
    else
        elb_cfn_values_add(ret, &list.items[index]);
}
