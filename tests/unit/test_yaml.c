/* SPDX-License-Identifier: MIT */

#include "test_tree_dump.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define B(literal) ELB_TEXT_INIT(literal)

static struct elb_arena arena;
static struct elb_error error;
static struct elb_documents documents;

static void set_up(void)
{
    elb_arena_init(&arena);
    error = (struct elb_error){0};
    documents = (struct elb_documents){NULL, 99};
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

struct good_row {
    const char *name;
    struct elb_text input;
    const char *expected; /* each document with a semicolon behind it */
};

static const struct good_row good_rows[] = {
    {"nothing", B(""), ""},
    {"only a comment", B("# nothing\n\n"), ""},
    {"an empty document", B("---\n"), "null;"},
    {"two documents", B("a\n---\nb\n"), "a;b;"},
    {"documents with ends", B("--- a\n...\n--- b\n...\n"), "a;b;"},
    {"directives", B("%YAML 1.1\n%TAG !x! tag:x,1:\n--- !x!y a\n"), "tag:x,1:y a;"},
    {"mapping", B("a: 1\nb:\n  c: d\n"), "{a: 1, b: {c: d}};"},
    {"sequence", B("- a\n- - b\n  - c\n"), "[a, [b, c]];"},
    {"flow", B("{a: [1, 2], b: {c: d}, }"), "{a: [1, 2], b: {c: d}};"},
    {"JSON", B("{\"a\": [1, \"b\", null]}"), "{\"a\": [1, \"b\", null]};"},
    {"nulls", B("[~, null, Null, NULL, ]"), "[null, null, null, null];"},
    {"no value", B("a:\nb:\n"), "{a: null, b: null};"},
    {"not null", B("[nULL, '~', \"null\", '', !!str , !x null]"),
     "[nULL, \"~\", \"null\", \"\", tag:yaml.org,2002:str , !x null];"},
    {"types stay text", B("[no, 0443, 2012-10-17, 1.0, true, 0xC0]"),
     "[no, 0443, 2012-10-17, 1.0, true, 0xC0];"},
    {"quotes", B("['it''s', \"a\\tb\\u00e4\"]"), "[\"it's\", \"a\tb\xc3\xa4\"];"},
    {"NUL by escape", B("\"a\\0b\""), "\"a.b\";"},
    {"literal", B("a: |\n  b\n   c\n"), "{a: \"b\n c\n\"};"},
    {"folded", B("a: >-\n  b\n  c\n"), "{a: \"b c\"};"},
    {"CloudFormation", B("!If [A, !Ref B, !GetAtt C.D]"), "!If [A, !Ref B, !GetAtt C.D];"},
    {"tagged mapping", B("!Sub {a: b}"), "!Sub {a: b};"},
    {"alias", B("a: &x {b: c}\nd: *x\n"), "{a: {b: c}, d: {b: c}};"},
    {"alias to a scalar", B("[&x a, *x, *x]"), "[a, a, a];"},
    {"alias as key", B("[&x a, {*x : b}]"), "[a, {a: b}];"},
    {"anchor again", B("[&x a, *x, &x b, *x]"), "[a, a, b, b];"},
    {"anchor again within itself", B("&x [&x a, *x]"), "[a, a];"},
    {"merge keys stay", B("a: &x {b: c}\nd:\n  <<: *x\n  <<: {e: f}\n"),
     "{a: {b: c}, d: {<<: {b: c}, <<: {e: f}}};"},
    {"keys that are collections", B("{[a]: 1, [a]: 2, {}: 3}"), "{[a]: 1, [a]: 2, {}: 3};"},
    {"null and empty keys", B("{~: 1, '': 2}"), "{null: 1, \"\": 2};"},
    {"same key in another mapping", B("- a: 1\n- a: 2\n"), "[{a: 1}, {a: 2}];"},
    {"byte order mark",
     B("\xef\xbb\xbf"
       "a: 1\n"),
     "{a: 1};"},
    {"CR LF", B("a: 1\r\nb: 2\r\n"), "{a: 1, b: 2};"},
    {"other scripts", B("\xc3\xa4: \xf0\x9f\x98\x80\n"), "{\xc3\xa4: \xf0\x9f\x98\x80};"},
};

START_TEST(good)
{
    const struct good_row *row = &good_rows[_i];
    struct elb_buffer buffer = {0};
    enum elb_status status = elb_yaml_read(&arena, row->input, NULL, NULL, &documents, &error);

    ck_assert_msg(status == ELB_OK, "%s: %zu:%zu: %s", row->name, error.line, error.column,
                  error.message);
    ck_assert_msg(error.status == ELB_OK, "%s: success touched the error", row->name);
    for (size_t i = 0; i < documents.count; i++) {
        dump_node(&buffer, documents.roots[i]);
        elb_buffer_append_char(&buffer, ';');
    }
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), row->expected) == 0, "%s: %s", row->name,
                  elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
}
END_TEST

