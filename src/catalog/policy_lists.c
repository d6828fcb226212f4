/* SPDX-License-Identifier: MIT */
/* The suites, groups and signature schemes of a policy: every one must be in the catalog. */
#include "catalog/kinds.h"
#include "catalog/policy_parts.h"

/* What one of the lists of code points holds. */
struct list_kind {
    const struct elb_kind *kind;
    const void *(*named)(const struct elb_catalog *catalog, struct elb_text name);
};

static const void *suite_named(const struct elb_catalog *catalog, struct elb_text name)
{
    return elb_catalog_suite_named(catalog, name.start, name.length);
}

static const void *group_named(const struct elb_catalog *catalog, struct elb_text name)
{
    return elb_catalog_group_named(catalog, name.start, name.length);
}

static const void *scheme_named(const struct elb_catalog *catalog, struct elb_text name)
{
    return elb_catalog_scheme_named(catalog, name.start, name.length);
}

static const struct list_kind suite_lists = {&elb_kind_suite, suite_named};
static const struct list_kind group_lists = {&elb_kind_group, group_named};
static const struct list_kind scheme_lists = {&elb_kind_scheme, scheme_named};

/* A name in any dialect, or 0xNNNN; the catalog must have it. */
static enum elb_status get_item(struct elb_loader *loader, const struct elb_node *node,
                                const struct list_kind *list, const void **ret_item)
{
    uint16_t code;
    if (!elb_node_is_scalar(node))
        return elb_refuse(loader, node, "expected a %s, not %s", list->kind->what,
                          elb_node_type_name(node));
    *ret_item = elb_node_is_code(node, &code)
                    ? elb_kind_find_code(list->kind, loader->catalog, code)
                    : list->named(loader->catalog, node->text);
    if (*ret_item != NULL)
        return ELB_OK;
    return elb_refuse_unknown(loader, node, list->kind->what,
                              elb_kind_nearest(list->kind, loader->catalog, node->text));
}

static enum elb_status fill_list(struct elb_loader *loader, const struct elb_node *node,
                                 const struct list_kind *list, const void **items)
{
    /* a bit for each code point that the list has already */
    unsigned char seen[(UINT16_MAX + 1) / 8] = {0};
    for (size_t i = 0; i < elb_node_count(node); i++) {
        const struct elb_node *child = elb_node_at(node, i);
        enum elb_status status = get_item(loader, child, list, &items[i]);
        if (status != ELB_OK)
            return status;
        uint16_t code = *(const uint16_t *)items[i];
        if (seen[code / 8] & (1 << code % 8))
            return elb_refuse(loader, child, "duplicate '%.*s' (0x%04X)",
                              ELB_TEXT_ARGS(child->text), code);
        seen[code / 8] |= (unsigned char)(1 << code % 8);
    }
    return ELB_OK;
}

static enum elb_status read_list(struct elb_loader *loader, const struct elb_node *node,
                                 const struct list_kind *list, void *ret_items, size_t *ret_count)
{
    enum elb_status status = elb_want_sequence(loader, node);
    if (status != ELB_OK)
        return status;
    const void **items = elb_loader_alloc(loader, elb_node_count(node), sizeof(*items));
    if (items == NULL)
        return ELB_ERROR_MEMORY;
    status = fill_list(loader, node, list, items);
    if (status != ELB_OK)
        return status;
    memcpy(ret_items, &items, sizeof(items));
    *ret_count = elb_node_count(node);
    return ELB_OK;
}

enum elb_status elb_read_suites(struct elb_loader *loader, const struct elb_field *field,
                                const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    (void)field;
    return read_list(loader, node, &suite_lists, &policy->suites, &policy->suite_count);
}

enum elb_status elb_read_groups(struct elb_loader *loader, const struct elb_field *field,
                                const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    (void)field;
    policy->has_groups = true;
    return read_list(loader, node, &group_lists, &policy->groups, &policy->group_count);
}

static bool has_group(const struct elb_policy *policy, const struct elb_group *group)
{
    for (size_t i = 0; i < policy->group_count; i++) {
        if (policy->groups[i] == group)
            return true;
    }
    return false;
}

enum elb_status elb_read_preferred_groups(struct elb_loader *loader, const struct elb_field *field,
                                          const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    (void)field;
    enum elb_status status = read_list(loader, node, &group_lists, &policy->preferred_groups,
                                       &policy->preferred_group_count);
    for (size_t i = 0; status == ELB_OK && i < policy->preferred_group_count; i++) {
        if (!has_group(policy, policy->preferred_groups[i]))
            status = elb_refuse(loader, elb_node_at(node, i), "'%s' is not among the groups",
                                policy->preferred_groups[i]->name);
    }
    return status;
}

enum elb_status elb_read_schemes(struct elb_loader *loader, const struct elb_field *field,
                                 const struct elb_node *node, void *object)
{
    struct elb_policy *policy = object;
    (void)field;
    policy->has_schemes = true;
    return read_list(loader, node, &scheme_lists, &policy->schemes, &policy->scheme_count);
}
