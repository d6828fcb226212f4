/* SPDX-License-Identifier: MIT */

/* The readers without the first, second, third ... allocation, until they succeed. */
#include "test_read_common.h"

#include "base/alloc.h"

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status read_text(const char *text, struct elb_client_list **ret_list,
                                 struct elb_error *reterr)
{
    return elb_clients_read(elb_catalog_bundled(), text, strlen(text), "a/b.txt", NULL, ret_list,
                            reterr);
}

static enum elb_status read_names(struct elb_client_list **ret_list, struct elb_error *reterr)
{
    return read_text("AES128-SHA:0x0001:0x0002:0x0003:0x0004:0x0005:0x0006:0x0007:0x0008:0x0009:"
                     "BOGUS-SHA",
                     ret_list, reterr);
}

static enum elb_status read_table(struct elb_client_list **ret_list, struct elb_error *reterr)
{
    return read_text("0x00,0x2F - AES128-SHA SSLv3 Kx=RSA Au=RSA Enc=AES(128) Mac=SHA1\n"
                     "0x01,0x00,0x80 - RC4-MD5 SSLv2 Kx=RSA Au=RSA Enc=RC4(128) Mac=MD5\n"
                     "NEW-SHA TLSv1.2 Kx=RSA Au=RSA Enc=AES(128) Mac=SHA1\n",
                     ret_list, reterr);
}

static enum elb_status read_yaml(struct elb_client_list **ret_list, struct elb_error *reterr)
{
    return read_text("- {id: a, suites: [AES128-SHA, 0xC02F], versions: [TLSv1.2]}\n"
                     "- {id: b, suites: [AES128-SHA], groups: [x25519], aliases: [c, d]}\n",
                     ret_list, reterr);
}

static enum elb_status read_plain(struct elb_client_list **ret_list, struct elb_error *reterr)
{
    return elb_client_from_ciphers(elb_catalog_bundled(),
                                   "AES128-SHA:0xC02F:RC4-SHA:RC4-MD5:AES256-SHA:DES-CBC3-SHA",
                                   "TLSv1-TLSv1.3", "*x25519:secp256r1", ret_list, reterr);
}

static enum elb_status read_keywords(struct elb_client_list **ret_list, struct elb_error *reterr)
{
    return elb_client_from_ciphers(elb_catalog_bundled(),
                                   "kRSA+AES:RC4-SHA:PSK-AES128-CBC-SHA:ADH-AES128-SHA:NOSUCH:"
                                   "0xFAFB:!MEDIUM:@STRENGTH",
                                   "TLSv1.2", NULL, ret_list, reterr);
}

static enum elb_status (*const readers[])(struct elb_client_list **, struct elb_error *) = {
    read_names, read_table, read_yaml, read_plain, read_keywords,
};

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status != ELB_OK; count++) {
        struct elb_client_list *list = NULL;
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 10000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = readers[_i](&list, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status, "reader %d, allocation %zu", _i, count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY,
                      "reader %d, allocation %zu: %s", _i, count, error.message);
        ck_assert((list != NULL) == (status == ELB_OK));
        elb_client_list_free(list);
    }
    ck_assert_uint_gt(count, 3);
}
END_TEST

/* An error that needs memory for its own message says so when there is none. */
START_TEST(unrecognised)
{
    struct elb_client_list *list = NULL;
    enum elb_status status = ELB_ERROR_MEMORY;

    for (size_t count = 0; status == ELB_ERROR_MEMORY; count++) {
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 100);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = read_text("hello", &list, &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_int_eq(error.status, status);
        ck_assert_ptr_null(list);
    }
    ck_assert_int_eq(status, ELB_ERROR_SYNTAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/oom");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, without_memory, 0, LENGTH(readers));
    tcase_add_test(tcase, unrecognised);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
