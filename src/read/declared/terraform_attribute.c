/* SPDX-License-Identifier: MIT */

/* Attributes and nested blocks of a resource, what is written there, and what they refer to. */
#include "read/declared/terraform.h"

const struct elb_node *elb_tf_attribute(struct elb_tf_body body, const char *name)
{
    for (size_t i = elb_node_count(body.node); elb_node_is_mapping(body.node) && i > 0; i--) {
        if (elb_node_text_is(elb_node_key_at(body.node, i - 1), name))
            return elb_node_at(body.node, i - 1);
    }
    return NULL;
}

bool elb_tf_next_block(struct elb_tf_body body, const char *name, struct elb_tf_cursor *cursor,
                       struct elb_tf_body *ret_block)
{
    for (; elb_node_is_mapping(body.node) && cursor->pair < elb_node_count(body.node);
         cursor->pair++, cursor->item = 0) {
        const struct elb_node *value = elb_node_at(body.node, cursor->pair);
        const bool is_list = elb_node_is_sequence(value) && value->tag.length == 0;
        const size_t count = is_list ? elb_node_count(value) : 1;

        if (!elb_node_text_is(elb_node_key_at(body.node, cursor->pair), name) ||
            cursor->item >= count)
            continue;
        *ret_block = body;
        ret_block->node = is_list ? elb_node_at(value, cursor->item) : value;
        cursor->item++;
        return true;
    }
    return false;
}

void elb_tf_values_of(struct elb_tf_run *run, struct elb_tf_body body, const char *name,
                      struct elb_tf_values *ret)
{
    elb_tf_evaluate(run, elb_tf_attribute(body, name), body.scope, ret);
}

struct elb_text elb_tf_text_of(struct elb_tf_run *run, struct elb_tf_body body, const char *name)
{
    struct elb_tf_values values;
    const struct elb_tf_value *single;

    elb_tf_values_of(run, body, name, &values);
    single = elb_tf_single(&values);
    return single && elb_tf_is_scalar(single) ? single->node->text : ELB_TEXT("");
}

const struct elb_tf_block *elb_tf_follow(struct elb_tf_run *run, struct elb_tf_body body,
                                         const char *name, struct elb_tf_value *ret_value)
{
    struct elb_tf_values values;

    elb_tf_values_of(run, body, name, &values);
    for (size_t i = 0; i < values.count; i++) {
        if (values.items[i].kind != ELB_TF_RESOURCE)
            continue;
        if (ret_value)
            *ret_value = values.items[i];
        return values.items[i].block;
    }
    return NULL;
}

/* ---- The source -------------------------------------------------------------------------------
 */

struct elb_text elb_tf_raw(const struct elb_node *node, const struct elb_tf_file *file)
{
    const struct elb_text text = file->is_json ? file->file->text : file->text;
    const size_t base = file->is_json ? 0 : file->base.offset;

    if (file->is_json && node->text.length > 0)
        return node->text;
    if (node->start.offset < base || node->end.offset < node->start.offset ||
        node->end.offset - base > text.length)
        return ELB_TEXT("");
    return (struct elb_text){text.start + node->start.offset - base,
                             node->end.offset - node->start.offset};
}

const char *elb_tf_source(struct elb_tf_run *run, const struct elb_node *node,
                          const struct elb_tf_file *file)
{
    const struct elb_text raw = elb_tf_raw(node, file);
    char *copy = elb_arena_dup(run->arena, raw.start, raw.length);
    size_t length = 0;

    if (!copy) {
        if (run->status == ELB_OK)
            run->status = elb_error_set_memory(run->reterr);
        return NULL;
    }
    for (const char *c = copy; *c; c++) {
        const bool is_space = *c == ' ' || *c == '\t' || *c == '\r' || *c == '\n';

        if (!is_space)
            copy[length++] = *c;
        else if (length > 0 && copy[length - 1] != ' ')
            copy[length++] = ' ';
    }
    copy[length] = '\0';
    return copy;
}

/* ---- for_each and count ------------------------------------------------------------------------
 */

static const char *address_of(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                              const struct elb_tf_block *block)
{
    const char *kind = strcmp(block->kind, "data") == 0 ? "data." : "";

    if (strcmp(block->kind, "module") == 0)
        return elb_tf_print(run, "%smodule.%.*s", instance->prefix, ELB_TEXT_ARGS(block->name));
    if (block->kind[0] == '\0')
        return elb_tf_print(run, "%s(a block that can't be read)", instance->prefix);
    return elb_tf_print(run, "%s%s%.*s.%.*s", instance->prefix, kind, ELB_TEXT_ARGS(block->type),
                        ELB_TEXT_ARGS(block->name));
}

static bool visit_each(struct elb_tf_run *run, const struct elb_tf_block *block,
                       struct elb_tf_body body, const char *address, elb_tf_visit *visit)
{
    struct elb_tf_values values;
    const struct elb_tf_value *single;
    struct elb_tf_pairs pairs = {0};

    elb_tf_values_of(run, body, "for_each", &values);
    single = elb_tf_single(&values);
    if (!single || single->kind == ELB_TF_RESOURCE || elb_tf_is_scalar(single))
        return false;
    run->steps = SIZE_MAX;
    elb_tf_pairs(run, single, &pairs);
    if (pairs.has_unknown)
        return false;
    for (size_t i = 0; i < pairs.count && run->status == ELB_OK; i++) {
        const char *item_address =
            elb_tf_print(run, "%s[\"%.*s\"]", address, ELB_TEXT_ARGS(pairs.items[i].key));
        const struct elb_tf_each *each =
            elb_tf_add_each(run, &(struct elb_tf_each){
                                     .name = ELB_TEXT("each"),
                                     .key = pairs.items[i].key,
                                     .key_node = pairs.items[i].key_node,
                                     .value = elb_tf_of_collection(pairs.items[i].value, single),
                                 });

        if (!each || !item_address)
            return true;
        body.scope.each = each;
        visit(run, block, body, item_address);
    }
    return pairs.count > 0 || single->how == ELB_HOW_EXPLICIT;
}

void elb_tf_expand(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                   const struct elb_tf_block *block, elb_tf_visit *visit)
{
    const char *address = address_of(run, instance, block);
    struct elb_tf_body body = {block->body, {.instance = instance, .file = block->file}};
    struct elb_tf_values count;
    const struct elb_tf_value *single;

    elb_tf_values_of(run, body, "count", &count);
    single = elb_tf_single(&count);
    if (!address ||
        (single && single->how == ELB_HOW_EXPLICIT && elb_node_text_is(single->node, "0")))
        return;
    if (elb_tf_attribute(body, "for_each") && visit_each(run, block, body, address, visit))
        return;
    if (elb_node_is_mapping(body.node))
        visit(run, block, body, address);
    /* The JSON syntax allows a list of one. */
    for (size_t i = 0; elb_node_is_sequence(body.node) && i < elb_node_count(body.node); i++) {
        struct elb_tf_body part = body;

        part.node = elb_node_at(body.node, i);
        if (elb_node_is_mapping(part.node))
            visit(run, block, part, address);
    }
}
