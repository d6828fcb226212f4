/* SPDX-License-Identifier: MIT */
/* Finding a policy: its name may lack AWS's prefix and may say the family. */
#include "catalog/kinds.h"
#include "catalog/nearest.h"

struct elb_text elb_policy_bare_name(struct elb_text name)
{
    return elb_text_has_prefix_nocase(name, ELB_POLICY_PREFIX)
               ? elb_text_skip(name, strlen(ELB_POLICY_PREFIX))
               : name;
}

/* Which families a name may be of, the first one first. */
struct families {
    enum elb_family list[2];
    size_t count;
};

static struct families families_of(unsigned load_balancers)
{
    if (load_balancers == ELB_LB_CLASSIC)
        return (struct families){{ELB_FAMILY_CLASSIC}, 1};
    if (load_balancers == 0 || (load_balancers & ELB_LB_CLASSIC))
        return (struct families){{ELB_FAMILY_ELBV2, ELB_FAMILY_CLASSIC}, 2};
    return (struct families){{ELB_FAMILY_ELBV2}, 1};
}

/* Takes `classic/` or `elbv2/` off the name. */
static struct families take_family(unsigned load_balancers, struct elb_text *name)
{
    static const char *const prefixes[] = {
        [ELB_FAMILY_ELBV2] = "elbv2/",
        [ELB_FAMILY_CLASSIC] = "classic/",
    };
    for (size_t i = 0; i < 2; i++) {
        if (elb_text_has_prefix_nocase(*name, prefixes[i])) {
            *name = elb_text_skip(*name, strlen(prefixes[i]));
            return (struct families){{(enum elb_family)i}, 1};
        }
    }
    return families_of(load_balancers);
}

static const struct elb_policy *find_in(const struct elb_catalog *catalog, enum elb_family family,
                                        struct elb_text name)
{
    struct elb_text bare = elb_policy_bare_name(name);
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        struct elb_text other = elb_policy_bare_name(elb_text_from(policy->name));
        if (policy->family == family && elb_text_is_equal_nocase(bare, other))
            return policy;
    }
    return NULL;
}

const struct elb_policy *elb_catalog_policy_named(const struct elb_catalog *catalog,
                                                  unsigned load_balancers, const char *name,
                                                  size_t length)
{
    struct elb_text text = {name, length};
    struct families families = take_family(load_balancers, &text);
    const struct elb_policy *policy = NULL;
    for (size_t i = 0; policy == NULL && i < families.count; i++)
        policy = find_in(catalog, families.list[i], text);
    return policy;
}

/* The nearest of the families, by their bare names or by their whole ones. */
static const char *nearest_of(const struct elb_catalog *catalog, const struct families *families,
                              struct elb_text name, bool bare)
{
    struct elb_nearest nearest = elb_nearest_to(name);
    const char *found = NULL;
    for (size_t i = 0; i < families->count * catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i % catalog->policy_count];
        const char *before = nearest.found;
        struct elb_text whole = elb_text_from(policy->name);
        if (policy->family != families->list[i / catalog->policy_count])
            continue;
        elb_nearest_try(&nearest, bare ? elb_policy_bare_name(whole).start : policy->name);
        if (nearest.found != before)
            found = policy->name;
    }
    return found;
}

/*
 * Names are compared without the prefix: in the whole, it would make all of them alike. Only where
 * the prefix itself may be misspelt, the whole is what there is to compare.
 */
const char *elb_catalog_nearest_policy(const struct elb_catalog *catalog, unsigned load_balancers,
                                       const char *name, size_t length)
{
    struct elb_text text = {name, length};
    struct families families = take_family(load_balancers, &text);
    struct elb_text bare = elb_policy_bare_name(text);
    const char *found = nearest_of(catalog, &families, bare, true);
    if (found == NULL && bare.length == text.length)
        found = nearest_of(catalog, &families, text, false);
    return found;
}