struct bad_row {
    const char *name;
    struct elb_text input;
    size_t line;
    size_t column;
    const char *message;
};

static const struct bad_row bad_rows[] = {
    {"duplicate key", B("a: 1\nb: 2\na: 3\n"), 3, 1, "duplicate key 'a', first at 1:1"},
    {"duplicate in quotes", B("{a: 1, \"a\": 2}"), 1, 8, "duplicate key 'a', first at 1:2"},
    {"duplicate null", B("{~: 1, null: 2}"), 1, 8, "duplicate key 'null', first at 1:2"},
    {"duplicate by alias", B("{&x a: 1, *x : 2}"), 1, 2, "duplicate key 'a', first at 1:2"},
    {"duplicate quoted merge", B("{'<<': 1, '<<': 2}"), 1, 11, "duplicate key '<<', first at 1:2"},
    {"duplicate below", B("x:\n  - b: 1\n    b: 2\n"), 3, 5, "duplicate key 'b', first at 2:5"},
    {"the first of two", B("{a: 1, b: 1, b: 2, a: 2}"), 1, 14, "duplicate key 'b', first at 1:8"},
    {"no such anchor", B("a: *x\n"), 1, 4, "no anchor 'x' before this alias"},
    {"anchor behind", B("[*x, &x a]"), 1, 2, "no anchor 'x' before this alias"},
    {"anchor of another document", B("--- &x a\n--- *x\n"), 2, 5,
     "no anchor 'x' before this alias"},
    {"recursive", B("a: &x [b, *x]\n"), 1, 11, "alias 'x' within the node that it stands for"},
    {"recursive mapping", B("&x {a: {b: *x}}"), 1, 12,
     "alias 'x' within the node that it stands for"},
    {"recursive key", B("&x {*x : a}"), 1, 5, "alias 'x' within the node that it stands for"},
    {"flow without end", B("a: [1, 2\n"), 2, 1,
     "did not find expected ',' or ']', while parsing a flow sequence at 1:4"},
    {"quote without end", B("a: 'b\n"), 2, 1,
     "found unexpected end of stream, while scanning a quoted scalar at 1:4"},
    {"two values", B("a: b: c\n"), 1, 5, "mapping values are not allowed in this context"},
    {"tab as indent", B("a:\n\tb: 1\n"), 2, 1,
     "found character that cannot start any token, while scanning for the next token at 2:1"},
    {"bad indent", B("a: 1\n b: 2\n"), 2, 3, "mapping values are not allowed in this context"},
    {"unknown tag handle", B("!x!y a\n"), 1, 1,
     "found undefined tag handle, while parsing a node at 1:1"},
    {"YAML 3", B("%YAML 3.0\n--- a\n"), 1, 1, "found incompatible YAML document"},
    {"unknown escape", B("\"\\q\""), 1, 2,
     "found unknown escape character, while parsing a quoted scalar at 1:1"},
    {"control character", B("a: \xc3\xa4\x1b[0m\n"), 1, 5, "character U+001B is not allowed"},
    {"NUL", B("a: b\nc: \0\n"), 2, 4, "character U+0000 is not allowed"},
    {"not UTF-8", B("a: \xc3\xa4 \xe4\n"), 1, 6, "byte 0xE4 is not UTF-8"},
    {"UTF-16",
     B("\xff\xfe"
       "a\0"),
     1, 1, "byte 0xFF is not UTF-8"},
    {"error in the second document", B("a\n---\n[\n"), 4, 1,
     "did not find expected node content, while parsing a flow node at 4:1"},
};

START_TEST(bad)
{
    const struct bad_row *row = &bad_rows[_i];
    enum elb_status status = elb_yaml_read(&arena, row->input, "p", NULL, &documents, &error);

    ck_assert_msg(status == ELB_ERROR_SYNTAX, "%s: status %d", row->name, (int)status);
    ck_assert_msg(error.status == status, "%s: error's status %d", row->name, (int)error.status);
    ck_assert_msg(documents.count == 99, "%s: failure touched the result", row->name);
    ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->name, error.message);
    ck_assert_msg(error.line == row->line && error.column == row->column, "%s: at %zu:%zu",
                  row->name, error.line, error.column);
    ck_assert_msg(strcmp(error.path, "p") == 0, "%s: path %s", row->name, error.path);
}
END_TEST

