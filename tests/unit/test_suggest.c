/* SPDX-License-Identifier: MIT */

/* The ranking of policies step by step, and who competes at all. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include "elblint/suggest.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* ---- Ranking ------------------------------------------------------------------------------ */

static const char *const steps[] = {"versions", "insecure suites", "forward secrecy", "SHA-1",
                                    "CBC",      "TLSv1.3",         "post-quantum",    "recommended",
                                    "retries",  "newest"};

static void set_step(struct elb_rank *rank, size_t step, bool is_worse)
{
    unsigned *counts[] = {&rank->old_versions, &rank->insecure_suites, &rank->static_suites,
                          &rank->sha1_schemes, &rank->cbc_suites};

    if (step < LENGTH(counts))
        *counts[step] = is_worse;
    else if (step == 5)
        rank->no_tls13 = is_worse;
    else if (step == 6)
        rank->no_post_quantum = is_worse;
    else if (step == 7)
        rank->not_recommended = is_worse;
    else if (step == 8)
        rank->hello_retries = is_worse;
    else
        rank->released = is_worse ? "2016-08-01" : "2021-06-01";
}

/* One step is better and all behind it are worse: it decides alone. */
START_TEST(rank_step)
{
    struct elb_rank a = {.released = "2021-06-01"};
    struct elb_rank b = {.released = "2021-06-01"};

    ck_assert_int_eq(elb_rank_compare(&a, &b), 0);
    set_step(&b, (size_t)_i, true);
    ck_assert_msg(elb_rank_compare(&a, &b) < 0, "%s alone", steps[_i]);
    for (size_t later = (size_t)_i + 1; later < LENGTH(steps); later++)
        set_step(&a, later, true);
    ck_assert_msg(elb_rank_compare(&a, &b) < 0, "%s against all behind", steps[_i]);
    ck_assert_msg(elb_rank_compare(&b, &a) > 0, "%s, turned around", steps[_i]);
}
END_TEST

START_TEST(rank_by_number)
{
    struct elb_rank a = {.cbc_suites = 2, .released = ""};
    struct elb_rank b = {.cbc_suites = 10, .released = ""};

    ck_assert_int_lt(elb_rank_compare(&a, &b), 0);
    b.cbc_suites = 2;
    b.released = "2016";
    ck_assert_int_gt(elb_rank_compare(&a, &b), 0); /* a date that is not known is the oldest */
}
END_TEST

/* versions, insecure, static, SHA-1, CBC; what it lacks */
static const struct {
    const char *policy;
    const char *expected;
} rank_rows[] = {
    {"modern", "0 0 0 2 0 no-pq"},
    {"wide", "2 1 3 2 4 no-pq"},
    {"strict", "0 0 0 0 0 no-pq"},
    {"fips", "0 0 0 0 0 no-pq"},
    {"pq", "0 0 1 0 0"},
    {"forward", "0 0 0 2 0 no-tls13 no-pq"},
    {"legacy", "2 1 3 2 5 no-tls13 no-pq"},
    {"classic", "2 0 2 0 4 no-tls13 no-pq"},
    {"classic-old", "2 1 2 0 3 no-tls13 no-pq"},
};

START_TEST(policy_rank)
{
    struct elb_rank rank;
    char text[80];

    elb_policy_rank(sample_policy(rank_rows[_i].policy), &rank);
    snprintf(text, sizeof(text), "%u %u %u %u %u%s%s", rank.old_versions, rank.insecure_suites,
             rank.static_suites, rank.sha1_schemes, rank.cbc_suites,
             rank.no_tls13 ? " no-tls13" : "", rank.no_post_quantum ? " no-pq" : "");
    ck_assert_msg(strcmp(text, rank_rows[_i].expected) == 0, "%s: %s", rank_rows[_i].policy, text);
    ck_assert(rank.not_recommended && rank.hello_retries == 0);
    ck_assert_str_eq(rank.released, "");
}
END_TEST

START_TEST(newest_release)
{
    struct elb_policy policy = *sample_policy("modern");
    struct elb_rank rank;

    policy.released[0] = "2023-03-22";
    policy.released[1] = "2021-10-14";
    policy.status = ELB_STATUS_RECOMMENDED;
    elb_policy_rank(&policy, &rank);
    ck_assert_str_eq(rank.released, "2023-03-22");
    ck_assert(!rank.not_recommended);
}
END_TEST

