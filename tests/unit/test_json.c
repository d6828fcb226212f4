/* SPDX-License-Identifier: MIT */

#include "test_tree_dump.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define B(literal) ELB_TEXT_INIT(literal)

static struct elb_arena arena;
static struct elb_error error;
static const struct elb_node *root;

static void set_up(void)
{
    elb_arena_init(&arena);
    error = (struct elb_error){0};
    root = NULL;
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

struct good_row {
    const char *name;
    struct elb_text input;
    const char *expected;
};

static const struct good_row good_rows[] = {
    {"null", B("null"), "null"},
    {"true", B("true"), "b:true"},
    {"false", B("false"), "b:false"},
    {"a string", B("\"a\""), "\"a\""},
    {"empty string", B("\"\""), "\"\""},
    {"space around", B(" \t\r\n1 \t\r\n"), "n:1"},
    {"empty array", B("[ ]"), "[]"},
    {"empty object", B("{ }"), "{}"},
    {"array", B("[1,\"a\",null,[true]]"), "[n:1, \"a\", null, [b:true]]"},
    {"object", B("{\"a\":1,\"b\":{\"c\":[]}}"), "{\"a\": n:1, \"b\": {\"c\": []}}"},
    {"empty key", B("{\"\":1}"), "{\"\": n:1}"},
    {"keys in other case", B("{\"a\":1,\"A\":2}"), "{\"a\": n:1, \"A\": n:2}"},
    {"same key in another object", B("[{\"a\":1},{\"a\":2}]"), "[{\"a\": n:1}, {\"a\": n:2}]"},
    {"zero", B("0"), "n:0"},
    {"minus zero", B("-0"), "n:-0"},
    {"fraction", B("-0.50"), "n:-0.50"},
    {"exponents", B("[1e5,1E+5,1.5e-5,0e0]"), "[n:1e5, n:1E+5, n:1.5e-5, n:0e0]"},
    {"largest integer", B("9223372036854775807"), "n:9223372036854775807"},
    {"least integer", B("-9223372036854775808"), "n:-9223372036854775808"},
    {"largest double", B("1.7976931348623158e308"), "n:1.7976931348623158e308"},
    {"tiny", B("1e-999999999999999999999999"), "n:1e-999999999999999999999999"},
    {"zero with a large exponent", B("0.0e99999999999999999999"), "n:0.0e99999999999999999999"},
    {"short escapes", B("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\"\\/\b\f\n\r\t\""},
    {"unicode escapes", B("\"\\u0041\\u00e4\\u20AC\""), "\"A\xc3\xa4\xe2\x82\xac\""},
    {"surrogate pair", B("\"\\ud83d\\uDE00\""), "\"\xf0\x9f\x98\x80\""},
    {"raw UTF-8", B("\"\xc3\xa4\xf0\x9f\x98\x80\""), "\"\xc3\xa4\xf0\x9f\x98\x80\""},
    {"raw DEL", B("\"\x7f\""), "\"\x7f\""},
    {"escaped key", B("{\"\\u0061\":1}"), "{\"a\": n:1}"},
};

START_TEST(good)
{
    const struct good_row *row = &good_rows[_i];
    struct elb_buffer buffer = {0};
    enum elb_status status = elb_json_read(&arena, row->input, NULL, NULL, &root, &error);

    ck_assert_msg(status == ELB_OK, "%s: %zu:%zu: %s", row->name, error.line, error.column,
                  error.message);
    ck_assert_msg(error.status == ELB_OK, "%s: success touched the error", row->name);
    dump_node(&buffer, root);
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
    {"nothing", B(""), 1, 1, "expected a value, not the end of the input"},
    {"only space", B(" \n "), 2, 2, "expected a value, not the end of the input"},
    {"byte order mark", B("\xef\xbb\xbf{}"), 1, 1, "expected a value"},
    {"two values", B("1\n2"), 2, 1, "expected the end of the input, not '2'"},
    {"NUL behind", B("1\0"), 1, 2, "expected the end of the input"},
    {"NUL behind a number", B("[1\0]"), 1, 3, "expected ',' or ']'"},
    {"NUL before",
     B("\0"
       "1"),
     1, 1, "expected a value"},
    {"array without end", B("[1"), 1, 3, "expected ',' or ']', not the end of the input"},
    {"object without end", B("{\"a\":1"), 1, 7, "expected ',' or '}', not the end of the input"},
    {"array ends as object", B("[1}"), 1, 3, "expected ',' or ']', not '}'"},
    {"object ends as array", B("{\"a\":1]"), 1, 7, "expected ',' or '}', not ']'"},
    {"end alone", B("]"), 1, 1, "expected a value, not ']'"},
    {"trailing comma", B("[1,]"), 1, 4, "expected a value, not ']'"},
    {"trailing comma in object", B("{\"a\":1,}"), 1, 8, "expected a key in double quotes, not '}'"},
    {"two commas", B("[1,,2]"), 1, 4, "expected a value, not ','"},
    {"comma first", B("[,1]"), 1, 2, "expected a value, not ','"},
    {"no comma", B("[1 2]"), 1, 4, "expected ',' or ']', not '2'"},
    {"no colon", B("{\"a\" 1}"), 1, 6, "expected ':', not '1'"},
    {"no value", B("{\"a\":}"), 1, 6, "expected a value, not '}'"},
    {"key without quotes", B("{a:1}"), 1, 2, "expected a key in double quotes, not 'a'"},
    {"key is a number", B("{1:1}"), 1, 2, "expected a key in double quotes, not '1'"},
    {"single quotes", B("'a'"), 1, 1, "expected a value, not '''"},
    {"comment", B("/* */ 1"), 1, 1, "expected a value, not '/'"},
    {"other case", B("True"), 1, 1, "expected a value, not 'T'"},
    {"half a word", B("nul"), 1, 1, "expected a value, not 'n'"},
    {"word with more", B("truex"), 1, 5, "expected the end of the input, not 'x'"},
    {"NaN", B("NaN"), 1, 1, "expected a value, not 'N'"},
    {"no-break space",
     B("\xc2\xa0"
       "1"),
     1, 1, "expected a value"},
    {"vertical tab", B("\v1"), 1, 1, "expected a value"},
    {"duplicate key", B("{\"a\":1,\n \"a\":2}"), 2, 2, "duplicate key 'a', first at 1:2"},
    {"duplicate by escape", B("{\"a\":1,\"\\u0061\":2}"), 1, 8, "duplicate key 'a', first at 1:2"},
    {"minus alone", B("-"), 1, 2, "expected a digit"},
    {"plus", B("+1"), 1, 1, "expected a value, not '+'"},
    {"leading zero", B("[01]"), 1, 4, "number with a leading zero"},
    {"leading zero behind minus", B("-01"), 1, 4, "number with a leading zero"},
    {"point first", B(".5"), 1, 1, "expected a value, not '.'"},
    {"point last", B("1."), 1, 3, "expected a digit behind the decimal point"},
    {"no exponent", B("1e"), 1, 3, "expected a digit in the exponent"},
    {"two signs in exponent", B("1e+-1"), 1, 4, "expected a digit in the exponent"},
    {"hex", B("0x10"), 1, 2, "expected the end of the input, not 'x'"},
    {"integer too large", B("9223372036854775808"), 1, 1, "integer beyond 64 bits"},
    {"integer too small", B("-9223372036854775809"), 1, 1, "integer beyond 64 bits"},
    {"integer much too large", B("[100000000000000000000]"), 1, 2, "integer beyond 64 bits"},
    {"real too large", B("1e309"), 1, 1, "number beyond a double"},
    {"real just too large", B("-1.7976931348623159e308"), 1, 1, "number beyond a double"},
    {"endless exponent", B("1e99999999999999999999"), 1, 1, "number beyond a double"},
    {"string without end", B("[\"a"), 1, 2, "string without an end"},
    {"escape at the end", B("\"a\\"), 1, 1, "string without an end"},
    {"escaped quote at the end", B("\"a\\\""), 1, 1, "string without an end"},
    {"newline in a string", B("\"a\nb\""), 1, 3, "string without an end on its line"},
    {"tab in a string", B("\"a\tb\""), 1, 3, "control character in a string"},
    {"NUL in a string", B("\"a\0b\""), 1, 3, "control character in a string"},
    {"unknown escape", B("\"a\\x\""), 1, 3, "unknown escape"},
    {"capital escape", B("\"\\U0041\""), 1, 2, "unknown escape"},
    {"escaped NUL", B("\"\\u0000\""), 1, 2, "character U+0000 is not allowed"},
    {"escaped NUL in a key", B("{\"\\u0000\":1}"), 1, 3, "character U+0000 is not allowed"},
    {"three digits", B("\"\\u12\""), 1, 2, "expected four hex digits behind '\\u'"},
    {"not a hex digit", B("\"\\u12g4\""), 1, 2, "expected four hex digits behind '\\u'"},
    {"high surrogate alone", B("\"\\ud83d\""), 1, 2, "half a surrogate pair"},
    {"high surrogate twice", B("\"\\ud83d\\ud83d\""), 1, 2, "half a surrogate pair"},
    {"high surrogate and letter", B("\"\\ud83dabcdefg\""), 1, 2, "half a surrogate pair"},
    {"low surrogate alone", B("\"\\ude00\""), 1, 2, "half a surrogate pair"},
    {"not UTF-8", B("[\"\xc3\xa4\xff\"]"), 1, 4, "byte 0xFF is not UTF-8"},
    {"surrogate in UTF-8", B("\"\xed\xa0\x80\""), 1, 2, "byte 0xED is not UTF-8"},
    {"columns are characters", B("[\"\xc3\xa4\xf0\x9f\x98\x80\" x"), 1, 7,
     "expected ',' or ']', not 'x'"},
    {"CR is no new line", B("\r\r?"), 1, 3, "expected a value, not '?'"},
};

START_TEST(bad)
{
    const struct bad_row *row = &bad_rows[_i];
    enum elb_status status = elb_json_read(&arena, row->input, "p", NULL, &root, &error);

    ck_assert_msg(status == ELB_ERROR_SYNTAX, "%s: status %d", row->name, (int)status);
    ck_assert_msg(error.status == status, "%s: error's status %d", row->name, (int)error.status);
    ck_assert_msg(!root, "%s: failure touched the result", row->name);
    ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->name, error.message);
    ck_assert_msg(error.line == row->line && error.column == row->column, "%s: at %zu:%zu",
                  row->name, error.line, error.column);
    ck_assert_msg(strcmp(error.path, "p") == 0, "%s: path %s", row->name, error.path);
    status = elb_json_read(&arena, row->input, NULL, NULL, &root, NULL);
    ck_assert_msg(status == ELB_ERROR_SYNTAX, "%s: without an error to fill", row->name);
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
    {"depth is enough", "[[1],{\"a\":[]}]", {3, 100, 100, false, false}, SIZE_MAX, ""},
    {"scalar without depth", "1", {0, 100, 100, false, false}, SIZE_MAX, ""},
    {"nodes are enough", "{\"a\":[1,2]}", {3, 100, 5, false, false}, SIZE_MAX, ""},
    {"bytes are enough", "[1,2]", {3, 5, 5, false, false}, SIZE_MAX, ""},
    {"number of any size",
     "[-1e9999,100000000000000000000]",
     {3, 100, 5, false, true},
     SIZE_MAX,
     ""},
    {"too deep",
     "[[1],{\"a\":[]}]",
     {2, 100, 100, false, false},
     11,
     "nested deeper than the limit of 2 levels"},
    {"no depth", "[]", {0, 100, 100, false, false}, 1, "nested deeper than the limit of 0 levels"},
    {"too many nodes",
     "{\"a\":[1,2]}",
     {3, 100, 4, false, false},
     9,
     "more nodes than the limit of 4"},
    {"no nodes", "1", {3, 100, 0, false, false}, 1, "more nodes than the limit of 0"},
    {"too many bytes", "[1,2]", {3, 4, 5, false, false}, 0, "larger than the limit of 4 bytes"},
};

START_TEST(limits)
{
    const struct limit_row *row = &limit_rows[_i];
    enum elb_status expected = row->column == SIZE_MAX ? ELB_OK : ELB_ERROR_LIMIT;
    enum elb_status status =
        elb_json_read(&arena, elb_text_from(row->input), NULL, &row->limits, &root, &error);

    ck_assert_msg(status == expected, "%s: status %d", row->name, (int)status);
    ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->name, error.message);
    if (expected != ELB_OK)
        ck_assert_msg(error.column == row->column, "%s: column %zu", row->name, error.column);
}
END_TEST

