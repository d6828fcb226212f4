/* SPDX-License-Identifier: MIT */

/* diff without the first, second, third ... allocation, until it succeeds. */
#include "test_read_common.h"

#include "base/alloc.h"
#include "elblint/compare.h"
#include "elblint/read_policy.h"
#include "report/diff.h"

static size_t allowed;

static bool allow_some(size_t size)
{
    (void)size;
    return allowed-- > 0;
}

static enum elb_status read_text(const char *text, struct elb_error *reterr)
{
    struct elb_policy_list *list = NULL;
    enum elb_status status =
        elb_policies_read(elb_catalog_bundled(), text, strlen(text), "p", NULL, &list, reterr);

    ck_assert((list != NULL) == (status == ELB_OK));
    elb_policy_list_free(list);
    return status;
}

static enum elb_status read_ssl_policies(struct elb_error *reterr)
{
    return read_text("{\"SslPolicies\": [{\"Name\": \"x\", \"SslProtocols\": [\"TLSv1.2\"], "
                     "\"Ciphers\": [{\"Name\": \"AES128-SHA\"}]}, 7]}",
                     reterr);
}

static enum elb_status read_classic(struct elb_error *reterr)
{
    return read_text("[{\"PolicyName\": \"c\", \"PolicyAttributeDescriptions\": ["
                     "{\"AttributeName\": \"Protocol-SSLv2\", \"AttributeValue\": \"true\"},"
                     "{\"AttributeName\": \"Protocol-TLSv1\", \"AttributeValue\": \"true\"},"
                     "{\"AttributeName\": \"RC2-CBC-MD5\", \"AttributeValue\": \"true\"},"
                     "{\"AttributeName\": \"AES128-SHA\", \"AttributeValue\": \"true\"}]}]",
                     reterr);
}

static enum elb_status read_yaml(struct elb_error *reterr)
{
    return read_text("{name: x, family: elbv2, protocols: [TLSv1.2], suites: [AES128-SHA]}\n",
                     reterr);
}

static const struct elb_policy *named(const char *name)
{
    return elb_catalog_policy_named(elb_catalog_bundled(), 0, name, strlen(name));
}

static enum elb_status compare(struct elb_error *reterr)
{
    const struct elb_comparison *comparison = NULL;
    enum elb_status status =
        elb_compare(named("2016-08"), named("TLS13-1-2-Res-PQ-2025-09"), &comparison, reterr);

    ck_assert((comparison != NULL) == (status == ELB_OK));
    elb_comparison_free(comparison);
    return status;
}

/* A reporter notes a lack of memory in its buffer. */
static enum elb_status report(const char *format, struct elb_error *reterr)
{
    static const struct elb_certificates rsa = {{ELB_CERTIFICATE_RSA2048}, 1};
    const struct elb_catalog *catalog = elb_catalog_bundled();
    struct elb_diff_client clients[8] = {0};
    struct elb_diff_pair pair = {.from = named("2016-08"),
                                 .to = named("TLS13-1-2-Res-PQ-2025-09"),
                                 .is_drift = true,
                                 .clients = clients,
                                 .client_count = LENGTH(clients)};
    struct elb_diff_result result = {
        .pairs = &pair, .pair_count = 1, .certificates = &rsa, .certificates_assumed = true};
    struct elb_buffer out = {0};
    struct elb_report report = {.out = &out, .catalog = catalog};
    enum elb_status status = elb_compare(pair.from, pair.to, &pair.comparison, reterr);

    for (size_t i = 0; i < LENGTH(clients); i++) {
        clients[i].client = &catalog->clients[i * 20];
        elb_compare_client(catalog, pair.from, pair.to, &rsa, clients[i].client,
                           &clients[i].comparison);
    }
    if (status != ELB_OK)
        return status;
    elb_reporter_find("diff", format)->write(&report, &result);
    status = out.out_of_memory ? elb_error_set_memory(reterr) : ELB_OK;
    elb_comparison_free(pair.comparison);
    elb_buffer_done(&out);
    return status;
}

static enum elb_status report_text(struct elb_error *reterr)
{
    return report("text", reterr);
}

static enum elb_status report_json(struct elb_error *reterr)
{
    return report("json", reterr);
}

static enum elb_status (*const steps[])(struct elb_error *) = {
    read_ssl_policies, read_classic, read_yaml, compare, report_text, report_json,
};

START_TEST(without_memory)
{
    enum elb_status status = ELB_ERROR_MEMORY;
    size_t count;

    for (count = 0; status != ELB_OK; count++) {
        struct elb_error error = {0};

        ck_assert_uint_lt(count, 10000);
        allowed = count;
        elb_alloc_hook = allow_some;
        status = steps[_i](&error);
        elb_alloc_hook = NULL;
        ck_assert_msg(status != ELB_OK || allowed <= count, "nobody missed allocation %zu", count);
        ck_assert_msg(status == error.status, "step %d, allocation %zu", _i, count);
        ck_assert_msg(status == ELB_OK || status == ELB_ERROR_MEMORY, "step %d, allocation %zu: %s",
                      _i, count, error.message);
    }
    ck_assert_uint_gt(count, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("diff/oom");
    TCase *tcase = tcase_create("oom");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, without_memory, 0, LENGTH(steps));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
