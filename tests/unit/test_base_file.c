/* SPDX-License-Identifier: MIT */

#include "base/alloc.h"
#include "base/file.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define B(literal) ELB_TEXT_INIT(literal)

static char directory[64];
static char path[96];
static struct elb_arena arena;
static struct elb_error error;

static void set_up(void)
{
    strcpy(directory, "/tmp/elblint-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    strcat(strcpy(path, directory), "/input");
    elb_arena_init(&arena);
    error = (struct elb_error){0};
}

static void tear_down(void)
{
    elb_arena_done(&arena);
    (void)unlink(path);
    (void)rmdir(directory);
}

static void write_all(int descriptor, struct elb_text bytes)
{
    ck_assert_int_ge(descriptor, 0);
    ck_assert_int_eq(write(descriptor, bytes.start, bytes.length), (ssize_t)bytes.length);
    ck_assert_int_eq(close(descriptor), 0);
}

static void write_input(struct elb_text bytes)
{
    write_all(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600), bytes);
}

struct decode_row {
    const char *name;
    struct elb_text input;
    enum elb_status status;
    struct elb_text expected;
    size_t line; /* of the error */
};

static const struct decode_row decode_rows[] = {
    {"empty", B(""), ELB_OK, B(""), 0},
    {"plain", B("a\nb"), ELB_OK, B("a\nb"), 0},
    {"NUL", B("a\0b"), ELB_OK, B("a\0b"), 0},
    {"not UTF-8", B("\xe4"), ELB_OK, B("\xe4"), 0},
    {"UTF-8 mark", B("\xef\xbb\xbf{}"), ELB_OK, B("{}"), 0},
    {"only a mark", B("\xef\xbb\xbf"), ELB_OK, B(""), 0},
    {"half a mark", B("\xef\xbb"), ELB_OK, B("\xef\xbb"), 0},
    {"two marks", B("\xef\xbb\xbf\xef\xbb\xbf"), ELB_OK, B("\xef\xbb\xbf"), 0},
    {"little endian", B("\xff\xfe{\0\xe4\0\xac\x20"), ELB_OK, B("{\xc3\xa4\xe2\x82\xac"), 0},
    {"big endian", B("\xfe\xff\0{\0\xe4\x20\xac"), ELB_OK, B("{\xc3\xa4\xe2\x82\xac"), 0},
    {"a surrogate pair", B("\xff\xfe\x3d\xd8\x00\xde"), ELB_OK, B("\xf0\x9f\x98\x80"), 0},
    {"only a UTF-16 mark", B("\xff\xfe"), ELB_OK, B(""), 0},
    {"odd", B("\xff\xfe{\0x"), ELB_ERROR_SYNTAX, B(""), 1},
    {"high surrogate at the end", B("\xff\xfe\x3d\xd8"), ELB_ERROR_SYNTAX, B(""), 1},
    {"high surrogate alone", B("\xff\xfe\n\0\x3d\xd8x\0"), ELB_ERROR_SYNTAX, B(""), 2},
    {"low surrogate alone", B("\xfe\xff\xde\x00\0x"), ELB_ERROR_SYNTAX, B(""), 1},
};

START_TEST(decode)
{
    const struct decode_row *row = &decode_rows[_i];
    struct elb_text text = {0};
    enum elb_status status;

    write_input(row->input);
    status = elb_file_read(&arena, path, ELB_FILE_LIMIT, &text, &error);
    ck_assert_msg(status == row->status, "%s: status %d, %s", row->name, (int)status,
                  error.message);
    ck_assert_msg(elb_text_is_equal(text, row->expected), "%s: '%.*s'", row->name,
                  ELB_TEXT_ARGS(text));
    ck_assert_msg(error.line == row->line, "%s: line %zu", row->name, error.line);
    if (status == ELB_OK)
        ck_assert_msg(text.start[text.length] == '\0', "%s: no NUL behind", row->name);
}
END_TEST

START_TEST(missing)
{
    struct elb_text text = ELB_TEXT("untouched");

    ck_assert_int_eq(elb_file_read(&arena, path, 10, &text, &error), ELB_ERROR_IO);
    ck_assert_str_eq(error.path, path);
    ck_assert_str_eq(error.message, "can't open: No such file or directory");
    ck_assert(elb_text_is(text, "untouched"));
}
END_TEST

START_TEST(is_directory)
{
    struct elb_text text;

    ck_assert_int_eq(elb_file_read(&arena, directory, 10, &text, &error), ELB_ERROR_IO);
    ck_assert_str_eq(error.message, "can't read: Is a directory");
}
END_TEST

START_TEST(unreadable)
{
    struct elb_text text;

    write_input(ELB_TEXT("x"));
    ck_assert_int_eq(chmod(path, 0), 0);
    /* The superuser may read anything. */
    if (access(path, R_OK) == 0)
        return;
    ck_assert_int_eq(elb_file_read(&arena, path, 10, &text, &error), ELB_ERROR_IO);
    ck_assert_str_eq(error.message, "can't open: Permission denied");
}
END_TEST

