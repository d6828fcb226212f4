/* SPDX-License-Identifier: MIT */

/*
 * Files of every format: which reader takes them, that no other claims them as much, and what comes
 * of them when they break off.
 */
#include "test_read_rows.h"

#include "read/reader.h"

#include <dirent.h>

#define FOLDER "tests/unit/data/"

/* `whole`: the format shows that its end is missing. */
static const struct {
    const char *file;
    const char *reader;
    const char *start; /* of the first client; NULL: it depends on a library of the system */
    size_t clients;
    bool whole;
} fixtures[] = {
    {"iana.txt", "suite-names", "s C02F 002F 00FF", 1, false},
    {"hex.txt", "suite-names", "s C02F C030 C013 C014", 1, false},
    {"hex-stream.txt", "suite-names", "s 1301 1302 1303 C02B C02F CCA9", 1, false},
    {"decimal.txt", "suite-names", "s C02F C02B 002F 0035 000A", 1, false},
    {"go.txt", "suite-names", "s C02F CCA8", 1, false},
    {"windows.md", "suite-names", "s C028 000A", 1, false},
    {"node-20.json", "suite-json", "s 009C 002F 003C", 1, true},
    {"python-3.11.json", "suite-json", "s 1302 1303 1301", 1, true},
    {"openssl-string.txt", "openssl-string", NULL, 1, false},
    {"gnutls-priority.txt", "gnutls-priority", NULL, 1, false},
    {"gnutls-priority-none.txt", "gnutls-priority",
     "v TLSv1.2 TLSv1.3 s 1302 C030 C013 009D 002F g 001D 0017 a 0401 0804", 1, false},
    {"gnutls-3.7.9-list.txt", "gnutls-list",
     "v TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 s 1302 1303 1301 1304", 1, false},
    {"nginx.conf", "server-config", "v TLSv1 TLSv1.1 TLSv1.2 s 002F 000A", 1, false},
    {"apache.conf", "server-config", "v TLSv1.2 TLSv1.3 s 1301 C02F C030 g 001D 0017", 1, false},
    {"haproxy.cfg", "server-config", "v TLSv1 s 000A", 2, false},
    {"openssl.cnf", "server-config", "v TLSv1.2 TLSv1.3 s 1301 C02F 009C g 001D 0017", 1, false},
    {"java-options.txt", "java-properties", "v TLSv1.2 s C02F 000A g 0017", 1, false},
    {"java.properties", "java-properties", "v TLSv1.2 s C013 002F c rsa 0-0 dh 1024-0 ec 224", 1,
     false},
    {"ja3.txt", "fingerprint", "l 0301 s 002F 0035 0005 000A C009 C00A C013 C014 0032 0038 0013", 1,
     false},
    {"ja3.json", "fingerprint", "s 1301 1302 1303 C02B C02F g 001D 0017 0018 e 0000", 1, true},
    {"ja4_r.txt", "fingerprint", "s 002F 1301 C02B k - a 0403 0804 0401 n yes", 1, false},
    {"ja4_ro.txt", "fingerprint", "l 0303 s C02B 002F C013 k - a 0403 0804 0401 e 0000 0010", 1,
     false},
    {"howsmyssl.json", "howsmyssl", "s 6A6A 1301 C02F FF12 00FF g 001D 0017 a 0403 0804", 1, true},
    {"ssllabs.json", "ssllabs", "v TLSv1 s 002F 0035 000A 00FF c rsa 0-4096 dh 0-2048 ec 0 n no", 2,
     true},
};

static struct elb_arena arena;

static void set_up(void)
{
    elb_arena_init(&arena);
}

static void tear_down(void)
{
    elb_arena_done(&arena);
}

static struct elb_text read_file(const char *path)
{
    struct elb_error error = {0};
    struct elb_text text;