START_TEST(last_key_wins)
{
    struct elb_limits lenient = ELB_LIMITS_DEFAULT;

    lenient.duplicate_keys = ELB_DUPLICATES_LAST_WINS;
    ck_assert_int_eq(elb_yaml_read(&arena,
                                   ELB_TEXT("{a: 1, <<: x, 'a': {c: 1, c: 2}, b: 3, <<: y, a: 4, "
                                            "~: 5, null: 6}"),
                                   NULL, &lenient, &documents, &error),
                     ELB_OK);
    ck_assert_uint_eq(elb_node_count(documents.roots[0]), 5);
    ck_assert_str_eq(elb_node_get(documents.roots[0], "a")->text.start, "4");
    ck_assert_str_eq(elb_node_get(documents.roots[0], "b")->text.start, "3");
    ck_assert_str_eq(elb_node_at(documents.roots[0], 4)->text.start, "6");
}
END_TEST

struct limit_row {
    const char *name;
    const char *input;
    struct elb_limits limits;
    size_t column; /* of the error; SIZE_MAX: none */
    const char *message;
};

static const struct limit_row limit_rows[] = {
    {"depth is enough", "[[1], {a: []}]", {3, 100, 100, false, false}, SIZE_MAX, ""},
    {"scalar without depth", "a", {0, 100, 100, false, false}, SIZE_MAX, ""},
    {"nodes are enough", "{a: [1, 2]}", {3, 100, 5, false, false}, SIZE_MAX, ""},
    {"aliases are enough", "[&x [a], *x, *x]", {2, 100, 7, false, false}, SIZE_MAX, ""},
    {"alias is deep enough", "[&x [a], [*x]]", {3, 100, 100, false, false}, SIZE_MAX, ""},
    {"bytes are enough", "[1,2]", {3, 5, 5, false, false}, SIZE_MAX, ""},
    {"too deep",
     "[[1], {a: []}]",
     {2, 100, 100, false, false},
     11,
     "nested deeper than the limit of 2 levels"},
    {"no depth", "[]", {0, 100, 100, false, false}, 1, "nested deeper than the limit of 0 levels"},
    {"alias is too deep",
     "[&x [a], [*x]]",
     {2, 100, 100, false, false},
     11,
     "nested deeper than the limit of 2 levels"},
    {"too many nodes",
     "{a: [1, 2]}",
     {3, 100, 4, false, false},
     9,
     "more nodes than the limit of 4"},
    {"too many by an alias",
     "[&x [a], *x, *x]",
     {2, 100, 6, false, false},
     14,
     "more nodes than the limit of 6, with this alias"},
    {"too many bytes", "[1,2]", {3, 4, 5, false, false}, 0, "larger than the limit of 4 bytes"},
};

START_TEST(limits)
{
    const struct limit_row *row = &limit_rows[_i];
    enum elb_status expected = row->column == SIZE_MAX ? ELB_OK : ELB_ERROR_LIMIT;
    enum elb_status status =
        elb_yaml_read(&arena, elb_text_from(row->input), NULL, &row->limits, &documents, &error);

    ck_assert_msg(status == expected, "%s: status %d", row->name, (int)status);
    ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->name, error.message);
    if (expected != ELB_OK)
        ck_assert_msg(error.column == row->column, "%s: column %zu", row->name, error.column);
}
END_TEST

/* libyaml needs minutes for some of these when it is asked for all events. */
static const char *const nested[] = {"[", "{a: ", "- ", "? ", "{? ", "[[]?", "[\n"};

START_TEST(deep)
{
    struct elb_buffer buffer = {0};

    for (int i = 0; i < 40000; i++)
        elb_buffer_append_string(&buffer, nested[_i]);
    ck_assert_msg(elb_yaml_read(&arena, elb_buffer_text(&buffer), NULL, NULL, &documents, &error) !=
                      ELB_OK,
                  "'%s' was read", nested[_i]);
    ck_assert_msg(error.status == ELB_ERROR_LIMIT || _i == 5, "'%s': %s", nested[_i],
                  error.message);
    elb_buffer_done(&buffer);
}
END_TEST

