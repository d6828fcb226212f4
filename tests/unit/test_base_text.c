/* SPDX-License-Identifier: MIT */

#include "base/text.h"
#include "base/utf8.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define B(literal) ELB_TEXT_INIT(literal)

struct number_row {
    const char *name;
    const char *input;
    uint64_t maximum;
    uint64_t expected;
    bool is_number;
};

static const struct number_row number_rows[] = {
    {"zero", "0", 10, 0, true},
    {"decimal", "65535", 65535, 65535, true},
    {"leading zeroes", "00443", 65535, 443, true},
    {"hex", "0xC02f", 0xffff, 0xc02f, true},
    {"hex with a capital X", "0X1f", 0xffff, 0x1f, true},
    {"largest", "18446744073709551615", UINT64_MAX, UINT64_MAX, true},
    {"largest in hex", "0xffffffffffffffff", UINT64_MAX, UINT64_MAX, true},
    {"nothing", "", 10, 0, false},
    {"only a prefix", "0x", 10, 0, false},
    {"above the maximum", "65536", 65535, 0, false},
    {"above in hex", "0x10000", 0xffff, 0, false},
    {"overflow", "18446744073709551616", UINT64_MAX, 0, false},
    {"overflow by a digit", "184467440737095516150", UINT64_MAX, 0, false},
    {"overflow in hex", "0x10000000000000000", UINT64_MAX, 0, false},
    {"sign", "-1", 10, 0, false},
    {"plus", "+1", 10, 0, false},
    {"space before", " 1", 10, 0, false},
    {"space behind", "1 ", 10, 0, false},
    {"hex digit without prefix", "1f", 100, 0, false},
    {"not a hex digit", "0x1g", 100, 0, false},
    {"two prefixes", "0x0x1", 100, 0, false},
};

START_TEST(numbers)
{
    const struct number_row *row = &number_rows[_i];
    uint64_t value = 42;
    bool is_number = elb_text_parse_unsigned(elb_text_from(row->input), row->maximum, &value);

    ck_assert_msg(is_number == row->is_number, "%s: parsed: %d", row->name, is_number);
    ck_assert_msg(value == (row->is_number ? row->expected : 42), "%s: %llu", row->name,
                  (unsigned long long)value);
}
END_TEST

struct utf8_row {
    const char *name;
    struct elb_text input;
    size_t valid; /* bytes */
    size_t count; /* characters */
};