START_TEST(rank_keys)
{
    struct elb_rank a = {.released = "2021"};
    struct elb_rank b = {.released = "2021"};

    for (unsigned i = 0; i < ELB_RANK_KEY_COUNT; i++) {
        ck_assert_uint_gt(strlen(elb_rank_key_name((enum elb_rank_key)i)), 0);
        ck_assert_uint_gt(strlen(elb_rank_key_text((enum elb_rank_key)i)), 0);
    }
    ck_assert_int_eq(elb_rank_difference(&a, &b), ELB_RANK_KEY_COUNT);
    b.released = "2020";
    ck_assert_int_eq(elb_rank_difference(&a, &b), ELB_RANK_RELEASED);
    ck_assert_uint_eq(elb_rank_value(&b, ELB_RANK_RELEASED), 0);
    b.cbc_suites = 3;
    ck_assert_int_eq(elb_rank_difference(&a, &b), ELB_RANK_CBC_SUITES);
    ck_assert_uint_eq(elb_rank_value(&b, ELB_RANK_CBC_SUITES), 3);
    a.unlisted = true;
    ck_assert_int_eq(elb_rank_difference(&a, &b), ELB_RANK_UNLISTED);
    ck_assert_int_gt(elb_rank_compare(&a, &b), 0);
}
END_TEST

/* ---- Suggestion --------------------------------------------------------------------------- */

#define ALB ELB_LB_APPLICATION
#define NLB ELB_LB_NETWORK

struct candidate {
    const char *policy; /* NULL: no more */
    enum elb_policy_status status;
    unsigned load_balancers; /* 0: as in the sample */
};

#define DOCUMENTED  ELB_STATUS_DOCUMENTED
#define UNLISTED    ELB_STATUS_UNLISTED
#define RECOMMENDED ELB_STATUS_RECOMMENDED