START_TEST(default_depth)
{
    char input[129] = "";

    memset(input, '[', 64);
    memset(input + 64, ']', 64);
    ck_assert_int_eq(
        elb_json_read(&arena, (struct elb_text){input, 128}, NULL, NULL, &root, &error), ELB_OK);
    memset(input, '[', 65);
    ck_assert_int_eq(
        elb_json_read(&arena, (struct elb_text){input, 129}, NULL, NULL, &root, &error),
        ELB_ERROR_LIMIT);
    ck_assert_uint_eq(error.column, 65);
}
END_TEST

START_TEST(positions)
{
    static const char input[] = "{\"\xc3\xa4\": [1,\n  \"x\\n\" ], \"b\" :null}";
    const struct elb_node *items;
    const struct elb_node *node;

    ck_assert_int_eq(elb_json_read(&arena, elb_text_from(input), NULL, NULL, &root, &error),
                     ELB_OK);
    ck_assert_uint_eq(root->start.offset, 0);
    ck_assert_uint_eq(root->end.offset, sizeof(input) - 1);
    items = elb_node_get(root, "\xc3\xa4");
    ck_assert_uint_eq(items->start.column, 7);
    ck_assert_uint_eq(items->start.offset, 7);
    node = elb_node_at(items, 1);
    ck_assert_uint_eq(node->start.line, 2);
    ck_assert_uint_eq(node->start.column, 3);
    ck_assert_uint_eq(node->end.column, 8);
    ck_assert_uint_eq(node->start.offset, 13);
    ck_assert_uint_eq(node->end.offset, 18);
    ck_assert_uint_eq(items->end.column, 10);
    node = elb_node_get_key(root, "b");
    ck_assert_uint_eq(node->start.column, 12);
    ck_assert_uint_eq(node->end.column, 15);
}
END_TEST

