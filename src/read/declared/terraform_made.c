/* SPDX-License-Identifier: MIT */

/* What stands for several: `for`, blocks that `dynamic` makes, and the names in them. */
#include "read/declared/terraform.h"

/* What an item costs of all work: it takes memory. */
#define ITEM_WORK 128

static void fail(struct elb_tf_run *run)
{
    if (run->status == ELB_OK)
        run->status = elb_error_set_memory(run->reterr);
}

const struct elb_tf_each *elb_tf_add_each(struct elb_tf_run *run, const struct elb_tf_each *each)
{
    struct elb_tf_each *copy = elb_arena_alloc(run->arena, sizeof(*copy));

    if (copy)
        *copy = *each;
    else
        fail(run);
    return copy;
}

struct elb_tf_value elb_tf_of_collection(struct elb_tf_value value,
                                         const struct elb_tf_value *collection)
{
    if (value.how < collection->how)
        value.how = collection->how;
    if (!value.reason)
        value.reason = collection->reason;
    return value;
}

/* ---- Names --------------------------------------------------------------------------------------
 */

static void get_key(struct elb_tf_run *run, const struct elb_tf_each *each,
                    struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    if (!each->key_node)
        ret->has_unknown = true;
    else if (elb_node_is_scalar(each->key_node) &&
             elb_text_is_equal(each->key_node->text, each->key))
        elb_tf_add(ret, &(struct elb_tf_value){
                            .node = each->key_node,
                            .scope = each->value.scope,
                            .how = each->value.how,
                            .reason = each->value.reason,
                        });
    else
        elb_tf_add_text(run, ret, each->key, each->key_node, scope, ELB_HOW_EXPLICIT, NULL);
}

static void get_value(struct elb_tf_run *run, const struct elb_tf_each *each,
                      struct elb_tf_values *ret)
{
    struct elb_tf_values values = {0};

    ret->has_unknown |= !each->value.node;
    elb_tf_evaluate_part(run, each->value.node, each->value.scope, &values);
    elb_tf_set_type(&values, each->value.type, each->value.variable);
    elb_tf_add_all(run, ret, &values, each->value.how, each->value.reason);
}

bool elb_tf_evaluate_name(struct elb_tf_run *run, const struct elb_node *node,
                          struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    for (const struct elb_tf_each *each = scope.each; each; each = each->outer) {
        if (each->name.length > 0)
            continue;
        if (elb_text_is_equal(each->value_name, node->text)) {
            get_value(run, each, ret);
            return true;
        }
        if (elb_text_is_equal(each->key_name, node->text)) {
            get_key(run, each, scope, ret);
            return true;
        }
    }
    return false;
}

bool elb_tf_get_each(struct elb_tf_run *run, struct elb_text root, struct elb_text name,
                     struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    const struct elb_tf_each *each = scope.each;

    while (each && (each->name.length == 0 || !elb_text_is_equal(each->name, root)))
        each = each->outer;
    if (!each)
        return false;
    if (elb_text_is(name, "key"))
        get_key(run, each, scope, ret);
    else if (elb_text_is(name, "value"))
        get_value(run, each, ret);
    else
        ret->has_unknown = true;
    return true;
}

/* ---- `for` --------------------------------------------------------------------------------------
 */

/* The key of an item of a list is its number. */
static bool set_key(struct elb_tf_run *run, const struct elb_tf_pairs *pairs, size_t index,
                    struct elb_tf_each *each)
{
    each->key = pairs->items[index].key;
    each->key_node = pairs->items[index].key_node;
    if (!elb_tf_is_list(pairs))
        return true;
    each->key = elb_text_from(elb_tf_print(run, "%zu", index));
    return each->key.start != NULL;
}

/* Is it left out for certain? If that is not known, the part is conditional. */
static bool is_left_out(struct elb_tf_run *run, const struct elb_node *condition,
                        struct elb_tf_scope scope, struct elb_tf_value *part)
{
    struct elb_tf_values values = {0};
    const struct elb_tf_value *single;
    const char *source;
    bool is_in = true;

    elb_tf_evaluate_part(run, condition, scope, &values);
    single = elb_tf_single(&values);
    if (!condition || (single && single->how == ELB_HOW_EXPLICIT && elb_tf_is_scalar(single) &&
                       elb_node_get_bool(single->node, &is_in)))
        return !is_in;
    source = elb_tf_source(run, condition, scope.file);
    part->how = ELB_HOW_CONDITIONAL;
    part->reason = source ? elb_tf_print(run, "if %s", source) : NULL;
    return false;
}

