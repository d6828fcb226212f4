/* SPDX-License-Identifier: MIT */

/* var.a, local.b, each.value.c, module.d.e, aws_lb.f[0].arn: names and the steps behind them. */
#include "read/declared/terraform.h"

/* ---- Pairs ------------------------------------------------------------------------------------
 */

static void add_pair(struct elb_tf_run *run, struct elb_tf_pairs *pairs,
                     const struct elb_tf_pair *pair)
{
    struct elb_tf_pair *items =
        elb_arena_grow(run->arena, pairs->items, pairs->count, &pairs->capacity, sizeof(*items));

    if (!items) {
        if (run->status == ELB_OK)
            run->status = elb_error_set_memory(run->reterr);
        return;
    }
    items[pairs->count++] = *pair;
    pairs->items = items;
}

/* Evaluates the items of a sequence for their texts, as those of a set are its keys. */
static void add_item(struct elb_tf_run *run, const struct elb_tf_value *value, size_t index,
                     struct elb_tf_pairs *pairs)
{
    const struct elb_node *node = elb_node_at(value->node, index);
    struct elb_tf_pair pair = {.key = ELB_TEXT(""), .key_node = node, .value = *value};
    struct elb_tf_values values = {0};
    const struct elb_tf_value *single;

    elb_tf_evaluate_part(run, node, value->scope, &values);
    single = elb_tf_single(&values);
    if (single && elb_tf_is_scalar(single))
        pair.key = single->node->text;
    pair.value.node = node;
    pair.value.type = elb_tf_item_type(value->type);
    add_pair(run, pairs, &pair);
}

static void add_key(struct elb_tf_run *run, const struct elb_tf_value *value, size_t index,
                    struct elb_tf_pairs *pairs)
{
    const struct elb_node *key = elb_node_key_at(value->node, index);
    struct elb_tf_pair pair = {.key_node = key, .value = *value};
    struct elb_tf_values values = {0};
    const struct elb_tf_value *single;

    if (elb_node_is_scalar(key) && key->tag.length == 0) {
        pair.key = key->text;
    } else {
        elb_tf_evaluate_part(run, key, value->scope, &values);
        single = elb_tf_single(&values);
        pairs->has_unknown |= !single || !elb_tf_is_scalar(single);
        if (!single || !elb_tf_is_scalar(single))
            return;
        pair.key = single->node->text;
    }
    pair.value.node = elb_node_at(value->node, index);
    pair.value.type = elb_tf_item_type(value->type);
    add_pair(run, pairs, &pair);
}

/* What a pair costs of all work: it takes memory. */
#define PAIR_WORK 32

/* Looking for a key costs as much as there are keys, or it would be free to look in large maps. */
void elb_tf_pairs(struct elb_tf_run *run, const struct elb_tf_value *value,
                  struct elb_tf_pairs *ret)
{
    const size_t count = value->kind == ELB_TF_LITERAL ? elb_node_count(value->node) : 0;

    if (value->kind == ELB_TF_MERGED) {
        ret->has_unknown |= value->is_partial;
        for (size_t i = 0; i < value->part_count && run->work > 0; i++)
            elb_tf_pairs(run, &value->parts[i], ret);
        ret->has_unknown |= run->work == 0;
        return;
    }
    ret->has_unknown |= value->kind == ELB_TF_RESOURCE;
    for (size_t i = 0; i < count && run->status == ELB_OK; i++) {
        if (!elb_tf_spend(run, 1) || !elb_tf_spend_work(run, PAIR_WORK)) {
            ret->has_unknown = true;
            return;
        }
        if (elb_node_is_mapping(value->node))
            add_key(run, value, i, ret);
        else
            add_item(run, value, i, ret);
    }
}

/* ---- One step ---------------------------------------------------------------------------------
 */

static void evaluate_pair(struct elb_tf_run *run, const struct elb_tf_pair *pair, enum elb_how how,
                          const char *reason, struct elb_tf_values *ret)
{
    struct elb_tf_values values = {0};
    struct elb_tf_values outer = {0};

    elb_tf_evaluate_part(run, pair->value.node, pair->value.scope, &values);
    elb_tf_add_all(run, &outer, &values, how, reason);
    elb_tf_add_all(run, ret, &outer, pair->value.how, pair->value.reason);
}

