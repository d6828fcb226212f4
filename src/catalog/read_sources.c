/* SPDX-License-Identifier: MIT */
/* sources.yaml, not-policies.yaml and catalog.yaml; and what other files refer to sources by. */
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
