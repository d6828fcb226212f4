/* SPDX-License-Identifier: MIT */

/*
 * Exceptions: those that the index finds for a line are those that hold there, one by one; and what
 * files say of them without the first, second, third ... allocation.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "judge/suppress.h"

#include <elblint/lint.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ITEMS 300
#define LINES 400

static uint32_t state;

/* xorshift: the same numbers everywhere. */
static uint32_t below(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

/* ---- The index ------------------------------------------------------------------------------ */

static const char *const paths[] = {"a.tf", "./a.tf", "b/a.tf"};

static void fill(struct elb_suppression *items, const struct elb_suppression **all)
{
    for (size_t i = 0; i < ITEMS; i++) {
        const uint32_t first = below(LINES) + 1;

        items[i] = (struct elb_suppression){
            .path = paths[below(3)],
            .first_line = first,
            .last_line = below(20) ? first + below(10) : UINT32_MAX,
        };
        all[i] = &items[i];
    }
}

static void count_visit(void *context, size_t number)
{
    ((unsigned *)context)[number]++;
}

static bool holds(const struct elb_suppression *item, const char *path, uint32_t line)
{
    return strcmp(elb_path_plain(item->path), elb_path_plain(path)) == 0 &&
           line >= item->first_line && line <= item->last_line;
}

START_TEST(index_finds_what_holds)
{
    struct elb_suppression items[ITEMS];
    const struct elb_suppression *all[ITEMS];
    bool used[ITEMS];
    size_t same[ITEMS];
    struct elb_suppress_index index = {.all = all, .used = used, .same = same, .count = ITEMS};
    struct elb_arena arena = {0};

    fill(items, all);
    ck_assert(elb_suppress_index_fill(&index, &arena));
    for (uint32_t line = 0; line < LINES + 20; line++) {
        for (size_t p = 0; p < 3; p++) {
            unsigned visits[ITEMS] = {0};

            elb_suppress_visit_line(&index, paths[p], line, count_visit, visits);
            for (size_t i = 0; i < ITEMS; i++) {
                if (visits[i] != (unsigned)holds(&items[i], paths[p], line))
                    ck_abort_msg("item %zu, %s:%u", i, paths[p], line);
            }
        }
    }
    elb_arena_done(&arena);
}
END_TEST

/* ---- Without memory ------------------------------------------------------------------------- */

static const struct {
    const char *path;
    const char *text;
    size_t count; /* of suppressions */
} files[] = {
    {"a.tf",
     "# elblint:ignore legacy-protocol, no-tls13 until=2027-01-01 -- a\n"
     "resource \"aws_lb_listener\" \"a\" { # elblint:ignore cbc-suite\n"
     "  protocol = \"HTTPS\"\n  ssl_policy = \"ELBSecurityPolicy-2016-08\"\n"
     "  /* a\n   elblint:ignore\n   * elblint:ignore no-tls13 b */\n}\n",
     5},
    {"a.yaml",
     "# elblint:ignore legacy-protocol\nResources:\n  A:\n"
     "    Type: AWS::ElasticLoadBalancingV2::Listener\n"
     "    Metadata: {elblint: {ignore: [no-tls13, {rule: cbc-suite, until: 2027-01-01}, []]}}\n"
     "    Properties: # elblint:ignore no-tls13 -- c\n"
     "      Protocol: HTTPS\n      SslPolicy: ELBSecurityPolicy-2016-08\n",
     5},
    {"b.yaml",
     "kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata:\n  name: a\n  annotations:\n"
     "    alb.ingress.kubernetes.io/listen-ports: '[{\"HTTPS\": 443}, {\"HTTPS\": 444}]'\n"
     "    elblint.io/ignore: legacy-protocol; no-tls13 until=2020-01-01\n"
     "spec: {ingressClassName: alb}\n",
     4},
};

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status judge(const struct elb_listeners *listeners, struct elb_error *reterr)
{
    const struct elb_lint_query query = {
        .catalog = elb_catalog_bundled(), .listeners = listeners, .today = "2026-11-23"};
    struct elb_findings *findings = NULL;
    const enum elb_status status = elb_lint(&query, &findings, reterr);

    ck_assert((findings != NULL) == (status == ELB_OK));
    elb_findings_free(findings);
    return status;
}

static enum elb_status go_through(size_t file, struct elb_error *reterr)
{
    struct elb_listeners *listeners = NULL;
    enum elb_status status = elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, reterr);
    size_t count = 0;

    if (status == ELB_OK)
        status = elb_listeners_add(listeners, files[file].text, strlen(files[file].text),
                                   files[file].path, reterr);
    if (status == ELB_OK)
        status = elb_listeners_finish(listeners, reterr);
    while (status == ELB_OK && elb_listeners_suppression_at(listeners, count))
        count++;
    if (status == ELB_OK)
        ck_assert_msg(count == files[file].count, "%s: %zu", files[file].path, count);
    if (status == ELB_OK)
        status = judge(listeners, reterr);
    elb_listeners_free(listeners);
    return status;
}

/* Beyond the allocations of the exceptions, the rules have tests of their own. */
START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;

    for (size_t count = 0; status != ELB_OK; count += 1 + count / 100) {
        struct elb_error error = {0};

        allowed = count;
        elb_alloc_hook = allow_some;
        status = go_through((size_t)_i, &error);
        elb_alloc_hook = NULL;
        if (status != error.status || (status != ELB_OK && status != ELB_ERROR_MEMORY))
            ck_abort_msg("%s, allocation %zu: %s", files[_i].path, count, error.message);
    }
}
END_TEST

int main(void)
{
    const char *seed = getenv("ELB_TEST_SEED");
    Suite *suite = suite_create("exceptions");
    TCase *tcase = tcase_create("exceptions");
    SRunner *runner = srunner_create(suite);
    int failed;

    state = seed ? (uint32_t)strtoul(seed, NULL, 10) : (uint32_t)time(NULL);
    state |= state == 0;
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 100);
    tcase_add_loop_test(tcase, index_finds_what_holds, 0, 5);
    tcase_add_loop_test(tcase, without_memory, 0, (int)(sizeof(files) / sizeof(files[0])));
    printf("ELB_TEST_SEED=%u\n", (unsigned)state);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