static const struct utf8_row utf8_rows[] = {
    {"empty", B(""), 0, 0},
    {"ASCII with NUL", B("a\0b"), 3, 3},
    {"two bytes", B("\xc2\x80\xdf\xbf"), 4, 2},
    {"three bytes", B("\xe0\xa0\x80\xef\xbf\xbf"), 6, 2},
    {"around the surrogates", B("\xed\x9f\xbf\xee\x80\x80"), 6, 2},
    {"four bytes", B("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), 8, 2},
    {"a continuation alone", B("a\x80"), 1, 2},
    {"overlong in two", B("\xc1\xbf"), 0, 2},
    {"overlong in three", B("\xe0\x9f\xbf"), 0, 3},
    {"overlong in four", B("\xf0\x8f\xbf\xbf"), 0, 4},
    {"low surrogate", B("\xed\xa0\x80"), 0, 3},
    {"high surrogate", B("\xed\xbf\xbf"), 0, 3},
    {"above U+10FFFF", B("\xf4\x90\x80\x80"), 0, 4},
    {"five bytes", B("\xf8\x88\x80\x80\x80"), 0, 5},
    {"0xFF", B("ok\xff"), 2, 3},
    {"cut in two", B("x\xc3"), 1, 2},
    {"cut in three", B("x\xe2\x82"), 1, 3},
    {"cut in four", B("x\xf0\x9f\x98"), 1, 4},
    {"not continued", B("\xe2\x28\xa1"), 0, 3},
};

START_TEST(utf8)
{
    const struct utf8_row *row = &utf8_rows[_i];
    size_t valid = elb_utf8_valid_length(row->input);
    size_t count = elb_utf8_count(row->input);

    ck_assert_msg(valid == row->valid, "%s: %zu bytes are valid", row->name, valid);
    ck_assert_msg(count == row->count, "%s: %zu characters", row->name, count);
    ck_assert_msg(elb_text_is_utf8(row->input) == (row->valid == row->input.length), "%s",
                  row->name);
}
END_TEST

START_TEST(utf8_round_trip)
{
    for (uint32_t code = 0; code <= 0x110000; code++) {
        char bytes[4];
        size_t length = elb_utf8_encode(code, bytes);
        bool is_character = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        uint32_t again = 0;

        /* Each ck_assert writes to a file: too slow for every character. */
        if ((length > 0) != is_character)
            ck_abort_msg("U+%04X has %zu bytes", (unsigned)code, length);
        if (!is_character)
            continue;
        if (elb_utf8_decode((struct elb_text){bytes, length}, &again) != length || again != code)
            ck_abort_msg("U+%04X became U+%04X", (unsigned)code, (unsigned)again);
    }
}
END_TEST

struct cut_row {
    const char *name;
    struct elb_text input;
    size_t maximum;
    size_t expected;
};

static const struct cut_row cut_rows[] = {
    {"nothing to cut", B("abc"), 5, 3},
    {"between letters", B("abc"), 2, 2},
    {"to nothing", B("abc"), 0, 0},
    {"behind a character", B("\xc3\xa4\xc3\xa4"), 2, 2},
    {"within the first", B("\xc3\xa4"), 1, 0},
    {"within two bytes", B("a\xc3\xa4"), 2, 1},
    {"within three bytes", B("a\xe2\x82\xac"), 3, 1},
    {"within four bytes", B("a\xf0\x9f\x98\x80"), 4, 1},
    {"all of four bytes", B("a\xf0\x9f\x98\x80z"), 5, 5},
    {"only continuations", B("\x80\x80\x80\x80\x80"), 4, 4},
};

START_TEST(cut)
{
    const struct cut_row *row = &cut_rows[_i];
    size_t length = elb_utf8_cut(row->input, row->maximum);

    ck_assert_msg(length == row->expected, "%s: %zu", row->name, length);
}
END_TEST

struct fields_row {
    const char *name;
    const char *input;
    const char *fields; /* each in brackets */
    const char *words;
    const char *lines; /* with LF for each comma */
};

static const struct fields_row fields_rows[] = {
    {"nothing", "", "", "", ""},
    {"one", "a", "[a]", "[a]", "[a]"},
    {"two", "a,b", "[a][b]", "[a][b]", "[a][b]"},
    {"empty in the middle", "a,,b", "[a][][b]", "[a][b]", "[a][][b]"},
    {"empty at the end", "a,", "[a][]", "[a]", "[a]"},
    {"empty at the start", ",a", "[][a]", "[a]", "[][a]"},
    {"only a separator", ",", "[][]", "", "[]"},
    {"another separator", "a:b", "[a][b]", "[a][b]", "[a:b]"},
};

START_TEST(fields)
{
    const struct fields_row *row = &fields_rows[_i];
    struct elb_text rest = elb_text_from(row->input);
    struct elb_text field;
    char found[64] = "";

    while (elb_text_next_field(&rest, ",:", &field)) {
        strcat(strncat(strcat(found, "["), field.start, field.length), "]");
    }
    ck_assert_msg(strcmp(found, row->fields) == 0, "%s: %s", row->name, found);
}
END_TEST

START_TEST(words)
{
    const struct fields_row *row = &fields_rows[_i];
    struct elb_text rest = elb_text_from(row->input);
    struct elb_text word;
    char found[64] = "";

    while (elb_text_next_word(&rest, ",:", &word))
        strcat(strncat(strcat(found, "["), word.start, word.length), "]");
    ck_assert_msg(strcmp(found, row->words) == 0, "%s: %s", row->name, found);
}
END_TEST

START_TEST(lines)
{
    const struct fields_row *row = &fields_rows[_i];
    struct elb_text line;
    char input[64] = "";
    char found[64] = "";
    struct elb_text rest = {input, strlen(row->input)};

    for (size_t i = 0; i < rest.length; i++)
        input[i] = row->input[i] == ',' ? '\n' : row->input[i];
    while (elb_text_next_line(&rest, &line))
        strcat(strncat(strcat(found, "["), line.start, line.length), "]");
    ck_assert_msg(strcmp(found, row->lines) == 0, "%s: %s", row->name, found);
}
END_TEST

START_TEST(line_with_cr)
{
    struct elb_text rest = ELB_TEXT("a\r\n\r\r\nb\r");
    struct elb_text line;

    ck_assert(elb_text_next_line(&rest, &line) && elb_text_is(line, "a"));
    ck_assert(elb_text_next_line(&rest, &line) && elb_text_is(line, "\r"));
    ck_assert(elb_text_next_line(&rest, &line) && elb_text_is(line, "b\r"));
    ck_assert(!elb_text_next_line(&rest, &line));
}
END_TEST

struct trim_row {
    const char *name;
    const char *input;
    const char *expected;
};

static const struct trim_row trim_rows[] = {
    {"both ends", " \t a b\r\n", "a b"},
    {"only space", " \v\f\n", ""},
    {"nothing", "", ""},
    {"no space", "ab", "ab"},
    {"no-break space", "\xc2\xa0", "\xc2\xa0"},
};

START_TEST(trim)
{
    const struct trim_row *row = &trim_rows[_i];
    struct elb_text text = elb_text_trim(elb_text_from(row->input));

    ck_assert_msg(elb_text_is(text, row->expected), "%s: '%.*s'", row->name, ELB_TEXT_ARGS(text));
}
END_TEST

struct pair_row {
    const char *name;
    const char *text;
    const char *part;
    bool is_prefix, is_prefix_nocase, is_suffix, is_suffix_nocase;
    size_t found;
};

static const struct pair_row pair_rows[] = {
    {"same", "ab", "ab", true, true, true, true, 0},
    {"start", "abc", "ab", true, true, false, false, 0},
    {"end", "cab", "ab", false, false, true, true, 1},
    {"other case", "AB", "ab", false, true, false, true, SIZE_MAX},
    {"empty part", "ab", "", true, true, true, true, 0},
    {"both empty", "", "", true, true, true, true, 0},
    {"empty text", "", "a", false, false, false, false, SIZE_MAX},
    {"too long", "a", "ab", false, false, false, false, SIZE_MAX},
    {"in the middle", "xabx", "ab", false, false, false, false, 1},
    {"second try", "aab", "ab", false, false, true, true, 1},
    {"no such", "acb", "ab", false, false, false, false, SIZE_MAX},
    {"not a letter", "@[", "`{", false, false, false, false, SIZE_MAX},
};

START_TEST(prefix_and_suffix)
{
    const struct pair_row *row = &pair_rows[_i];
    struct elb_text text = elb_text_from(row->text);

    ck_assert_msg(elb_text_has_prefix(text, row->part) == row->is_prefix, "%s", row->name);
    ck_assert_msg(elb_text_has_prefix_nocase(text, row->part) == row->is_prefix_nocase, "%s",
                  row->name);
    ck_assert_msg(elb_text_has_suffix(text, row->part) == row->is_suffix, "%s", row->name);
    ck_assert_msg(elb_text_has_suffix_nocase(text, row->part) == row->is_suffix_nocase, "%s",
                  row->name);
    ck_assert_msg(elb_text_find(text, elb_text_from(row->part)) == row->found, "%s", row->name);
}
END_TEST

START_TEST(order)
{
    ck_assert_int_eq(elb_text_compare(ELB_TEXT(""), (struct elb_text){0}), 0);
    ck_assert_int_lt(elb_text_compare(ELB_TEXT("a"), ELB_TEXT("ab")), 0);
    ck_assert_int_gt(elb_text_compare(ELB_TEXT("b"), ELB_TEXT("ab")), 0);
    ck_assert_int_lt(elb_text_compare(ELB_TEXT("a"), ELB_TEXT("\xc3\xa4")), 0);
    ck_assert_int_eq(elb_text_compare_nocase(ELB_TEXT("aBz"), ELB_TEXT("AbZ")), 0);
    ck_assert_int_lt(elb_text_compare_nocase(ELB_TEXT("a"), ELB_TEXT("B")), 0);
    ck_assert(!elb_text_is(ELB_TEXT("a\0b"), "a"));
    ck_assert(elb_text_is_binary(ELB_TEXT("a\0b")));
    ck_assert(!elb_text_is_binary(ELB_TEXT("ab")));
    ck_assert(!elb_text_is_binary(ELB_TEXT("")));
}
END_TEST

struct distance_row {
    const char *name;
    const char *a;
    const char *b;
    size_t maximum;
    size_t expected;
};

static const struct distance_row distance_rows[] = {
    {"same", "TLSv1.2", "TLSv1.2", 0, 0},
    {"case is nothing", "tlsV1.2", "TLSv1.2", 0, 0},
    {"both empty", "", "", 3, 0},
    {"from nothing", "", "abc", 3, 3},
    {"insert", "2016-8", "2016-08", 3, 1},
    {"delete", "2016-008", "2016-08", 3, 1},
    {"replace", "2016-09", "2016-08", 3, 1},
    {"swap", "ploicy", "policy", 3, 1},
    {"swap at the end", "policyx", "polciyx", 3, 1},
    {"swap, then replace", "abcd", "bace", 3, 2},
    {"kitten", "kitten", "sitting", 3, 3},
    {"no edit within a swap", "ca", "abc", 3, 3},
    {"one too many", "kitten", "sitting", 2, SIZE_MAX},
    {"lengths alone", "a", "abcdef", 4, SIZE_MAX},
    {"nothing in common", "abc", "xyz", 2, SIZE_MAX},
    {"none allowed", "a", "b", 0, SIZE_MAX},
};

START_TEST(distance)
{
    const struct distance_row *row = &distance_rows[_i];
    struct elb_text a = elb_text_from(row->a);
    struct elb_text b = elb_text_from(row->b);

    ck_assert_msg(elb_text_distance(a, b, row->maximum) == row->expected, "%s: %zu", row->name,
                  elb_text_distance(a, b, row->maximum));
    ck_assert_msg(elb_text_distance(b, a, row->maximum) == row->expected, "%s, turned around: %zu",
                  row->name, elb_text_distance(b, a, row->maximum));
}
END_TEST

START_TEST(distance_of_long_names)
{
    char name[ELB_TEXT_DISTANCE_LENGTH + 1];

    memset(name, 'x', sizeof(name));
    ck_assert_uint_eq(elb_text_distance((struct elb_text){name, sizeof(name) - 1},
                                        (struct elb_text){name, sizeof(name) - 2}, 3),
                      1);
    ck_assert_uint_eq(elb_text_distance((struct elb_text){name, sizeof(name)},
                                        (struct elb_text){name, sizeof(name)}, SIZE_MAX),
                      SIZE_MAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/text");
    TCase *tcase = tcase_create("text");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, numbers, 0, LENGTH(number_rows));
    tcase_add_loop_test(tcase, utf8, 0, LENGTH(utf8_rows));
    tcase_add_test(tcase, utf8_round_trip);
    tcase_add_loop_test(tcase, cut, 0, LENGTH(cut_rows));
    tcase_add_loop_test(tcase, fields, 0, LENGTH(fields_rows));
    tcase_add_loop_test(tcase, words, 0, LENGTH(fields_rows));
    tcase_add_loop_test(tcase, lines, 0, LENGTH(fields_rows));
    tcase_add_test(tcase, line_with_cr);
    tcase_add_loop_test(tcase, trim, 0, LENGTH(trim_rows));
    tcase_add_loop_test(tcase, prefix_and_suffix, 0, LENGTH(pair_rows));
    tcase_add_test(tcase, order);
    tcase_add_loop_test(tcase, distance, 0, LENGTH(distance_rows));
    tcase_add_test(tcase, distance_of_long_names);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
