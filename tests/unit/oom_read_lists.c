/* SPDX-License-Identifier: MIT */

/* Every format of a list or configuration without the first, second ... allocation. */
#include "test_read_common.h"

#include "base/alloc.h"

#define FOLDER "tests/unit/data/read-lists/"

static const char *const files[] = {
    "decimal.txt",
    "gnutls-3.7.9-list.txt",
    "gnutls-priority.txt",
    "gnutls-priority-none.txt",
    "haproxy.cfg",
    "hex.txt",
    "howsmyssl.json",
    "ja3.json",
    "ja3.txt",
    "ja4_r.txt",
    "ja4_ro.txt",
    "java.properties",
    "java-options.txt",
    "nginx.conf",
    "openssl.cnf",
    "openssl-string.txt",
    "python-3.11.json",
    "ssllabs.json",
    "windows.md",
};

/* Errors that take memory for their own words. */
static const char *const refused[] = {
    "ja3: ada70206e40642a3e4461f35503241d5", "proxy_ssl_ciphers NOSUCH;", "[\"AES128-SHB\"]",
    "jdk.tls.client.cipherSuites=TLS_NEW",   "NONE:+VERS-TLS1.2",
};

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

/* How it ends when there is enough memory. */
static enum elb_status read_without_memory(struct elb_text text, const char *name)
{
    enum elb_status status = ELB_ERROR_MEMORY;

    for (size_t count = 0; status == ELB_ERROR_MEMORY; count++) {
        struct elb_client_list *list = NULL;
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 10000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = elb_clients_read(elb_catalog_bundled(), text.start, text.length, "in", NULL, &list,
                                  &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status && (list != NULL) == (status == ELB_OK),
                      "%s, allocation %zu: %s", name, count, error.message);
        elb_client_list_free(list);
    }
    return status;
}

START_TEST(file)
{
    struct elb_arena arena = {0};
    struct elb_error error = {0};
    struct elb_text text;
    const char *path = elb_arena_printf(&arena, FOLDER "%s", files[_i]);
    enum elb_status status;

    ck_assert_ptr_nonnull(path);
    ck_assert_int_eq(elb_file_read(&arena, path, ELB_FILE_LIMIT, &text, &error), ELB_OK);
    status = read_without_memory(text, files[_i]);
    ck_assert_msg(status == ELB_OK || status == ELB_ERROR_UNSUPPORTED, "%s", files[_i]);
    elb_arena_done(&arena);
}
END_TEST

START_TEST(error_message)
{
    ck_assert_int_ne(read_without_memory(elb_text_from(refused[_i]), refused[_i]), ELB_OK);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/oom_lists");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, file, 0, LENGTH(files));
    tcase_add_loop_test(tcase, error_message, 0, LENGTH(refused));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