/* The item of a list, or of a mapping with nothing but names as keys; false: look further. */
static bool find_written(struct elb_tf_run *run, const struct elb_tf_value *from,
                         struct elb_text key, const struct elb_node **ret_node)
{
    const size_t count = elb_node_count(from->node);
    uint64_t index;

    *ret_node = NULL;
    if (from->kind != ELB_TF_LITERAL || !elb_tf_spend(run, count / 8))
        return false;
    if (elb_node_is_sequence(from->node)) {
        if (!elb_text_parse_unsigned(key, SIZE_MAX, &index) || index >= count)
            return false;
        *ret_node = elb_node_at(from->node, (size_t)index);
        return true;
    }
    for (size_t i = count; i > 0; i--) {
        const struct elb_node *name = elb_node_key_at(from->node, i - 1);

        if (!elb_node_is_scalar(name) || name->tag.length > 0)
            return false;
        if (!*ret_node && elb_text_is_equal(name->text, key))
            *ret_node = elb_node_at(from->node, i - 1);
    }
    return true;
}

bool elb_tf_is_list(const struct elb_tf_pairs *pairs)
{
    return pairs->count > 0 && pairs->items[0].key_node == pairs->items[0].value.node;
}

static const struct elb_tf_pair *find_item(const struct elb_tf_pairs *pairs, struct elb_text key)
{
    uint64_t index;

    if (!elb_text_parse_unsigned(key, SIZE_MAX, &index) || index >= pairs->count)
        return NULL;
    return &pairs->items[index];
}

/* Is it only there, or at this place, if conditions of pairs hold that are not known? */
static bool may_be_another(const struct elb_tf_value *from, const struct elb_tf_pairs *pairs,
                           const struct elb_tf_pair *found)
{
    const struct elb_tf_pair *pair = elb_tf_is_list(pairs) ? pairs->items : found;

    while (pair < found && pair->value.how != ELB_HOW_CONDITIONAL)
        pair++;
    return from->how != ELB_HOW_CONDITIONAL && pair->value.how == ELB_HOW_CONDITIONAL;
}

/* The last pair with this key: later mappings are laid over earlier ones. */
static void step_to_key(struct elb_tf_run *run, const struct elb_tf_value *from,
                        struct elb_text key, struct elb_tf_values *ret)
{
    const struct elb_tf_pair *found = NULL;
    struct elb_tf_pair written = {.value = *from};
    struct elb_tf_pairs pairs = {0};

    if (find_written(run, from, key, &written.value.node)) {
        ret->is_missing |= !written.value.node;
        if (written.value.node)
            evaluate_pair(run, &written, ELB_HOW_EXPLICIT, NULL, ret);
        return;
    }
    elb_tf_pairs(run, from, &pairs);
    if (elb_tf_is_list(&pairs))
        found = find_item(&pairs, key);
    for (size_t i = 0; i < pairs.count && !elb_tf_is_list(&pairs); i++) {
        if (elb_text_is_equal(pairs.items[i].key, key))
            found = &pairs.items[i];
    }
    pairs.has_unknown |= found && may_be_another(from, &pairs, found);
    ret->has_unknown |= pairs.has_unknown;
    if (found)
        evaluate_pair(run, found, pairs.has_unknown ? ELB_HOW_CONDITIONAL : ELB_HOW_EXPLICIT, NULL,
                      ret);
    else if (!pairs.has_unknown)
        ret->is_missing = true;
}

/* Any of them, by a key that is not known. */
static void step_to_any(struct elb_tf_run *run, const struct elb_tf_value *from,
                        const struct elb_node *step, struct elb_tf_scope scope,
                        struct elb_tf_values *ret)
{
    const char *source = elb_tf_source(run, step, scope.file);
    struct elb_tf_pairs pairs = {0};

    elb_tf_pairs(run, from, &pairs);
    ret->has_unknown |= pairs.has_unknown || pairs.count == 0;
    for (size_t i = 0; source && i < pairs.count && run->status == ELB_OK; i++) {
        const struct elb_text key = pairs.items[i].key;

        evaluate_pair(run, &pairs.items[i], ELB_HOW_CONDITIONAL,
                      elb_tf_print(run, "if %s is %.*s", source, ELB_TEXT_ARGS(key)), ret);
    }
}

/* `.NAME`, not an index. */
static bool is_attribute(const struct elb_node *step)
{
    return elb_node_is_string(step) && step->plain && step->tag.length == 0;
}

