/* SPDX-License-Identifier: MIT */
/* What changes from one policy to another in what they say. */
#include "elblint/compare.h"

#include "base/alloc.h"
#include "base/arena.h"

#include <stdint.h>

struct elb_comparison_owner {
    struct elb_comparison comparison;
    struct elb_arena arena;
};

/* A list of either kind, as code points; the place in it is the order. */
struct codes {
    const uint16_t *list;
    size_t count;
};

/* ---- Lists ------------------------------------------------------------------------------ */

/* From 1; 0: it is not in it. */
static size_t position_of(const struct codes *codes, uint16_t code)
{
    for (size_t i = 0; i < codes->count; i++) {
        if (codes->list[i] == code)
            return i + 1;
    }
    return 0;
}

/* Those of `codes` that are not in `other`. NULL: no memory. */
static const uint16_t *lacking(struct elb_arena *arena, const struct codes *codes,
                               const struct codes *other, size_t *ret_count)
{
    uint16_t *list = elb_arena_alloc_array(arena, codes->count, sizeof(*list));
    size_t count = 0;
    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < codes->count; i++) {
        if (position_of(other, codes->list[i]) == 0)
            list[count++] = codes->list[i];
    }
    *ret_count = count;
    return list;
}

/* One thing that both have, and the longest ascending run of old positions that ends with it. */
struct common {
    struct elb_move move;
    size_t length;
    size_t before; /* index + 1 of the run's item before this one; 0: it begins here */
    bool stays;
};

/* Its place, from 1, among those of `codes` that `other` has too. */
static size_t place_among_common(const struct codes *codes, const struct codes *other,
                                 uint16_t code)
{
    size_t place = 1;
    for (size_t i = 0; codes->list[i] != code; i++)
        place += position_of(other, codes->list[i]) != 0;
    return place;
}

static size_t find_common(const struct codes *from, const struct codes *to, struct common *common)
{
    size_t count = 0;
    for (size_t i = 0; i < to->count; i++) {
        uint16_t code = to->list[i];
        if (position_of(from, code) == 0)
            continue;
        common[count].move = (struct elb_move){code, place_among_common(from, to, code), count + 1};
        count++;
    }
    return count;
}

/* What is in the longest ascending run of old positions stays, all else moved around it. */
static void mark_staying(struct common *common, size_t count)
{
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        common[i].length = 1;
        for (size_t j = 0; j < i; j++) {
            if (common[j].move.from < common[i].move.from &&
                common[j].length + 1 > common[i].length) {
                common[i].length = common[j].length + 1;
                common[i].before = j + 1;
            }
        }
        if (best == 0 || common[i].length > common[best - 1].length)
            best = i + 1;
    }
    for (; best != 0; best = common[best - 1].before)
        common[best - 1].stays = true;
}

static bool find_moves(struct elb_arena *arena, const struct codes *from, const struct codes *to,
                       struct elb_list_change *change)
{
    struct common *common = elb_arena_alloc_array(arena, to->count, sizeof(*common));
    struct elb_move *moves = elb_arena_alloc_array(arena, to->count, sizeof(*moves));
    if (common == NULL || moves == NULL)
        return false;
    size_t count = find_common(from, to, common);
    mark_staying(common, count);
    for (size_t i = 0; i < count; i++) {
        if (!common[i].stays)
            moves[change->moved_count++] = common[i].move;
    }
    change->moved = moves;
    return true;
}

static bool compare_lists(struct elb_arena *arena, const struct codes *from, const struct codes *to,
                          bool is_ordered, struct elb_list_change *change)
{
    change->is_known = true;
    change->added = lacking(arena, to, from, &change->added_count);
    change->removed = lacking(arena, from, to, &change->removed_count);
    if (change->added == NULL || change->removed == NULL)
        return false;
    return !is_ordered || find_moves(arena, from, to, change);
}

/* Suites, groups and schemes all begin with their code. */
_Static_assert(offsetof(struct elb_suite, code) == 0, "a suite begins with its code");
_Static_assert(offsetof(struct elb_group, code) == 0, "a group begins with its code");
_Static_assert(offsetof(struct elb_scheme, code) == 0, "a scheme begins with its code");

