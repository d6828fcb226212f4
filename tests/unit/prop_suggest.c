/* SPDX-License-Identifier: MIT */

/* What is true of every suggestion, whoever is to be served. */
#include "elblint/suggest.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS      300
#define CLIENTS_MAX 12

static uint32_t random_state;

/* xorshift: the same numbers everywhere */
static uint32_t next_random(uint32_t below)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % below;
}

struct question {
    const struct elb_client *clients[CLIENTS_MAX];
    struct elb_certificates certificates;
    struct elb_requirements requirements;
    struct elb_suggest_query query;
};

static void ask(struct question *question)
{
    static const char *const words[] = {
        "", "", "", "fips", "min=TLSv1.2", "no-cbc", "rfc9151", "tls1.3,no-sha1"};
    static const unsigned load_balancers[] = {0, ELB_LB_APPLICATION, ELB_LB_NETWORK,
                                              ELB_LB_CLASSIC};
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const char *word = words[next_random(sizeof(words) / sizeof(words[0]))];
    size_t count = next_random(CLIENTS_MAX) + 1;

    *question = (struct question){0};
    question->requirements.catalog = catalog;
    question->requirements.subject = ELB_SUBJECT_POLICY;
    if (*word)
        ck_assert_int_eq(elb_requirements_add(&question->requirements, word, strlen(word), NULL),
                         ELB_OK);
    for (size_t i = 0; i < count; i++)
        question->clients[i] = &catalog->clients[next_random((uint32_t)catalog->client_count)];
    question->certificates.count = 1;
    question->certificates.list[0] =
        (enum elb_certificate)(ELB_CERTIFICATE_RSA2048 + next_random(6));
    question->query = (struct elb_suggest_query){
        .catalog = catalog,
        .load_balancers = load_balancers[next_random(4)],
        .certificates = &question->certificates,
        .clients = question->clients,
        .client_count = count,
        .requirements = &question->requirements,
    };
}

static bool serves_all(const struct elb_suggest_query *query, const struct elb_policy *policy)
{
    for (size_t i = 0; i < query->client_count; i++) {
        struct elb_check check;

        elb_check(query->catalog, policy, query->certificates, query->clients[i], &check);
        if (check.verdict != ELB_COMPATIBLE)
            return false;
    }
    return true;
}

/* The candidates are sorted, what is said of each is so, and the best is the first that serves. */
static void check_candidates(const struct elb_suggest_query *query,
                             const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *first = NULL;

    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        const struct elb_candidate *candidate = &suggestion->candidates[i];
        bool is_serving = serves_all(query, candidate->policy);

        ck_assert(elb_policy_meets(candidate->policy, query->requirements, NULL));
        ck_assert(candidate->policy->status != ELB_STATUS_UPCOMING);
        ck_assert_int_eq(elb_policy_kind(candidate->policy), suggestion->kind);
        ck_assert(i == 0 || elb_rank_compare(&candidate[-1].rank, &candidate->rank) <= 0);
        ck_assert_int_eq(elb_candidate_serves_all(candidate, query->client_count), is_serving);
        ck_assert_uint_le(candidate->served + candidate->unknown, query->client_count);
        if (is_serving && first == NULL)
            first = candidate;
    }
    ck_assert_ptr_eq(suggestion->best, first);
    ck_assert_ptr_eq(elb_suggest_policy(query), first != NULL ? first->policy : NULL);
}

/* Nobody is served by more than the listed candidate that serves most. */
static void check_widest(const struct elb_suggestion *suggestion)
{
    ck_assert_int_eq(suggestion->widest == NULL, suggestion->candidate_count == 0);
    for (size_t i = 0; i < suggestion->candidate_count; i++) {
        if (!suggestion->candidates[i].rank.unlisted)
            ck_assert_uint_le(suggestion->candidates[i].served, suggestion->widest->served);
    }
}

/* What a custom policy has is needed: without any of its suites somebody is worse off. */
static void check_custom(const struct elb_suggest_query *query,
                         const struct elb_suggestion *suggestion)
{
    const struct elb_candidate *custom = suggestion->custom;

    if (custom == NULL)
        return;
    ck_assert_uint_eq(query->load_balancers, ELB_LB_CLASSIC);
    ck_assert(serves_all(query, custom->policy));
    ck_assert(suggestion->best == NULL ||
              elb_rank_compare(&custom->rank, &suggestion->best->rank) < 0);
    ck_assert(elb_policy_meets(custom->policy, query->requirements, NULL));
    for (size_t i = 0; i < custom->policy->suite_count; i++)
        ck_assert_ptr_nonnull(custom->policy->suites[i]->openssl);
}

/* The same clients the other way round. */
static void check_order(struct question *question, const struct elb_suggestion *suggestion)
{
    const struct elb_client *turned[CLIENTS_MAX];
    struct elb_suggest_query query = question->query;
    struct elb_suggestion *other;

    for (size_t i = 0; i < query.client_count; i++)
        turned[i] = query.clients[query.client_count - 1 - i];
    query.clients = turned;
    ck_assert_int_eq(elb_suggestion_new(&query, &other, NULL), ELB_OK);
    ck_assert_int_eq(other->best == NULL, suggestion->best == NULL);
    if (other->best != NULL)
        ck_assert_ptr_eq(other->best->policy, suggestion->best->policy);
    ck_assert_int_eq(other->custom == NULL, suggestion->custom == NULL);
    if (other->custom != NULL)
        ck_assert_uint_eq(other->custom->policy->suite_count,
                          suggestion->custom->policy->suite_count);
    elb_suggestion_free(other);
}

START_TEST(every_suggestion)
{
    const char *given = getenv("ELB_SEED");
    uint32_t seed = given != NULL ? (uint32_t)strtoul(given, NULL, 10) : 20261123;

    random_state = seed;
    for (int round = 0; round < ROUNDS; round++) {
        struct question question;
        struct elb_suggestion *suggestion;

        ask(&question);
        ck_assert_int_eq(elb_suggestion_new(&question.query, &suggestion, NULL), ELB_OK);
        check_candidates(&question.query, suggestion);
        check_widest(suggestion);
        check_custom(&question.query, suggestion);
        check_order(&question, suggestion);
        elb_suggestion_free(suggestion);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/suggest, properties");
    TCase *tcase = tcase_create("suggest");
    SRunner *runner = srunner_create(suite);
    int failed;

    printf("seed 20261123, or ELB_SEED\n");
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, every_suggestion);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