static void add_parts(struct elb_tf_run *run, const struct elb_node *node,
                      struct elb_tf_scope scope, const struct elb_tf_value *collection,
                      const struct elb_tf_pairs *pairs, struct elb_tf_values *ret)
{
    struct elb_tf_value made = {
        .kind = ELB_TF_MERGED,
        .node = node,
        .scope = scope,
        .how = collection->how,
        .reason = collection->reason,
        .is_partial = pairs->has_unknown,
    };
    struct elb_tf_value *parts =
        elb_arena_alloc_array(run->arena, pairs->count + 1, sizeof(*parts));

    if (!parts)
        fail(run);
    for (size_t i = 0; i < pairs->count && run->status == ELB_OK; i++) {
        struct elb_tf_each each = {
            .key_name = elb_node_text(elb_node_at(node, 0)),
            .value_name = elb_node_text(elb_node_at(node, 1)),
            .value = elb_tf_of_collection(pairs->items[i].value, collection),
            .outer = scope.each,
        };
        struct elb_tf_value part = {
            .node = elb_node_at(node, 3),
            .scope = scope,
            .how = collection->how,
            .reason = collection->reason,
        };

        if (!elb_tf_spend_work(run, ITEM_WORK) || !elb_tf_spend(run, 1) ||
            !set_key(run, pairs, i, &each)) {
            made.is_partial = true;
            break;
        }
        part.scope.each = elb_tf_add_each(run, &each);
        if (part.scope.each && !is_left_out(run, elb_node_at(node, 4), part.scope, &part))
            parts[made.part_count++] = part;
    }
    made.parts = parts;
    elb_tf_add(ret, &made);
}

void elb_tf_evaluate_for(struct elb_tf_run *run, const struct elb_node *node,
                         struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    struct elb_tf_values values = {0};
    struct elb_tf_pairs pairs = {0};
    const struct elb_tf_value *single;

    elb_tf_evaluate_part(run, elb_node_at(node, 2), scope, &values);
    single = elb_tf_single(&values);
    if (!single || single->kind == ELB_TF_RESOURCE || elb_tf_is_scalar(single) ||
        elb_tf_is_null(single)) {
        ret->has_unknown = true;
        return;
    }
    elb_tf_pairs(run, single, &pairs);
    add_parts(run, node, scope, single, &pairs, ret);
}

/* ---- `dynamic` ----------------------------------------------------------------------------------
 */

static void add_block(struct elb_tf_run *run, struct elb_tf_blocks *blocks, struct elb_tf_body body)
{
    struct elb_tf_body *items =
        elb_arena_grow(run->arena, blocks->items, blocks->count, &blocks->capacity, sizeof(*items));

    if (!items) {
        fail(run);
        return;
    }
    items[blocks->count++] = body;
    blocks->items = items;
}

/* The name that the present item has within the block. */
static struct elb_text iterator_of(struct elb_tf_body dynamic, const char *name)
{
    const struct elb_text iterator = elb_node_text(elb_tf_attribute(dynamic, "iterator"));

    return iterator.length > 0 ? iterator : elb_text_from(name);
}

static void add_content(struct elb_tf_run *run, struct elb_tf_body content, struct elb_tf_each each,
                        struct elb_tf_blocks *blocks)
{
    each.outer = content.scope.each;
    content.scope.each = elb_tf_add_each(run, &each);
    if (content.scope.each)
        add_block(run, blocks, content);
}

/* All that one of the values of for_each makes. */
static void add_of_value(struct elb_tf_run *run, struct elb_tf_body content, struct elb_text name,
                         const struct elb_tf_value *value, struct elb_tf_blocks *blocks)
{
    struct elb_tf_pairs pairs = {0};

    elb_tf_pairs(run, value, &pairs);
    blocks->has_unknown |= pairs.has_unknown || elb_tf_is_scalar(value);
    for (size_t i = 0; i < pairs.count && run->status == ELB_OK; i++) {
        struct elb_tf_each each = {
            .name = name,
            .value = elb_tf_of_collection(pairs.items[i].value, value),
        };

        if (elb_tf_spend_work(run, ITEM_WORK) && set_key(run, &pairs, i, &each))
            add_content(run, content, each, blocks);
        else
            blocks->has_unknown = true;
    }
}

static void add_dynamic(struct elb_tf_run *run, struct elb_tf_body dynamic, const char *name,
                        struct elb_tf_blocks *blocks)
{
    const struct elb_text iterator = iterator_of(dynamic, name);
    const size_t first = blocks->count;
    struct elb_tf_cursor cursor = {0};
    struct elb_tf_values values;
    struct elb_tf_body content;
    bool is_unknown;

    if (!elb_tf_next_block(dynamic, "content", &cursor, &content))
        return;
    elb_tf_values_of(run, dynamic, "for_each", &values);
    is_unknown = values.has_unknown;
    for (size_t i = 0; i < values.count; i++)
        add_of_value(run, content, iterator, &values.items[i], blocks);
    blocks->has_unknown |= is_unknown;
    if (blocks->count == first && blocks->has_unknown)
        add_content(run, content, (struct elb_tf_each){.name = iterator}, blocks);
}

void elb_tf_blocks_of(struct elb_tf_run *run, struct elb_tf_body body, const char *name,
                      struct elb_tf_blocks *ret)
{
    struct elb_tf_cursor cursor = {0};
    struct elb_tf_body block;

    *ret = (struct elb_tf_blocks){0};
    while (run->status == ELB_OK && elb_tf_next_block(body, name, &cursor, &block))
        add_block(run, ret, block);
    cursor = (struct elb_tf_cursor){0};
    while (run->status == ELB_OK && elb_tf_next_block(body, "dynamic", &cursor, &block)) {
        struct elb_tf_cursor inner = {0};
        struct elb_tf_body dynamic;

        while (run->status == ELB_OK && elb_tf_next_block(block, name, &inner, &dynamic))
            add_dynamic(run, dynamic, name, ret);
    }
}
