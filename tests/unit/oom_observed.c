/* SPDX-License-Identifier: MIT */

/* Reading, merging and identifying without the first, second, third ... allocation. */
#include <elblint/identify.h>

#include "base/alloc.h"
#include "test_read_common.h"

static const char *const texts[] = {
    ("<document title=\"SSLScan Results\" version=\"2.0.7\">"
     "<ssltest host=\"a\" sniname=\"b\" port=\"443\">"
     "<protocol type=\"tls\" version=\"1.2\" enabled=\"1\"/>"
     "<cipher sslversion=\"TLSv1.2\" cipher=\"AES128-SHA\" id=\"0x002F\"/>"
     "<cipher sslversion=\"TLSv1.2\" cipher=\"NO-SUCH\"/>"
     "<group sslversion=\"TLSv1.2\" id=\"0x0017\"/><pk type=\"RSA\" bits=\"2048\"/>"
     "</ssltest><error>Could not open a connection to host c (c) on port 9.</error></document>"),
    ("<nmaprun version=\"7.93\"><host><address addr=\"a\" addrtype=\"ipv4\"/><ports>"
     "<port portid=\"443\"><state state=\"open\"/><script id=\"ssl-enum-ciphers\">"
     "<table key=\"TLSv1.3\"><table key=\"ciphers\"><table>"
     "<elem key=\"name\">TLS_AKE_WITH_AES_128_GCM_SHA256</elem></table></table>"
     "<elem key=\"cipher "
     "preference\">server</elem></table></script></port></ports></host></nmaprun>"),
    ("Version: 2.0.7\nTesting SSL server a on port 443 using SNI name b\n"
     "  SSL/TLS Protocols:\n\033[32mTLSv1.2\033[0m   enabled\n  Supported Server Cipher(s):\n"
     "Preferred TLSv1.2  128 bits  AES128-SHA\n  SSL Certificate:\nRSA Key Strength:    2048\n"
     "Not valid after: x\n"),
    ("CONNECTED(00000003)\nPeer signing digest: SHA256\nPeer signature type: RSA\n"
     "Server Temp Key: X25519, 253 bits\nNew, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256\n"),
};

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status identify(const struct elb_observation_list *merged, struct elb_error *reterr)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_identification *identification = NULL;
    enum elb_status status;

    status = elb_identify(catalog, elb_observation_list_at(merged, 0), NULL, &catalog->policies[0],
                          &identification, reterr);
    ck_assert((identification != NULL) == (status == ELB_OK));
    elb_identification_free(identification);
    return status;
}

static enum elb_status go_through(const char *text, struct elb_error *reterr)
{
    struct elb_observation_list *lists[2] = {NULL, NULL};
    struct elb_observation_list *merged = NULL;
    enum elb_status status = ELB_OK;

    for (size_t i = 0; i < 2 && status == ELB_OK; i++)
        status = elb_observations_read(elb_catalog_bundled(), text, strlen(text), "a", NULL,
                                       &lists[i], reterr);
    if (status == ELB_OK)
        status = elb_observations_merge((const struct elb_observation_list *const *)lists, 2,
                                        &merged, reterr);
    if (status == ELB_OK)
        status = identify(merged, reterr);
    elb_observation_list_free(merged);
    elb_observation_list_free(lists[0]);
    elb_observation_list_free(lists[1]);
    return status;
}

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status != ELB_OK; count++) {
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 10000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = go_through(texts[_i], &error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status, "text %d, allocation %zu", _i, count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "text %d, allocation %zu: %s",
                      _i, count, error.message);
    }
    ck_assert_uint_gt(count, 5);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("observed/oom");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, without_memory, 0, LENGTH(texts));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
