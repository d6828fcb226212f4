/* SPDX-License-Identifier: MIT */

#include "catalog/fields.h"

#include "catalog/nearest.h"

static const struct elb_field *find_field(const struct elb_field *fields, size_t count,
                                          struct elb_text key)
{
    for (size_t i = 0; i < count; i++) {
        if (elb_text_is(key, fields[i].key))
            return &fields[i];
    }
    return NULL;
}

static const char *nearest_key(const struct elb_field *fields, size_t count, struct elb_text key)
{
    struct elb_nearest nearest = elb_nearest_to(key);
    for (size_t i = 0; i < count; i++)
        elb_nearest_try(&nearest, fields[i].key);
    return nearest.found;
}

enum elb_status elb_fields_check_key(struct elb_loader *loader, const struct elb_node *key,
                                     const struct elb_field *fields, size_t count)
{
    if (!elb_node_is_scalar(key))
        return elb_refuse_type(loader, key, "a key");
    if (find_field(fields, count, key->text) != NULL)
        return ELB_OK;
    return elb_refuse_unknown(loader, key, "key", nearest_key(fields, count, key->text));
}

static enum elb_status check_keys(struct elb_loader *loader, const struct elb_node *node,
                                  const struct elb_field *fields, size_t count)
{
    for (size_t i = 0; i < elb_node_count(node); i++) {
        enum elb_status status =
            elb_fields_check_key(loader, elb_node_key_at(node, i), fields, count);
        if (status != ELB_OK)
            return status;
    }
    for (size_t i = 0; i < count; i++) {
        if (fields[i].required && elb_node_get(node, fields[i].key) == NULL)
            return elb_refuse(loader, node, "'%s' is missing", fields[i].key);
    }
    return ELB_OK;
}

enum elb_status elb_fields_read(struct elb_loader *loader, const struct elb_node *node,
                                const struct elb_field *fields, size_t count, void *object)
{
    enum elb_status status = elb_want_mapping(loader, node);
    if (status == ELB_OK)
        status = check_keys(loader, node, fields, count);
    for (size_t i = 0; status == ELB_OK && i < count; i++) {
        const struct elb_node *value = elb_node_get(node, fields[i].key);
        if (value != NULL)
            status = fields[i].read(loader, &fields[i], value, object);
    }
    return status;
}

enum elb_status elb_refuse_unknown(struct elb_loader *loader, const struct elb_node *node,
                                   const char *what, const char *nearest)
{
    struct elb_text text = elb_node_text(node);
    if (nearest != NULL)
        return elb_refuse(loader, node, "unknown %s '%.*s', did you mean '%s'", what,
                          ELB_TEXT_ARGS(text), nearest);
    return elb_refuse(loader, node, "unknown %s '%.*s'", what, ELB_TEXT_ARGS(text));
}

enum elb_status elb_refuse_type(struct elb_loader *loader, const struct elb_node *node,
                                const char *what)
{
    return elb_refuse(loader, node, "expected %s, not %s", what, elb_node_type_name(node));
}

enum elb_status elb_want_sequence(struct elb_loader *loader, const struct elb_node *node)
{
    return elb_node_is_sequence(node) ? ELB_OK : elb_refuse_type(loader, node, "a sequence");
}

enum elb_status elb_want_mapping(struct elb_loader *loader, const struct elb_node *node)
{
    return elb_node_is_mapping(node) ? ELB_OK : elb_refuse_type(loader, node, "a mapping");
}

void *elb_loader_alloc(struct elb_loader *loader, size_t count, size_t size)
{
    void *memory = elb_arena_alloc_array(loader->arena, count, size);
    if (memory == NULL)
        elb_error_set_memory(loader->error);
    return memory;
}
