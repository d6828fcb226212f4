/* SPDX-License-Identifier: MIT */

#include "tree/tree.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static struct elb_arena arena;
static const struct elb_node *root;

static const char input[] = "text: Ab\n"
                            "port: '443'\n"
                            "yes: True\n"
                            "list: [a, b]\n"
                            "map: {k: !Ref v, 0x10: w}\n"
                            "none: ~\n"
                            "[c]: d\n";

static void set_up(void)
{
    struct elb_documents documents;

    elb_arena_init(&arena);
    ck_assert_int_eq(elb_yaml_read(&arena, elb_text_from(input), NULL, NULL, &documents, NULL),
                     ELB_OK);
    root = documents.roots[0];
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

struct type_row {
    const char *key; /* NULL: no node at all */
    bool is_mapping, is_sequence, is_string, is_null, is_scalar;
    size_t count;
    const char *type_name;
};

static const struct type_row type_rows[] = {
    {"text", false, false, true, false, true, 0, "a string"},
    {"list", false, true, false, false, false, 2, "a sequence"},
    {"map", true, false, false, false, false, 2, "a mapping"},
    {"none", false, false, false, true, true, 0, "null"},
    {NULL, false, false, false, false, false, 0, "nothing"},
};

START_TEST(types)
{
    const struct type_row *row = &type_rows[_i];
    const struct elb_node *node = row->key ? elb_node_get(root, row->key) : NULL;

    ck_assert_msg(elb_node_is_mapping(node) == row->is_mapping, "%s", row->type_name);
    ck_assert_msg(elb_node_is_sequence(node) == row->is_sequence, "%s", row->type_name);
    ck_assert_msg(elb_node_is_string(node) == row->is_string, "%s", row->type_name);
    ck_assert_msg(elb_node_is_null(node) == row->is_null, "%s", row->type_name);
    ck_assert_msg(elb_node_is_scalar(node) == row->is_scalar, "%s", row->type_name);
    ck_assert_msg(elb_node_count(node) == row->count, "%s", row->type_name);
    ck_assert_str_eq(elb_node_type_name(node), row->type_name);
}
END_TEST

START_TEST(access_by_index)
{
    const struct elb_node *map = elb_node_get(root, "map");
    const struct elb_node *list = elb_node_get(root, "list");

    ck_assert(elb_node_text_is(elb_node_at(list, 1), "b"));
    ck_assert(elb_node_text_is(elb_node_at(map, 0), "v"));
    ck_assert(elb_node_text_is(elb_node_key_at(map, 0), "k"));
    ck_assert_ptr_null(elb_node_at(list, 2));
    ck_assert_ptr_null(elb_node_at(list, SIZE_MAX));
    ck_assert_ptr_null(elb_node_at(map, 2));
    ck_assert_ptr_null(elb_node_at(NULL, 0));
    ck_assert_ptr_null(elb_node_at(elb_node_get(root, "text"), 0));
    ck_assert_ptr_null(elb_node_key_at(map, 2));
    ck_assert_ptr_null(elb_node_key_at(list, 0));
    ck_assert_ptr_null(elb_node_key_at(NULL, 0));
}
END_TEST

START_TEST(access_by_key)
{
    ck_assert(elb_node_text_is(elb_node_get_path(root, "map", "k", NULL), "v"));
    ck_assert_uint_eq(elb_node_find(root, ELB_TEXT("yes")), 2);
    ck_assert_uint_eq(elb_node_get_key(root, "port")->start.line, 2);
    ck_assert_ptr_eq(elb_node_get_path(root, NULL), root);
    ck_assert_ptr_null(elb_node_get_path(root, "map", "no", "such", NULL));
    ck_assert_ptr_null(elb_node_get(root, "Text"));
    ck_assert_ptr_null(elb_node_get(root, "tex"));
    ck_assert_ptr_null(elb_node_get(root, "c"));
    ck_assert_ptr_null(elb_node_get(root, ""));
    ck_assert_ptr_null(elb_node_get(NULL, "text"));
    ck_assert_ptr_null(elb_node_get(elb_node_get(root, "list"), "a"));
    ck_assert_ptr_null(elb_node_get_key(root, "no"));
}
END_TEST

START_TEST(texts)
{
    const struct elb_node *tagged = elb_node_get_path(root, "map", "k", NULL);

    ck_assert(elb_node_tag_is(tagged, "!Ref"));
    ck_assert(elb_node_tag_is(root, ""));
    ck_assert(!elb_node_tag_is(tagged, "Ref"));
    ck_assert(!elb_node_tag_is(NULL, "!Ref"));
    ck_assert_str_eq(elb_node_text(NULL).start, "");
    ck_assert_str_eq(elb_node_text(root).start, "");
    ck_assert(!elb_node_text_is(root, ""));
    ck_assert(!elb_node_text_is(NULL, ""));
    ck_assert(!elb_node_text_is(tagged, "V"));
}
END_TEST

struct value_row {
    const char *key;
    bool is_number;
    bool is_bool;
};

static const struct value_row value_rows[] = {
    {"port", true, false}, {"yes", false, true},   {"text", false, false}, {"list", false, false},
    {"map", false, false}, {"none", false, false}, {"no", false, false},
};

START_TEST(values)
{
    const struct value_row *row = &value_rows[_i];
    const struct elb_node *node = elb_node_get(root, row->key);
    uint64_t number = 1;
    bool is_true = false;

    ck_assert_msg(elb_node_get_unsigned(node, 65535, &number) == row->is_number, "%s", row->key);
    ck_assert_msg(number == (row->is_number ? 443 : 1), "%s", row->key);
    ck_assert_msg(!elb_node_get_unsigned(node, 442, &number), "%s", row->key);
    ck_assert_msg(elb_node_get_bool(node, &is_true) == row->is_bool, "%s", row->key);
    ck_assert_msg(is_true == row->is_bool, "%s", row->key);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tree/node");
    TCase *tcase = tcase_create("node");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, types, 0, LENGTH(type_rows));
    tcase_add_test(tcase, access_by_index);
    tcase_add_test(tcase, access_by_key);
    tcase_add_test(tcase, texts);
    tcase_add_loop_test(tcase, values, 0, LENGTH(value_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