START_TEST(limit)
{
    struct elb_text text;

    write_input(ELB_TEXT("0123456789"));
    ck_assert_int_eq(elb_file_read(&arena, path, 10, &text, &error), ELB_OK);
    ck_assert_int_eq(elb_file_read(&arena, path, SIZE_MAX, &text, &error), ELB_OK);
    ck_assert_int_eq(elb_file_read(&arena, path, 9, &text, &error), ELB_ERROR_LIMIT);
    ck_assert_str_eq(error.message, "larger than the limit of 9 bytes");
}
END_TEST

/* Standard input is a pipe with these bytes while `path` "-" is read. */
static enum elb_status read_stdin(struct elb_text bytes, size_t maximum, struct elb_text *ret_text)
{
    int saved = dup(STDIN_FILENO);
    int ends[2];
    enum elb_status status;

    ck_assert_int_eq(pipe(ends), 0);
    write_all(ends[1], bytes);
    ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    ck_assert_int_eq(close(ends[0]), 0);
    status = elb_file_read(&arena, "-", maximum, ret_text, &error);
    ck_assert_int_eq(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    ck_assert_int_eq(close(saved), 0);
    return status;
}

START_TEST(standard_input)
{
    struct elb_text text;

    ck_assert_int_eq(read_stdin(ELB_TEXT("\xef\xbb\xbf"
                                         "0123456"),
                                10, &text),
                     ELB_OK);
    ck_assert(elb_text_is(text, "0123456"));
    ck_assert_int_eq(read_stdin(ELB_TEXT(""), 10, &text), ELB_OK);
    ck_assert_uint_eq(text.length, 0);
    ck_assert_int_eq(read_stdin(ELB_TEXT("0123456789a"), 10, &text), ELB_ERROR_LIMIT);
    ck_assert_str_eq(error.path, "-");
}
END_TEST

START_TEST(large)
{
    struct elb_text text = {0};
    struct elb_text bytes = {NULL, 1000003};
    char *memory = malloc(bytes.length);

    ck_assert_ptr_nonnull(memory);
    for (size_t i = 0; i < bytes.length; i++)
        memory[i] = (char)('a' + i % 26);
    bytes.start = memory;
    write_input(bytes);
    ck_assert_int_eq(elb_file_read(&arena, path, bytes.length, &text, &error), ELB_OK);
    ck_assert(elb_text_is_equal(text, bytes));
    ck_assert_int_eq(elb_file_read(&arena, path, bytes.length - 1, &text, NULL), ELB_ERROR_LIMIT);
    free(memory);
}
END_TEST

/* A file of /proc says that its size is 0. */
START_TEST(unknown_size)
{
    struct elb_text text = {0};

    if (access("/proc/self/status", R_OK) != 0)
        return;
    ck_assert_int_eq(elb_file_read(&arena, "/proc/self/status", 65536, &text, &error), ELB_OK);
    ck_assert_uint_gt(text.length, 0);
}
END_TEST

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

START_TEST(without_memory)
{
    struct elb_text text;
    enum elb_status status = ELB_ERROR_MEMORY;

    write_input(ELB_TEXT("\xff\xfe"
                         "a\0"));
    for (size_t i = 0; status != ELB_OK; i++) {
        ck_assert_uint_lt(i, 20);
        error = (struct elb_error){0};
        allowed = i;
        elb_alloc_hook = allow_some;
        status = elb_file_read(&arena, path, 10, &text, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status == error.status, "allocation %zu", i);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "allocation %zu", i);
        elb_arena_done(&arena);
    }
}
END_TEST

/* Nobody writes to the FIFO: opened as any other file, it would block. */
START_TEST(regular_no_fifo)
{
    struct elb_text text = {0};

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(elb_file_read_regular(&arena, path, ELB_FILE_LIMIT, &text, &error),
                     ELB_ERROR_IO);
    ck_assert_str_eq(error.message, "no regular file");
    ck_assert_str_eq(error.path, path);
}
END_TEST

START_TEST(regular_no_device)
{
    struct elb_text text = {0};

    ck_assert_int_eq(elb_file_read_regular(&arena, "/dev/zero", ELB_FILE_LIMIT, &text, &error),
                     ELB_ERROR_IO);
    ck_assert_str_eq(error.message, "no regular file");
}
END_TEST

START_TEST(regular_file)
{
    struct elb_text text = {0};

    write_input(ELB_TEXT("\xef\xbb\xbf{}"));
    ck_assert_int_eq(elb_file_read_regular(&arena, path, ELB_FILE_LIMIT, &text, &error), ELB_OK);
    ck_assert(elb_text_is(text, "{}"));
    ck_assert_int_eq(elb_file_read_regular(&arena, directory, ELB_FILE_LIMIT, &text, &error),
                     ELB_ERROR_IO);
    ck_assert_str_eq(error.message, "can't read: Is a directory");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/file");
    TCase *tcase = tcase_create("file");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tcase, regular_no_fifo);
    tcase_add_test(tcase, regular_no_device);
    tcase_add_test(tcase, regular_file);
    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, decode, 0, LENGTH(decode_rows));
    tcase_add_test(tcase, missing);
    tcase_add_test(tcase, is_directory);
    tcase_add_test(tcase, unreadable);
    tcase_add_test(tcase, limit);
    tcase_add_test(tcase, standard_input);
    tcase_add_test(tcase, large);
    tcase_add_test(tcase, unknown_size);
    tcase_add_test(tcase, without_memory);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