/* Enough keys for the other way of finding duplicates. */
START_TEST(many_keys)
{
    struct elb_limits lenient = ELB_LIMITS_DEFAULT;
    struct elb_buffer buffer = {0};

    for (int i = 0; i < 500; i++)
        elb_buffer_printf(&buffer, "%c\"%d\":1", i ? ',' : '{', i * 7 % 501);
    elb_buffer_append_char(&buffer, '}');
    ck_assert_int_eq(elb_json_read(&arena, elb_buffer_text(&buffer), NULL, NULL, &root, &error),
                     ELB_OK);
    ck_assert_uint_eq(elb_node_count(root), 500);
    buffer.data[buffer.length - 1] = ',';
    elb_buffer_append_string(&buffer, "\"b\":1,\"a\":1,\n\"b\":2,\"a\":2,\"a\":3}");
    ck_assert_int_eq(elb_json_read(&arena, elb_buffer_text(&buffer), NULL, NULL, &root, &error),
                     ELB_ERROR_SYNTAX);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 1);
    ck_assert_msg(strncmp(error.message, "duplicate key 'b', first at 1:", 30) == 0, "%s",
                  error.message);
    lenient.duplicate_keys = ELB_DUPLICATES_LAST_WINS;
    ck_assert_int_eq(elb_json_read(&arena, elb_buffer_text(&buffer), NULL, &lenient, &root, &error),
                     ELB_OK);
    ck_assert_uint_eq(elb_node_count(root), 502);
    ck_assert_str_eq(elb_node_get(root, "a")->text.start, "3");
    ck_assert_str_eq(elb_node_get(root, "b")->text.start, "2");
    elb_buffer_done(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tree/json");
    TCase *tcase = tcase_create("json");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, limits, 0, LENGTH(limit_rows));
    tcase_add_test(tcase, default_depth);
    tcase_add_test(tcase, positions);
    tcase_add_test(tcase, many_keys);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
