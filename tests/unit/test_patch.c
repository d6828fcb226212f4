/* SPDX-License-Identifier: MIT */

/* Edits as a unified diff: where hunks begin and end, ends of lines, names. */
#include "test_lint_common.h"

#define EDITS_MAX 4

struct row {
    const char *name;
    const char *path;
    const char *text;     /* each @ becomes NEW */
    const char *expected; /* without the two lines of names */
    const char *head;     /* these two; NULL: of `a` */
};

static const struct row rows[] = {
    {"one line", "a", "x @ y\n", "@@ -1,1 +1,1 @@\n-x @ y\n+x NEW y\n", NULL},
    {"no newline at the end", "a", "@",
     "@@ -1,1 +1,1 @@\n-@\n\\ No newline at end of file\n+NEW\n"
     "\\ No newline at end of file\n",
     NULL},
    {"context without a newline at the end", "a", "@\nx",
     "@@ -1,2 +1,2 @@\n-@\n+NEW\n x\n\\ No newline at end of file\n", NULL},
    {"CR LF", "a", "a\r\n@\r\n", "@@ -1,2 +1,2 @@\n a\r\n-@\r\n+NEW\r\n", NULL},
    {"CR alone ends no line", "a", "a\rb\n@\n", "@@ -1,2 +1,2 @@\n a\rb\n-@\n+NEW\n", NULL},
    {"nor does U+2028", "a", "\xe2\x80\xa8\n@\n", "@@ -1,2 +1,2 @@\n \xe2\x80\xa8\n-@\n+NEW\n",
     NULL},
    {"several in one line", "a", "@ @@\n", "@@ -1,1 +1,1 @@\n-@ @@\n+NEW NEWNEW\n", NULL},
    {"lines in a row", "a", "@\n@\n", "@@ -1,2 +1,2 @@\n-@\n+NEW\n-@\n+NEW\n", NULL},
    {"three lines of context", "a", "1\n2\n3\n4\n@\n6\n7\n8\n9\n",
     "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-@\n+NEW\n 6\n 7\n 8\n", NULL},
    {"six lines between are one hunk", "a", "@\n1\n2\n3\n4\n5\n6\n@\n",
     "@@ -1,8 +1,8 @@\n-@\n+NEW\n 1\n 2\n 3\n 4\n 5\n 6\n-@\n+NEW\n", NULL},
    {"seven are two", "a", "@\n1\n2\n3\n4\n5\n6\n7\n@\n",
     "@@ -1,4 +1,4 @@\n-@\n+NEW\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-@\n+NEW\n", NULL},
    {"a blank in the name", "a b", "@\n", "@@ -1,1 +1,1 @@\n-@\n+NEW\n",
     "--- a/a b\t\n+++ b/a b\t\n"},
    {"a name that breaks the line", "a\n\"\\", "@\n", "@@ -1,1 +1,1 @@\n-@\n+NEW\n",
     "--- \"a/a\\012\\\"\\\\\"\n+++ \"b/a\\012\\\"\\\\\"\n"},
    {"an absolute path", "/etc/a", "@\n", "@@ -1,1 +1,1 @@\n-@\n+NEW\n",
     "--- a/etc/a\n+++ b/etc/a\n"},
};

/* An edit for each @. Their lines are wrong: nothing may hang on them. */
static size_t find_edits(const char *text, struct elb_fix_edit edits[EDITS_MAX])
{
    size_t count = 0;

    for (const char *c = text; (c = strchr(c, '@')); c++) {
        ck_assert_uint_lt(count, EDITS_MAX);
        edits[count++] = (struct elb_fix_edit){
            .line = 1000, .offset = (uint32_t)(c - text), .length = 1, .with = "NEW"};
    }
    return count;
}

START_TEST(writes)
{
    const struct row *row = &rows[_i];
    struct elb_fix_edit edits[EDITS_MAX];
    const size_t count = find_edits(row->text, edits);
    struct elb_buffer expected = {0};
    struct elb_buffer out = {0};

    elb_buffer_printf(&expected, "%s%s", row->head ? row->head : "--- a/a\n+++ b/a\n",
                      row->expected);
    elb_patch_write(&out, row->path, elb_text_from(row->text), edits, count);
    ck_assert_msg(strcmp(elb_buffer_string(&out), elb_buffer_string(&expected)) == 0, "%s:\n%s",
                  row->name, elb_buffer_string(&out));
    elb_buffer_done(&expected);
    elb_buffer_done(&out);
}
END_TEST

START_TEST(applies)
{
    struct elb_fix_edit edits[EDITS_MAX];
    const size_t count = find_edits("@a@\n@", edits);
    struct elb_buffer out = {0};

    elb_patch_apply(&out, ELB_TEXT("@a@\n@"), edits, count);
    ck_assert_str_eq(elb_buffer_string(&out), "NEWaNEW\nNEW");
    elb_buffer_clear(&out);
    elb_patch_apply(&out, ELB_TEXT("a"), edits, 0);
    ck_assert_str_eq(elb_buffer_string(&out), "a");
    elb_buffer_done(&out);
}
END_TEST

/* One line of megabytes with many edits takes one walk: in seconds, not hours. */
START_TEST(one_long_line)
{
    const size_t count = 100000;
    const size_t step = 100;
    char *text = malloc(count * step);
    struct elb_fix_edit *edits = calloc(count, sizeof(*edits));
    struct elb_buffer out = {0};

    ck_assert(text && edits);
    memset(text, 'x', count * step);
    for (size_t i = 0; i < count; i++)
        edits[i] = (struct elb_fix_edit){
            .line = 1, .offset = (uint32_t)(i * step), .length = 1, .with = "NEW"};
    elb_patch_write(&out, "a", (struct elb_text){text, count * step}, edits, count);
    ck_assert_uint_gt(out.length, 2 * count * step);
    elb_buffer_done(&out);
    free(edits);
    free(text);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, writes, 0, LENGTH(rows));
    tcase_add_test(tcase, applies);
    tcase_add_test(tcase, one_long_line);
}

int main(void)
{
    return run_cases("patch", add);
}
