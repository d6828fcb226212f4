/* SPDX-License-Identifier: MIT */

/*
 * The loader and the printer without the first, second, third ... allocation, until they succeed:
 * each failure says that it was memory, and leaves nothing behind.
 */
#include "test_catalog_common.h"

#include "base/alloc.h"
#include "base/file.h"

#define DATA "tests/unit/data/"

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status load(const char *directory, const struct elb_catalog *base,
                            struct elb_error *reterr)
{
    struct elb_catalog_file *file = NULL;
    enum elb_status status = elb_catalog_load(directory, base, true, &file, reterr);
    elb_catalog_free(file);
    return status;
}

static enum elb_status load_whole(struct elb_error *reterr)
{
    return load(DATA "catalog-small", NULL, reterr);
}

static enum elb_status load_over(struct elb_error *reterr)
{
    return load(DATA "catalog-over", elb_catalog_bundled(), reterr);
}

static enum elb_status read_file(const char *path, struct elb_arena *arena,
                                 struct elb_text *ret_text, struct elb_error *reterr)
{
    return elb_file_read(arena, path, ELB_FILE_LIMIT, ret_text, reterr);
}

static enum elb_status read_policy(struct elb_error *reterr)
{
    struct elb_arena arena = {0};
    struct elb_text text;
    struct elb_policy policy;
    enum elb_status status =
        read_file("policies/elbv2/ELBSecurityPolicy-2016-08.yaml", &arena, &text, reterr);
    if (status == ELB_OK)
        status =
            elb_policy_read_yaml(&arena, elb_catalog_bundled(), text, "p", NULL, &policy, reterr);
    elb_arena_done(&arena);
    return status;
}

static enum elb_status read_clients(struct elb_error *reterr)
{
    struct elb_arena arena = {0};
    const struct elb_client *clients;
    size_t count;
    enum elb_status status = elb_clients_read_yaml(
        &arena, elb_catalog_bundled(), ELB_TEXT("suites: [AES128-SHA]\naliases: [c, d]\n"),
        "a/b.yaml", NULL, &clients, &count, reterr);
    elb_arena_done(&arena);
    return status;
}

static enum elb_status finish(struct elb_buffer *out, struct elb_error *reterr)
{
    bool failed = out->out_of_memory;
    elb_buffer_done(out);
    return failed ? elb_error_set_memory(reterr) : ELB_OK;
}

static enum elb_status print_policy(struct elb_error *reterr)
{
    struct elb_buffer out = {0};
    elb_policy_print(&out, &elb_catalog_bundled()->policies[0]);
    return finish(&out, reterr);
}

static enum elb_status print_client(struct elb_error *reterr)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_buffer out = {0};
    elb_client_print(&out, catalog, &catalog->clients[0]);
    return finish(&out, reterr);
}

static const struct {
    const char *name;
    enum elb_status (*run)(struct elb_error *reterr);
} rows[] = {
    {"a whole directory", load_whole},   {"an overlay", load_over},
    {"a policy", read_policy},           {"a client", read_clients},
    {"printing a policy", print_policy}, {"printing a client", print_client},
};

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;
    for (count = 0; status != ELB_OK; count++) {
        struct elb_error error = {0};
        ck_assert_uint_lt(count, 20000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = rows[_i].run(&error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "%s, allocation %zu: %s",
                      rows[_i].name, count, error_line(&error));
        ck_assert_msg(status == error.status, "%s, allocation %zu", rows[_i].name, count);
    }
    ck_assert_uint_gt(count, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("oom_catalog");
    TCase *tcase = tcase_create("oom");

    tcase_set_timeout(tcase, 100);
    tcase_add_loop_test(tcase, without_memory, 0, (int)LENGTH(rows));
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
