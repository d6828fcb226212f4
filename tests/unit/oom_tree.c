/* SPDX-License-Identifier: MIT */

/* All readers without the first, second, third ... allocation, until they succeed. */
#include "base/alloc.h"
#include "tree/tree.h"

#include <check.h>
#include <stdlib.h>

/*
 * libyaml allocates by itself, but through functions that a program may put its own in place of:
 * so the same count covers what it asks for.
 */
#define VISIBLE __attribute__((visibility("default")))

VISIBLE void *yaml_malloc(size_t size);
VISIBLE void *yaml_realloc(void *memory, size_t size);
VISIBLE void yaml_free(void *memory);

static size_t allowed;
static size_t yaml_requests;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

void *yaml_malloc(size_t size)
{
    yaml_requests++;
    return elb_alloc(size);
}

void *yaml_realloc(void *memory, size_t size)
{
    return elb_realloc(memory, size);
}

void yaml_free(void *memory)
{
    elb_free(memory);
}

static enum elb_status read_json(struct elb_arena *arena, struct elb_error *reterr)
{
    const struct elb_node *root;

    return elb_json_read(
        arena,
        ELB_TEXT("{\"a\":[1,\"x\\n\",null],\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,"
                 "\"6\":1,\"7\":1,\"8\":1,\"9\":1,\"10\":1,\"11\":1,\"12\":1,"
                 "\"13\":1,\"14\":1,\"15\":1,\"16\":1,\"17\":[[[[{}]]]]}"),
        "p", NULL, &root, reterr);
}

static enum elb_status read_yaml(struct elb_arena *arena, struct elb_error *reterr)
{
    struct elb_documents documents;

    return elb_yaml_read(arena,
                         ELB_TEXT("%TAG !t! tag:x,1:\n"
                                  "--- !t!u\n"
                                  "a: &x [1, !Ref b, 'c', \"d\\n\", [[[[e]]]]]\n"
                                  "b: *x\n"
                                  "c: |\n  block\n"
                                  "? [k]\n: v\n"
                                  "--- # next\n"
                                  "!!u z\n"),
                         "p", NULL, &documents, reterr);
}

static enum elb_status read_hcl(struct elb_arena *arena, struct elb_error *reterr)
{
    struct elb_error problem = {0};
    const struct elb_node *root;

    return elb_hcl_read(arena,
                        ELB_TEXT("a \"b\" \"c\" {\n d = [1, f(\"x${y}z\")]\n e = !a.b[0] ? 1 : 2\n"
                                 " f = <<-E\n   a\n   E\n g = [for a in b : c]\n ?\n h = 1 + 2\n}"),
                        (struct elb_mark){0}, "p", NULL, &root, &problem, reterr);
}

static enum elb_status read_template(struct elb_arena *arena, struct elb_error *reterr)
{
    const struct elb_node *root = NULL;
    enum elb_status status =
        elb_json_read(arena, ELB_TEXT("\"a${b.c}d\""), "p", NULL, &root, reterr);

    return status == ELB_OK ? elb_hcl_read_template(arena, root, "p", NULL, &root, reterr) : status;
}

static enum elb_status (*const readers[])(struct elb_arena *, struct elb_error *) = {
    read_json,
    read_yaml,
    read_hcl,
    read_template,
};

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status != ELB_OK; count++) {
        struct elb_arena arena = {0};
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 10000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = readers[_i](&arena, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        elb_arena_done(&arena);
        ck_assert_msg(status == error.status, "reader %d, allocation %zu", _i, count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY,
                      "reader %d, allocation %zu: %s", _i, count, error.message);
    }
    ck_assert_msg(count > 2, "reader %d asked only %zu times", _i, count);
    ck_assert_msg(yaml_requests > 0 || readers[_i] != read_yaml, "libyaml does not ask us");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tree without memory");
    TCase *tcase = tcase_create("memory");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, without_memory, 0, sizeof(readers) / sizeof(*readers));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
