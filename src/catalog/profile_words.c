/* SPDX-License-Identifier: MIT */
/* The words of profiles, and profiles by their names. */
#include "catalog/kinds.h"
#include "catalog/words.h"

static const char *const level_list[] = {
    [ELB_CLAUSE_MUST] = "must",
    [ELB_CLAUSE_SHOULD] = "should",
};
const struct elb_words elb_clause_level_words = {level_list, ELB_CLAUSE_LEVEL_COUNT, "level"};

static const char *const property_list[ELB_SUITE_PROPERTY_COUNT] = {"cbc", "sha1-mac", "insecure"};
const struct elb_words elb_suite_property_words = {property_list, ELB_SUITE_PROPERTY_COUNT,
                                                   "property of a suite"};

const char *elb_clause_level_name(enum elb_clause_level level)
{
    return elb_words_at(&elb_clause_level_words, level);
}

const char *elb_suite_property_name(size_t index)
{
    return index < ELB_SUITE_PROPERTY_COUNT ? property_list[index] : NULL;
}

const struct elb_profile *elb_catalog_profile_named(const struct elb_catalog *catalog,
                                                    const char *name, size_t length)
{
    return elb_kind_find(&elb_kind_profile, catalog, (struct elb_text){name, length});
}

const char *elb_catalog_nearest_profile(const struct elb_catalog *catalog, const char *name,
                                        size_t length)
{
    return elb_kind_nearest(&elb_kind_profile, catalog, (struct elb_text){name, length});
}
