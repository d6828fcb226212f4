/* SPDX-License-Identifier: MIT */

#include "catalog/kinds.h"

#include "catalog/nearest.h"

#include <stddef.h>
#include <stdlib.h>

static const char *alias_at(const struct elb_alias *aliases, size_t count, size_t which)
{
    return which < count ? aliases[which].name : NULL;
}

/* OpenSSL's name comes last, because it is the one that may be missing. */
static const char *suite_name_at(const void *item, size_t which)
{
    const struct elb_suite *suite = item;
    if (which == 0)
        return suite->name;
    if (which == suite->alias_count + 1)
        return suite->openssl;
    return alias_at(suite->aliases, suite->alias_count, which - 1);
}

static const char *group_name_at(const void *item, size_t which)
{
    const struct elb_group *group = item;
    return which == 0 ? group->name : alias_at(group->aliases, group->alias_count, which - 1);
}

static const char *scheme_name_at(const void *item, size_t which)
{
    const struct elb_scheme *scheme = item;
    return which == 0 ? scheme->name : alias_at(scheme->aliases, scheme->alias_count, which - 1);
}

static const char *client_name_at(const void *item, size_t which)
{
    const struct elb_client *client = item;
    if (which == 0)
        return client->id;
    return which <= client->alias_count ? client->aliases[which - 1] : NULL;
}

static const char *profile_name_at(const void *item, size_t which)
{
    const struct elb_profile *profile = item;
    if (which == 0)
        return profile->id;
    return which <= profile->alias_count ? profile->aliases[which - 1] : NULL;
}

static bool is_same_name(const char *a, const char *b)
{
    return elb_text_is_nocase(elb_text_from(a), b);
}

static bool is_same_code(const void *a, const void *b)
{
    return *(const uint16_t *)a == *(const uint16_t *)b;
}

static const char *code_key(struct elb_arena *arena, const void *item)
{
    return elb_arena_printf(arena, "0x%04X", *(const uint16_t *)item);
}

static bool is_same_policy(const void *a, const void *b)
{
    const struct elb_policy *one = a;
    const struct elb_policy *other = b;
    return one->family == other->family && is_same_name(one->name, other->name);
}

static const char *policy_key(struct elb_arena *arena, const void *item)
{
    const struct elb_policy *policy = item;
    return elb_arena_printf(arena, "%s/%s", elb_family_name(policy->family), policy->name);
}

static bool is_same_source(const void *a, const void *b)
{
    return is_same_name(((const struct elb_source *)a)->key, ((const struct elb_source *)b)->key);
}

static const char *source_key(struct elb_arena *arena, const void *item)
{
    (void)arena;
    return ((const struct elb_source *)item)->key;
}

static bool is_same_not_policy(const void *a, const void *b)
{
    return is_same_name(((const struct elb_not_policy *)a)->name,
                        ((const struct elb_not_policy *)b)->name);
}

static const char *not_policy_key(struct elb_arena *arena, const void *item)
{
    (void)arena;
    return ((const struct elb_not_policy *)item)->name;
}

static bool is_same_default(const void *a, const void *b)
{
    return is_same_name(((const struct elb_default *)a)->id, ((const struct elb_default *)b)->id);
}

static const char *default_key(struct elb_arena *arena, const void *item)
{
    (void)arena;
    return ((const struct elb_default *)item)->id;
}

static bool is_same_event(const void *a, const void *b)
{
    return is_same_name(((const struct elb_event *)a)->id, ((const struct elb_event *)b)->id);
}

static const char *event_key(struct elb_arena *arena, const void *item)
{
    (void)arena;
    return ((const struct elb_event *)item)->id;
}

static bool is_same_error_text(const void *a, const void *b)
{
    return is_same_name(((const struct elb_error_text *)a)->pattern,
                        ((const struct elb_error_text *)b)->pattern);
}

static const char *error_text_key(struct elb_arena *arena, const void *item)
{
    (void)arena;
    return ((const struct elb_error_text *)item)->pattern;
}

static bool is_same_client(const void *a, const void *b)
{
    return is_same_name(((const struct elb_client *)a)->id, ((const struct elb_client *)b)->id);
}

static bool is_same_profile(const void *a, const void *b)
{
    return is_same_name(((const struct elb_profile *)a)->id, ((const struct elb_profile *)b)->id);
}

