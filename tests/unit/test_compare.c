/* SPDX-License-Identifier: MIT */

/* What changes between two policies: lists, order and facts, and what is not known of them. */
#include "sample_catalog.h"

#include "base/buffer.h"
#include "elblint/compare.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* A list of suites by one letter each, so that an order can be read. */
static const char letters[] = "ABCDEFGH";
static struct elb_suite suites[LENGTH(letters)];

static void fill(const char *text, const struct elb_suite **list, struct elb_policy *policy)
{
    for (size_t i = 0; text[i] != '\0'; i++) {
        size_t letter = (size_t)(strchr(letters, text[i]) - letters);
        suites[letter].code = (uint16_t)letter;
        suites[letter].name = "suite";
        list[i] = &suites[letter];
    }
    policy->suites = list;
    policy->suite_count = strlen(text);
    policy->versions = elb_version_bit(ELB_TLS1_2);
    policy->server_order = true;
}

static void write_codes(struct elb_buffer *out, const char *sign, const uint16_t *codes,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        elb_buffer_printf(out, "%s%c ", sign, letters[codes[i]]);
}

/* "-A +B C:3>1" */
static void write_change(struct elb_buffer *out, const struct elb_list_change *change)
{
    write_codes(out, "-", change->removed, change->removed_count);
    write_codes(out, "+", change->added, change->added_count);
    for (size_t i = 0; i < change->moved_count; i++)
        elb_buffer_printf(out, "%c:%zu>%zu ", letters[change->moved[i].code], change->moved[i].from,
                          change->moved[i].to);
}

static const struct {
    const char *name;
    const char *from;
    const char *to;
    const char *expected;
} list_rows[] = {
    {"equal", "ABC", "ABC", ""},
    {"one less", "ABC", "AC", "-B "},
    {"one more", "AC", "ABC", "+B "},
    {"all others", "AB", "CD", "-A -B +C +D "},
    {"the last to the front", "ABCD", "DABC", "D:4>1 "},
    {"the first to the end", "ABCD", "BCDA", "A:1>4 "},
    {"two neighbours: one of them moved", "ABCD", "ACBD", "B:2>3 "},
    {"backwards: all but one moved", "ABC", "CBA", "B:2>2 A:1>3 "},
    {"removed around it is no move", "ABCD", "BD", "-A -C "},
    {"moved, with others removed", "ABCD", "DB", "-A -C B:1>2 "},
    {"added in between is no move", "AB", "CADB", "+C +D "},
    {"one", "A", "A", ""},
    {"two halves", "ABCDEF", "DEFABC", "A:1>4 B:2>5 C:3>6 "},
};

START_TEST(lists)
{
    const struct elb_suite *from_list[8];
    const struct elb_suite *to_list[8];
    struct elb_policy from = {0};
    struct elb_policy to = {0};
    const struct elb_comparison *comparison = NULL;
    struct elb_buffer out = {0};

    fill(list_rows[_i].from, from_list, &from);
    fill(list_rows[_i].to, to_list, &to);
    ck_assert_int_eq(elb_compare(&from, &to, &comparison, NULL), ELB_OK);
    write_change(&out, &comparison->suites);
    ck_assert_msg(strcmp(elb_buffer_string(&out), list_rows[_i].expected) == 0,
                  "%s: expected '%s', got '%s'", list_rows[_i].name, list_rows[_i].expected,
                  elb_buffer_string(&out));
    ck_assert(elb_comparison_is_empty(comparison) == (out.length == 0));
    ck_assert_ptr_null(elb_comparison_free(comparison));

    to.server_order = false; /* then nothing moves, whoever's order it was */
    ck_assert_int_eq(elb_compare(&from, &to, &comparison, NULL), ELB_OK);
    ck_assert_uint_eq(comparison->suites.moved_count, 0);
    ck_assert(comparison->facts & ELB_FACT_SERVER_ORDER);
    elb_comparison_free(comparison);
    elb_buffer_done(&out);
}
END_TEST

/* Facts that differ, by the sample policies. */
static const struct {
    const char *from;
    const char *to;
    unsigned facts;
} fact_rows[] = {
    {"modern", "modern", 0},
    {"legacy", "forward",
     ELB_FACT_MINIMUM_VERSION | ELB_FACT_FORWARD_SECRECY | ELB_FACT_CBC | ELB_FACT_SHA1_SIGNATURES},
    {"modern", "strict", ELB_FACT_MINIMUM_VERSION},
    {"strict", "modern", ELB_FACT_MINIMUM_VERSION},
    {"classic", "classic-client", ELB_FACT_SERVER_ORDER},
};

START_TEST(facts)
{
    const struct elb_policy *from = sample_policy(fact_rows[_i].from);
    const struct elb_policy *to = sample_policy(fact_rows[_i].to);
    const unsigned looked_at = ELB_FACT_MINIMUM_VERSION | ELB_FACT_FORWARD_SECRECY |
                               ELB_FACT_SERVER_ORDER | ELB_FACT_POST_QUANTUM;
    const struct elb_comparison *comparison = NULL;

    ck_assert_int_eq(elb_compare(from, to, &comparison, NULL), ELB_OK);
    ck_assert_msg((comparison->facts & looked_at) == (fact_rows[_i].facts & looked_at),
                  "%s to %s: %x", from->name, to->name, comparison->facts);
    elb_comparison_free(comparison);
}
END_TEST

/* The groups and schemes of one side are not known: nothing is said of them. */
static const struct {
    const char *from;
    const char *to;
} unknown_rows[] = {
    {"modern", "bare"}, {"bare", "modern"}, {"pq", "bare"},
    {"bare", "pq"},     {"pq", "classic"},  {"classic", "strong"},
};

START_TEST(unknown)
{
    const struct elb_comparison *comparison = NULL;

    ck_assert_int_eq(elb_compare(sample_policy(unknown_rows[_i].from),
                                 sample_policy(unknown_rows[_i].to), &comparison, NULL),
                     ELB_OK);
    ck_assert(!comparison->groups.is_known && !comparison->schemes.is_known);
    ck_assert_uint_eq(comparison->groups.added_count + comparison->groups.removed_count, 0);
    ck_assert_uint_eq(comparison->schemes.added_count + comparison->schemes.removed_count, 0);
    ck_assert_uint_eq(comparison->preferred_groups.added_count, 0);
    ck_assert(!(comparison->facts & (ELB_FACT_POST_QUANTUM | ELB_FACT_SHA1_SIGNATURES)));
    elb_comparison_free(comparison);
}
END_TEST

START_TEST(nothing_to_free)
{
    ck_assert_ptr_null(elb_comparison_free(NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare");
    TCase *tcase = tcase_create("policies");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, lists, 0, LENGTH(list_rows));
    tcase_add_loop_test(tcase, facts, 0, LENGTH(fact_rows));
    tcase_add_loop_test(tcase, unknown, 0, LENGTH(unknown_rows));
    tcase_add_test(tcase, nothing_to_free);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
