/* SPDX-License-Identifier: MIT */

/* Remedies and suggestions without the first, second ... allocation, until they succeed. */
#include "base/alloc.h"
#include "sample_catalog.h"
#include "sample_hello.h"

#include "elblint/suggest.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static const struct {
    const char *name;
    const char *policy;
    const char *hello;
    size_t allocations; /* a pair that works needs none */
} rows[] = {
    {"version", "strict", "tls10", 1},
    {"suite", "forward", "tls12 suites=002F", 1},
    {"nothing but unknown lists", "strict", "list suites=", 1},
    {"works", "modern", "tls13", 0},
};

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

START_TEST(without_memory)
{
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA2048}, 1};
    enum elb_status status = ELB_ERROR_MEMORY;
    struct sample_hello hello;
    struct elb_check check;
    size_t count;

    sample_hello_parse(rows[_i].hello, &hello);
    elb_check(sample_catalog(), sample_policy(rows[_i].policy), &held, &hello.client, &check);
    for (count = 0; status != ELB_OK; count++) {
        struct elb_remedy remedy;
        struct elb_remedy untouched;
        struct elb_error error = {0};

        ck_assert_uint_le(count, rows[_i].allocations);
        memset(&remedy, 0xA5, sizeof(remedy));
        memset(&untouched, 0xA5, sizeof(untouched));
        allowed = count;
        elb_alloc_hook = allow_some;
        status = elb_check_remedy(sample_catalog(), &check, &remedy, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status, "%s, allocation %zu", rows[_i].name, count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "%s", rows[_i].name);
        ck_assert_msg(status == ELB_OK || memcmp(&remedy, &untouched, sizeof(remedy)) == 0,
                      "%s: a failure touched the result", rows[_i].name);
    }
    ck_assert_msg(count == rows[_i].allocations + 1, "%s: %zu", rows[_i].name, count);
}
END_TEST

/* Every part of the answer: requirements that one misses, today's policy, a custom one. */
static const struct {
    const char *name;
    unsigned load_balancers;
    const char *requirement;
    const char *from;
    const char *hello;
} questions[] = {
    {"custom", ELB_LB_CLASSIC, NULL, "classic-old", "tls12"},
    {"missing", 0, "tls1.3-only", "forward", "tls12"},
    {"nobody", 0, "suite=0x0001", NULL, "tls12"},
};

START_TEST(suggestion_without_memory)
{
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_requirements requirements = {.subject = ELB_SUBJECT_POLICY,
                                            .catalog = sample_catalog()};
    const char *words = questions[_i].requirement;
    const char *from = questions[_i].from;
    enum elb_status status = ELB_ERROR_MEMORY;
    struct elb_suggestion *suggestion = NULL;
    struct sample_hello hello;
    const struct elb_client *clients[] = {&hello.client};
    const struct elb_suggest_query query = {
        .catalog = sample_catalog(),
        .load_balancers = questions[_i].load_balancers,
        .certificates = &held,
        .clients = clients,
        .client_count = 1,
        .requirements = &requirements,
        .from = from != NULL ? sample_policy(from) : NULL,
    };
    size_t count;

    sample_hello_parse(questions[_i].hello, &hello);
    if (words != NULL)
        ck_assert_int_eq(elb_requirements_add(&requirements, words, strlen(words), NULL), ELB_OK);
    for (count = 0; status != ELB_OK; count++) {
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 100);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = elb_suggestion_new(&query, &suggestion, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status, "%s, allocation %zu", questions[_i].name, count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "%s", questions[_i].name);
        ck_assert_msg(status == ELB_OK || suggestion == NULL, "%s: a failure touched the result",
                      questions[_i].name);
    }
    ck_assert_msg(count > 1, "%s", questions[_i].name);
    ck_assert_ptr_null(elb_suggestion_free(suggestion));
    ck_assert_ptr_null(elb_suggestion_free(NULL));
}
END_TEST

/* The prediction and all that is built of it: not one allocation. */
START_TEST(no_allocation)
{
    struct elb_certificates held = {{ELB_CERTIFICATE_RSA, ELB_CERTIFICATE_ECDSA}, 2};
    struct sample_hello hello;
    struct elb_check check;

    sample_hello_parse("list suites=1301,C02F,002F", &hello);
    allowed = 0;
    elb_alloc_hook = allow_some;
    for (size_t i = 0; i < sample_catalog()->policy_count; i++) {
        elb_check(sample_catalog(), &sample_catalog()->policies[i], &held, &hello.client, &check);
        (void)elb_check_upgrade(sample_catalog(), &check);
    }
    elb_alloc_hook = NULL;
    ck_assert_uint_eq(allowed, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge without memory");
    TCase *tcase = tcase_create("memory");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, without_memory, 0, LENGTH(rows));
    tcase_add_loop_test(tcase, suggestion_without_memory, 0, LENGTH(questions));
    tcase_add_test(tcase, no_allocation);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
