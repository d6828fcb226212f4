/* SPDX-License-Identifier: MIT */

/* Arena, buffer, map, escaping and errors; and what each does without memory. */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/escape.h"
#include "base/map.h"
#include "elblint/error.h"

#include <check.h>
#include <stdalign.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static bool allow_none(size_t size)
{
    (void)size;
    return false;
}

static void restore(void)
{
    elb_alloc_hook = NULL;
}

static const size_t sizes[] = {0, 1, 7, 16, 100, 4096, 16 * 1024, 100000, 1 << 20};

START_TEST(arena_sizes)
{
    struct elb_arena arena;
    size_t size = sizes[_i];

    elb_arena_init(&arena);
    for (int round = 0; round < 40; round++) {
        unsigned char *memory = elb_arena_alloc(&arena, size);

        ck_assert_msg(memory && (uintptr_t)memory % alignof(max_align_t) == 0, "%zu bytes", size);
        for (size_t i = 0; i < size; i++) {
            if (memory[i] != 0) /* each ck_assert writes to a file: too slow for every byte */
                ck_abort_msg("%zu bytes: byte %zu is not zero", size, i);
        }
        memset(memory, 0xa5, size);
    }
    elb_arena_done(&arena);
    ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(arena_overflow)
{
    struct elb_arena arena = {0};
    size_t capacity = SIZE_MAX / 2 + 1;
    int item = 0;

    ck_assert_ptr_null(elb_arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(elb_arena_alloc(&arena, SIZE_MAX - 20));
    ck_assert_ptr_null(elb_arena_alloc_array(&arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(elb_arena_dup(&arena, "", SIZE_MAX));
    ck_assert_ptr_null(elb_arena_grow(&arena, &item, capacity, &capacity, 1));
    ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(arena_copies)
{
    struct elb_arena arena = {0};
    struct elb_text text = elb_arena_dup_text(&arena, ELB_TEXT("a\0b"));

    ck_assert(elb_text_is_equal(text, ELB_TEXT("a\0b")));
    ck_assert_int_eq(text.start[3], '\0');
    ck_assert_str_eq(elb_arena_dup(&arena, NULL, 0), "");
    ck_assert_str_eq(elb_arena_printf(&arena, "%s-%d", "x", 7), "x-7");
    elb_arena_done(&arena);
}
END_TEST

START_TEST(arena_grows)
{
    struct elb_arena arena = {0};
    size_t capacity = 0;
    int *items = NULL;

    for (int i = 0; i < 1000; i++) {
        items = elb_arena_grow(&arena, items, (size_t)i, &capacity, sizeof(*items));
        ck_assert_ptr_nonnull(items);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(items[i], i);
    elb_arena_done(&arena);
}
END_TEST

START_TEST(arena_without_memory)
{
    struct elb_arena arena = {0};
    void *memory = elb_alloc(10);
    size_t capacity = 0;

    elb_alloc_hook = allow_none;
    ck_assert_ptr_null(elb_arena_alloc(&arena, 1));
    ck_assert_ptr_null(elb_arena_dup(&arena, "a", 1));
    ck_assert_ptr_null(elb_arena_dup_text(&arena, ELB_TEXT("a")).start);
    ck_assert_ptr_null(elb_arena_printf(&arena, "a"));
    ck_assert_ptr_null(elb_arena_grow(&arena, NULL, 0, &capacity, 4));
    ck_assert_uint_eq(capacity, 0);
    ck_assert_int_eq(elb_arena_adopt(&arena, memory), -1);
    elb_alloc_hook = NULL;
    ck_assert_int_eq(elb_arena_adopt(&arena, memory), 0);
    elb_arena_done(&arena);
}
END_TEST

START_TEST(buffer_appends)
{
    struct elb_buffer buffer = {0};
    char *string;

    ck_assert_str_eq(elb_buffer_string(&buffer), "");
    elb_buffer_append_string(&buffer, "abc");
    elb_buffer_append_char(&buffer, '-');
    elb_buffer_append_text(&buffer, ELB_TEXT("def"));
    elb_buffer_append_text(&buffer, (struct elb_text){0});
    elb_buffer_append_repeated(&buffer, '~', 3);
    elb_buffer_printf(&buffer, "%s%d", "", 12);
    ck_assert_str_eq(elb_buffer_string(&buffer), "abc-def~~~12");
    ck_assert_uint_eq(elb_buffer_text(&buffer).length, 12);
    for (int i = 0; i < 1000; i++)
        elb_buffer_printf(&buffer, "%d", i % 10);
    ck_assert_uint_eq(buffer.length, 1012);
    string = elb_buffer_steal(&buffer);
    ck_assert_int_eq(string[1011], '9');
    elb_free(string);
    ck_assert_uint_eq(buffer.length, 0);
    string = elb_buffer_steal(&buffer);
    ck_assert_str_eq(string, "");
    elb_free(string);
    elb_buffer_done(&buffer);
}
END_TEST

START_TEST(buffer_without_memory)
{
    struct elb_buffer buffer = {0};

    elb_buffer_append_string(&buffer, "kept");
    elb_alloc_hook = allow_none;
    elb_buffer_append_repeated(&buffer, 'x', 1000);
    elb_alloc_hook = NULL;
    elb_buffer_append_string(&buffer, "not added any more");
    elb_buffer_printf(&buffer, "%d", 1);
    ck_assert(buffer.out_of_memory);
    ck_assert_str_eq(elb_buffer_string(&buffer), "kept");
    ck_assert_ptr_null(elb_buffer_steal(&buffer));
    ck_assert(!buffer.out_of_memory);
    ck_assert(!elb_buffer_reserve(&buffer, SIZE_MAX));
    elb_buffer_clear(&buffer);
    elb_buffer_append_string(&buffer, "again");
    ck_assert_str_eq(elb_buffer_string(&buffer), "again");
    elb_buffer_done(&buffer);
}
END_TEST

START_TEST(map_keeps_all)
{
    struct elb_arena arena = {0};
    struct elb_map map = {0};

    for (int i = 0; i < 3000; i++) {
        char *key = elb_arena_printf(&arena, "key%d", i % 1500);
        void **place = elb_map_put(&map, &arena, elb_text_from(key));

        ck_assert_ptr_nonnull(place);
        ck_assert_int_eq(*place != NULL, i >= 1500);
        *place = key;
    }
    ck_assert_str_eq(elb_map_get(&map, ELB_TEXT("key1499")), "key1499");
    ck_assert_ptr_null(elb_map_get(&map, ELB_TEXT("key1500")));
    ck_assert_ptr_null(elb_map_get(&map, ELB_TEXT("")));
    ck_assert_ptr_null(elb_map_get(&map, ELB_TEXT("key1\0")));
    elb_arena_done(&arena);
}
END_TEST

START_TEST(map_without_memory)
{
    struct elb_arena arena = {0};
    struct elb_map map = {0};

    elb_alloc_hook = allow_none;
    ck_assert_ptr_null(elb_map_put(&map, &arena, ELB_TEXT("a")));
    elb_alloc_hook = NULL;
    ck_assert_ptr_null(elb_map_get(&map, ELB_TEXT("a")));
}
END_TEST

struct escape_row {
    const char *name;
    struct elb_text input;
    const char *expected;
};

#define B(literal) ELB_TEXT_INIT(literal)

static const struct escape_row escape_rows[] = {
    {"empty", B(""), ""},
    {"plain", B("ab c\\n'\""), "ab c\\n'\""},
    {"other scripts", B("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
     "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"},
    {"no-break space", B("\xc2\xa0"), "\xc2\xa0"},
    {"a colour", B("\x1b[31mred"), "\\x1B[31mred"},
    {"tab and newline", B("a\tb\nc\r"), "a\\x09b\\x0Ac\\x0D"},
    {"NUL and DEL", B("a\0b\x7f"), "a\\x00b\\x7F"},
    {"C1", B("\xc2\x80\xc2\x9b\xc2\x9f"), "\\u{0080}\\u{009B}\\u{009F}"},
    {"not UTF-8", B("a\xff\xc3"), "a\\xFF\\xC3"},
    {"a C1 byte alone",
     B("\x9b"
       "31m"),
     "\\x9B31m"},
    {"overlong escape", B("\xc0\x9b"), "\\xC0\\x9B"},
    {"turned around", B("\xe2\x80\xaa\xe2\x80\xae"), "\\u{202A}\\u{202E}"},
    {"isolates", B("\xe2\x81\xa6\xe2\x81\xa9"), "\\u{2066}\\u{2069}"},
    {"marks", B("\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c"), "\\u{200E}\\u{200F}\\u{061C}"},
    {"separators", B("\xe2\x80\xa8\xe2\x80\xa9"), "\\u{2028}\\u{2029}"},
    {"of no width", B("\xe2\x80\x8b\xe2\x80\x8d\xe2\x81\xa0\xe2\x81\xa4\xef\xbb\xbf"),
     "\\u{200B}\\u{200D}\\u{2060}\\u{2064}\\u{FEFF}"},
    {"soft hyphen", B("a\xc2\xad-"), "a\\u{00AD}-"},
    {"tags", B("\xf3\xa0\x80\x81\xf3\xa0\x81\xbf"), "\\u{E0001}\\u{E007F}"},
    {"beside them",
     B("\xe2\x80\x8a\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\x9f\xe2\x81\xb0\xef\xbb\xbe\xf3\xa0\x82\x80"),
     "\xe2\x80\x8a\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\x9f\xe2\x81\xb0\xef\xbb\xbe\xf3\xa0\x82\x80"},
};

START_TEST(escapes)
{
    const struct escape_row *row = &escape_rows[_i];
    struct elb_buffer buffer = {0};

    elb_escape_terminal(&buffer, row->input);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), row->expected) == 0, "%s: %s", row->name,
                  elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
}
END_TEST

static const struct escape_row xml_rows[] = {
    {"empty", B(""), ""},
    {"plain", B("ab c\\n"), "ab c\\n"},
    {"the five", B("&<>\"'"), "&amp;&lt;&gt;&quot;&#39;"},
    {"no end of CDATA", B("]]>"), "]]&gt;"},
    {"no entity of its own", B("&amp;"), "&amp;amp;"},
    {"white space stays", B("a\tb\nc\r"), "a\tb\nc\r"},
    {"controls", B("\0\x01\x08\x0b\x0c\x0e\x1f"), "\\x00\\x01\\x08\\x0B\\x0C\\x0E\\x1F"},
    {"DEL and C1 may stand there", B("\x7f\xc2\x80"), "\x7f\xc2\x80"},
    {"not UTF-8", B("a\xff\xc3<"), "a\\xFF\\xC3&lt;"},
    {"overlong", B("\xc0\xbc"), "\\xC0\\xBC"},
    {"half a character of UTF-16", B("\xed\xa0\x80"), "\\xED\\xA0\\x80"},
    {"no characters", B("\xef\xbf\xbe\xef\xbf\xbf"), "\\u{FFFE}\\u{FFFF}"},
    {"other scripts", B("\xc3\xa4\xef\xbf\xbd\xf0\x9f\x98\x80"),
     "\xc3\xa4\xef\xbf\xbd\xf0\x9f\x98\x80"},
};

START_TEST(escapes_xml)
{
    const struct escape_row *row = &xml_rows[_i];
    struct elb_buffer buffer = {0};

    elb_escape_xml(&buffer, row->input);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), row->expected) == 0, "%s: %s", row->name,
                  elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
}
END_TEST

START_TEST(first_error_wins)
{
    struct elb_error error = {0};

    ck_assert_int_eq(elb_error_set(&error, ELB_ERROR_DATA, "a", 3, 4, "unknown name '%s'", "x"),
                     ELB_ERROR_DATA);
    ck_assert_int_eq(elb_error_set(&error, ELB_ERROR_IO, "b", 5, 6, "other"), ELB_ERROR_IO);
    ck_assert_int_eq(elb_error_set_memory(NULL), ELB_ERROR_MEMORY);
    ck_assert_int_eq(error.status, ELB_ERROR_DATA);
    ck_assert_str_eq(error.path, "a");
    ck_assert_uint_eq(error.line, 3);
    ck_assert_uint_eq(error.column, 4);
    ck_assert_str_eq(error.message, "unknown name 'x'");
}
END_TEST

/* Each row's message or path is so many letters and then characters of three bytes. */
static const size_t letters[] = {0, 1, 2, 240, 249, 250, 251, 252, 253, 508, 509, 510, 511, 512};

START_TEST(long_errors)
{
    struct elb_error error = {0};
    char text[1024];
    size_t length = letters[_i];

    memset(text, 'x', length);
    for (; length + 3 < sizeof(text); length += 3)
        memcpy(text + length, "\xe2\x82\xac", 3);
    text[length] = '\0';
    (void)elb_error_set(&error, ELB_ERROR_IO, text, 0, 0, "%s", text);
    ck_assert_msg(elb_text_is_utf8(elb_text_from(error.message)), "%zu letters", letters[_i]);
    ck_assert_msg(elb_text_is_utf8(elb_text_from(error.path)), "%zu letters", letters[_i]);
    ck_assert_msg(strlen(error.message) >= 509, "%zu letters", letters[_i]);
    ck_assert_msg(strlen(error.path) >= 253, "%zu letters", letters[_i]);
    ck_assert_msg(strncmp(error.path, "...", 3) == 0, "%zu letters", letters[_i]);
    ck_assert_msg(elb_text_has_suffix(elb_text_from(text), error.path + 3), "%zu letters",
                  letters[_i]);
}
END_TEST

START_TEST(error_without_path)
{
    struct elb_error error = {0};

    (void)elb_error_set_memory(&error);
    ck_assert_str_eq(error.path, "");
    ck_assert_str_eq(error.message, "out of memory");
}
END_TEST

START_TEST(hook_counts)
{
    void *memory;

    allowed = 1;
    elb_alloc_hook = allow_some;
    memory = elb_alloc(0);
    ck_assert_ptr_nonnull(memory);
    ck_assert_ptr_null(elb_realloc(memory, 10));
    elb_alloc_hook = NULL;
    elb_free(memory);
    elb_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/memory");
    TCase *tcase = tcase_create("memory");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, NULL, restore);
    tcase_add_loop_test(tcase, arena_sizes, 0, LENGTH(sizes));
    tcase_add_test(tcase, arena_overflow);
    tcase_add_test(tcase, arena_copies);
    tcase_add_test(tcase, arena_grows);
    tcase_add_test(tcase, arena_without_memory);
    tcase_add_test(tcase, buffer_appends);
    tcase_add_test(tcase, buffer_without_memory);
    tcase_add_test(tcase, map_keeps_all);
    tcase_add_test(tcase, map_without_memory);
    tcase_add_loop_test(tcase, escapes, 0, LENGTH(escape_rows));
    tcase_add_loop_test(tcase, escapes_xml, 0, LENGTH(xml_rows));
    tcase_add_test(tcase, first_error_wins);
    tcase_add_loop_test(tcase, long_errors, 0, LENGTH(letters));
    tcase_add_test(tcase, error_without_path);
    tcase_add_test(tcase, hook_counts);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
