/* SPDX-License-Identifier: MIT */

/* What the tests of lint's reports and changes share: files, and what is found in them. */
#ifndef TEST_LINT_COMMON_H
#define TEST_LINT_COMMON_H

#include "base/buffer.h"
#include "report/lint.h"
#include "report/patch.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define OLD  "ELBSecurityPolicy-2016-08"
#define BEST "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"

/* A listener of Terraform, whose policy is an expression. */
#define LISTENER(name, policy)                                                                     \
    "resource \"aws_lb_listener\" \"" name "\" {\n"                                                \
    "  port = 443\n  protocol = \"HTTPS\"\n  ssl_policy = " policy "\n}\n"

/* All that comes of files that are judged. */
struct sample {
    struct elb_listeners *listeners;
    struct elb_findings *findings;
    const struct elb_fixes *fixes;
    struct elb_lint_result result;
};

static inline void sample_init(struct sample *sample)
{
    *sample = (struct sample){0};
    ck_assert(elb_listeners_new(elb_catalog_bundled(), NULL, &sample->listeners, NULL) == ELB_OK);
}

static inline void sample_add_file(struct sample *sample, const char *path, const char *text)
{
    struct elb_error error = {0};

    ck_assert_msg(elb_listeners_add(sample->listeners, text, strlen(text), path, &error) == ELB_OK,
                  "%s", error.message);
}

/* Judges what was added, and works out what can be mended although these clients may be lost. */
static inline void sample_judge(struct sample *sample, struct elb_lint_query *query,
                                const char *const *allowed, size_t allowed_count)
{
    struct elb_fix_query fix = {.allowed = allowed, .allowed_count = allowed_count};

    ck_assert(elb_listeners_finish(sample->listeners, NULL) == ELB_OK);
    query->catalog = elb_catalog_bundled();
    query->listeners = sample->listeners;
    ck_assert(elb_lint(query, &sample->findings, NULL) == ELB_OK);
    fix.listeners = sample->listeners;
    fix.findings = sample->findings;
    ck_assert(elb_fixes_new(&fix, &sample->fixes, NULL) == ELB_OK);
    sample->result = (struct elb_lint_result){
        .listeners = sample->listeners, .findings = sample->findings, .fixes = sample->fixes};
}

/* The same for one file, as it is judged unless anything else is said. */
static inline void sample_of(struct sample *sample, const char *path, const char *text)
{
    sample_init(sample);
    sample_add_file(sample, path, text);
    sample_judge(sample, &(struct elb_lint_query){0}, NULL, 0);
}

static inline void sample_done(struct sample *sample)
{
    elb_fixes_free(sample->fixes);
    elb_findings_free(sample->findings);
    elb_listeners_free(sample->listeners);
}

/* The result in one of the formats; `out` is to be done away with. */
static inline void sample_report(const struct sample *sample, const char *format,
                                 const struct elb_error *error, struct elb_buffer *out)
{
    struct elb_report report = {
        .out = out,
        .catalog = elb_catalog_bundled(),
        .errors = error,
        .error_count = error ? 1 : 0,
    };

    elb_reporter_find("lint", format)->write(&report, &sample->result);
}

/* Runs one suite. */
static inline int run_cases(const char *name, void (*add)(TCase *tcase))
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tcase, 0);
    add(tcase);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
