/* SPDX-License-Identifier: MIT */
/* sources.yaml, not-policies.yaml, defaults.yaml and catalog.yaml; and what other files refer to
 * sources by. */
#include "catalog/fields.h"
#include "catalog/nearest.h"
#include "catalog/readers.h"

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum elb_status elb_source_from_node(struct elb_loader *loader, const struct elb_node *key,
                                     const struct elb_node *node, struct elb_source *ret_source)
{
    static const struct elb_field fields[] = {
        {"title", elb_read_string, offsetof(struct elb_source, title), 0, NULL, true},
        {"where", elb_read_string, offsetof(struct elb_source, where), 0, NULL, true},
        {"date", elb_read_date, offsetof(struct elb_source, date), 0, NULL, false},
        {"note", elb_read_string, offsetof(struct elb_source, note), 0, NULL, false},
    };
    enum elb_status status = elb_get_string(loader, key, &ret_source->key);
    if (status == ELB_OK)
        status = elb_fields_read(loader, node, fields, COUNT(fields), ret_source);
    return status;
}

enum elb_status elb_not_policy_from_node(struct elb_loader *loader, const struct elb_node *node,
                                         void *ret_item)
{
    static const struct elb_field fields[] = {
        {"name", elb_read_string, offsetof(struct elb_not_policy, name), 0, NULL, true},
        {"why", elb_read_string, offsetof(struct elb_not_policy, why), 0, NULL, true},
    };
    return elb_fields_read(loader, node, fields, COUNT(fields), ret_item);
}

enum elb_status elb_date_from_node(struct elb_loader *loader, const struct elb_node *node,
                                   const char **ret_date)
{
    static const struct elb_field fields[] = {
        {"date", elb_read_day, offsetof(struct elb_catalog, date), 0, NULL, true},
    };
    struct elb_catalog catalog = {0};
    enum elb_status status = elb_fields_read(loader, node, fields, COUNT(fields), &catalog);
    if (status == ELB_OK)
        *ret_date = catalog.date;
    return status;
}

static const char *nearest_source(const struct elb_catalog *catalog, struct elb_text key)
{
    struct elb_nearest nearest = elb_nearest_to(key);
    for (size_t i = 0; i < catalog->source_count; i++)
        elb_nearest_try(&nearest, catalog->sources[i].key);
    return nearest.found;
}

enum elb_status elb_get_source_key(struct elb_loader *loader, const struct elb_node *node,
                                   const char **ret_key)
{
    const char *key;
    enum elb_status status = elb_get_string(loader, node, &key);
    if (status != ELB_OK)
        return status;
    const struct elb_source *source = elb_catalog_source(loader->catalog, key);
    if (source == NULL)
        return elb_refuse_unknown(loader, node, "source",
                                  nearest_source(loader->catalog, node->text));
    *ret_key = source->key;
    return ELB_OK;
}

/* ---- defaults.yaml -------------------------------------------------------------------------- */

static enum elb_status read_default_source(struct elb_loader *loader, const struct elb_field *field,
                                           const struct elb_node *node, void *object)
{
    (void)field;
    return elb_get_source_key(loader, node, &((struct elb_default *)object)->source);
}

static enum elb_status read_default_policy(struct elb_loader *loader, const struct elb_field *field,
                                           const struct elb_node *node, void *object)
{
    struct elb_default *value = object;
    const char *name;
    enum elb_status status = elb_get_string(loader, node, &name);

    (void)field;
    if (status != ELB_OK)
        return status;
    if (!elb_catalog_policy_named(loader->catalog, 0, name, strlen(name)))
        return elb_refuse_unknown(
            loader, node, "policy",
            elb_catalog_nearest_policy(loader->catalog, 0, name, strlen(name)));
    value->policy = name;
    return ELB_OK;
}

enum elb_status elb_default_from_node(struct elb_loader *loader, const struct elb_node *node,
                                      void *ret_item)
{
    static const struct elb_field fields[] = {
        {"id", elb_read_string, offsetof(struct elb_default, id), 0, NULL, true},
        {"text", elb_read_string, offsetof(struct elb_default, text), 0, NULL, true},
        {"policy", read_default_policy, 0, 0, NULL, true},
        {"source", read_default_source, 0, 0, NULL, true},
    };

    return elb_fields_read(loader, node, fields, COUNT(fields), ret_item);
}
