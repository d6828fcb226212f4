/* SPDX-License-Identifier: MIT */

/*
 * Every fixture of data/declared-*, each of its files cut off at every byte (large ones at every
 * 11th, and around their lines' ends): what is read keeps its promises. Then without the first,
 * second, third ... allocation.
 */
#include "test_declared_common.h"

#include "../fuzz/use_listeners.h"
#include "base/alloc.h"

#define LARGE 4000

static struct elb_arena fixture_arena;
static struct names fixtures;

struct loaded {
    struct names names;
    struct elb_text texts[FILES_MAX];
};

static struct loaded *load(struct elb_arena *arena, const char *path)
{
    struct loaded *loaded = elb_arena_alloc(arena, sizeof(*loaded));

    ck_assert_ptr_nonnull(loaded);
    find_files(arena, path, &loaded->names);
    for (size_t i = 0; i < loaded->names.count; i++)
        loaded->texts[i] = read_path(arena, loaded->names.paths[i]);
    return loaded;
}

/* Reads all files, the one of this index up to this length only. */
static void read_cut(const struct loaded *loaded, size_t index, size_t length)
{
    struct elb_listeners *listeners = NULL;

    require(elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, NULL) == ELB_OK);
    for (size_t i = 0; i < loaded->names.count; i++) {
        const size_t size = i == index ? length : loaded->texts[i].length;
        char *copy = malloc(size + 1); /* of its own, for a sanitizer to see one byte too many */
        struct elb_error error = {0};
        enum elb_status status;

        require(copy != NULL);
        memcpy(copy, loaded->texts[i].start, size);
        status = elb_listeners_add(listeners, copy, size, loaded->names.paths[i], &error);
        require(status == error.status);
        free(copy);
    }
    require(elb_listeners_finish(listeners, NULL) == ELB_OK);
    use_listeners(listeners);
    elb_listeners_free(listeners);
}

START_TEST(cut_off)
{
    struct elb_arena arena = {0};
    const struct loaded *loaded = load(&arena, fixtures.paths[_i]);

    for (size_t i = 0; i < loaded->names.count; i++) {
        const struct elb_text text = loaded->texts[i];
        const size_t step = text.length > LARGE ? 11 : 1;

        for (size_t length = 0; length <= text.length; length++) {
            if (length % step == 0 || length == text.length || text.start[length] == '\n')
                read_cut(loaded, i, length);
        }
    }
    elb_arena_done(&arena);
}
END_TEST

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status read_all(const struct loaded *loaded)
{
    struct elb_listeners *listeners = NULL;
    struct elb_error error = {0};
    enum elb_status status = elb_listeners_new(elb_catalog_bundled(), NULL, &listeners, &error);

    for (size_t i = 0; i < loaded->names.count && status != ELB_ERROR_MEMORY; i++) {
        error = (struct elb_error){0};
        status = elb_listeners_add(listeners, loaded->texts[i].start, loaded->texts[i].length,
                                   loaded->names.paths[i], &error);
        require(status == error.status);
    }
    if (status != ELB_ERROR_MEMORY) {
        error = (struct elb_error){0};
        status = elb_listeners_finish(listeners, &error);
        require(status == error.status);
    }
    elb_listeners_free(listeners);
    return status;
}

START_TEST(without_memory)
{
    struct elb_arena arena = {0};
    const struct loaded *loaded = load(&arena, fixtures.paths[_i]);
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status == ELB_ERROR_MEMORY; count++) {
        allowed = count;
        elb_alloc_hook = allow_some;
        status = read_all(loaded);
        elb_alloc_hook = NULL;
    }
    ck_assert_msg(status == ELB_OK, "%s: status %d", fixtures.paths[_i], (int)status);
    ck_assert_uint_gt(count, 2);
    elb_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("declared cut");
    TCase *tcase = tcase_create("files");
    SRunner *runner = srunner_create(suite);
    int failed;

    find_fixtures(&fixture_arena, &fixtures);
    tcase_set_timeout(tcase, 100);
    tcase_add_loop_test(tcase, cut_off, 0, (int)fixtures.count);
    tcase_add_loop_test(tcase, without_memory, 0, (int)fixtures.count);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    elb_arena_done(&fixture_arena);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
