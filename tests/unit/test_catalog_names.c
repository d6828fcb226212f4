/* SPDX-License-Identifier: MIT */

/* Finding things by name: the dialects, OpenSSL's own list as the oracle, and misspellings. */
#include "test_catalog_common.h"

#include <openssl/ssl.h>

static const struct elb_catalog *catalog;

static void set_up(void)
{
    catalog = elb_catalog_bundled();
}

static const struct elb_suite *suite_named(const char *name)
{
    return elb_catalog_suite_named(catalog, name, strlen(name));
}

static void check_cipher(const SSL_CIPHER *cipher, uint16_t code)
{
    const struct elb_suite *suite = elb_catalog_suite(catalog, code);
    const char *iana = SSL_CIPHER_standard_name(cipher);
    const char *name = SSL_CIPHER_get_name(cipher);
    ck_assert_msg(suite != NULL, "0x%04X %s", code, iana);
    ck_assert_msg(same_string(suite->name, iana), "0x%04X: %s, not %s", code, suite->name, iana);
    ck_assert_msg(suite_named(name) == suite, "%s is not 0x%04X", name, code);
    ck_assert_msg(suite->openssl == NULL || strcmp(suite->openssl, name) == 0, "0x%04X: %s, not %s",
                  code, suite->openssl, name);
}

/*
 * Every suite that the linked OpenSSL knows has both of its names here, under the same code. What
 * has no standard name (private codes of GOST) is skipped.
 */
START_TEST(names_of_openssl)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *ssl = SSL_new(context);
    size_t known = 0;
    size_t skipped = 0;
    for (unsigned code = 0; code <= UINT16_MAX; code++) {
        const unsigned char bytes[2] = {(unsigned char)(code >> 8), (unsigned char)code};
        const SSL_CIPHER *cipher = SSL_CIPHER_find(ssl, bytes);
        if (cipher == NULL)
            continue;
        if (SSL_CIPHER_standard_name(cipher) == NULL) {
            skipped++;
            continue;
        }
        check_cipher(cipher, (uint16_t)code);
        known++;
    }
    SSL_free(ssl);
    SSL_CTX_free(context);
    ck_assert_uint_gt(known, 100);
    printf("%s: %zu suites compared, %zu skipped, %zu of ours that it does not know\n",
           OpenSSL_version(OPENSSL_VERSION), known, skipped, catalog->suite_count - known);
}
END_TEST

/* The same the other way: from our IANA names, also of suites that are compiled out. */
START_TEST(names_for_openssl)
{
    size_t skipped = 0;
    for (size_t i = 0; i < catalog->suite_count; i++) {
        const struct elb_suite *suite = &catalog->suites[i];
        const char *name = OPENSSL_cipher_name(suite->name);
        if (strcmp(name, "(NONE)") == 0) {
            skipped++;
            continue;
        }
        ck_assert_msg(suite_named(name) == suite, "%s is not %s", name, suite->name);
        ck_assert_msg(suite->openssl == NULL || strcmp(suite->openssl, name) == 0, "%s: %s, not %s",
                      suite->name, suite->openssl, name);
    }
    printf("OPENSSL_cipher_name: %zu suites compared, %zu skipped\n",
           catalog->suite_count - skipped, skipped);
    ck_assert_uint_lt(skipped, catalog->suite_count / 2);
}
END_TEST

struct name_row {
    const char *name;
    uint16_t code; /* 0: unknown */
};

