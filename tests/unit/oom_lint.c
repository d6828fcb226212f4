/* SPDX-License-Identifier: MIT */

/* All rules without the first, second ... allocation, until there are no more of them. */
#include "base/alloc.h"
#include "sample_lint.h"

#include <check.h>
#include <stdlib.h>

static size_t allowed;
static bool has_failed;

/* One allocation fails, and those behind it don't. */
static bool allow_others(size_t size)
{
    const bool is_allowed = has_failed || allowed > 0;

    (void)size;
    has_failed |= !is_allowed;
    allowed -= allowed > 0;
    return is_allowed;
}

/* One listener for each way that a rule takes. */
static void add_all(struct elb_listeners *listeners)
{
    static const struct elb_declared_policy before = {.name =
                                                          "ELBSecurityPolicy-TLS13-1-2-2021-06"};
    static const struct {
        struct elb_listener listener;
        struct elb_declared_policy policies[2];
        size_t count;
    } rows[] = {
        {{.protocol = "HTTPS", .port = 443}, {{0}}, 0},
        {{.protocol = "HTTPS", .port = 444}, {{.name = "ELBSecurityPolicy-Nothing"}}, 1},
        {{.protocol = "TLS",
          .port = 445,
          .certificates = {{ELB_CERTIFICATE_RSA4096, ELB_CERTIFICATE_ECDSA256}, 2}},
         {{.name = "ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07"}},
         1},
        {{.protocol = "HTTPS", .port = 446, .load_balancer_id = "lb", .target_protocol = "HTTPS"},
         {{.name = "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07"}},
         1},
        {{.protocol = "HTTPS", .port = 447, .load_balancer_id = "lb", .target_protocol = "HTTPS"},
         {{.name = "ELBSecurityPolicy-TLS13-1-3-2021-06"}},
         1},
        {{.protocol = "HTTPS",
          .port = 443,
          .load_balancer_id = "group",
          .format = "kubernetes",
          .address = "a"},
         {{.name = "ELBSecurityPolicy-TLS13-1-2-2021-06"}},
         1},
        {{.protocol = "HTTPS",
          .port = 443,
          .load_balancer_id = "group",
          .format = "kubernetes",
          .address = "b"},
         {{.name = "ELBSecurityPolicy-TLS13-1-3-2021-06"}},
         1},
        {{.protocol = "HTTPS", .port = 443, .load_balancer = ELB_LB_CLASSIC, .all_apply = true},
         {{.name = "ELBSecurityPolicy-2015-05"}, {.name = "ELBSecurityPolicy-2011-08"}},
         2},
        {{.protocol = "HTTP", .port = 80}, {{.name = "ELBSecurityPolicy-2016-08"}}, 1},
        {{.protocol = "HTTPS", .port = 443, .how = ELB_HOW_UNRESOLVED, .unresolved = "var.x"},
         {{0}},
         0},
    };
    struct elb_listener changed = {
        .protocol = "HTTPS", .port = 448, .has_before = true, .before_count = 1};
    struct elb_declared_policy *copy =
        elb_arena_alloc(elb_declared_arena(listeners), sizeof(*copy));

    ck_assert(copy != NULL);
    *copy = before;
    changed.before = copy;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        ck_assert(sample_add(listeners, &rows[i].listener, rows[i].policies, rows[i].count, NULL) ==
                  ELB_OK);
    ck_assert(
        sample_add(listeners, &changed,
                   &(struct elb_declared_policy){.name = "ELBSecurityPolicy-TLS13-1-3-2021-06"}, 1,
                   NULL) == ELB_OK);
    ck_assert(elb_listeners_finish(listeners, NULL) == ELB_OK);
}

/* Each run takes as long as all rules do: the later ones are tried in growing steps. */
static size_t next(size_t count)
{
    return count < 200 ? count + 1 : count + 1 + count / 200;
}

START_TEST(without_memory)
{
    enum elb_severity severities[64];
    struct elb_lint_query query = {.catalog = elb_catalog_bundled(), .severities = severities};
    struct elb_listeners *listeners = NULL;
    struct elb_findings *findings = NULL;
    size_t expected;
    const struct elb_client *clients[] = {&query.catalog->clients[0], &query.catalog->clients[1]};

    const struct elb_profile *profiles[] = {
        elb_catalog_profile_named(query.catalog, "mozilla-intermediate", 20),
        elb_catalog_profile_named(query.catalog, "nist-800-52r2", 13),
    };

    for (size_t i = 0; elb_rule_at(i); i++)
        severities[i] = ELB_SEVERITY_ERROR;
    query.clients = _i ? clients : NULL;
    query.client_count = _i ? 2 : 0;
    query.profiles = profiles;
    query.profile_count = _i ? 0 : 2;
    ck_assert(elb_listeners_new(query.catalog, NULL, &listeners, NULL) == ELB_OK);
    add_all(listeners);
    query.listeners = listeners;
    ck_assert(elb_lint(&query, &findings, NULL) == ELB_OK);
    expected = elb_findings_count(findings);
    ck_assert_uint_gt(expected, 10);
    elb_findings_free(findings);
    has_failed = true;
    for (size_t count = 0; has_failed; count = next(count)) {
        struct elb_error error = {0};
        enum elb_status status;

        allowed = count;
        has_failed = false;
        findings = NULL;
        elb_alloc_hook = allow_others;
        status = elb_lint(&query, &findings, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status == error.status, "allocation %zu", count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "allocation %zu", count);
        ck_assert_msg((status == ELB_OK) == (findings != NULL), "allocation %zu", count);
        /* What can do without it loses nothing. */
        ck_assert_msg(!findings || elb_findings_count(findings) == expected, "allocation %zu",
                      count);
        elb_findings_free(findings);
    }
    elb_listeners_free(listeners);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lint without memory");
    TCase *tcase = tcase_create("rules");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, without_memory, 0, 2);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