START_TEST(billion_laughs)
{
    struct elb_buffer buffer = {0};

    elb_buffer_append_string(&buffer, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++)
        elb_buffer_printf(&buffer, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1,
                          i - 1, i - 1);
    ck_assert_int_eq(
        elb_yaml_read(&arena, elb_buffer_text(&buffer), NULL, NULL, &documents, &error),
        ELB_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "more nodes than the limit of 1000000, with this alias");
    elb_buffer_done(&buffer);
}
END_TEST

START_TEST(many_tag_directives)
{
    struct elb_buffer buffer = {0};

    for (int i = 0; i < 257; i++)
        elb_buffer_printf(&buffer, "%%TAG !a%d! tag:x\n", i);
    ck_assert_int_eq(
        elb_yaml_read(&arena, elb_buffer_text(&buffer), NULL, NULL, &documents, &error),
        ELB_ERROR_LIMIT);
    ck_assert_uint_eq(error.line, 257);
    elb_buffer_done(&buffer);
}
END_TEST

START_TEST(aliases_share)
{
    const struct elb_node *root;

    ck_assert_int_eq(
        elb_yaml_read(&arena, ELB_TEXT("[&x {a: b}, *x]"), NULL, NULL, &documents, &error), ELB_OK);
    root = documents.roots[0];
    ck_assert_ptr_eq(elb_node_at(root, 0), elb_node_at(root, 1));
}
END_TEST

START_TEST(positions)
{
    const struct elb_node *root;
    const struct elb_node *node;

    ck_assert_int_eq(
        elb_yaml_read(&arena,
                      ELB_TEXT("# c\n\xc3\xa4: {b: !Ref \"\xe2\x82\xac\"}\nd:\n  - e # f\n"), NULL,
                      NULL, &documents, &error),
        ELB_OK);
    root = documents.roots[0];
    ck_assert_uint_eq(root->start.line, 2);
    ck_assert_uint_eq(root->start.offset, 4);
    node = elb_node_get_path(root, "\xc3\xa4", "b", NULL);
    ck_assert_uint_eq(node->start.line, 2);
    ck_assert_uint_eq(node->start.column, 8);
    ck_assert_uint_eq(node->start.offset, 12);
    ck_assert_uint_eq(node->end.column, 16);
    ck_assert_uint_eq(node->end.offset, 22);
    node = elb_node_get_key(root, "d");
    ck_assert_uint_eq(node->start.line, 3);
    ck_assert_uint_eq(node->start.column, 1);
    node = elb_node_at(elb_node_get(root, "d"), 0);
    ck_assert_uint_eq(node->start.line, 4);
    ck_assert_uint_eq(node->start.column, 5);
    ck_assert_uint_eq(node->end.column, 6);
}
END_TEST

/* The marks of every scalar must cut its text out of the source again, however long that is. */
START_TEST(positions_far_in)
{
    struct elb_buffer buffer = {0};
    struct elb_text text;
    const struct elb_node *root;

    for (int i = 0; i < 5000; i++)
        elb_buffer_printf(&buffer, "\xc3\xa4%d: [\xf0\x9f\x98\x80%d, b]%s", i, i,
                          i % 3 ? "\n" : "\r\n");
    text = elb_buffer_text(&buffer);
    ck_assert_int_eq(elb_yaml_read(&arena, text, NULL, NULL, &documents, &error), ELB_OK);
    root = documents.roots[0];
    for (size_t i = 0; i < elb_node_count(root); i++) {
        const struct elb_node *node = elb_node_at(elb_node_at(root, i), 0);
        struct elb_text slice = {text.start + node->start.offset,
                                 node->end.offset - node->start.offset};

        ck_assert_msg(elb_text_is_equal(slice, node->text), "item %zu: '%.*s'", i,
                      ELB_TEXT_ARGS(slice));
        ck_assert_uint_eq(node->start.line, i + 1);
    }
    elb_buffer_done(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tree/yaml");
    TCase *tcase = tcase_create("yaml");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, last_key_wins);
    tcase_add_loop_test(tcase, limits, 0, LENGTH(limit_rows));
    tcase_add_loop_test(tcase, deep, 0, LENGTH(nested));
    tcase_add_test(tcase, billion_laughs);
    tcase_add_test(tcase, many_tag_directives);
    tcase_add_test(tcase, aliases_share);
    tcase_add_test(tcase, positions);
    tcase_add_test(tcase, positions_far_in);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
