/* SPDX-License-Identifier: MIT */
/*
 * A policy of one's own for a Classic Load Balancer: the least that serves all clients.
 *
 * Its suites come from those that AWS's own Classic policies have. The other names that a custom
 * policy may have are without authentication or encryption, or need what an HTTPS listener has not
 * (PSK, Kerberos), or are DHE suites, whose clients nearly all have another of these too.
 *
 * A greedy set cover, from above: everything that is not needed goes, the worst first, and of two
 * alike the one that fewer clients can use. Needed is also what keeps a client from a weaker suite:
 * a set with RC4 alone might serve all, and would be smaller.
 */
#include "judge/suggest.h"

#include <limits.h>

/* A suite that the policy may have, in the server's order. */
struct choice {
    const struct elb_suite *suite;
    size_t users; /* clients that can use it */
    bool is_tried;
    bool is_removed;
};

/* What a client gets where nothing is left out. */
struct possible {
    unsigned weakness;
    uint16_t version;
};

struct cover {
    const struct elb_suggest_query *query;
    struct elb_policy *policy;
    const struct elb_suite **suites; /* those of the policy */
    struct choice *choices;
    size_t count;
    struct possible *possible; /* what each client can get */
};

/* ---- All that there is ------------------------------------------------------------------ */

/*
 * What costs most in the ranking comes last, as it does in AWS's own order; of two insecure ones
 * 3DES is less bad than RC4, which no TLS may use (RFC 7465).
 */
static unsigned weakness(const struct elb_suite *suite)
{
    return elb_suite_is_insecure(suite) * 16U + (suite->mode == ELB_MODE_STREAM) * 8U +
           !elb_suite_has_forward_secrecy(suite) * 4U + elb_suite_is_cbc(suite) * 2U +
           (suite->key_exchange == ELB_KX_DHE);
}

static void add_suite(struct cover *cover, const struct elb_suite *suite)
{
    size_t place = cover->count;
    for (size_t i = 0; i < cover->count; i++) {
        if (cover->choices[i].suite == suite)
            return;
    }
    for (; place > 0 && weakness(cover->choices[place - 1].suite) > weakness(suite); place--)
        cover->choices[place] = cover->choices[place - 1];
    cover->choices[place] = (struct choice){.suite = suite};
    cover->count++;
}

static void add_suites(struct cover *cover, const struct elb_catalog *catalog)
{
    for (size_t i = 0; i < catalog->policy_count; i++) {
        const struct elb_policy *policy = &catalog->policies[i];
        if (policy->family != ELB_FAMILY_CLASSIC)
            continue;
        for (size_t j = 0; j < policy->suite_count; j++)
            add_suite(cover, policy->suites[j]);
    }
}

static bool init(struct cover *cover, const struct elb_suggest_query *query,
                 struct elb_arena *arena)
{
    size_t room = query->catalog->suite_count;
    *cover = (struct cover){
        .query = query,
        .policy = elb_arena_alloc(arena, sizeof(*cover->policy)),
        .suites = elb_arena_alloc_array(arena, room, sizeof(*cover->suites)),
        .choices = elb_arena_alloc_array(arena, room, sizeof(*cover->choices)),
        .possible = elb_arena_alloc_array(arena, query->client_count, sizeof(*cover->possible)),
    };
    if (cover->policy == NULL || cover->suites == NULL || cover->choices == NULL ||
        cover->possible == NULL)
        return false;
    *cover->policy = (struct elb_policy){.name = "custom",
                                         .family = ELB_FAMILY_CLASSIC,
                                         .load_balancers = ELB_LB_CLASSIC,
                                         .status = ELB_STATUS_DOCUMENTED,
                                         .suites = cover->suites,
                                         .server_order = true};
    add_suites(cover, query->catalog);
    return true;
}

/* ---- As little as will do --------------------------------------------------------------- */

static void update_policy(struct cover *cover)
{
    size_t count = 0;
    for (size_t i = 0; i < cover->count; i++) {
        if (!cover->choices[i].is_removed)
            cover->suites[count++] = cover->choices[i].suite;
    }
    cover->policy->suite_count = count;
}

/* Whether all are served, and none by a weaker suite than it could have. */
static bool serves(struct cover *cover)
{
    const struct elb_suggest_query *query = cover->query;
    update_policy(cover);
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, cover->policy, query->certificates, query->clients[i], &check);
        if (check.verdict != ELB_COMPATIBLE ||
            weakness(check.outcome.suite) > cover->possible[i].weakness)
            return false;
    }
    return true;
}