static void step_of_resource(const struct elb_tf_value *from, const struct elb_node *step,
                             struct elb_tf_values *ret)
{
    struct elb_tf_value value = *from;

    if (from->attribute.length > 0) {
        ret->has_unknown = true;
        return;
    }
    if (is_attribute(step))
        value.attribute = step->text;
    else
        value.index = step;
    elb_tf_add(ret, &value);
}

static void step_one(struct elb_tf_run *run, const struct elb_tf_value *from,
                     const struct elb_node *step, struct elb_tf_scope scope,
                     struct elb_tf_values *ret)
{
    struct elb_tf_values keys = {0};
    const struct elb_tf_value *key;
    struct elb_tf_values found = {0};

    if (from->kind == ELB_TF_RESOURCE) {
        step_of_resource(from, step, ret);
        return;
    }
    if (elb_tf_is_scalar(from) || elb_tf_is_null(from) || elb_node_tag_is(step, "!splat")) {
        ret->has_unknown = true;
        return;
    }
    elb_tf_evaluate_part(run, step, scope, &keys);
    key = elb_tf_single(&keys);
    if (key && elb_tf_is_scalar(key)) {
        step_to_key(run, from, key->node->text, &found);
        elb_tf_complete(run, from, key->node->text, &found);
    } else {
        step_to_any(run, from, step, scope, &found);
        elb_tf_set_type(&found, elb_tf_item_type(from->type), from->variable);
    }
    ret->is_missing |= found.is_missing;
    elb_tf_add_all(run, ret, &found, from->how, from->reason);
    if (key && key->how != ELB_HOW_EXPLICIT && found.count > 0)
        ret->has_unknown = true;
}

void elb_tf_step(struct elb_tf_run *run, const struct elb_tf_values *from,
                 const struct elb_node *step, struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    ret->has_unknown |= from->has_unknown;
    for (size_t i = 0; i < from->count && run->status == ELB_OK; i++)
        step_one(run, &from->items[i], step, scope, ret);
}

/* ---- Where a name leads ------------------------------------------------------------------------
 */

static void get_default(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                        struct elb_text name, struct elb_tf_values *ret)
{
    const struct elb_tf_block *block =
        elb_tf_find(instance->module, "variable", ELB_TEXT(""), name);
    const struct elb_node *value = block ? elb_node_get(block->body, "default") : NULL;
    const char *reason = elb_tf_print(run, "the default of var.%.*s", ELB_TEXT_ARGS(name));
    struct elb_tf_values values = {0};

    if (!value || !reason) {
        ret->has_unknown = true;
        return;
    }
    elb_tf_evaluate_part(run, value,
                         (struct elb_tf_scope){.instance = instance, .file = block->file}, &values);
    elb_tf_add_all(run, ret, &values, ELB_HOW_VARIABLE_DEFAULT, reason);
}

/* What a call gives to a variable; false: nothing. In what can't be read it may give something. */
static bool get_input(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                      struct elb_text name, struct elb_tf_values *ret)
{
    const struct elb_node *body = instance->call->body;
    const bool is_readable = elb_node_is_mapping(body) && !elb_node_tag_is(body, "!broken");
    const size_t index = elb_node_is_mapping(body) ? elb_node_find(body, name) : SIZE_MAX;
    struct elb_tf_values values = {0};
    const struct elb_tf_value *single;

    ret->has_unknown |= index == SIZE_MAX && !is_readable;
    if (index == SIZE_MAX)
        return !is_readable;
    elb_tf_evaluate_part(run, elb_node_at(body, index),
                         (struct elb_tf_scope){.instance = instance->parent,
                                               .file = instance->call->file,
                                               .each = instance->each},
                         &values);
    single = elb_tf_single(&values);
    if (single && elb_tf_is_null(single))
        return false;
    elb_tf_add_all(run, ret, &values, ELB_HOW_EXPLICIT, NULL);
    return true;
}

static void find_variable(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                          struct elb_text name, struct elb_tf_values *ret)
{
    const struct elb_tf_block *value = elb_map_get(&instance->module->values, name);

    if (instance->call) {
        if (!get_input(run, instance, name, ret))
            get_default(run, instance, name, ret);
        return;
    }
    if (value)
        elb_tf_evaluate_part(run, value->body,
                             (struct elb_tf_scope){.instance = instance, .file = value->file}, ret);
    else
        get_default(run, instance, name, ret);
}

