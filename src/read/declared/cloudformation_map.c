/* SPDX-License-Identifier: MIT */

/*
 * Fn::FindInMap: [Map, top-level key, second-level key], perhaps {DefaultValue: ...}. A key that
 * isn't known, such as AWS::Region, makes the value one of a column.
 */
#include "read/declared/cloudformation.h"

struct lookup {
    struct elb_cfn_template *template;
    const struct elb_node *node; /* of the whole expression */
    const struct elb_cfn_fact *facts;
    unsigned depth;
    const struct elb_node *key_node[2];
    struct elb_cfn_values keys[2];
    struct elb_cfn_values *ret;
};

/* How sure a value is that hangs on this key. */
static enum elb_how weaker(enum elb_how a, enum elb_how b)
{
    static const unsigned char weight[ELB_HOW_COUNT] = {
        [ELB_HOW_VARIABLE_DEFAULT] = 1, [ELB_HOW_CONDITIONAL] = 2, [ELB_HOW_UNRESOLVED] = 3};

    return weight[a] >= weight[b] ? a : b;
}

static const char *key_reason(struct lookup *lookup, const struct elb_node *key_node,
                              struct elb_text key)
{
    const struct elb_node *name;
    const struct elb_text cut = {key.start, key.length < 256 ? key.length : 256};
    const char *copy;

    if (elb_cfn_call(key_node, &name) == ELB_CFN_REF && elb_node_text(name).length < 256)
        copy = elb_arena_printf(lookup->template->arena, "if %.*s is %.*s",
                                ELB_TEXT_ARGS(elb_node_text(name)), ELB_TEXT_ARGS(cut));
    else
        copy = elb_arena_printf(lookup->template->arena, "of the key %.*s", ELB_TEXT_ARGS(cut));
    lookup->template->out_of_memory |= !copy;
    return copy;
}

/* The entry of a map that was found, whatever expression is in it. */
static void add_entry(struct lookup *lookup, const struct elb_node *entry, enum elb_how how,
                      const char *reason)
{
    struct elb_cfn_values values;

    values.count = 0;
    elb_cfn_evaluate_at(lookup->template, entry, lookup->facts, lookup->depth + 1, &values);
    for (size_t i = 0; i < values.count; i++) {
        values.items[i].how = weaker(values.items[i].how, how);
        if (reason)
            values.items[i].reason = reason;
        elb_cfn_values_add(lookup->ret, &values.items[i]);
    }
}

/* The second key, in one entry of the map; `how` is that of the first key. */
static void find_second(struct lookup *lookup, const struct elb_node *row, enum elb_how how,
                        const char *reason)
{
    const struct elb_cfn_values *keys = &lookup->keys[1];

    for (size_t i = 0; i < keys->count; i++) {
        const struct elb_cfn_value *key = &keys->items[i];
        const size_t found = key->kind == ELB_CFN_TEXT ? elb_node_find(row, key->text) : SIZE_MAX;

        if (found != SIZE_MAX)
            add_entry(lookup, elb_node_at(row, found), weaker(how, key->how),
                      reason ? reason : key->reason);
    }
    for (size_t i = 0; keys->count > 0 && keys->items[0].kind != ELB_CFN_TEXT &&
                       i < elb_node_count(row) && lookup->template->steps < ELB_CFN_STEPS_MAX;
         i++) {
        const struct elb_text key = elb_node_text(elb_node_key_at(row, i));

        add_entry(lookup, elb_node_at(row, i), ELB_HOW_CONDITIONAL,
                  key_reason(lookup, lookup->key_node[1], key));
    }
}

/* Every entry of the map but those that were looked at: any of them may be meant. */
static void find_all(struct lookup *lookup, const struct elb_node *map)
{
    const struct elb_cfn_values *keys = &lookup->keys[0];

    for (size_t i = 0; i < elb_node_count(map); i++) {
        const struct elb_text key = elb_node_text(elb_node_key_at(map, i));

        lookup->template->work++;
        if (lookup->template->steps++ > ELB_CFN_STEPS_MAX)
            break;
        if (keys->items[0].kind == ELB_CFN_TEXT && elb_text_is_equal(key, keys->items[0].text))
            continue;
        find_second(lookup, elb_node_at(map, i), ELB_HOW_CONDITIONAL,
                    key_reason(lookup, lookup->key_node[0], key));
    }
}

/* Can the first key be something that isn't listed? A parameter's default is only a default. */
static bool is_open(const struct elb_cfn_values *keys)
{
    bool is_single = keys->count == 1 && keys->items[0].how == ELB_HOW_VARIABLE_DEFAULT;

    for (size_t i = 0; i < keys->count; i++)
        is_single |= keys->items[i].kind != ELB_CFN_TEXT;
    return is_single;
}

static void find(struct lookup *lookup, const struct elb_node *map)
{
    const struct elb_cfn_values *keys = &lookup->keys[0];

    for (size_t i = 0; i < keys->count; i++) {
        const struct elb_cfn_value *key = &keys->items[i];
        const size_t found = key->kind == ELB_CFN_TEXT ? elb_node_find(map, key->text) : SIZE_MAX;
        const char *reason = NULL;

        if (found == SIZE_MAX)
            continue;
        if (key->how != ELB_HOW_EXPLICIT)
            reason = key_reason(lookup, lookup->key_node[0], key->text);
        find_second(lookup, elb_node_at(map, found), key->how, reason);
    }
    if (is_open(keys))
        find_all(lookup, map);
}

void elb_cfn_evaluate_map(struct elb_cfn_template *template, const struct elb_node *node,
                          const struct elb_node *argument, const struct elb_cfn_fact *facts,
                          unsigned depth, struct elb_cfn_values *ret)
{
    struct lookup lookup = {
        .template = template, .node = node, .facts = facts, .depth = depth, .ret = ret};
    const struct elb_node *map = NULL;
    const struct elb_node *fallback = elb_node_get(elb_node_at(argument, 3), "DefaultValue");
    const size_t before = ret->count;

    if (elb_node_is_sequence(argument) && argument->count >= 3)
        map = elb_map_get(&template->mappings, elb_node_text(elb_node_at(argument, 0)));
    for (size_t i = 0; map && i < 2; i++) {
        lookup.key_node[i] = elb_node_at(argument, i + 1);
        elb_cfn_evaluate_at(template, lookup.key_node[i], facts, depth + 1, &lookup.keys[i]);
    }
    if (map && lookup.keys[0].count > 0)
        find(&lookup, map);
    if (fallback)
        add_entry(&lookup, fallback, ret->count > before ? ELB_HOW_CONDITIONAL : ELB_HOW_EXPLICIT,
                  ret->count > before ? "if the map has no such key" : NULL);
    if (ret->count == before)
        elb_cfn_values_add_unknown(ret, node, facts, NULL);
}
