/* SPDX-License-Identifier: MIT */
/* How sure each key of a policy is, and where it was read. */
#include "catalog/policy_parts.h"

/* The place of `key` in a list that has room for one more. */
static struct elb_provenance *place_of(struct elb_provenance *list, size_t *count, const char *key)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(list[i].key, key) == 0)
            return &list[i];
    }
    list[*count].key = key;
    return &list[(*count)++];
}

static enum elb_status add_confidence(struct elb_loader *loader, const struct elb_node *node,
                                      struct elb_provenance *place)
{
    size_t value = 0;
    enum elb_status status = elb_get_word(loader, node, &elb_confidence_words, &value);
    if (status == ELB_OK)
        place->confidence = (enum elb_confidence)value;
    return status;
}

static enum elb_status get_source(struct elb_loader *loader, const struct elb_node *node,
                                  const char **list, size_t count)
{
    enum elb_status status = elb_get_source_key(loader, node, &list[count]);
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        if (list[i] == list[count])
            status = elb_refuse(loader, node, "duplicate '%s'", list[count]);
    }
    return status;
}

static enum elb_status add_sources(struct elb_loader *loader, const struct elb_node *node,
                                   struct elb_provenance *place)
{
    size_t count = elb_node_count(node);
    enum elb_status status = elb_want_sequence(loader, node);
    if (status != ELB_OK)
        return status;
    if (count == 0)
        return elb_refuse(loader, node, "expected at least one source");
    const char **list = elb_loader_alloc(loader, count, sizeof(*list));
    if (list == NULL)
        return ELB_ERROR_MEMORY;
    for (size_t i = 0; status == ELB_OK && i < count; i++)
        status = get_source(loader, elb_node_at(node, i), list, i);
    place->sources = list;
    place->source_count = count;
    return status;
}

typedef enum elb_status adder(struct elb_loader *loader, const struct elb_node *node,
                              struct elb_provenance *place);

static enum elb_status add_mapping(struct elb_loader *loader, const struct elb_node *node,
                                   adder *add, struct elb_provenance *list, size_t *count)
{
    if (node == NULL)
        return ELB_OK;
    enum elb_status status = elb_want_mapping(loader, node);
    for (size_t i = 0; status == ELB_OK && i < elb_node_count(node); i++) {
        const struct elb_node *key = elb_node_key_at(node, i);
        status = elb_policy_check_key(loader, key);
        if (status == ELB_OK)
            status = add(loader, elb_node_at(node, i), place_of(list, count, key->text.start));
    }
    return status;
}

enum elb_status elb_provenance_from_nodes(struct elb_loader *loader,
                                          const struct elb_node *confidence,
                                          const struct elb_node *sources,
                                          const struct elb_provenance **ret_list, size_t *ret_count)
{
    size_t room = elb_node_count(confidence) + elb_node_count(sources);
    size_t count = 0;
    struct elb_provenance *list = elb_loader_alloc(loader, room, sizeof(*list));
    if (list == NULL)
        return ELB_ERROR_MEMORY;
    enum elb_status status = add_mapping(loader, confidence, add_confidence, list, &count);
    if (status == ELB_OK)
        status = add_mapping(loader, sources, add_sources, list, &count);
    if (status == ELB_OK) {
        *ret_list = list;
        *ret_count = count;
    }
    return status;
}
