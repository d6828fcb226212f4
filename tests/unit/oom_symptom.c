/* SPDX-License-Identifier: MIT */

/* Reading symptoms without the first, second, third ... allocation, until it succeeds. */
#include <elblint/symptom.h>

#include "base/alloc.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "TypeError: fetch failed\n"
                           "verify error:num=18:self-signed certificate\n"
                           "New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256\n"
                           "SSL alert number 40\nReceived fatal alert: handshake_failure\n"
                           "SSL alert number 70\nSSL alert number 71\nSSL alert number 80\n"
                           "read ECONNRESET\nwrong version number\nPKIX path building failed\n"
                           "CERT_HAS_EXPIRED\ngetaddrinfo ENOTFOUND\nconnect ECONNREFUSED\n";

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status read_text(struct elb_symptom_list **ret_list, struct elb_error *reterr)
{
    enum elb_status status = elb_symptoms_new(elb_catalog_bundled(), NULL, ret_list, reterr);

    if (status == ELB_OK)
        status = elb_symptoms_begin(*ret_list, "in", reterr);
    for (size_t i = 0; status == ELB_OK && i < sizeof(text) - 1; i += 7) {
        size_t rest = sizeof(text) - 1 - i;

        status = elb_symptoms_feed(*ret_list, text + i, rest < 7 ? rest : 7, reterr);
    }
    return status == ELB_OK ? elb_symptoms_end(*ret_list, reterr) : status;
}

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status != ELB_OK; count++) {
        struct elb_symptom_list *list = NULL;
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 10000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = read_text(&list, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status, "allocation %zu", count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "allocation %zu: %s", count,
                      error.message);
        if (status == ELB_OK)
            ck_assert_uint_gt(elb_symptoms_count(list), 9);
        elb_symptoms_free(list);
    }
    ck_assert_uint_gt(count, 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/symptom/oom");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, without_memory);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
