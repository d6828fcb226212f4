/* SPDX-License-Identifier: MIT */

/*
 * A system without OpenSSL 3: this file has its own copy of what loads it, which looks for a
 * library that isn't there, and the linker then has no use for the one of libelblint.
 */
#undef ELB_LIBSSL_SONAME
#define ELB_LIBSSL_SONAME "libssl-that-is-not-there.so.3"
#include "../../src/read/openssl.c"

#include "test_read_common.h"

#include "read/ja3.h"

static const struct {
    const char *ciphers;
    const char *item; /* that OpenSSL is needed for; NULL: none */
} rows[] = {
    {"AES128-SHA:0xC02F", NULL},
    {"TLS_AES_128_GCM_SHA256", NULL},
    {"HIGH", "'HIGH'"},
    {"AES128-SHA:!MD5", "'!MD5'"},
    {"AES128-SHA:BOGUS-SHA:AES256-SHA", "'BOGUS-SHA'"},
    {"AES128-SHA:@SECLEVEL=0", "'@SECLEVEL=0'"},
};

START_TEST(only_when_needed)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    enum elb_status status = elb_client_from_ciphers(elb_catalog_bundled(), rows[_i].ciphers,
                                                     "TLSv1.3", "x25519", &list, &error);

    if (rows[_i].item) {
        ck_assert_int_eq(status, ELB_ERROR_UNSUPPORTED);
        ck_assert_msg(contains(error.message, rows[_i].item), "%s", error.message);
        ck_assert_msg(contains(error.message, ELB_LIBSSL_SONAME), "%s", error.message);
        ck_assert_ptr_null(list);
    } else {
        ck_assert_msg(status == ELB_OK, "%s", error.message);
    }
    elb_client_list_free(list);
}
END_TEST

START_TEST(each_function)
{
    char hash[ELB_JA3_HASH_SIZE] = "untouched";
    struct elb_openssl_suites suites;
    struct elb_error error = {0};

    ck_assert_str_eq(elb_openssl_version(), "");
    ck_assert_int_eq(elb_openssl_expand("ALL", ELB_OPENSSL_OFFERED, &suites, &error),
                     ELB_ERROR_UNSUPPORTED);
    error = (struct elb_error){0};
    ck_assert_int_eq(elb_ja3_hash(ELB_TEXT("771,,,,"), hash, &error), ELB_ERROR_UNSUPPORTED);
    ck_assert(contains(error.message, "MD5"));
    ck_assert_str_eq(hash, "untouched");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/no_openssl");
    TCase *tcase = tcase_create("no_openssl");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, only_when_needed, 0, LENGTH(rows));
    tcase_add_test(tcase, each_function);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
