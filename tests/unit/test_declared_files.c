/* SPDX-License-Identifier: MIT */

/*
 * Every fixture of data/declared-* against the listeners that are seen in it, NAME.seen. With
 * UPDATE=1 in the environment these are written anew, for you to read.
 */
#include "test_declared_common.h"

static struct elb_arena fixture_arena;
static struct names fixtures;

static void write_seen(const char *path, const struct elb_buffer *buffer)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(elb_buffer_string(buffer), file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void dump_fixture(struct elb_buffer *buffer, struct elb_arena *arena,
                         const struct names *files)
{
    struct elb_listeners *listeners = NULL;
    struct elb_error error = {0};

    ck_assert_int_eq(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL), ELB_OK);
    for (size_t i = 0; i < files->count; i++) {
        const struct elb_text text = read_path(arena, files->paths[i]);

        error = (struct elb_error){0};
        if (elb_listeners_add(listeners, text.start, text.length, files->paths[i], &error) !=
            ELB_OK)
            dump_error(buffer, "error", &error);
    }
    ck_assert_int_eq(elb_listeners_finish(listeners, NULL), ELB_OK);
    dump_listeners(buffer, listeners);
    elb_listeners_free(listeners);
}

START_TEST(is_seen)
{
    const char *path = fixtures.paths[_i];
    struct elb_arena arena = {0};
    struct elb_buffer buffer = {0};
    const char *seen = elb_arena_printf(&arena, "%s" SEEN_SUFFIX, path);
    struct names files;

    find_files(&arena, path, &files);
    dump_fixture(&buffer, &arena, &files);
    if (getenv("UPDATE"))
        write_seen(seen, &buffer);
    ck_assert_msg(
        elb_text_is(read_path(&arena, seen), elb_buffer_string(&buffer)),
        "%s: seen is\n%.3000s\nIf that is right: UPDATE=1 and the name of this test's program",
        path, elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
    elb_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("declared files");
    TCase *tcase = tcase_create("files");
    SRunner *runner = srunner_create(suite);
    int failed;

    find_fixtures(&fixture_arena, &fixtures);
    tcase_add_loop_test(tcase, is_seen, 0, (int)fixtures.count);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    elb_arena_done(&fixture_arena);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
