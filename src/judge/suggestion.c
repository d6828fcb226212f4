/* SPDX-License-Identifier: MIT */
/* The whole answer to "which policy": every candidate with every client, once. */
#include "base/alloc.h"
#include "judge/suggest.h"

/* What the caller gets is its first member. */
struct suggestion_memory {
    struct elb_suggestion suggestion;
    struct elb_arena arena;
};

struct candidate_list {
    struct elb_candidate *items;
    size_t count;
};

bool elb_candidate_serves_all(const struct elb_candidate *candidate, size_t client_count)
{
    return candidate->served == client_count;
}

/* ---- Judging ---------------------------------------------------------------------------- */

static void judge(const struct elb_suggest_query *query, struct elb_candidate *candidate,
                  struct elb_verdict_on_client *clients)
{
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;
        elb_check(query->catalog, candidate->policy, query->certificates, query->clients[i],
                  &check);
        clients[i] = (struct elb_verdict_on_client){check.verdict, check.failed.cause,
                                                    check.outcome.hello_retry,
                                                    check.outcome.assumed, check.outcome.remarks};
        candidate->served += check.verdict == ELB_COMPATIBLE;
        candidate->unknown += check.verdict == ELB_VERDICT_UNKNOWN;
        candidate->rank.hello_retries +=
            check.verdict == ELB_COMPATIBLE && check.outcome.hello_retry;
    }
    candidate->clients = clients;
}

bool elb_candidate_init(const struct elb_suggest_query *query, const struct elb_policy *policy,
                        struct elb_arena *arena, struct elb_candidate *ret_candidate)
{
    struct elb_verdict_on_client *clients =
        elb_arena_alloc_array(arena, query->client_count, sizeof(*clients));
    if (clients == NULL)
        return false;
    *ret_candidate = (struct elb_candidate){.policy = policy};
    elb_policy_rank(policy, &ret_candidate->rank);
    if (query->requirements != NULL)
        elb_policy_meets(policy, query->requirements, &ret_candidate->missed);
    judge(query, ret_candidate, clients);
    return true;
}

/* Behind those that are as good: the first of two alike wins. */
static void insert(struct candidate_list *list, const struct elb_candidate *candidate)
{
    size_t place = list->count++;
    for (; place > 0 && elb_rank_compare(&candidate->rank, &list->items[place - 1].rank) < 0;
         place--)
        list->items[place] = list->items[place - 1];
    list->items[place] = *candidate;
}

static bool meets(const struct elb_suggest_query *query, const struct elb_policy *policy)
{
    return query->requirements == NULL || elb_policy_meets(policy, query->requirements, NULL);
}

static bool add(const struct elb_suggest_query *query, const struct elb_policy *policy,
                struct elb_arena *arena, struct candidate_list *list)
{
    struct elb_candidate candidate;
    if (!elb_candidate_init(query, policy, arena, &candidate))
        return false;
    if (candidate.missed == NULL || elb_candidate_serves_all(&candidate, query->client_count))
        insert(list, &candidate);
    return true;
}

/* Today's policy may be one of the user's own. */
static bool is_outsider(const struct elb_suggest_query *query)
{
    const struct elb_policy *from = query->from;
    const struct elb_catalog *catalog = query->catalog;
    return from != NULL && elb_suggest_offers(query, from) &&
           (from < catalog->policies || from >= catalog->policies + catalog->policy_count);
}

/* The policies of one kind, those that meet the requirements or those that don't, by rank. */
static bool list_candidates(const struct elb_suggest_query *query, enum elb_policy_kind kind,
                            bool meeting, struct elb_arena *arena, struct candidate_list *list)
{
    const struct elb_catalog *catalog = query->catalog;
    size_t count = catalog->policy_count + is_outsider(query);
    list->items = elb_arena_alloc_array(arena, count, sizeof(*list->items));
    if (list->items == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct elb_policy *policy =
            i < catalog->policy_count ? &catalog->policies[i] : query->from;
        if (meets(query, policy) == meeting && elb_suggest_offers(query, policy) &&
            elb_policy_kind(policy) == kind && !add(query, policy, arena, list))
            return false;
    }
    return true;
}

/* ---- Choosing --------------------------------------------------------------------------- */

static const struct elb_candidate *find_best(const struct elb_suggestion *suggestion,
                                             size_t client_count)
{
    for (size_t i = 0; client_count > 0 && i < suggestion->candidate_count; i++) {
        if (elb_candidate_serves_all(&suggestion->candidates[i], client_count))
            return &suggestion->candidates[i];
    }
    return NULL;
}

/* Listed policies come first by their rank: an unlisted one only if there is no other. */
static const struct elb_candidate *find_widest(const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *widest = NULL;
    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        const struct elb_candidate *candidate = &suggestion->candidates[i];
        if (widest != NULL && candidate->rank.unlisted && !widest->rank.unlisted)
            break;
        if (widest == NULL || candidate->served > widest->served ||
            (candidate->served == widest->served && candidate->unknown > widest->unknown))
            widest = candidate;
    }
    return widest;
}

static bool judge_from(const struct elb_suggest_query *query, struct elb_arena *arena,
                       struct elb_suggestion *suggestion)
{
    struct elb_candidate *from = elb_arena_alloc(arena, sizeof(*from));
    suggestion->from = from;
    return from != NULL && elb_candidate_init(query, query->from, arena, from);
}

static bool answer(const struct elb_suggest_query *query, struct elb_arena *arena,
                   struct elb_suggestion *suggestion)
{
    struct candidate_list list = {0};
    suggestion->kind = elb_suggest_kind(query);
    if (!list_candidates(query, suggestion->kind, true, arena, &list))
        return false;
    suggestion->candidates = list.items;
    suggestion->candidate_count = list.count;
    suggestion->best = find_best(suggestion, query->client_count);
    suggestion->widest = find_widest(suggestion);
    list = (struct candidate_list){0};
    if (suggestion->best == NULL && query->requirements != NULL &&
        !list_candidates(query, suggestion->kind, false, arena, &list))
        return false;
    suggestion->missing = list.items;
    suggestion->missing_count = list.count;
    if (query->from != NULL && !judge_from(query, arena, suggestion))
        return false;
    return query->load_balancers != ELB_LB_CLASSIC ||
           elb_suggest_custom(query, suggestion->best, arena, &suggestion->custom);
}

enum elb_status elb_suggestion_new(const struct elb_suggest_query *query,
                                   struct elb_suggestion **ret_suggestion, struct elb_error *reterr)
{
    struct suggestion_memory *memory = elb_alloc(sizeof(*memory));
    if (memory == NULL)
        return elb_error_set(reterr, ELB_ERROR_MEMORY, NULL, 0, 0, "out of memory");
    elb_arena_init(&memory->arena);
    if (!answer(query, &memory->arena, &memory->suggestion)) {
        elb_suggestion_free(&memory->suggestion);
        return elb_error_set(reterr, ELB_ERROR_MEMORY, NULL, 0, 0, "out of memory");
    }
    *ret_suggestion = &memory->suggestion;
    return ELB_OK;
}

struct elb_suggestion *elb_suggestion_free(struct elb_suggestion *suggestion)
{
    struct suggestion_memory *memory = (struct suggestion_memory *)suggestion;
    if (memory != NULL)
        elb_arena_done(&memory->arena);
    elb_free(memory);
    return NULL;
}
