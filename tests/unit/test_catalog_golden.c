/* SPDX-License-Identifier: MIT */

/*
 * Every policy in canonical text against tests/golden/policies, so that a change of the data, or
 * of what the loader makes of it, is seen whole. With ELBLINT_REFRESH=1 the files are written.
 */
#include "test_catalog_common.h"

#include "base/file.h"

#define GOLDEN  "tests/golden/policies"
#define REFRESH "ELBLINT_REFRESH=1 meson test -C build test_catalog_golden"

static struct elb_arena arena;

static void set_up(void)
{
    elb_arena_init(&arena);
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static const char *path_of(const struct elb_policy *policy)
{
    return elb_arena_printf(&arena, GOLDEN "/%s/%s.yaml", elb_family_name(policy->family),
                            policy->name);
}

static void refresh(const char *path, const struct elb_buffer *text)
{
    FILE *out = fopen(path, "w");
    ck_assert_msg(out != NULL, "%s", path);
    ck_assert_uint_eq(fwrite(text->data, 1, text->length, out), text->length);
    ck_assert_int_eq(fclose(out), 0);
}

/* The first line that differs, for the message. */
static struct elb_text first_difference(struct elb_text is, struct elb_text was)
{
    struct elb_text line = {0};
    struct elb_text old = {0};
    while (elb_text_next_line(&is, &line)) {
        if (!elb_text_next_line(&was, &old) || !elb_text_is_equal(line, old))
            return line;
    }
    return ELB_TEXT("(less than before)");
}

START_TEST(policy)
{
    const struct elb_policy *subject = &elb_catalog_bundled()->policies[_i];
    const char *path = path_of(subject);
    struct elb_buffer out = {0};
    struct elb_text golden = {0};
    struct elb_error error = {0};
    elb_buffer_append_string(&out, "# SPDX-License-Identifier: MIT\n");
    elb_policy_print(&out, subject);
    if (getenv("ELBLINT_REFRESH") != NULL)
        refresh(path, &out);
    enum elb_status status = elb_file_read(&arena, path, ELB_FILE_LIMIT, &golden, &error);
    ck_assert_msg(status == ELB_OK, "%s\nto write it: " REFRESH, error_line(&error));
    struct elb_text line = first_difference(elb_buffer_text(&out), golden);
    ck_assert_msg(elb_text_is_equal(elb_buffer_text(&out), golden),
                  "%s differs at: %.*s\nif that is meant: " REFRESH, path, ELB_TEXT_ARGS(line));
    elb_buffer_done(&out);
}
END_TEST

/* The golden text is a policy file too, of the same policy. */
START_TEST(reads_back)
{
    const struct elb_policy *subject = &elb_catalog_bundled()->policies[_i];
    struct elb_text golden;
    struct elb_policy again;
    struct elb_error error = {0};
    ck_assert_int_eq(elb_file_read(&arena, path_of(subject), ELB_FILE_LIMIT, &golden, &error),
                     ELB_OK);
    enum elb_status status = elb_policy_read_yaml(&arena, elb_catalog_bundled(), golden,
                                                  path_of(subject), NULL, &again, &error);
    ck_assert_msg(status == ELB_OK, "%s", error_line(&error));
    ck_assert_msg(same_policy(subject, &again), "%s", subject->name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_golden");
    TCase *tcase = tcase_create("golden");
    int count = (int)elb_catalog_bundled()->policy_count;

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, policy, 0, count);
    tcase_add_loop_test(tcase, reads_back, 0, count);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
