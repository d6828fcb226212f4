/* SPDX-License-Identifier: MIT */

#include "test_tree_dump.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static struct elb_arena arena;
static struct elb_error error;
static struct elb_error problem;
static const struct elb_node *root;

static void set_up(void)
{
    elb_arena_init(&arena);
    error = (struct elb_error){0};
    problem = (struct elb_error){0};
    root = NULL;
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static enum elb_status read_strictly(const char *input, const struct elb_limits *limits)
{
    return elb_hcl_read(&arena, elb_text_from(input), (struct elb_mark){0}, "p", limits, &root,
                        NULL, &error);
}

/* The dump without the tags that every file has. */
static void dump_body(struct elb_buffer *buffer)
{
    struct elb_buffer all = {0};
    struct elb_text rest;
    struct elb_text word;

    dump_node(&all, root);
    rest = elb_buffer_text(&all);
    while (elb_text_next_field(&rest, " ", &word)) {
        if (elb_text_is(word, "!block"))
            continue;
        if (buffer->length > 0)
            elb_buffer_append_char(buffer, ' ');
        elb_buffer_append_text(buffer, word);
    }
    elb_buffer_done(&all);
}

struct good_row {
    const char *name;
    const char *input;
    const char *expected;
};

static const struct good_row good_rows[] = {
    {"nothing", "", "{}"},
    {"comments", "# a\n// b\n/* c\n d */ a = 1 # e\nb = 2 /* f */\n", "{\"a\": n:1, \"b\": n:2}"},
    {"literals", "a = \"x\"\nb = true\nc = null\nd = 1.5e3\ne = false",
     "{\"a\": \"x\", \"b\": b:true, \"c\": null, \"d\": n:1.5e3, \"e\": b:false}"},
    {"CR LF", "a = 1\r\nb = 2\r\n", "{\"a\": n:1, \"b\": n:2}"},
    {"escapes", "a = \"\\n\\t\\\"\\\\\\u00e4\\U0001F600\"",
     "{\"a\": \"\n\t\"\\\xc3\xa4\xf0\x9f\x98\x80\"}"},
    {"escaped templates", "a = \"$${b} %%{c} $ % $$\"", "{\"a\": \"${b} %{c} $ % $$\"}"},
    {"list", "a = [1, \"b\",\n 3,\n]", "{\"a\": [n:1, \"b\", n:3]}"},
    {"object", "a = {\n  b = 1, \"c d\" : 2\n\n  (e.f) = 3 # g\n}",
     "{\"a\": {b: n:1, \"c d\": n:2, !get [!name e, f]: n:3}}"},
    {"object of traversals", "a = {\n  b = 1\n  c.d = e.f\n  g[0] : 2, h(1) = 3\n}",
     "{\"a\": {b: n:1, !get [!name c, d]: !get [!name e, f], !get [!name g, n:0]: n:2, "
     "!call [!name h, n:1]: n:3}}"},
    {"object on a line", "a = { b = 1, c = 2 }", "{\"a\": {b: n:1, c: n:2}}"},
    {"block", "b {\n}\n", "{\"b\": {}}"},
    {"block on a line", "b { c = 1 }", "{\"b\": {\"c\": n:1}}"},
    {"labels", "r \"t\" \"n\" {\n  a = 1\n}",
     "{\"r\": !labels {\"t\": !labels {\"n\": {\"a\": n:1}}}}"},
    {"bare label", "r t {\n}", "{\"r\": !labels {\"t\": {}}}"},
    {"blocks twice", "a {\n b { c = 1 }\n b { c = 2 }\n}\na {}",
     "{\"a\": {\"b\": {\"c\": n:1}, \"b\": {\"c\": n:2}}, \"a\": {}}"},
    {"traversal", "a = b.c[0].d[\"e\"][*].f.*.0",
     "{\"a\": !get [!name b, c, n:0, d, \"e\", !splat *, f, !splat *, n:0]}"},
    {"name", "a = b-c", "{\"a\": !name b-c}"},
    {"call", "a = f(1, [g()],\n b...)",
     "{\"a\": !call [!name f, n:1, [!call [!name g]], !expand [!name b]]}"},
    {"call of a provider", "a = provider::aws::f(1)", "{\"a\": !call [!name f, n:1]}"},
    {"conditional", "a = b ? 1 : c ? 2 : 3",
     "{\"a\": !if [!name b, n:1, !if [!name c, n:2, n:3]]}"},
    {"conditional on lines", "a = (b\n ? 1\n : 2)", "{\"a\": !if [!name b, n:1, n:2]}"},
    {"operators", "a = b == \"c\" && !d || e + 1 * -2 < 3",
     "{\"a\": !operation [!operation [!operation [!name b, ==, \"c\"], &&, !unary "
     "[!, !name d]], ||, !operation [!operation [!name e, +, !operation [n:1, *, "
     "!unary [-, n:2]]], <, n:3]]}"},
    {"operators in a row", "a = 1 + 2 - 3", "{\"a\": !operation [n:1, +, n:2, -, n:3]}"},
    {"parentheses", "a = ((b))", "{\"a\": !name b}"},
    {"template", "a = \"x${b.c}y\"", "{\"a\": !template [\"x\", !get [!name b, c], \"y\"]}"},
    {"template alone", "a = \"${b}\"", "{\"a\": !template [!name b]}"},
    {"template with strings", "a = \"${f(\"b\", \"c${d}\")}\"",
     "{\"a\": !template [!call [!name f, \"b\", !template [\"c\", !name d]]]}"},
    {"template with marks", "a = \"${~ b ~}\"", "{\"a\": !template [!name b]}"},
    {"directive", "a = \"x%{ if b == \"}\" }y%{ endif }\"",
     "{\"a\": !template [\"x\", !directive \"\", \"y\", !directive \"\"]}"},
    {"heredoc", "a = <<EOT\n  b\n c\nEOT\nd = 1", "{\"a\": \"  b\n c\n\", \"d\": n:1}"},
    {"heredoc indented", "a = <<-EOT\n    b \"c\" \\n\n\n      d\n  EOT\n",
     "{\"a\": \"b \"c\" \\n\n\n  d\n\"}"},
    {"heredoc with a template", "a = <<EOT\nb ${c}\nEOT",
     "{\"a\": !template [\"b \", !name c, \"\n\"]}"},
    {"heredoc in a call", "a = f(<<EOT\nb\nEOT\n, 1)", "{\"a\": !call [!name f, \"b\n\", n:1]}"},
    {"heredoc with its word within", "a = <<E\nEE\n E x\nE\n", "{\"a\": \"EE\n E x\n\"}"},
    {"heredoc of nothing", "a = <<E\nE\n", "{\"a\": \"\"}"},
    {"for in a list", "a = [for b in c : \"]\" if b]\nd = 1",
     "{\"a\": !for [\"\", b, !name c, [\"]\"], !name b], \"d\": n:1}"},
    {"for in an object", "a = {for b, c in d : b => {\n e = c\n}...}\nf = 1",
     "{\"a\": !group [b, c, !name d, {!name b: {e: !name c}}], \"f\": n:1}"},
    {"for over lines", "a = {\n  for b\n  in c\n  : b => d\n  if e\n}\nf = 1",
     "{\"a\": !for [\"\", b, !name c, {!name b: !name d}, !name e], \"f\": n:1}"},
    {"key that is for", "a = { format = 1 }", "{\"a\": {format: n:1}}"},
    {"names beyond ASCII", "\xc3\xa4 = 1", "{\"\xc3\xa4\": n:1}"},
    {"deep keys", "\"a\" = 1", "{\"a\": n:1}"},
};

START_TEST(good)
{
    const struct good_row *row = &good_rows[_i];
    struct elb_buffer buffer = {0};
    enum elb_status status = read_strictly(row->input, NULL);

    ck_assert_msg(status == ELB_OK, "%s: %zu:%zu: %s", row->name, error.line, error.column,
                  error.message);
    ck_assert_msg(error.status == ELB_OK, "%s: success touched the error", row->name);
    dump_body(&buffer);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), row->expected) == 0, "%s: %s", row->name,
                  elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
}
END_TEST