static void get_variable(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                         struct elb_text name, struct elb_tf_values *ret)
{
    const struct elb_tf_block *block =
        elb_tf_find(instance->module, "variable", ELB_TEXT(""), name);

    find_variable(run, instance, name, ret);
    for (size_t i = 0; i < ret->count; i++)
        ret->items[i].type = NULL;
    elb_tf_set_type(ret, block ? elb_node_get(block->body, "type") : NULL, block);
}

static void get_local(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                      struct elb_text name, struct elb_tf_values *ret)
{
    struct elb_tf_block *block = elb_tf_find(instance->module, "local", ELB_TEXT(""), name);

    if (!block || block->is_open) {
        ret->has_unknown = true;
        return;
    }
    block->is_open = true;
    elb_tf_evaluate_part(run, block->body,
                         (struct elb_tf_scope){.instance = instance, .file = block->file}, ret);
    block->is_open = false;
}

/* An output of a module in sight. */
static void get_output(struct elb_tf_run *run, const struct elb_tf_instance *instance,
                       struct elb_text call, struct elb_text name, struct elb_tf_values *ret)
{
    for (const struct elb_tf_instance *i = run->instances; i; i = i->next_of_run) {
        struct elb_tf_block *output;

        if (i->parent != instance || !elb_text_is_equal(i->call->name, call))
            continue;
        output = elb_tf_find(i->module, "output", ELB_TEXT(""), name);
        if (!output || output->is_open)
            break;
        output->is_open = true;
        elb_tf_evaluate_part(run, elb_node_get(output->body, "value"),
                             (struct elb_tf_scope){.instance = i, .file = output->file}, ret);
        output->is_open = false;
        return;
    }
    ret->has_unknown = true;
}

static void get_resource(const struct elb_tf_instance *instance, const char *kind,
                         struct elb_text type, struct elb_text name, struct elb_tf_values *ret)
{
    const struct elb_tf_block *block = elb_tf_find(instance->module, kind, type, name);

    if (block)
        elb_tf_add(ret, &(struct elb_tf_value){
                            .kind = ELB_TF_RESOURCE,
                            .scope = {.instance = instance, .file = block->file},
                            .block = block,
                            .attribute = ELB_TEXT(""),
                        });
    else
        ret->has_unknown = true;
}

/* Returns how many children of the node it used up. */
static size_t get_root(struct elb_tf_run *run, const struct elb_node *node,
                       struct elb_tf_scope scope, struct elb_tf_values *ret)
{
    const struct elb_node *root = elb_node_at(node, 0);
    const struct elb_text name = elb_node_text(elb_node_at(node, 1));
    const struct elb_node *third = elb_node_at(node, 2);
    size_t next = 2;

    if (!elb_node_tag_is(root, "!name")) {
        elb_tf_evaluate_part(run, root, scope, ret);
        return 1;
    }
    if (elb_tf_evaluate_name(run, root, scope, ret))
        return 1;
    if (elb_tf_get_each(run, root->text, name, scope, ret))
        return next;
    if (elb_node_text_is(root, "var")) {
        get_variable(run, scope.instance, name, ret);
    } else if (elb_node_text_is(root, "local")) {
        get_local(run, scope.instance, name, ret);
    } else if (elb_node_text_is(root, "each")) {
        ret->has_unknown = true;
    } else if (elb_node_text_is(root, "module")) {
        /* module.NAME[INDEX].OUTPUT */
        if (!is_attribute(third))
            third = elb_node_at(node, ++next);
        get_output(run, scope.instance, name, elb_node_text(third), ret);
        next++;
    } else if (elb_node_text_is(root, "data")) {
        get_resource(scope.instance, "data", name, elb_node_text(third), ret);
        next++;
    } else {
        get_resource(scope.instance, "resource", root->text, name, ret);
    }
    return next;
}

void elb_tf_get(struct elb_tf_run *run, const struct elb_node *node, struct elb_tf_scope scope,
                struct elb_tf_values *ret)
{
    struct elb_tf_values values = {0};

    for (size_t i = get_root(run, node, scope, &values); i < elb_node_count(node); i++) {
        const struct elb_tf_values from = values;

        values = (struct elb_tf_values){0};
        elb_tf_step(run, &from, elb_node_at(node, i), scope, &values);
    }
    ret->is_missing |= values.is_missing;
    elb_tf_add_all(run, ret, &values, ELB_HOW_EXPLICIT, NULL);
}
