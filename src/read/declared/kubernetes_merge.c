/* SPDX-License-Identifier: MIT */

/*
 * Mappings that others merge, `<<: *defaults`: what they say is said where they are merged, with
 * what stands there beside it, so they are not read once more by themselves.
 */
#include "read/declared/kubernetes.h"

/* A node by its identity: an anchored one and all its aliases are the same. */
static struct elb_text key_of(const struct elb_node *const *node)
{
    return (struct elb_text){(const char *)node, sizeof(*node)};
}

static bool put(struct elb_map *set, struct elb_arena *arena, const struct elb_node *node)
{
    const struct elb_node **key = elb_arena_alloc(arena, sizeof(*key));
    void **place;

    if (!key)
        return false;
    *key = node;
    place = elb_map_put(set, arena, key_of(key));
    if (place)
        *place = (void *)node;
    return place != NULL;
}

static bool put_value(struct elb_map *set, struct elb_arena *arena, const struct elb_node *value)
{
    if (elb_node_is_mapping(value))
        return put(set, arena, value);
    for (size_t i = 0; elb_node_is_sequence(value) && i < value->count; i++) {
        if (elb_node_is_mapping(elb_node_at(value, i)) && !put(set, arena, elb_node_at(value, i)))
            return false;
    }
    return true;
}

bool elb_k8s_is_merge(const struct elb_node *key)
{
    return key && key->plain && elb_node_text_is(key, "<<");
}

bool elb_k8s_find_merged(struct elb_map *set, struct elb_arena *arena, const struct elb_node *node)
{
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_node *value = elb_node_at(node, i);

        if (elb_node_is_mapping(node) && elb_k8s_is_merge(elb_node_key_at(node, i)) &&
            !put_value(set, arena, value))
            return false;
        if (!elb_k8s_find_merged(set, arena, value))
            return false;
    }
    return true;
}

bool elb_k8s_is_merged(const struct elb_map *set, const struct elb_node *node)
{
    return elb_map_get(set, key_of(&node)) != NULL;
}