struct bad_row {
    const char *name;
    const char *input;
    size_t line;
    size_t column;
    const char *message;
};

static const struct bad_row bad_rows[] = {
    {"name alone", "a", 1, 2, "expected '=' or a block, not the end of the input"},
    {"name on a line", "a\nb = 1", 1, 2, "expected '=' or a block, not the end of the line"},
    {"no value", "a =\n", 1, 4, "expected a value, not the end of the line"},
    {"two values", "a = 1 2", 1, 7, "expected the end of the line, not '2'"},
    {"number first", "1 = a", 1, 1, "expected a name, not '1'"},
    {"end alone", "}", 1, 1, "expected a name, not '}'"},
    {"block without end", "a {\n b = 1\n", 3, 1, "the block that begins at 1:1 has no end"},
    {"block within a block", "a \"b\" {\nresource \"c\" \"d\" {\n}\n}", 2, 1,
     "the block that begins at 1:1 has no end"},
    {"list without end", "a = [1,\n", 2, 1, "expected a value, not the end of the input"},
    {"list without comma", "a = [1 2]", 1, 8, "expected ',', not '2'"},
    {"list that a block ends", "a = [\nresource \"c\" \"d\" {\n}", 2, 1,
     "expected a value, not 'resource'"},
    {"object without value", "a = { b }", 1, 9, "expected '=', not '}'"},
    {"object without end", "a = { b = 1", 1, 12, "expected ',', not the end of the input"},
    {"call without end", "a = f(1", 1, 8, "expected ',', not the end of the input"},
    {"step without name", "a = b.", 1, 7, "expected a name, not the end of the input"},
    {"half a conditional", "a = b ? 1", 1, 10, "expected ':', not the end of the input"},
    {"for without end", "a = [for b in c", 1, 16, "expected ':', not the end of the input"},
    {"for without in", "a = [for b c]", 1, 12, "expected 'in', not 'c'"},
    {"for without a key", "a = {for b in c : b}", 1, 20, "expected '=>', not '}'"},
    {"string without end", "a = \"b", 1, 5, "string without an end"},
    {"string over lines", "a = \"b\n\"", 1, 5, "string without an end on its line"},
    {"unknown escape", "a = \"\\x\"", 1, 6, "unknown escape"},
    {"surrogate", "a = \"\\ud800\"", 1, 6, "unknown escape"},
    {"short escape", "a = \"\\u12\"", 1, 6, "unknown escape"},
    {"template without end", "a = \"${b", 1, 9, "expected '}', not the end of the input"},
    {"directive without end", "a = \"%{if b", 1, 12, "expected '}', not the end of the input"},
    {"heredoc without end", "a = <<EOT\nb\n", 1, 5, "heredoc without an end"},
    {"comment without end", "a = 1 /* b", 1, 7, "comment without an end"},
    {"label that is a template", "a \"${b}\" {}", 1, 3, "a label can't be a template"},
    {"not UTF-8", "a = \"\xff\"", 1, 6, "byte 0xFF is not UTF-8"},
    {"columns are characters", "a = \"\xc3\xa4\" 1", 1, 9, "expected the end of the line, not '1'"},
};

