/* SPDX-License-Identifier: MIT */

/* Which suites OpenSSL's keywords mean, by the names of both: the words of openssl-ciphers(1). */
#include "test_read_common.h"

#include "read/cipher_list.h"

static const struct {
    const char *item;
    const char *suite;
    enum elb_tristate matches;
} rows[] = {
    {"RC4-SHA", "RC4-SHA", ELB_YES},
    {"TLS_RSA_WITH_RC4_128_SHA", "RC4-SHA", ELB_YES},
    {"0x0005", "RC4-SHA", ELB_YES},
    {"RC4-MD5", "RC4-SHA", ELB_NO},
    {"RC4", "RC4-SHA", ELB_YES},
    {"RC4", "EXP-RC4-MD5", ELB_YES},
    {"RC4", "DES-CBC3-SHA", ELB_NO},
    {"RC2", "EXP-RC2-CBC-MD5", ELB_YES},
    {"3DES", "DES-CBC3-SHA", ELB_YES},
    {"3DES", "DES-CBC-SHA", ELB_NO},
    {"DES", "DES-CBC-SHA", ELB_YES},
    {"DES", "EXP-DES-CBC-SHA", ELB_YES},
    {"DES", "DES-CBC3-SHA", ELB_NO},
    {"IDEA", "IDEA-CBC-SHA", ELB_YES},
    {"SEED", "SEED-SHA", ELB_YES},
    {"CAMELLIA", "CAMELLIA128-SHA", ELB_YES},
    {"ARIA", "CAMELLIA128-SHA", ELB_NO},
    {"CHACHA20", "ECDHE-RSA-CHACHA20-POLY1305", ELB_YES},
    {"AES", "AES128-SHA", ELB_YES},
    {"AES", "RC4-SHA", ELB_NO},
    {"AES128", "AES128-SHA", ELB_YES},
    {"AES128", "AES256-SHA", ELB_NO},
    {"AES256", "AES256-SHA", ELB_YES},
    {"AESGCM", "ECDHE-RSA-AES128-GCM-SHA256", ELB_YES},
    {"AESGCM", "AES128-SHA", ELB_NO},
    {"AESGCM", "RC4-SHA", ELB_NO},
    {"MD5", "RC4-MD5", ELB_YES},
    {"MD5", "RC4-SHA", ELB_NO},
    {"SHA", "RC4-SHA", ELB_YES},
    {"SHA1", "RC4-SHA", ELB_YES},
    {"SHA256", "AES128-SHA256", ELB_YES},
    {"SHA256", "ECDHE-RSA-AES128-GCM-SHA256", ELB_NO}, /* an AEAD has no MAC */
    {"SHA384", "ECDHE-RSA-AES256-SHA384", ELB_YES},
    {"kRSA", "RC4-SHA", ELB_YES},
    {"kRSA", "ECDHE-RSA-RC4-SHA", ELB_NO},
    {"RSA", "RC4-SHA", ELB_YES},
    {"RSA", "RSA-PSK-AES128-CBC-SHA", ELB_NO},
    {"PSK", "PSK-AES128-CBC-SHA", ELB_YES},
    {"PSK", "AES128-SHA", ELB_NO},
    {"SRP", "SRP-RSA-AES-128-CBC-SHA", ELB_YES},
    {"aNULL", "ADH-RC4-MD5", ELB_YES},
    {"aNULL", "AECDH-RC4-SHA", ELB_YES},
    {"aNULL", "RC4-MD5", ELB_NO},
    {"eNULL", "NULL-MD5", ELB_YES},
    {"NULL", "NULL-MD5", ELB_YES},
    {"eNULL", "RC4-MD5", ELB_NO},
    {"EXP", "EXP-RC4-MD5", ELB_YES},
    {"EXPORT", "RC4-MD5", ELB_NO},
    {"ALL", "RC4-MD5", ELB_YES},
    {"ALL", "NULL-MD5", ELB_NO},
    {"COMPLEMENTOFALL", "NULL-MD5", ELB_YES},
    {"COMPLEMENTOFALL", "RC4-MD5", ELB_NO},
    {"HIGH", "AES128-SHA", ELB_YES},
    {"HIGH", "RC4-SHA", ELB_NO},
    {"HIGH", "EXP-RC2-CBC-MD5", ELB_NO},
    {"HIGH", "DES-CBC-SHA", ELB_NO},
    {"HIGH", "SEED-SHA", ELB_NO},
    {"HIGH", "NULL-MD5", ELB_NO},
    {"HIGH", "DES-CBC3-SHA", ELB_MAYBE}, /* until 1.1.0 */
    {"HIGH", "CAMELLIA128-SHA", ELB_MAYBE},
    {"DEFAULT", "RC4-SHA", ELB_NO},
    {"DEFAULT", "DES-CBC3-SHA", ELB_NO},
    {"DEFAULT", "PSK-AES128-CBC-SHA", ELB_MAYBE},
    {"MEDIUM", "RC4-SHA", ELB_MAYBE},
    {"LOW", "RC4-SHA", ELB_MAYBE},
    {"aRSA", "RC4-SHA", ELB_MAYBE},
    {"NOSUCHWORD", "RC4-SHA", ELB_MAYBE},
    {"rc4", "RC4-SHA", ELB_MAYBE}, /* keywords have one spelling */
    {"kRSA+RC4", "RC4-SHA", ELB_YES},
    {"kRSA+MD5", "RC4-SHA", ELB_NO},
    {"kRSA+MEDIUM", "RC4-SHA", ELB_MAYBE},
    {"MEDIUM+MD5", "RC4-SHA", ELB_NO},
};

START_TEST(match)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_suite *suite =
        elb_catalog_suite_named(catalog, rows[_i].suite, strlen(rows[_i].suite));
    struct elb_cipher_items items = {0};
    struct elb_arena arena = {0};

    ck_assert_msg(suite != NULL, "%s", rows[_i].suite);
    ck_assert_int_eq(
        elb_cipher_items_parse(catalog, &arena, elb_text_from(rows[_i].item), 1, &items, NULL),
        ELB_OK);
    ck_assert_msg(elb_cipher_item_matches(&items.list[0], suite) == rows[_i].matches, "%s: %s",
                  rows[_i].item, rows[_i].suite);
    elb_arena_done(&arena);
}
END_TEST

/* Of a code that the catalog lacks, nothing is known but that it is no other one. */
START_TEST(unknown_suite)
{
    static const char *const open[] = {"RC4", "MD5", "kRSA", "aNULL", "eNULL", "ALL", "AESGCM"};
    const struct elb_suite suite = {.code = 0xFAFB, .name = ""};
    struct elb_cipher_item item = {.kind = ELB_CIPHER_KEYWORD};

    for (size_t i = 0; i < LENGTH(open); i++) {
        item.text = elb_text_from(open[i]);
        ck_assert_msg(elb_cipher_item_matches(&item, &suite) == ELB_MAYBE, "%s", open[i]);
    }
    item = (struct elb_cipher_item){.kind = ELB_CIPHER_SUITE, .code = 0xFAFA};
    ck_assert_int_eq(elb_cipher_item_matches(&item, &suite), ELB_NO);
    item.kind = ELB_CIPHER_NOTHING;
    ck_assert_int_eq(elb_cipher_item_matches(&item, &suite), ELB_NO);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/match");
    TCase *tcase = tcase_create("match");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, match, 0, LENGTH(rows));
    tcase_add_test(tcase, unknown_suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