static const struct {
    const char *name;
    struct candidate candidates[4];
    const char *clients[3];
    unsigned load_balancers;
    const char *require;  /* NULL: nothing */
    const char *expected; /* NULL: none */
} suggest_rows[] = {
    {"the better one",
     {{"wide", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "modern"},
    {"the better one that serves",
     {{"wide", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}},
     {"tls13", "tls10"},
     0,
     NULL,
     "wide"},
    {"no client at all",
     {{"wide", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}},
     {NULL},
     0,
     NULL,
     "modern"},
    {"the one without SHA-1 signatures",
     {{"strict", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "strict"},
    {"SHA-1 counts before the recommendation",
     {{"modern", RECOMMENDED, 0}, {"strict", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "strict"},
    {"the listed one, though worse",
     {{"modern", UNLISTED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "wide"},
    {"unlisted, as nothing else serves",
     {{"strict", DOCUMENTED, 0}, {"wide", UNLISTED, 0}},
     {"tls10"},
     0,
     NULL,
     "wide"},
    {"the better of the unlisted",
     {{"wide", UNLISTED, 0}, {"modern", UNLISTED, 0}},
     {"tls13"},
     0,
     NULL,
     "modern"},
    {"fips only when asked",
     {{"fips", RECOMMENDED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "wide"},
    {"fips when asked",
     {{"modern", RECOMMENDED, 0}, {"fips", DOCUMENTED, 0}},
     {"tls13"},
     0,
     "fips",
     "fips"},
    {"for one kind of load balancer",
     {{"modern", DOCUMENTED, NLB}, {"wide", DOCUMENTED, ALB}},
     {"tls13"},
     ALB,
     NULL,
     "wide"},
    {"Classic when asked",
     {{"modern", DOCUMENTED, 0}, {"classic", DOCUMENTED, 0}},
     {"tls12"},
     ELB_LB_CLASSIC,
     NULL,
     "classic"},
    {"no policy for P-384 unasked",
     {{"cnsa", DOCUMENTED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "wide"},
    {"none that asks for P-384",
     {{"strong", DOCUMENTED, 0}, {"wide", DOCUMENTED, 0}},
     {"tls13"},
     0,
     NULL,
     "wide"},

    {"RFC 9151 when asked",
     {{"wide", DOCUMENTED, 0}, {"fips", DOCUMENTED, 0}, {"cnsa", DOCUMENTED, 0}},
     {"tls13"},
     0,
     "rfc9151",
     "cnsa"},
    {"an ordinary one that meets all",
     {{"wide", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}, {"fips", DOCUMENTED, 0}},
     {"tls13"},
     0,
     "min=TLSv1.2,tls1.3",
     "modern"},
    {"fips, as nothing else meets it",
     {{"wide", DOCUMENTED, 0}, {"modern", DOCUMENTED, 0}, {"fips", DOCUMENTED, 0}},
     {"tls13"},
     0,
     "no-sha1",
     "fips"},

    {"none meets it", {{"modern", DOCUMENTED, 0}}, {"tls13"}, 0, "post-quantum", NULL},
    {"nothing serves",
     {{"modern", DOCUMENTED, 0}, {"strict", UNLISTED, 0}},
     {"tls10"},
     0,
     NULL,
     NULL},
    {"not together",
     {{"strict", DOCUMENTED, 0}, {"forward", DOCUMENTED, 0}},
     {"tls13 versions=0304", "tls12"},
     0,
     NULL,
     NULL},
    {"unknown is not served",
     {{"modern", DOCUMENTED, 0}},
     {"tls12 suites=002F incomplete"},
     0,
     NULL,
     NULL},
    {"upcoming never", {{"modern", ELB_STATUS_UPCOMING, 0}}, {"tls13"}, 0, NULL, NULL},
    {"retired never", {{"modern", ELB_STATUS_RETIRED, 0}}, {"tls13"}, 0, NULL, NULL},
    {"no fips", {{"modern", DOCUMENTED, 0}}, {"tls13"}, 0, "fips", NULL},
    {"fips alone, unasked", {{"fips", DOCUMENTED, 0}}, {"tls13"}, 0, NULL, NULL},
    {"not for both",
     {{"modern", DOCUMENTED, NLB}, {"wide", DOCUMENTED, ALB}},
     {"tls13"},
     0,
     NULL,
     NULL},
    {"Classic unasked", {{"classic", DOCUMENTED, 0}}, {"tls12"}, 0, NULL, NULL},
    {"no policy at all", {{NULL, DOCUMENTED, 0}}, {"tls13"}, 0, NULL, NULL},
};

static size_t fill_policies(const struct candidate *candidates, struct elb_policy *policies)
{
    size_t count = 0;

    for (; count < 4 && candidates[count].policy != NULL; count++) {
        policies[count] = *sample_policy(candidates[count].policy);
        policies[count].status = candidates[count].status;
        if (candidates[count].load_balancers != 0)
            policies[count].load_balancers = candidates[count].load_balancers;
    }
    return count;
}

START_TEST(suggestion)
{
    struct elb_catalog catalog = *sample_catalog();
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_requirements requirements = {.subject = ELB_SUBJECT_POLICY, .catalog = &catalog};
    struct sample_hello hellos[3];
    const struct elb_client *clients[3];
    struct elb_policy policies[4];
    const struct elb_policy *found;
    struct elb_suggest_query query = {.catalog = &catalog,
                                      .load_balancers = suggest_rows[_i].load_balancers,
                                      .certificates = &held,
                                      .clients = clients,
                                      .requirements = &requirements};

    if (suggest_rows[_i].require != NULL)
        ck_assert_int_eq(elb_requirements_add(&requirements, suggest_rows[_i].require,
                                              strlen(suggest_rows[_i].require), NULL),
                         ELB_OK);
    catalog.policies = policies;
    catalog.policy_count = fill_policies(suggest_rows[_i].candidates, policies);
    for (size_t i = 0; i < 3 && suggest_rows[_i].clients[i] != NULL; i++) {
        sample_hello_parse(suggest_rows[_i].clients[i], &hellos[i]);
        clients[query.client_count++] = &hellos[i].client;
    }
    found = elb_suggest_policy(&query);
    ck_assert_msg((found == NULL) == (suggest_rows[_i].expected == NULL), "%s: %s",
                  suggest_rows[_i].name, found != NULL ? found->name : "none");
    ck_assert_msg(found == NULL || strcmp(found->name, suggest_rows[_i].expected) == 0, "%s: %s",
                  suggest_rows[_i].name, found != NULL ? found->name : "none");
}
END_TEST

/* Two policies that permit the same: the one for which fewer clients must try twice. */
START_TEST(fewest_retries)
{
    struct elb_catalog catalog = *sample_catalog();
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_policy policies[2] = {*sample_policy("modern"), *sample_policy("modern")};
    struct sample_hello hello;
    const struct elb_client *clients[] = {&hello.client};
    struct elb_suggest_query query = {
        .catalog = &catalog, .certificates = &held, .clients = clients, .client_count = 1};

    sample_hello_parse("tls13", &hello);
    catalog.policies = policies;
    catalog.policy_count = 2;
    policies[0].groups++; /* without x25519, of which the client has a share */
    policies[0].group_count--;
    policies[0].released[0] = "2099-01-01";
    ck_assert_ptr_eq(elb_suggest_policy(&query), &policies[1]);
    query.client_count = 0;
    ck_assert_ptr_eq(elb_suggest_policy(&query), &policies[0]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/suggest");
    TCase *tcase = tcase_create("suggest");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, rank_step, 0, LENGTH(steps));
    tcase_add_test(tcase, rank_by_number);
    tcase_add_loop_test(tcase, policy_rank, 0, LENGTH(rank_rows));
    tcase_add_test(tcase, newest_release);
    tcase_add_test(tcase, rank_keys);
    tcase_add_loop_test(tcase, suggestion, 0, LENGTH(suggest_rows));
    tcase_add_test(tcase, fewest_retries);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