static bool codes_of(struct elb_arena *arena, const void *items, size_t count,
                     struct codes *ret_codes)
{
    const uint16_t *const *pointers = items;
    uint16_t *list = elb_arena_alloc_array(arena, count, sizeof(*list));
    if (list == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        list[i] = *pointers[i];
    *ret_codes = (struct codes){list, count};
    return true;
}

struct sides {
    const void *from;
    size_t from_count;
    const void *to;
    size_t to_count;
};

static bool compare_items(struct elb_arena *arena, const struct sides *sides, bool is_ordered,
                          struct elb_list_change *change)
{
    struct codes from;
    struct codes to;
    return codes_of(arena, sides->from, sides->from_count, &from) &&
           codes_of(arena, sides->to, sides->to_count, &to) &&
           compare_lists(arena, &from, &to, is_ordered, change);
}

static bool compare_groups(struct elb_arena *arena, struct elb_comparison *comparison)
{
    const struct elb_policy *from = comparison->from;
    const struct elb_policy *to = comparison->to;
    struct sides groups = {from->groups, from->group_count, to->groups, to->group_count};
    struct sides preferred = {from->preferred_groups, from->preferred_group_count,
                              to->preferred_groups, to->preferred_group_count};
    if (!from->has_groups || !to->has_groups)
        return true;
    return compare_items(arena, &groups, true, &comparison->groups) &&
           compare_items(arena, &preferred, true, &comparison->preferred_groups);
}

static bool compare_all_lists(struct elb_arena *arena, struct elb_comparison *comparison)
{
    const struct elb_policy *from = comparison->from;
    const struct elb_policy *to = comparison->to;
    struct sides suites = {from->suites, from->suite_count, to->suites, to->suite_count};
    struct sides schemes = {from->schemes, from->scheme_count, to->schemes, to->scheme_count};
    bool is_ordered = from->server_order && to->server_order;
    if (!compare_items(arena, &suites, is_ordered, &comparison->suites) ||
        !compare_groups(arena, comparison))
        return false;
    return !from->has_schemes || !to->has_schemes ||
           compare_items(arena, &schemes, true, &comparison->schemes);
}

/* ---- Facts ------------------------------------------------------------------------------ */

static unsigned differing_facts(const struct elb_comparison *comparison)
{
    const struct elb_policy *from = comparison->from;
    const struct elb_policy *to = comparison->to;
    const struct elb_policy_facts *a = &comparison->from_facts;
    const struct elb_policy_facts *b = &comparison->to_facts;
    bool groups = from->has_groups && to->has_groups;
    bool schemes = from->has_schemes && to->has_schemes;
    bool statuses = from->origin == NULL && to->origin == NULL;
    const struct {
        enum elb_fact fact;
        bool differs;
    } facts[] = {
        {ELB_FACT_MINIMUM_VERSION, a->minimum_version != b->minimum_version},
        {ELB_FACT_MAXIMUM_VERSION, a->maximum_version != b->maximum_version},
        {ELB_FACT_FORWARD_SECRECY, a->forward_secrecy != b->forward_secrecy},
        {ELB_FACT_CBC, a->cbc != b->cbc},
        {ELB_FACT_INSECURE_SUITES, a->insecure_suites != b->insecure_suites},
        {ELB_FACT_SHA1_SIGNATURES, schemes && a->sha1_signatures != b->sha1_signatures},
        {ELB_FACT_POST_QUANTUM, groups && a->post_quantum != b->post_quantum},
        {ELB_FACT_FIPS, a->fips != b->fips},
        {ELB_FACT_SERVER_ORDER, from->server_order != to->server_order},
        {ELB_FACT_STATUS, statuses && from->status != to->status},
        {ELB_FACT_LOAD_BALANCERS, from->load_balancers != to->load_balancers},
        {ELB_FACT_CERTIFICATES, from->allowed_certificates != to->allowed_certificates},
    };
    unsigned set = 0;
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
        set |= facts[i].differs ? (unsigned)facts[i].fact : 0;
    return set;
}

const char *elb_policy_backend(const struct elb_policy *policy,
                               enum elb_load_balancer load_balancer)
{
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        if ((unsigned)load_balancer == 1u << i)
            return policy->backend[i];
    }
    return NULL;
}

static unsigned differing_backends(const struct elb_policy *from, const struct elb_policy *to)
{
    unsigned set = 0;
    for (size_t i = 0; i < ELB_LB_COUNT; i++) {
        const char *a = from->backend[i];
        const char *b = to->backend[i];
        if (a != NULL && b != NULL && strcmp(a, b) != 0)
            set |= 1u << i;
    }
    return set;
}

/* ---- All of it -------------------------------------------------------------------------- */

enum elb_status elb_compare(const struct elb_policy *from, const struct elb_policy *to,
                            const struct elb_comparison **ret_comparison, struct elb_error *reterr)
{
    struct elb_comparison_owner *owner = elb_alloc(sizeof(*owner));
    if (owner == NULL)
        return elb_error_set_memory(reterr);
    struct elb_comparison *comparison = &owner->comparison;
    elb_arena_init(&owner->arena);
    comparison->from = from;
    comparison->to = to;
    comparison->versions_added = to->versions & (elb_version_set)~from->versions;
    comparison->versions_removed = from->versions & (elb_version_set)~to->versions;
    elb_policy_facts(from, &comparison->from_facts);
    elb_policy_facts(to, &comparison->to_facts);
    comparison->facts = differing_facts(comparison);
    comparison->backend = differing_backends(from, to);
    if (!compare_all_lists(&owner->arena, comparison)) {
        elb_comparison_free(comparison);
        return elb_error_set_memory(reterr);
    }
    *ret_comparison = comparison;
    return ELB_OK;
}

const struct elb_comparison *elb_comparison_free(const struct elb_comparison *comparison)
{
    struct elb_comparison_owner *owner = (struct elb_comparison_owner *)(uintptr_t)comparison;
    if (owner != NULL) {
        elb_arena_done(&owner->arena);
        elb_free(owner);
    }
    return NULL;
}

static bool has_change(const struct elb_list_change *change)
{
    return change->added_count + change->removed_count + change->moved_count > 0;
}

bool elb_comparison_is_empty(const struct elb_comparison *comparison)
{
    unsigned lists = comparison->facts & ~(unsigned)(ELB_FACT_STATUS | ELB_FACT_LOAD_BALANCERS);
    return comparison->versions_added == 0 && comparison->versions_removed == 0 && lists == 0 &&
           comparison->backend == 0 && !has_change(&comparison->suites) &&
           !has_change(&comparison->groups) && !has_change(&comparison->preferred_groups) &&
           !has_change(&comparison->schemes);
}
