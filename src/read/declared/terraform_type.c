/* SPDX-License-Identifier: MIT */

/* Types: what `optional()` in one gives to an attribute that is not there, and what is equal. */
#include "read/declared/terraform.h"

static bool is_call(const struct elb_node *node, const char *name)
{
    return elb_node_tag_is(node, "!call") && elb_node_text_is(elb_node_at(node, 0), name);
}

static const struct elb_node *without_optional(const struct elb_node *type)
{
    return is_call(type, "optional") ? elb_node_at(type, 1) : type;
}

const struct elb_node *elb_tf_item_type(const struct elb_node *type)
{
    static const char *const collections[] = {"map", "list", "set"};

    type = without_optional(type);
    for (size_t i = 0; i < sizeof(collections) / sizeof(collections[0]); i++) {
        if (is_call(type, collections[i]))
            return elb_node_at(type, 1);
    }
    return NULL;
}

/* Of what is under this key. */
static const struct elb_node *type_under(const struct elb_node *type, struct elb_text key)
{
    const struct elb_node *object = without_optional(type);

    if (!is_call(object, "object"))
        return elb_tf_item_type(object);
    object = elb_node_at(object, 1);
    return elb_node_is_mapping(object) ? elb_node_at(object, elb_node_find(object, key)) : NULL;
}

void elb_tf_set_type(struct elb_tf_values *values, const struct elb_node *type,
                     const struct elb_tf_block *variable)
{
    for (size_t i = 0; type && i < values->count; i++) {
        if (values->items[i].type)
            continue;
        values->items[i].type = type;
        values->items[i].variable = variable;
    }
}

static void add_null(struct elb_tf_run *run, const struct elb_node *place,
                     struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    struct elb_node *node = elb_arena_alloc(run->arena, sizeof(*node));

    if (!node) {
        if (run->status == ELB_OK)
            run->status = elb_error_set_memory(run->reterr);
        return;
    }
    *node = (struct elb_node){
        .type = ELB_NODE_NULL, .start = place->start, .end = place->end, .tag = ELB_TEXT("")};
    elb_tf_add(ret, &(struct elb_tf_value){.node = node, .scope = scope, .is_made = true});
}

/* An attribute that is not there, or null, is what its type says. */
static void add_default(struct elb_tf_run *run, const struct elb_tf_value *from,
                        const struct elb_node *type, struct elb_tf_values *ret)
{
    const struct elb_tf_scope scope = {.instance = from->scope.instance,
                                       .file = from->variable->file};
    const char *reason = elb_tf_print(run, "the default in the type of var.%.*s",
                                      ELB_TEXT_ARGS(from->variable->name));
    struct elb_tf_values values = {0};

    if (!elb_node_at(type, 2))
        add_null(run, type, scope, &values);
    else
        elb_tf_evaluate_part(run, elb_node_at(type, 2), scope, &values);
    *ret = (struct elb_tf_values){0};
    elb_tf_add_all(run, ret, &values,
                   elb_node_at(type, 2) ? ELB_HOW_VARIABLE_DEFAULT : ELB_HOW_EXPLICIT,
                   elb_node_at(type, 2) ? reason : NULL);
}

void elb_tf_complete(struct elb_tf_run *run, const struct elb_tf_value *from, struct elb_text key,
                     struct elb_tf_values *values)
{
    const struct elb_node *type = from->type ? type_under(from->type, key) : NULL;
    const struct elb_tf_value *single = elb_tf_single(values);

    if (is_call(type, "optional") &&
        ((values->is_missing && values->count == 0) || (single && elb_tf_is_null(single))))
        add_default(run, from, type, values);
    elb_tf_set_type(values, type, from->variable);
}

/* The type of a scalar or null as Terraform has it; ELB_NODE_SEQUENCE: not known. */
static enum elb_node_type type_of(const struct elb_tf_value *value)
{
    const enum elb_node_type type = value->node->type;
    const struct elb_text text = value->node->text;

    if (value->is_changed)
        return ELB_NODE_SEQUENCE;
    if (elb_tf_is_null(value))
        return ELB_NODE_NULL;
    if (elb_node_text_is(value->type, "string") && type == ELB_NODE_STRING)
        return type;
    /* Numbers and the results of logic that are made of something are kept as texts. */
    if (value->is_made && (elb_text_is(text, "true") || elb_text_is(text, "false") ||
                           (text.length > 0 && *text.start >= '0' && *text.start <= '9')))
        return ELB_NODE_SEQUENCE;
    if (!value->type || elb_node_text_is(value->type, "any") ||
        (elb_node_text_is(value->type, "number") && type == ELB_NODE_NUMBER) ||
        (elb_node_text_is(value->type, "bool") && type == ELB_NODE_BOOL))
        return type;
    return ELB_NODE_SEQUENCE;
}

bool elb_tf_compare(const struct elb_tf_value *a, const struct elb_tf_value *b, bool *ret_is_equal)
{
    const enum elb_node_type type = type_of(a);
    const enum elb_node_type other = type_of(b);

    if (a->is_changed || b->is_changed)
        return false;
    *ret_is_equal = false;
    if (type == ELB_NODE_NULL || other == ELB_NODE_NULL) {
        *ret_is_equal = type == other;
        return true;
    }
    if (type != other || type == ELB_NODE_SEQUENCE)
        return false;
    *ret_is_equal = elb_text_is_equal(a->node->text, b->node->text);
    /* One number has several texts. */
    return *ret_is_equal || type != ELB_NODE_NUMBER;
}
