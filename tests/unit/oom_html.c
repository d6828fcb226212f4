/* SPDX-License-Identifier: MIT */

/* The pages without some allocation: they say so, and nothing is lost or freed twice. */
#include "test_read_common.h"

#include "base/alloc.h"
#include "elblint/check.h"
#include "elblint/lint.h"
#include "elblint/observation.h"
#include "report/check.h"
#include "report/identify.h"
#include "report/lint.h"

#include <string.h>

static const struct elb_certificates rsa = {{ELB_CERTIFICATE_RSA2048}, 1};
static const struct elb_error unreadable = {.path = "b.tf", .line = 1, .message = "<broken>"};

/* How many allocations a whole page takes. */
static size_t asked;
static size_t refused;

static bool refuse_one(size_t size)
{
    (void)size;
    return asked++ != refused;
}

/* Writes the page without one allocation; true: it is whole all the same. */
static bool write_page(const char *verb, const void *result, size_t which)
{
    struct elb_buffer out = {0};
    struct elb_report report = {
        .out = &out, .catalog = elb_catalog_bundled(), .errors = &unreadable, .error_count = 1};
    bool is_whole;

    asked = 0;
    refused = which;
    elb_alloc_hook = refuse_one;
    elb_reporter_find(verb, "html")->write(&report, result);
    elb_alloc_hook = NULL;
    is_whole = !out.out_of_memory;
    if (is_whole)
        ck_assert_ptr_nonnull(strstr(elb_buffer_string(&out), "</html>\n"));
    elb_buffer_done(&out);
    return is_whole;
}

/* Each of the first allocations, then ever fewer: a page has thousands. */
static void starve(const char *verb, const void *result)
{
    size_t total;

    ck_assert(write_page(verb, result, SIZE_MAX));
    total = asked;
    ck_assert_uint_gt(total, 50);
    for (size_t which = 0; which < total; which += 1 + which / 500)
        ck_assert_msg(!write_page(verb, result, which), "%s: allocation %zu of %zu", verb, which,
                      total);
}

START_TEST(lint_page)
{
    static const char text[] =
        "resource \"aws_lb_listener\" \"a\" {\n  protocol = \"HTTPS\"\n"
        "  ssl_policy = \"ELBSecurityPolicy-2016-08\"\n}\n"
        "resource \"aws_lb_listener\" \"b\" {\n  protocol = \"HTTPS\"\n"
        "  ssl_policy = \"ELBSecurityPolicy-2016-08\"\n}\n"
        "resource \"aws_lb_listener\" \"c\" {\n  protocol = \"TLS\"\n  ssl_policy = local.x\n}\n";
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_client *clients[] = {&catalog->clients[0], &catalog->clients[50]};
    struct elb_lint_query query = {.catalog = catalog};
    struct elb_listeners *listeners = NULL;
    struct elb_findings *findings = NULL;
    struct elb_lint_result result = {0};
    struct elb_error error = {0};

    ck_assert(elb_listeners_new(catalog, NULL, &listeners, &error) == ELB_OK);
    ck_assert(elb_listeners_add(listeners, text, strlen(text), "a.tf", &error) == ELB_OK);
    ck_assert(elb_listeners_finish(listeners, &error) == ELB_OK);
    query.listeners = listeners;
    ck_assert(elb_lint(&query, &findings, &error) == ELB_OK);
    ck_assert_uint_gt(elb_findings_count(findings), 1);
    result.listeners = listeners;
    result.findings = findings;
    result.clients = clients;
    result.client_count = LENGTH(clients);
    starve("lint", &result);
    elb_findings_free(findings);
    elb_listeners_free(listeners);
}
END_TEST

START_TEST(check_page)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_policy *policies[] = {&catalog->policies[0], &catalog->policies[40]};
    const struct elb_client *clients[] = {&catalog->clients[2], &catalog->clients[60]};
    struct elb_check_row rows[4] = {0};
    struct elb_check_result result = {.policies = policies,
                                      .policy_count = 2,
                                      .clients = clients,
                                      .client_count = 2,
                                      .rows = rows,
                                      .certificates = &rsa};

    for (size_t i = 0; i < LENGTH(rows); i++) {
        elb_check(catalog, policies[i / 2], &rsa, clients[i % 2], &rows[i].check);
        result.incompatible += rows[i].check.verdict == ELB_INCOMPATIBLE;
        if (rows[i].check.verdict == ELB_INCOMPATIBLE)
            rows[i].suggestion = policies[0];
    }
    starve("check", &result);
}
END_TEST

START_TEST(identify_page)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_identification *found = NULL;
    struct elb_observation_list *list = NULL;
    struct elb_observed_check client = {.client = &catalog->clients[0],
                                        .verdict = ELB_INCOMPATIBLE,
                                        .cause = ELB_CAUSE_NO_SHARED_SUITE};
    struct elb_identify_endpoint endpoint = {.clients = &client, .client_count = 1};
    struct elb_identify_result result = {&endpoint, 1, NULL, &catalog->policies[1]};
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_text text;

    ck_assert(elb_file_read(&arena, "examples/scans/sslscan.xml", ELB_FILE_LIMIT, &text, &error) ==
              ELB_OK);
    ck_assert(elb_observations_read(catalog, text.start, text.length, "s", NULL, &list, &error) ==
              ELB_OK);
    endpoint.observation = elb_observation_list_at(list, 0);
    ck_assert(elb_identify(catalog, endpoint.observation, NULL, &catalog->policies[0], &found,
                           &error) == ELB_OK);
    endpoint.identification = found;
    result.expected = &catalog->policies[0];
    starve("identify", &result);
    elb_identification_free(found);
    elb_observation_list_free(list);
    elb_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("html/oom");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 240);
    tcase_add_test(tcase, lint_page);
    tcase_add_test(tcase, check_page);
    tcase_add_test(tcase, identify_page);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
