/* SPDX-License-Identifier: MIT */

/* The patterns by which error texts are known. */
#include "base/arena.h"
#include "base/buffer.h"
#include "read/symptom/patterns.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static struct elb_arena arena;

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static const struct {
    const char *pattern;
    const char *line;
    bool matches;
    unsigned number;
} patterns[] = {
    {"abc", "abc", true, 0},
    {"abc", "xxABCxx", true, 0},
    {"abc", "ab", false, 0},
    {"abc", "", false, 0},
    {"abc", "ababc", true, 0},
    {"abc*def", "abcdef", true, 0},
    {"abc*def", "abc def", true, 0},
    {"abc*def", "def abc", false, 0},
    {"abc*def", "abcde", false, 0},
    {"abc*d*e", "abc de", true, 0},
    {"abc*d*e", "abc ed", false, 0},
    {"abc*", "abc", true, 0},
    {"abc**d", "abcd", true, 0},
    {"abc #", "abc 40", true, 40},
    {"abc #", "abc x", false, 0},
    {"abc #", "abc abc 7", true, 7},
    {"abc [#]", "abc [112]", true, 112},
    {"abc [#]", "abc [112", false, 0},
    {"abc #", "abc 999999999", true, 999999999},
    {"abc #", "abc 9999999999", false, 0},
    {"^abc", "abc", true, 0},
    {"^abc", "xabc", false, 0},
    {"abc$", "xabc", true, 0},
    {"abc$", "abcx", false, 0},
    {"abc$", "abcx abc", true, 0},
    {"^abc$", "abc", true, 0},
    {"^abc$", "abc abc", false, 0},
    {"abc*def$", "abc def def", true, 0},
    {"abc*def$", "abc def x", false, 0},
    {"abc #$", "abc 4", true, 4},
    {"abc #$", "abc 4x", false, 0},
    {"abc?", "abcd", false, 0},
    {"a.c", "abc", false, 0},
};

START_TEST(pattern)
{
    struct elb_error_text text = {.pattern = patterns[_i].pattern};
    struct elb_catalog catalog = {.error_texts = &text, .error_text_count = 1};
    struct elb_patterns *ready = elb_patterns_new(&arena, &catalog);
    struct elb_pattern_match match = {0};

    ck_assert_ptr_nonnull(ready);
    ck_assert_msg(elb_patterns_find(ready, elb_text_from(patterns[_i].line), &match) ==
                      patterns[_i].matches,
                  "'%s' in '%s'", text.pattern, patterns[_i].line);
    ck_assert_uint_eq(match.number, patterns[_i].number);
}
END_TEST

/* The most characters of its own; of two alike, the first. */
START_TEST(most_specific)
{
    const struct elb_error_text texts[] = {
        {.pattern = "failed"},  {.pattern = "it failed*here"}, {.pattern = "it failed"},
        {.pattern = "so it f"}, {.pattern = "as it f"},
    };
    struct elb_catalog catalog = {.error_texts = texts, .error_text_count = LENGTH(texts)};
    struct elb_patterns *ready = elb_patterns_new(&arena, &catalog);
    struct elb_pattern_match match = {0};

    ck_assert_ptr_nonnull(ready);
    ck_assert(elb_patterns_find(ready, elb_text_from("so it failed, here"), &match));
    ck_assert_ptr_eq(match.text, &texts[1]);
    ck_assert(elb_patterns_find(ready, elb_text_from("so it failed"), &match));
    ck_assert_ptr_eq(match.text, &texts[2]);
    ck_assert(elb_patterns_find(ready, elb_text_from("as it f, so it f"), &match));
    ck_assert_ptr_eq(match.text, &texts[3]);
}
END_TEST

/* A line that nearly matches everywhere takes no longer than its length. */
START_TEST(hostile_line)
{
    struct elb_patterns *ready = elb_patterns_new(&arena, elb_catalog_bundled());
    struct elb_pattern_match match;
    struct elb_buffer line = {0};

    ck_assert_ptr_nonnull(ready);
    for (size_t i = 0; i < 60000; i++)
        elb_buffer_append_string(&line, "curl: (35) ");
    ck_assert(!elb_patterns_find(ready, elb_buffer_text(&line), &match));
    elb_buffer_done(&line);
}
END_TEST

/* Every pattern of the catalog is found in a line that is made of it. */
START_TEST(own_patterns)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_patterns *ready = elb_patterns_new(&arena, catalog);

    ck_assert_ptr_nonnull(ready);
    for (size_t i = 0; i < catalog->error_text_count; i++) {
        const struct elb_error_text *text = &catalog->error_texts[i];
        struct elb_pattern_match match = {0};
        struct elb_buffer line = {0};

        for (const char *c = text->pattern; *c != '\0'; c++) {
            if (*c == '#')
                elb_buffer_append_string(&line, "40");
            else if (strchr("*^$", *c) == NULL)
                elb_buffer_append_char(&line, *c);
        }
        ck_assert_msg(elb_patterns_find(ready, elb_buffer_text(&line), &match) &&
                          (match.text == text || match.weight >= 8),
                      "'%s'", text->pattern);
        ck_assert_msg(match.text == text || strcmp(match.text->pattern, text->pattern) != 0, "'%s'",
                      text->pattern);
        elb_buffer_done(&line);
    }
}
END_TEST

/* A vague one only where there is no other. */
START_TEST(vague_last)
{
    const struct elb_event events[] = {{.id = "v", .vague = true}, {.id = "e"}};
    const struct elb_error_text texts[] = {
        {.pattern = "a long text that says little", .event = "v"},
        {.pattern = "little: but", .event = "e"},
    };
    struct elb_catalog catalog = {
        .error_texts = texts,
        .error_text_count = LENGTH(texts),
        .events = events,
        .event_count = LENGTH(events),
    };
    struct elb_patterns *ready = elb_patterns_new(&arena, &catalog);
    struct elb_pattern_match match = {0};

    ck_assert_ptr_nonnull(ready);
    ck_assert(elb_patterns_find(ready, elb_text_from("a long text that says little"), &match));
    ck_assert_ptr_eq(match.text, &texts[0]);
    ck_assert(elb_patterns_find(ready, elb_text_from("a long text that says little: but"), &match));
    ck_assert_ptr_eq(match.text, &texts[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/symptom/patterns");
    TCase *tcase = tcase_create("patterns");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, NULL, tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, pattern, 0, LENGTH(patterns));
    tcase_add_test(tcase, most_specific);
    tcase_add_test(tcase, vague_last);
    tcase_add_test(tcase, hostile_line);
    tcase_add_test(tcase, own_patterns);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