START_TEST(bad)
{
    const struct bad_row *row = &bad_rows[_i];
    enum elb_status status = read_strictly(row->input, NULL);

    ck_assert_msg(status == ELB_ERROR_SYNTAX, "%s: status %d", row->name, (int)status);
    ck_assert_msg(!root, "%s: failure touched the result", row->name);
    ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->name, error.message);
    ck_assert_msg(error.line == row->line && error.column == row->column, "%s: at %zu:%zu",
                  row->name, error.line, error.column);
    ck_assert_msg(strcmp(error.path, "p") == 0, "%s: path %s", row->name, error.path);
}
END_TEST

struct broken_row {
    const char *name;
    const char *input;
    const char *expected;
    size_t line; /* of the problem */
};

static const struct broken_row broken_rows[] = {
    {"line", "a = 1\nb c\nd = 2", "!broken {\"a\": n:1, \"d\": n:2}", 2},
    {"end too many", "a = 1\n}\nb = 2\n}", "!broken {\"a\": n:1, \"b\": n:2}", 2},
    {"block without end", "a {\n b = 1", "!broken {\"a\": !broken {\"b\": n:1}}", 2},
    {"block within a block", "a {\n b = 1\nresource \"c\" \"d\" {\n}\n",
     "!broken {\"a\": !broken {\"b\": n:1}, \"resource\": !labels {\"c\": !labels {\"d\": {}}}}",
     3},
    {"head lost", "a {\n b = 1\n c.d\n ]\n e = 2\n}\nf = 3",
     "!broken {\"a\": !broken {\"b\": n:1}, \"f\": n:3, \"\": !broken {\"e\": n:2}}", 3},
    {"within", "a {\n b {\n c d\n e = 1\n }\n f = 2\n}\ng {}",
     "!broken {\"a\": !broken {\"b\": !broken {\"e\": n:1}, \"f\": n:2}, \"g\": {}}", 3},
    {"comment without end", "a = 1\n/* b", "!broken {\"a\": n:1}", 2},
};

START_TEST(broken)
{
    const struct broken_row *row = &broken_rows[_i];
    struct elb_buffer buffer = {0};
    enum elb_status status = elb_hcl_read(&arena, elb_text_from(row->input), (struct elb_mark){0},
                                          "p", NULL, &root, &problem, &error);

    ck_assert_msg(status == ELB_OK, "%s: %s", row->name, error.message);
    ck_assert_msg(problem.status == ELB_ERROR_SYNTAX, "%s: no problem", row->name);
    ck_assert_msg(problem.line == row->line, "%s: line %zu", row->name, problem.line);
    dump_body(&buffer);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), row->expected) == 0, "%s: %s", row->name,
                  elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
}
END_TEST

static void fill(char *input, size_t length, const char *before, char c)
{
    memset(input, c, length - 1);
    memcpy(input, before, strlen(before));
    input[length - 1] = '\0';
}