/* What each client gets from the policy as it is now. */
static void find_possible(struct cover *cover)
{
    const struct elb_suggest_query *query = cover->query;
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, cover->policy, query->certificates, query->clients[i], &check);
        cover->possible[i].version = check.outcome.version;
        cover->possible[i].weakness =
            check.verdict == ELB_COMPATIBLE ? weakness(check.outcome.suite) : UINT_MAX;
    }
}

/* ---- Versions --------------------------------------------------------------------------- */

/* The sets of versions below TLSv1.2, those with fewer first, and of two alike the newer. */
#define SETS 8
static const uint16_t older[SETS][3] = {{0},
                                        {ELB_TLS1_1},
                                        {ELB_TLS1_0},
                                        {ELB_SSL3},
                                        {ELB_TLS1_1, ELB_TLS1_0},
                                        {ELB_TLS1_1, ELB_SSL3},
                                        {ELB_TLS1_0, ELB_SSL3},
                                        {ELB_TLS1_1, ELB_TLS1_0, ELB_SSL3}};

static elb_version_set versions(const uint16_t list[3])
{
    elb_version_set set = 0;
    for (size_t i = 0; i < 3; i++)
        set |= elb_version_bit(list[i]);
    return set;
}

/* Whether all are served, and by SSLv3 only those who have nothing else (RFC 7568). */
static bool keeps_versions(const struct cover *cover)
{
    const struct elb_suggest_query *query = cover->query;
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, cover->policy, query->certificates, query->clients[i], &check);
        if (check.verdict != ELB_COMPATIBLE ||
            (check.outcome.version == ELB_SSL3 && cover->possible[i].version > ELB_SSL3))
            return false;
    }
    return true;
}

/* TLSv1.2 stays where it is what any of them gets. */
static void drop_unused_version(struct cover *cover)
{
    const struct elb_suggest_query *query = cover->query;
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, cover->policy, query->certificates, query->clients[i], &check);
        if (check.outcome.version == ELB_TLS1_2)
            return;
    }
    cover->policy->versions &= (elb_version_set)~elb_version_bit(ELB_TLS1_2);
}

/* As few versions below TLSv1.2 as will do. */
static bool choose_versions(struct cover *cover)
{
    cover->policy->versions = elb_version_bit(ELB_TLS1_2) | versions(older[SETS - 1]);
    update_policy(cover);
    find_possible(cover);
    for (size_t i = 0; i < SETS; i++) {
        cover->policy->versions = elb_version_bit(ELB_TLS1_2) | versions(older[i]);
        if (keeps_versions(cover)) {
            drop_unused_version(cover);
            return true;
        }
    }
    return false;
}

/* How many clients could do with this suite alone. */
static size_t count_users(const struct cover *cover, const struct elb_suite *suite)
{
    const struct elb_suggest_query *query = cover->query;
    struct elb_policy single = *cover->policy;
    size_t count = 0;
    single.suites = &suite;
    single.suite_count = 1;
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, &single, query->certificates, query->clients[i], &check);
        count += check.verdict == ELB_COMPATIBLE;
    }
    return count;
}

static bool is_worse(const struct choice *a, const struct choice *b)
{
    unsigned left = weakness(a->suite);
    unsigned right = weakness(b->suite);
    return left != right ? left > right : a->users <= b->users;
}

static struct choice *worst_untried(struct cover *cover)
{
    struct choice *worst = NULL;
    for (size_t i = 0; i < cover->count; i++) {
        struct choice *choice = &cover->choices[i];
        if (!choice->is_tried && (worst == NULL || is_worse(choice, worst)))
            worst = choice;
    }
    return worst;
}

static void choose_suites(struct cover *cover)
{
    struct choice *choice;
    find_possible(cover);
    for (size_t i = 0; i < cover->count; i++)
        cover->choices[i].users = count_users(cover, cover->choices[i].suite);
    while ((choice = worst_untried(cover)) != NULL) {
        choice->is_tried = true;
        choice->is_removed = true;
        choice->is_removed = choice->users == 0 || serves(cover);
    }
    update_policy(cover);
}

bool elb_suggest_custom(const struct elb_suggest_query *query, const struct elb_candidate *best,
                        struct elb_arena *arena, const struct elb_candidate **ret_custom)
{
    struct elb_candidate *custom = elb_arena_alloc(arena, sizeof(*custom));
    struct cover cover;
    *ret_custom = NULL;
    if (custom == NULL || !init(&cover, query, arena))
        return false;
    if (query->client_count == 0 || cover.count == 0 || !choose_versions(&cover))
        return true;
    choose_suites(&cover);
    if (!elb_candidate_init(query, cover.policy, arena, custom))
        return false;
    if (custom->missed == NULL &&
        (best == NULL || elb_rank_compare(&custom->rank, &best->rank) < 0))
        *ret_custom = custom;
    return true;
}
