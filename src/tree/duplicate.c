/* SPDX-License-Identifier: MIT */

/*
 * A key that is twice in one mapping is refused: which of the two counts differs from parser to
 * parser. For files that other tools accept, the last one wins, as it does in all of those that
 * take such a file: PyYAML, SnakeYAML, Jackson, and the YAML of kubectl and Helm.
 */
#include "base/alloc.h"
#include "tree/builder.h"

#include <stdlib.h>

/* Up to so many keys, comparing each with each is faster than sorting. */
#define FEW_KEYS 16

struct key {
    const struct elb_node *node;
    size_t index;
};

/* Does it take part? `<<` may be there more than once: whether it merges is for the consumer. */
static bool is_compared(const struct elb_node *key)
{
    return elb_node_is_scalar(key) && !(key->plain && elb_text_is(key->text, "<<"));
}

static int compare_nodes(const struct elb_node *a, const struct elb_node *b)
{
    if (elb_node_is_null(a) != elb_node_is_null(b))
        return elb_node_is_null(a) ? -1 : 1;
    /* ~ and null are the same key. */
    if (elb_node_is_null(a))
        return 0;
    return elb_text_compare(a->text, b->text);
}

static int compare_keys(const void *a_void, const void *b_void)
{
    const struct key *a = a_void;
    const struct key *b = b_void;
    int order = compare_nodes(a->node, b->node);

    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static enum elb_status refuse(struct elb_builder *builder, const struct elb_node *first,
                              const struct elb_node *second)
{
    return elb_builder_error(builder, ELB_ERROR_SYNTAX, second->start,
                             "duplicate key '%.*s', first at %u:%u", ELB_TEXT_ARGS(second->text),
                             (unsigned)first->start.line, (unsigned)first->start.column);
}

static enum elb_status check_few(struct elb_builder *builder, const struct elb_node *mapping)
{
    for (size_t i = 1; i < mapping->count; i++) {
        const struct elb_node *key = elb_node_key_at(mapping, i);

        for (size_t j = 0; is_compared(key) && j < i; j++) {
            const struct elb_node *earlier = elb_node_key_at(mapping, j);

            if (is_compared(earlier) && compare_nodes(earlier, key) == 0)
                return refuse(builder, earlier, key);
        }
    }
    return ELB_OK;
}

/* Of all the keys that repeat the one before them in a sorted array, the first in the source. */
static const struct key *first_repeated(const struct key *keys, size_t count)
{
    const struct key *found = NULL;

    for (size_t i = 1; i < count; i++) {
        if (compare_nodes(keys[i - 1].node, keys[i].node) == 0 &&
            (!found || keys[i].index < found->index))
            found = &keys[i];
    }
    return found;
}

static enum elb_status check_many(struct elb_builder *builder, const struct elb_node *mapping)
{
    enum elb_status status = ELB_OK;
    struct key *keys = elb_alloc(mapping->count * sizeof(*keys));
    const struct key *repeated;
    size_t count = 0;

    if (!keys)
        return elb_error_set_memory(builder->reterr);
    for (size_t i = 0; i < mapping->count; i++) {
        const struct elb_node *key = elb_node_key_at(mapping, i);

        if (is_compared(key))
            keys[count++] = (struct key){key, i};
    }
    qsort(keys, count, sizeof(*keys), compare_keys);
    repeated = first_repeated(keys, count);
    if (repeated)
        status = refuse(builder, repeated[-1].node, repeated->node);
    elb_free(keys);
    return status;
}

enum elb_status elb_builder_check_keys(struct elb_builder *builder, const struct elb_node *mapping)
{
    if (mapping->count <= FEW_KEYS)
        return check_few(builder, mapping);
    return check_many(builder, mapping);
}

/* ---- The last one wins ---------------------------------------------------------------------- */

static void drop_pair(const struct elb_node **children, size_t pair)
{
    children[2 * pair] = NULL;
}

static void drop_of_few(const struct elb_node **children, size_t pairs)
{
    for (size_t i = 0; i < pairs; i++) {
        for (size_t j = i + 1; is_compared(children[2 * i]) && j < pairs; j++) {
            if (is_compared(children[2 * j]) &&
                compare_nodes(children[2 * i], children[2 * j]) == 0) {
                drop_pair(children, i);
                break;
            }
        }
    }
}

static enum elb_status drop_of_many(struct elb_builder *builder, const struct elb_node **children,
                                    size_t pairs)
{
    struct key *keys = elb_alloc(pairs * sizeof(*keys));
    size_t count = 0;

    if (!keys)
        return elb_error_set_memory(builder->reterr);
    for (size_t i = 0; i < pairs; i++) {
        if (is_compared(children[2 * i]))
            keys[count++] = (struct key){children[2 * i], i};
    }
    qsort(keys, count, sizeof(*keys), compare_keys);
    for (size_t i = 1; i < count; i++) {
        if (compare_nodes(keys[i - 1].node, keys[i].node) == 0)
            drop_pair(children, keys[i - 1].index);
    }
    elb_free(keys);
    return ELB_OK;
}

enum elb_status elb_builder_keep_last(struct elb_builder *builder, const struct elb_node **children,
                                      size_t *count)
{
    const size_t pairs = *count / 2;
    enum elb_status status = ELB_OK;
    size_t kept = 0;

    if (pairs <= FEW_KEYS)
        drop_of_few(children, pairs);
    else
        status = drop_of_many(builder, children, pairs);
    for (size_t i = 0; i < pairs; i++) {
        if (children[2 * i]) {
            children[kept++] = children[2 * i];
            children[kept++] = children[2 * i + 1];
        }
    }
    *count = kept;
    return status;
}