static const struct name_row suite_rows[] = {
    {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC02F},
    {"tls_ecdhe_rsa_with_aes_128_gcm_sha256", 0xC02F},
    {"ECDHE-RSA-AES128-GCM-SHA256", 0xC02F},
    {"TLS_ECDHE_RSA_AES_128_GCM_SHA256", 0xC02F},
    {"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256", 0xC028},
    {"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_p521", 0xC028},
    {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA_P384", 0xC009},
    {"SSL_RSA_WITH_3DES_EDE_CBC_SHA", 0x000A},
    {"SSL_ECDHE_RSA_WITH_AES_128_CBC_SHA", 0xC013},
    {"TLS13_AES_128_GCM_SHA256", 0x1301},
    {"TLS13_AES_128_CCM_SHA256", 0x1304},
    {"TLS\\_AES\\_256\\_GCM\\_SHA384", 0x1302},
    {"TLS\\$1RSA\\$1WITH\\$1AES\\$1128\\$1CBC\\$1SHA", 0x002F},
    {"SSL\\_RSA\\_WITH\\_AES\\_128\\_CBC\\_SHA\\_P256", 0x002F},
    {"EDH-RSA-DES-CBC3-SHA", 0x0016},
    {"DHE-RSA-DES-CBC3-SHA", 0x0016},
    {"ECDHE-RSA-DES-CBC3-SHA", 0xC012},
    {"DES-CBC3-SHA", 0x000A},
    {"TLS_FALLBACK_SCSV", 0x5600},
    {"TLS_EMPTY_RENEGOTIATION_INFO_SCSV", 0x00FF},
    {"", 0},
    {"0xC02F", 0},
    {"AES128", 0},
    {"HIGH", 0},
    {"TLS_", 0},
    {"SSL_", 0},
    {"_P256", 0},
    {"\\", 0},
    {"\\$1", 0},
    {"AES128-SHA ", 0},
    {"AES128_SHA", 0},
    {"AES128-SHA_P255", 0},
    {"TLS12_RSA_WITH_AES_128_CBC_SHA", 0},
    {"WITH_AES_128_CBC_SHA", 0},
};

START_TEST(suites)
{
    const struct name_row *row = &suite_rows[_i];
    const struct elb_suite *suite = suite_named(row->name);
    ck_assert_msg((suite == NULL ? 0 : suite->code) == row->code, "%s: 0x%04X", row->name,
                  suite == NULL ? 0 : suite->code);
}
END_TEST

/* The name need not end where the string does, and may be longer than any. */
START_TEST(lengths)
{
    char name[1000];
    memset(name, 'A', sizeof(name));
    ck_assert_ptr_null(elb_catalog_suite_named(catalog, name, sizeof(name)));
    ck_assert_ptr_null(elb_catalog_group_named(catalog, name, sizeof(name)));
    ck_assert_ptr_null(elb_catalog_policy_named(catalog, 0, name, sizeof(name)));
    ck_assert_ptr_null(elb_catalog_nearest_suite(catalog, name, sizeof(name)));
    memset(name, '\\', sizeof(name));
    ck_assert_ptr_null(elb_catalog_suite_named(catalog, name, 256));
    memcpy(name, "SSL_", 4);
    memset(name + 4, 'A', 252);
    ck_assert_ptr_null(elb_catalog_suite_named(catalog, name, 256));
    ck_assert_ptr_null(elb_catalog_suite_named(catalog, NULL, 0));
    ck_assert_uint_eq(elb_catalog_suite_named(catalog, "AES128-SHA256", 10)->code, 0x002F);
    ck_assert_uint_eq(elb_catalog_group_named(catalog, "x25519MLKEM768", 6)->code, 0x001D);
}
END_TEST

static const struct name_row group_rows[] = {
    {"x25519", 0x001D},
    {"X25519", 0x001D},
    {"P-256", 0x0017},
    {"prime256v1", 0x0017},
    {"secp256r1", 0x0017},
    {"P-521", 0x0019},
    {"SecP256r1MLKEM768", 0x11EB},
    {"X25519MLKEM768", 0x11EC},
    {"ffdhe2048", 0x0100},
    {"", 0},
    {"secp257r1", 0},
    {"P-257", 0},
    {"25519", 0},
    {"0x001D", 0},
    {"x25519 ", 0},
};

START_TEST(groups)
{
    const struct name_row *row = &group_rows[_i];
    const struct elb_group *group = elb_catalog_group_named(catalog, row->name, strlen(row->name));
    ck_assert_msg((group == NULL ? 0 : group->code) == row->code, "%s", row->name);
}
END_TEST

static const struct name_row scheme_rows[] = {
    {"rsa_pkcs1_sha256", 0x0401},
    {"RSA+SHA256", 0x0401},
    {"SHA256withRSA", 0x0401},
    {"rsa\\_pss\\_rsae\\_sha256", 0x0804},
    {"ecdsa_secp256r1_sha256", 0x0403},
    {"ECDSA+SHA256", 0x0403},
    {"ed25519", 0x0807},
    {"", 0},
    {"rsa_pkcs1_sha257", 0},
    {"sha256", 0},
    {"RSA", 0},
    {"RSA-SHA256X", 0},
};

START_TEST(schemes)
{
    const struct name_row *row = &scheme_rows[_i];
    const struct elb_scheme *scheme =
        elb_catalog_scheme_named(catalog, row->name, strlen(row->name));
    ck_assert_msg((scheme == NULL ? 0 : scheme->code) == row->code, "%s", row->name);
}
END_TEST

struct policy_row {
    const char *name;
    unsigned load_balancers;
    const char *found; /* family/name; NULL: none */
};

#define AWS "ELBSecurityPolicy-"

static const struct policy_row policy_rows[] = {
    {AWS "2016-08", 0, "elbv2/" AWS "2016-08"},
    {"2016-08", 0, "elbv2/" AWS "2016-08"},
    {"2016-08", ELB_LB_APPLICATION, "elbv2/" AWS "2016-08"},
    {"2016-08", ELB_LB_NETWORK, "elbv2/" AWS "2016-08"},
    {"2016-08", ELB_LB_CLASSIC, "classic/" AWS "2016-08"},
    {"2016-08", ELB_LB_CLASSIC | ELB_LB_NETWORK, "elbv2/" AWS "2016-08"},
    {"classic/2016-08", 0, "classic/" AWS "2016-08"},
    {"CLASSIC/" AWS "2016-08", ELB_LB_NETWORK, "classic/" AWS "2016-08"},
    {"elbv2/2016-08", ELB_LB_CLASSIC, "elbv2/" AWS "2016-08"},
    {"tls13-1-2-res-pq-2025-09", 0, "elbv2/" AWS "TLS13-1-2-Res-PQ-2025-09"},
    {"elbsecuritypolicy-TLS13-1-2-2021-06", 0, "elbv2/" AWS "TLS13-1-2-2021-06"},
    {"2011-08", 0, "classic/" AWS "2011-08"},
    {"2011-08", ELB_LB_CLASSIC | ELB_LB_NETWORK, "classic/" AWS "2011-08"},
    {"2011-08", ELB_LB_APPLICATION, NULL},
    {"elbv2/2011-08", 0, NULL},
    {"classic/TLS13-1-2-2021-06", 0, NULL},
    {"TLS13-1-2-2021-06", ELB_LB_CLASSIC, NULL},
    {"", 0, NULL},
    {AWS, 0, NULL},
    {"classic/", 0, NULL},
    {"classic/classic/2016-08", 0, NULL},
    {"classic2016-08", 0, NULL},
    {AWS AWS "2016-08", 0, NULL},
    {"2016-08 ", 0, NULL},
    {"2016", 0, NULL},
    {"Default", 0, NULL},
};

START_TEST(policies)
{
    const struct policy_row *row = &policy_rows[_i];
    char found[256];
    const struct elb_policy *policy =
        elb_catalog_policy_named(catalog, row->load_balancers, row->name, strlen(row->name));
    if (policy != NULL)
        (void)snprintf(found, sizeof(found), "%s/%s", elb_family_name(policy->family),
                       policy->name);
    ck_assert_msg(same_string(policy == NULL ? NULL : found, row->found), "%s: %s", row->name,
                  policy == NULL ? "none" : found);
}
END_TEST

static const struct policy_row nearest_rows[] = {
    {"TLS13-1-2", 0, AWS "TLS13-1-2-2021-06"},
    {AWS "TLS-1-2", 0, AWS "TLS-1-2-2017-01"},
    {"tls1312res", 0, AWS "TLS13-1-2-Res-2021-06"},
    {"ELBSecurityPolicy", 0, AWS "2015-05"},
    {"", 0, NULL},
    {AWS, 0, NULL},
    {"2016-09", 0, AWS "2016-08"},
    {AWS "2016-09", 0, AWS "2016-08"},
    {"ElbSecurityPolicy-TLS-1-2-2017-02", 0, AWS "TLS-1-2-2017-01"},
    {"TLS13-1-2-Res-QP-2025-09", 0, AWS "TLS13-1-2-Res-PQ-2025-09"},
    {"classic/2011-09", 0, AWS "2011-08"},
    {"2014-11", ELB_LB_CLASSIC, AWS "2014-01"},
    {"ELBSecurityPolcy-2016-08", 0, AWS "2016-08"},
    {"ELBSecurityPolicy_TLS13-1-2-2021-06", 0, AWS "TLS13-1-2-2021-06"},
    {AWS "modern", 0, NULL},
    {"", 0, NULL},
    {"quux", 0, NULL},
    {"modern", 0, NULL},
};

START_TEST(nearest_policy)
{
    const struct policy_row *row = &nearest_rows[_i];
    const char *found =
        elb_catalog_nearest_policy(catalog, row->load_balancers, row->name, strlen(row->name));
    ck_assert_msg(same_string(found, row->found), "%s: %s", row->name,
                  found == NULL ? "none" : found);
}
END_TEST

struct nearest_row {
    const char *name;
    const char *found;
};

static const struct nearest_row suite_misses[] = {
    {"ECDHE-RSA-AES128-GCM-SHA265", "ECDHE-RSA-AES128-GCM-SHA256"},
    {"TLS_AES_128_GCM_SHA25", "TLS_AES_128_GCM_SHA256"},
    {"TLS_ECDHE_RSA_WITH_AES_128_GMC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
    {"quux", NULL},
    {"", NULL},
};

START_TEST(nearest_suite)
{
    const struct nearest_row *row = &suite_misses[_i];
    const char *found = elb_catalog_nearest_suite(catalog, row->name, strlen(row->name));
    ck_assert_msg(same_string(found, row->found), "%s: %s", row->name,
                  found == NULL ? "none" : found);
}
END_TEST

static const struct nearest_row client_misses[] = {
    {"java-7", "java-7u25"},
    {"JAVA-7U2", "java-7u25"},
    {"java-7u30", "java-7u25"},
    {"java-13", "java-12.0.1"},
    {"ie8", "ie-8-xp"},
    {"chrome-131", "chromium-137-win-11"},
    {"jva", "java"},
    {"opensl-3.0.3", "openssl-3.0.3"},
    {"java-x", "java"},
    {"quux-7", NULL},
    {"quux", NULL},
    {"", NULL},
    {"--", NULL},
};

START_TEST(nearest_client)
{
    const struct nearest_row *row = &client_misses[_i];
    const char *found = elb_catalog_nearest_client(catalog, row->name, strlen(row->name));
    ck_assert_msg(same_string(found, row->found), "%s: %s", row->name,
                  found == NULL ? "none" : found);
}
END_TEST

START_TEST(nearest_others)
{
    ck_assert_str_eq(elb_catalog_nearest_group(catalog, "secp256r2", 9), "secp256r1");
    ck_assert_ptr_null(elb_catalog_nearest_group(catalog, "quux", 4));
    ck_assert_str_eq(elb_catalog_nearest_scheme(catalog, "rsa_pss_sha256", 14), "RSA-PSS+SHA256");
    ck_assert_ptr_null(elb_catalog_nearest_scheme(catalog, "quux", 4));
}
END_TEST

START_TEST(clients)
{
    ck_assert_str_eq(elb_catalog_client_named(catalog, "OpenSSL-3.0.3", 13)->id, "openssl-3.0.3");
    ck_assert_str_eq(elb_catalog_client_named(catalog, "android-4.3", 11)->id, "android-4.1.1");
    ck_assert_ptr_null(elb_catalog_client_named(catalog, "openssl", 7));
    ck_assert_ptr_null(elb_catalog_client_named(catalog, "", 0));
}
END_TEST

START_TEST(no_policies)
{
    const char *misspelt = "TSL-1-1-2017-01";
    ck_assert_ptr_nonnull(
        elb_catalog_not_policy_named(catalog, AWS "tsl-1-1-2017-01", strlen(AWS) + 15));
    ck_assert_ptr_nonnull(elb_catalog_not_policy_named(catalog, misspelt, strlen(misspelt)));
    ck_assert_ptr_null(elb_catalog_not_policy_named(catalog, "2016-08", 7));
    ck_assert_ptr_null(elb_catalog_not_policy_named(catalog, "", 0));
}
END_TEST

START_TEST(words)
{
    ck_assert_str_eq(elb_family_name(ELB_FAMILY_CLASSIC), "classic");
    ck_assert_str_eq(elb_status_name(ELB_STATUS_UNLISTED), "unlisted");
    ck_assert_str_eq(elb_load_balancer_name(ELB_LB_NETWORK), "network");
    ck_assert_ptr_null(elb_load_balancer_name((enum elb_load_balancer)3));
    ck_assert_str_eq(elb_confidence_name(ELB_CONFIDENCE_SINGLE_SOURCE), "single-source");
    ck_assert_ptr_null(elb_confidence_name(ELB_CONFIDENCE_UNSTATED));
    ck_assert_str_eq(elb_evidence_name(ELB_EVIDENCE_DERIVED), "derived");
    ck_assert_ptr_null(elb_evidence_name(ELB_EVIDENCE_NONE));
    ck_assert_uint_eq(elb_load_balancer_from_name("ALB", 3), ELB_LB_APPLICATION);
    ck_assert_uint_eq(elb_load_balancer_from_name("Classic", 7), ELB_LB_CLASSIC);
    ck_assert_uint_eq(elb_load_balancer_from_name("gateway", 7), 0);
    ck_assert_uint_eq(elb_load_balancer_from_name("", 0), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_names");
    TCase *tcase = tcase_create("names");

    tcase_add_unchecked_fixture(tcase, set_up, NULL);
    tcase_add_test(tcase, names_of_openssl);
    tcase_add_test(tcase, names_for_openssl);
    tcase_add_loop_test(tcase, suites, 0, (int)LENGTH(suite_rows));
    tcase_add_test(tcase, lengths);
    tcase_add_loop_test(tcase, groups, 0, (int)LENGTH(group_rows));
    tcase_add_loop_test(tcase, schemes, 0, (int)LENGTH(scheme_rows));
    tcase_add_loop_test(tcase, policies, 0, (int)LENGTH(policy_rows));
    tcase_add_loop_test(tcase, nearest_policy, 0, (int)LENGTH(nearest_rows));
    tcase_add_loop_test(tcase, nearest_suite, 0, (int)LENGTH(suite_misses));
    tcase_add_loop_test(tcase, nearest_client, 0, (int)LENGTH(client_misses));
    tcase_add_test(tcase, nearest_others);
    tcase_add_test(tcase, clients);
    tcase_add_test(tcase, no_policies);
    tcase_add_test(tcase, words);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
