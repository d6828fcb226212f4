/* SPDX-License-Identifier: MIT */

/*
 * Every fixture of data/observed-* against what is seen in it, FILE.seen. With UPDATE=1 in the
 * environment these are written anew, for you to read.
 */
#include "test_observed_common.h"

#include <stdio.h>

static struct fixtures fixtures;

static void write_seen(const char *path, const struct elb_buffer *buffer)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(elb_buffer_string(buffer), file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void dump_file(struct elb_buffer *buffer, struct elb_text text)
{
    struct elb_observation_list *list = NULL;
    struct elb_error error = {0};

    if (elb_observations_read(elb_catalog_bundled(), text.start, text.length, "input", NULL, &list,
                              &error) == ELB_OK)
        dump_list(buffer, list);
    else
        elb_buffer_printf(buffer, "error: %zu:%zu: %s\n", error.line, error.column, error.message);
    elb_observation_list_free(list);
}

START_TEST(is_seen)
{
    const char *path = fixtures.paths[_i];
    struct elb_arena arena = {0};
    struct elb_buffer buffer = {0};
    const char *seen = elb_arena_printf(&arena, "%s" SEEN_SUFFIX, path);

    dump_file(&buffer, read_path(&arena, path));
    if (getenv("UPDATE"))
        write_seen(seen, &buffer);
    ck_assert_msg(elb_text_is(read_path(&arena, seen), elb_buffer_string(&buffer)),
                  "%s: seen is\n%s\nIf that is right: UPDATE=1 and the name of this test's program",
                  path, elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
    elb_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("observed files");
    TCase *tcase = tcase_create("files");
    SRunner *runner = srunner_create(suite);
    int failed;

    find_fixtures(&fixtures);
    tcase_add_loop_test(tcase, is_seen, 0, (int)fixtures.count);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    elb_arena_done(&fixtures.arena);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