#define CODES(singular, plural, word)                                                              \
    const struct elb_kind elb_kind_##singular = {                                                  \
        .what = word,                                                                              \
        .size = sizeof(struct elb_##singular),                                                     \
        .items = offsetof(struct elb_catalog, plural),                                             \
        .count = offsetof(struct elb_catalog, singular##_count),                                   \
        .index = offsetof(struct elb_catalog, singular##_names),                                   \
        .is_indexed = true,                                                                        \
        .has_code = true,                                                                          \
        .name_at = singular##_name_at,                                                             \
        .is_same = is_same_code,                                                                   \
        .key = code_key,                                                                           \
    }

CODES(suite, suites, "suite");
CODES(group, groups, "group");
CODES(scheme, schemes, "signature scheme");

const struct elb_kind elb_kind_client = {
    .what = "client",
    .size = sizeof(struct elb_client),
    .items = offsetof(struct elb_catalog, clients),
    .count = offsetof(struct elb_catalog, client_count),
    .index = offsetof(struct elb_catalog, client_names),
    .is_indexed = true,
    .name_at = client_name_at,
    .is_same = is_same_client,
};

const struct elb_kind elb_kind_profile = {
    .what = "profile",
    .size = sizeof(struct elb_profile),
    .items = offsetof(struct elb_catalog, profiles),
    .count = offsetof(struct elb_catalog, profile_count),
    .index = offsetof(struct elb_catalog, profile_names),
    .is_indexed = true,
    .name_at = profile_name_at,
    .is_same = is_same_profile,
};

#define PLAIN(singular, plural, word)                                                              \
    const struct elb_kind elb_kind_##singular = {                                                  \
        .what = word,                                                                              \
        .size = sizeof(struct elb_##singular),                                                     \
        .items = offsetof(struct elb_catalog, plural),                                             \
        .count = offsetof(struct elb_catalog, singular##_count),                                   \
        .is_same = is_same_##singular,                                                             \
        .key = singular##_key,                                                                     \
    }

PLAIN(policy, policies, "policy");
PLAIN(source, sources, "source");
PLAIN(not_policy, not_policies, "name");
PLAIN(default, defaults, "default");
PLAIN(event, events, "event");
PLAIN(error_text, error_texts, "pattern");

/* Code points come first in a suite, a group and a scheme, so that one search does for all. */
_Static_assert(offsetof(struct elb_suite, code) == 0 && offsetof(struct elb_group, code) == 0 &&
                   offsetof(struct elb_scheme, code) == 0,
               "the code is not the first member");

const void *elb_kind_items(const struct elb_kind *kind, const struct elb_catalog *catalog)
{
    const void *items;
    memcpy(&items, (const char *)catalog + kind->items, sizeof(items));
    return items;
}

size_t elb_kind_count(const struct elb_kind *kind, const struct elb_catalog *catalog)
{
    return *(const size_t *)(const void *)((const char *)catalog + kind->count);
}

const void *elb_kind_at(const struct elb_kind *kind, const void *items, size_t i)
{
    return (const char *)items + i * kind->size;
}

static int compare_code(const void *key, const void *item)
{
    return (int)*(const uint16_t *)key - (int)*(const uint16_t *)item;
}

const void *elb_kind_find_code(const struct elb_kind *kind, const struct elb_catalog *catalog,
                               uint16_t code)
{
    size_t count = elb_kind_count(kind, catalog);
    if (count == 0)
        return NULL;
    return bsearch(&code, elb_kind_items(kind, catalog), count, kind->size, compare_code);
}

/* What a place of the index is about: the item, and its name. */
static const char *name_of(const struct elb_kind *kind, const struct elb_catalog *catalog,
                           const struct elb_name_place *place, const void **ret_item)
{
    *ret_item = elb_kind_at(kind, elb_kind_items(kind, catalog), place->item);
    return kind->name_at(*ret_item, place->name);
}

const void *elb_kind_find(const struct elb_kind *kind, const struct elb_catalog *catalog,
                          struct elb_text name)
{
    const struct elb_name_index *index = (const void *)((const char *)catalog + kind->index);
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const void *item;
        const char *other = name_of(kind, catalog, &index->places[middle], &item);
        int order = elb_text_compare_nocase(name, elb_text_from(other));
        if (order == 0)
            return item;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *elb_kind_nearest(const struct elb_kind *kind, const struct elb_catalog *catalog,
                             struct elb_text name)
{
    const struct elb_name_index *index = (const void *)((const char *)catalog + kind->index);
    struct elb_nearest nearest = elb_nearest_to(name);
    for (size_t i = 0; i < index->count; i++) {
        const void *item;
        elb_nearest_try(&nearest, name_of(kind, catalog, &index->places[i], &item));
    }
    return nearest.found;
}
