/* SPDX-License-Identifier: MIT */

/* Reports of lint, and changes, without the first, second ... allocation: they say so. */
#include "test_lint_common.h"

#include "base/alloc.h"

#include <jansson.h>

static const char text[] = "locals {\n  policy = \"" OLD "\"\n}\n" LISTENER("a", "local.policy")
    LISTENER("b", "local.policy") LISTENER("c", "var.x") LISTENER(
        "d\\|`<'&",
        "\"" OLD
        "\"") "resource \"aws_lb_listener\" \"e\" {\n  protocol = \"HTTPS\"\n  ssl_policy = \"" OLD
              "\" # elblint:ignore legacy-protocol,cbc-suit -- old tills\n}\n";

static const struct elb_error unreadable = {.path = "b.tf", .line = 1, .message = "broken 'x'"};

/* Of the library and of jansson together. */
static size_t asked;
static size_t refused;

static bool refuse_one(size_t size)
{
    (void)size;
    return asked++ != refused;
}

static void *refuse_jansson(size_t size)
{
    return refuse_one(size) ? malloc(size) : NULL;
}

static void begin(size_t which)
{
    asked = 0;
    refused = which;
    elb_alloc_hook = refuse_one;
    json_set_alloc_funcs(refuse_jansson, free);
}

static void end(void)
{
    elb_alloc_hook = NULL;
    json_set_alloc_funcs(malloc, free);
}

static const char *const formats[] = {"text",   "json",   "sarif",   "junit",
                                      "github", "gitlab", "markdown"};

/* True: the report is whole all the same. */
static bool write_report(const struct sample *sample, const char *format, size_t which)
{
    struct elb_buffer out = {0};
    bool is_whole;

    begin(which);
    sample_report(sample, format, &unreadable, &out);
    end();
    is_whole = !out.out_of_memory;
    elb_buffer_done(&out);
    return is_whole;
}

START_TEST(reports)
{
    struct sample sample;
    size_t total;

    sample_of(&sample, "a.tf", text);
    ck_assert(write_report(&sample, formats[_i], SIZE_MAX));
    total = asked;
    ck_assert_uint_gt(total, 10);
    for (size_t which = 0; which < total; which += 1 + which / 500)
        ck_assert_msg(!write_report(&sample, formats[_i], which), "%s: allocation %zu of %zu",
                      formats[_i], which, total);
    sample_done(&sample);
}
END_TEST

static enum elb_status find_fixes(const struct sample *sample, size_t which)
{
    const struct elb_fix_query query = {.listeners = sample->listeners,
                                        .findings = sample->findings};
    const struct elb_fixes *fixes = NULL;
    struct elb_error error = {0};
    enum elb_status status;

    begin(which);
    status = elb_fixes_new(&query, &fixes, &error);
    end();
    ck_assert(status == error.status);
    ck_assert((status == ELB_OK) == (fixes != NULL));
    elb_fixes_free(fixes);
    return status;
}

START_TEST(fixes)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_client *clients[] = {elb_catalog_client_named(catalog, "java-6u45", 9)};
    struct elb_lint_query query = {.clients = clients, .client_count = 1};
    struct sample sample;
    size_t total;

    sample_init(&sample);
    sample_add_file(&sample, "a.tf", text);
    sample_judge(&sample, &query, NULL, 0);
    ck_assert_uint_gt(sample.fixes->refusal_count, 0);
    ck_assert(find_fixes(&sample, SIZE_MAX) == ELB_OK);
    total = asked;
    for (size_t which = 0; which < total; which++)
        ck_assert_msg(find_fixes(&sample, which) == ELB_ERROR_MEMORY, "allocation %zu of %zu",
                      which, total);
    sample_done(&sample);
}
END_TEST

static bool write_patch(const struct sample *sample, size_t which)
{
    struct elb_buffer out = {0};
    bool is_whole;

    begin(which);
    elb_patch_write(&out, "a\n.tf", elb_text_from(text), sample->fixes->edits,
                    sample->fixes->edit_count);
    elb_patch_apply(&out, elb_text_from(text), sample->fixes->edits, sample->fixes->edit_count);
    end();
    is_whole = !out.out_of_memory;
    elb_buffer_done(&out);
    return is_whole;
}

START_TEST(patches)
{
    struct sample sample;
    size_t total;

    sample_of(&sample, "a.tf", text);
    ck_assert_uint_gt(sample.fixes->edit_count, 1);
    ck_assert(write_patch(&sample, SIZE_MAX));
    total = asked;
    for (size_t which = 0; which < total; which++)
        ck_assert_msg(!write_patch(&sample, which), "allocation %zu of %zu", which, total);
    sample_done(&sample);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, reports, 0, LENGTH(formats));
    tcase_add_test(tcase, fixes);
    tcase_add_test(tcase, patches);
}

int main(void)
{
    return run_cases("lint's reports without memory", add);
}