START_TEST(limits)
{
    static const char *const beginnings[] = {"a = [", "a = (", "a = {", "a = !", "a = \"${"};
    const struct elb_limits few = {.depth = 64, .bytes = 100, .nodes = 3};
    char input[4000];

    for (size_t i = 0; i < LENGTH(beginnings); i++) {
        const char c = beginnings[i][strlen(beginnings[i]) - 1];

        fill(input, sizeof(input), beginnings[i], c);
        ck_assert_int_ne(read_strictly(input, NULL), ELB_OK);
        error = (struct elb_error){0};
    }
    for (size_t i = 0; i + 5 < sizeof(input); i += 5)
        memcpy(input + i, "\"%{f(", 5);
    memcpy(input, "a = ", 4);
    ck_assert_int_ne(read_strictly(input, NULL), ELB_OK);
    ck_assert_int_eq(read_strictly("a = 1", &few), ELB_OK);
    error = (struct elb_error){0};
    ck_assert_int_eq(read_strictly("a = [1]", &few), ELB_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "more nodes than the limit of 3");
}
END_TEST

START_TEST(depth)
{
    const struct elb_limits few = {.depth = 4, .bytes = 100, .nodes = 100};

    ck_assert_int_eq(read_strictly("a \"b\" \"c\" {}", &few), ELB_OK);
    ck_assert_int_eq(read_strictly("a \"b\" \"c\" {\n d = []\n}", &few), ELB_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "nested deeper than the limit of 4 levels");
    ck_assert_uint_eq(error.line, 2);
}
END_TEST

START_TEST(positions)
{
    static const char input[] = "\xc3\xa4 = [1,\n  \"x\\n\" ]\nb { c = d ? \"e\" : f.g }";
    const struct elb_node *node;

    ck_assert_int_eq(read_strictly(input, NULL), ELB_OK);
    node = elb_node_at(elb_node_get(root, "\xc3\xa4"), 1);
    ck_assert_uint_eq(node->start.line, 2);
    ck_assert_uint_eq(node->start.column, 3);
    ck_assert_uint_eq(node->end.column, 8);
    node = elb_node_get_path(root, "b", "c", NULL);
    ck_assert_uint_eq(node->start.column, 9);
    ck_assert_uint_eq(node->end.column, 22);
    ck_assert_uint_eq(elb_node_at(node, 1)->start.column, 13);
    ck_assert_uint_eq(elb_node_at(node, 1)->end.column, 16);
}
END_TEST

/* A part of a file keeps its place in it. */
START_TEST(part)
{
    const struct elb_mark base = {.line = 10, .column = 1, .offset = 100};
    const struct elb_node *node;

    ck_assert_int_eq(
        elb_hcl_read(&arena, ELB_TEXT("a = 1\nb = 2"), base, "p", NULL, &root, NULL, &error),
        ELB_OK);
    node = elb_node_get(root, "b");
    ck_assert_uint_eq(node->start.line, 11);
    ck_assert_uint_eq(node->start.column, 5);
    ck_assert_uint_eq(node->start.offset, 110);
}
END_TEST

struct template_row {
    const char *input; /* a string of JSON */
    const char *expected;
};

static const struct template_row template_rows[] = {
    {"\"a\"", "\"a\""},
    {"\"${a.b}\"", "!template [!get [!name a, b]]"},
    {"\"a${b}c\"", "!template [\"a\", !name b, \"c\"]"},
    {"\"a\\\"\\n$${b}\"", "\"a\"\n${b}\""},
    {"\"${f(\\\"x\\\")}\"", "!template [!call [!name f, \"x\"]]"},
    {"\"\"", "\"\""},
};

START_TEST(templates)
{
    const struct template_row *row = &template_rows[_i];
    struct elb_buffer buffer = {0};
    const struct elb_node *node;

    ck_assert_int_eq(elb_json_read(&arena, elb_text_from(row->input), NULL, NULL, &root, &error),
                     ELB_OK);
    ck_assert_int_eq(elb_hcl_read_template(&arena, root, NULL, NULL, &node, &error), ELB_OK);
    dump_node(&buffer, node);
    ck_assert_str_eq(elb_buffer_string(&buffer), row->expected);
    ck_assert_uint_eq(node->end.column, strlen(row->input) + 1);
    elb_buffer_done(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("HCL");
    TCase *tcase = tcase_create("read");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, broken, 0, LENGTH(broken_rows));
    tcase_add_test(tcase, limits);
    tcase_add_test(tcase, depth);
    tcase_add_test(tcase, positions);
    tcase_add_test(tcase, part);
    tcase_add_loop_test(tcase, templates, 0, LENGTH(template_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
