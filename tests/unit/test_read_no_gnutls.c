/* SPDX-License-Identifier: MIT */

/* A system without GnuTLS, in the way of test_read_no_openssl.c. */
#define ELB_GNUTLS_SONAME "libgnutls-that-is-not-there.so.30"
#include "../../src/read/gnutls.c"

#include "test_read_rows.h"

static const struct {
    const char *string;
    bool needs_gnutls;
} rows[] = {
    {"NONE:+VERS-TLS1.2:+RSA:+AES-128-GCM:+AEAD", false},
    {"NORMAL", true},
    {"NONE:+VERS-ALL:+RSA:+AES-128-GCM:+AEAD", true},
    {"NONE:+VERS-TLS1.2:+RSA:+AES-128-GCM:+AEAD:-GROUP-X25519", true},
    {"NONE:+VERS-TLS1.2:+RSA:+CIPHER-ALL", true},
};

START_TEST(only_when_needed)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};
    const enum elb_status status = read_input(elb_text_from(rows[_i].string), &list, &error);

    if (rows[_i].needs_gnutls) {
        ck_assert_int_eq(status, ELB_ERROR_UNSUPPORTED);
        ck_assert_msg(contains(error.message, ELB_GNUTLS_SONAME), "%s", error.message);
        ck_assert_uint_eq(error.line, 1);
    } else {
        ck_assert_msg(status == ELB_OK, "%s", error.message);
    }
    elb_client_list_free(list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/no_gnutls");
    TCase *tcase = tcase_create("no_gnutls");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, only_when_needed, 0, LENGTH(rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