    ck_assert_ptr_nonnull(path);
    ck_assert_msg(elb_file_read(&arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s: %s",
                  path, error.message);
    return text;
}

static struct elb_text read_list(const char *file)
{
    return read_file(elb_arena_printf(&arena, FOLDER "read-lists/%s", file));
}

/* The reader that is surest; there must be no other that is as sure. */
static const struct elb_client_reader *surest(struct elb_text text, const char *name)
{
    const bool is_text = !elb_text_is_binary(text) && elb_text_is_utf8(text);
    const struct elb_client_reader *best = NULL;
    unsigned most = 0;
    unsigned second = 0;

    for (size_t i = 0; elb_client_reader_at(i); i++) {
        const struct elb_client_reader *reader = elb_client_reader_at(i);
        const unsigned sure =
            is_text || reader->format.takes_bytes ? reader->format.recognise(text) : 0;

        if (sure > most) {
            second = most;
            most = sure;
            best = reader;
        } else if (sure > second) {
            second = sure;
        }
    }
    ck_assert_msg(best && most > second, "%s: two readers are sure by %u", name, most);
    return best;
}

START_TEST(fixture)
{
    const struct elb_text text = read_list(fixtures[_i].file);
    struct elb_client_list *list = NULL;
    struct elb_buffer buffer = {0};
    struct elb_error error = {0};
    const enum elb_status status = read_input(text, &list, &error);

    ck_assert_str_eq(surest(text, fixtures[_i].file)->format.name, fixtures[_i].reader);
    if (status == ELB_ERROR_UNSUPPORTED && !fixtures[_i].start)
        return; /* a library is not installed */
    ck_assert_msg(status == ELB_OK, "%s: %s", fixtures[_i].file, error.message);
    ck_assert_uint_eq(elb_client_list_count(list), fixtures[_i].clients);
    write_client(elb_client_list_at(list, 0), &buffer);
    if (fixtures[_i].start)
        ck_assert_msg(elb_text_has_prefix(elb_buffer_text(&buffer), fixtures[_i].start), "%s: %s",
                      fixtures[_i].file, elb_buffer_string(&buffer));
    elb_buffer_done(&buffer);
    elb_client_list_free(list);
}
END_TEST

/* At every byte: an error with its place and its words, or clients; and where it shows, an error.
 */
START_TEST(truncated)
{
    struct elb_text text = read_list(fixtures[_i].file);
    const size_t whole = elb_text_trim(text).length;
    char *copy;

    for (size_t length = 0; length < whole; length++) {
        struct elb_client_list *list = NULL;
        struct elb_error error = {0};
        enum elb_status status;

        copy = malloc(length + 1); /* of its own, so that a sanitizer sees its end */
        if (!copy)
            ck_abort();
        memcpy(copy, text.start, length);
        status = read_input((struct elb_text){copy, length}, &list, &error);
        if ((status == ELB_OK) != (list != NULL) || (status != ELB_OK && !error.message[0]))
            ck_abort_msg("%s: at %zu: %s", fixtures[_i].file, length, error.message);
        if (status == ELB_OK && fixtures[_i].whole)
            ck_abort_msg("%s: a part of %zu bytes is a client", fixtures[_i].file, length);
        elb_client_list_free(list);
        free(copy);
    }
}
END_TEST

/* Every file that any reader is tested with. */
static const char *const folders[] = {"read-capture", "read-hello", "read-lists", "read-log",
                                      "read-openssl"};

START_TEST(one_reader_each)
{
    DIR *folder = opendir(elb_arena_printf(&arena, FOLDER "%s", folders[_i]));
    const struct dirent *entry;
    size_t count = 0;

    ck_assert_ptr_nonnull(folder);
    while ((entry = readdir(folder))) {
        const char *path = elb_arena_printf(&arena, FOLDER "%s/%s", folders[_i], entry->d_name);

        if (entry->d_name[0] == '.' || elb_text_has_suffix(elb_text_from(path), ".tsv"))
            continue; /* tables of hellos, which a test takes apart itself */
        (void)surest(read_file(path), path);
        count++;
    }
    closedir(folder);
    ck_assert(count > 0 || strcmp(folders[_i], "read-hello") == 0);
}
END_TEST

/* The names are for messages; what was looked for fits into one. */
START_TEST(names)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};

    for (size_t i = 0; elb_client_reader_at(i); i++) {
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(elb_client_reader_at(i)->format.name,
                             elb_client_reader_at(j)->format.name);
    }
    ck_assert_int_eq(read_input(ELB_TEXT("hello"), &list, &error), ELB_ERROR_SYNTAX);
    ck_assert_uint_lt(strlen(error.message), sizeof(error.message) - 4);
    ck_assert(!elb_text_has_suffix(elb_text_from(error.message), "..."));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/recognised");
    TCase *tcase = tcase_create("recognised");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, fixture, 0, LENGTH(fixtures));
    tcase_add_loop_test(tcase, truncated, 0, LENGTH(fixtures));
    tcase_add_loop_test(tcase, one_reader_each, 0, LENGTH(folders));
    tcase_add_test(tcase, names);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
