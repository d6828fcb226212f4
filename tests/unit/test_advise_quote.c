/* SPDX-License-Identifier: MIT */

/* Hostile names, made safe to paste. */

#include "advise/quote.h"

#include <check.h>
#include <stdlib.h>

static const struct {
    const char *what;
    const char *text;
    size_t length; /* 0: up to its NUL */
    const char *shell;
    const char *json;
    const char *hcl;
} rows[] = {
    {"a plain name", "ELBSecurityPolicy-X-1-2", 0, "ELBSecurityPolicy-X-1-2",
     "\"ELBSecurityPolicy-X-1-2\"", "\"ELBSecurityPolicy-X-1-2\""},
    {"nothing", "", 0, "''", "\"\"", "\"\""},
    {"a blank", "a b", 0, "'a b'", "\"a b\"", "\"a b\""},
    {"single quotes", "it's", 0, "'it'\\''s'", "\"it's\"", "\"it's\""},
    {"nothing but a single quote", "'", 0, "''\\'''", "\"'\"", "\"'\""},
    {"double quotes", "a\"b", 0, "'a\"b'", "\"a\\\"b\"", "\"a\\\"b\""},
    {"a backslash", "a\\b", 0, "'a\\b'", "\"a\\\\b\"", "\"a\\\\b\""},
    {"a command", "$(id)", 0, "'$(id)'", "\"$(id)\"", "\"$(id)\""},
    {"an old command", "`id`", 0, "'`id`'", "\"`id`\"", "\"`id`\""},
    {"a variable", "${HOME}", 0, "'${HOME}'", "\"${HOME}\"", "\"$${HOME}\""},
    {"a directive of HCL", "%{if true}", 0, "'%{if true}'", "\"%{if true}\"", "\"%%{if true}\""},
    {"a dollar at the end", "a$", 0, "'a$'", "\"a$\"", "\"a$\""},
    {"two dollars", "$${a}", 0, "'$${a}'", "\"$${a}\"", "\"$$${a}\""},
    {"a newline", "a\nb", 0, "'a\nb'", "\"a\\nb\"", "\"a\\nb\""},
    {"tab and return", "\t\r", 0, "'\t\r'", "\"\\t\\r\"", "\"\\t\\r\""},
    {"an escape sequence", "\x1b[31m", 0, "'\x1b[31m'", "\"\\u001b[31m\"", "\"\\u001b[31m\""},
    {"a separator", "a;rm -rf /", 0, "'a;rm -rf /'", "\"a;rm -rf /\"", "\"a;rm -rf /\""},
    {"a comment", "#x", 0, "'#x'", "\"#x\"", "\"#x\""},
    {"a home directory", "~root", 0, "'~root'", "\"~root\"", "\"~root\""},
    {"a pattern", "*?[a]", 0, "'*?[a]'", "\"*?[a]\"", "\"*?[a]\""},
    {"an assignment", "PATH=x", 0, "'PATH=x'", "\"PATH=x\"", "\"PATH=x\""},
    {"a leading dash", "--cli-input-json", 0, "--cli-input-json", "\"--cli-input-json\"",
     "\"--cli-input-json\""},
    {"letters that aren't ASCII", "\xc3\xa9", 0, "'\xc3\xa9'", "\"\xc3\xa9\"", "\"\xc3\xa9\""},
    {"not UTF-8", "a\xff", 0, "'a\xff'", "\"a\\ufffd\"", "\"a\\ufffd\""},
    {"a turn of direction", "\xe2\x80\xae", 0, "'\xe2\x80\xae'", "\"\\u202e\"", "\"\\u202e\""},
    {"a line separator", "\xe2\x80\xa8", 0, "'\xe2\x80\xa8'", "\"\\u2028\"", "\"\\u2028\""},
    {"a NUL", "a\0b", 3, "'ab'", "\"a\\u0000b\"", "\"a\\u0000b\""},
};

START_TEST(names_are_quoted)
{
    static void (*const quote[])(struct elb_buffer *, struct elb_text) = {
        elb_quote_shell, elb_quote_json, elb_quote_hcl};
    const char *const expected[] = {rows[_i].shell, rows[_i].json, rows[_i].hcl};
    struct elb_text text = elb_text_from(rows[_i].text);

    if (rows[_i].length > 0)
        text.length = rows[_i].length;
    for (size_t i = 0; i < 3; i++) {
        struct elb_buffer out = {0};

        quote[i](&out, text);
        ck_assert_msg(strcmp(elb_buffer_string(&out), expected[i]) == 0,
                      "%s in language %zu: %s instead of %s", rows[_i].what, i,
                      elb_buffer_string(&out), expected[i]);
        elb_buffer_done(&out);
    }
}
END_TEST

START_TEST(a_comment_stays_one_line)
{
    struct elb_buffer out = {0};

    elb_quote_comment(&out, "a\nrm -rf /\r\x1b[2J\xe2\x80\xae");
    ck_assert_str_eq(elb_buffer_string(&out), "a\\x0Arm -rf /\\x0D\\x1B[2J\\u{202E}");
    elb_buffer_done(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("advise/quote");
    TCase *cases = tcase_create("quote");
    SRunner *runner;
    int failed;

    tcase_add_loop_test(cases, names_are_quoted, 0, (int)(sizeof(rows) / sizeof(rows[0])));
    tcase_add_test(cases, a_comment_stays_one_line);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
