/* SPDX-License-Identifier: MIT */

/* What the name of a cipher suite says of it, and what follows from that. */
#include "tls/names.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/*
 * A suite as text: key exchange, authentication, encryption, key bits, mode, MAC, versions; then
 * `export`, `signalling`, `insecure`, `fs` (forward secrecy).
 */
struct name_row {
    uint16_t code;
    const char *input;
    const char *expected;
};

static const struct name_row tls13_rows[] = {
    {0x1301, "TLS_AES_128_GCM_SHA256", "any any AES_128_GCM 128 aead AEAD 1.3-1.3 fs"},
    {0x1302, "TLS_AES_256_GCM_SHA384", "any any AES_256_GCM 256 aead AEAD 1.3-1.3 fs"},
    {0x1303, "TLS_CHACHA20_POLY1305_SHA256", "any any CHACHA20_POLY1305 256 aead AEAD 1.3-1.3 fs"},
    {0x1304, "TLS_AES_128_CCM_SHA256", "any any AES_128_CCM 128 aead AEAD 1.3-1.3 fs"},
    {0x1305, "TLS_AES_128_CCM_8_SHA256", "any any AES_128_CCM_8 128 aead AEAD 1.3-1.3 fs"},
    {0x1306, "TLS_AEGIS_256_SHA512", "any any AEGIS_256 256 aead AEAD 1.3-1.3 fs"},
    {0x1307, "TLS_AEGIS_128L_SHA256", "any any AEGIS_128L 128 aead AEAD 1.3-1.3 fs"},
    {0x00C6, "TLS_SM4_GCM_SM3", "any any SM4_GCM 128 aead AEAD 1.3-1.3 fs"},
    {0x00C7, "TLS_SM4_CCM_SM3", "any any SM4_CCM 128 aead AEAD 1.3-1.3 fs"},
    /* RFC 9150: integrity alone */
    {0xC0B4, "TLS_SHA256_SHA256", "any any NULL 0 null SHA256 1.3-1.3 insecure fs"},
    {0xC0B5, "TLS_SHA384_SHA384", "any any NULL 0 null SHA384 1.3-1.3 insecure fs"},
};

static const struct name_row ecdhe_rows[] = {
    {0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
     "ecdhe ecdsa AES_128_GCM 128 aead AEAD 1.2-1.2 fs"},
    {0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
     "ecdhe rsa AES_256_GCM 256 aead AEAD 1.2-1.2 fs"},
    {0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
     "ecdhe rsa AES_128_CBC 128 cbc SHA256 1.2-1.2 fs"},
    {0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "ecdhe rsa AES_256_CBC 256 cbc SHA1 1.0-1.2 fs"},
    {0xC0AC, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
     "ecdhe ecdsa AES_128_CCM 128 aead AEAD 1.2-1.2 fs"},
    {0xC0AE, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
     "ecdhe ecdsa AES_128_CCM_8 128 aead AEAD 1.2-1.2 fs"},
    {0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
     "ecdhe rsa CHACHA20_POLY1305 256 aead AEAD 1.2-1.2 fs"},
    {0xC060, "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256",
     "ecdhe rsa ARIA_128_GCM 128 aead AEAD 1.2-1.2 fs"},
    {0xC072, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256",
     "ecdhe ecdsa CAMELLIA_128_CBC 128 cbc SHA256 1.2-1.2 fs"},
    {0xC008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
     "ecdhe ecdsa 3DES_EDE_CBC 168 cbc SHA1 1.0-1.2 insecure fs"},
    {0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
     "ecdhe rsa RC4_128 128 stream SHA1 1.0-1.2 insecure fs"},
    {0xC006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA", "ecdhe ecdsa NULL 0 null SHA1 1.0-1.2 insecure fs"},
    {0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
     "ecdhe anonymous AES_128_CBC 128 cbc SHA1 1.0-1.2 insecure"},
    {0xC015, "TLS_ECDH_anon_WITH_NULL_SHA", "ecdhe anonymous NULL 0 null SHA1 1.0-1.2 insecure"},
};

static const struct name_row dhe_rows[] = {
    {0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", "dhe rsa AES_128_CBC 128 cbc SHA1 3.0-1.2 fs"},
    {0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA", "dhe dss AES_128_CBC 128 cbc SHA1 3.0-1.2 fs"},
    {0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "dhe rsa AES_128_GCM 128 aead AEAD 1.2-1.2 fs"},
    {0xC0A3, "TLS_DHE_RSA_WITH_AES_256_CCM_8", "dhe rsa AES_256_CCM_8 256 aead AEAD 1.2-1.2 fs"},
    {0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
     "dhe rsa CHACHA20_POLY1305 256 aead AEAD 1.2-1.2 fs"},
    {0x009A, "TLS_DHE_RSA_WITH_SEED_CBC_SHA", "dhe rsa SEED_CBC 128 cbc SHA1 3.0-1.2 fs"},
    {0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
     "dhe rsa DES40_CBC 40 cbc SHA1 3.0-1.2 export insecure fs"},
    {0x0063, "TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA",
     "dhe dss DES_CBC 56 cbc SHA1 3.0-1.2 export insecure fs"},
    {0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA",
     "dhe anonymous AES_128_CBC 128 cbc SHA1 3.0-1.2 insecure"},
    {0x0017, "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5",
     "dhe anonymous RC4_40 40 stream MD5 3.0-1.2 export insecure"},
};

static const struct name_row static_rows[] = {
    {0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA", "rsa rsa AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256", "rsa rsa AES_128_CBC 128 cbc SHA256 1.2-1.2"},
    {0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384", "rsa rsa AES_256_GCM 256 aead AEAD 1.2-1.2"},
    {0xC0A0, "TLS_RSA_WITH_AES_128_CCM_8", "rsa rsa AES_128_CCM_8 128 aead AEAD 1.2-1.2"},
    {0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA", "rsa rsa CAMELLIA_256_CBC 256 cbc SHA1 3.0-1.2"},
    {0x0007, "TLS_RSA_WITH_IDEA_CBC_SHA", "rsa rsa IDEA_CBC 128 cbc SHA1 3.0-1.2"},
    {0x0031, "TLS_DH_RSA_WITH_AES_128_CBC_SHA", "dh rsa AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0x0030, "TLS_DH_DSS_WITH_AES_128_CBC_SHA", "dh dss AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0xC004, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", "ecdh ecdsa AES_128_CBC 128 cbc SHA1 1.0-1.2"},
    {0xC031, "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", "ecdh rsa AES_128_GCM 128 aead AEAD 1.2-1.2"},
    {0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "rsa rsa 3DES_EDE_CBC 168 cbc SHA1 3.0-1.2 insecure"},
    {0x0009, "TLS_RSA_WITH_DES_CBC_SHA", "rsa rsa DES_CBC 56 cbc SHA1 3.0-1.2 insecure"},
    {0x0005, "TLS_RSA_WITH_RC4_128_SHA", "rsa rsa RC4_128 128 stream SHA1 3.0-1.2 insecure"},
    {0x0001, "TLS_RSA_WITH_NULL_MD5", "rsa rsa NULL 0 null MD5 3.0-1.2 insecure"},
    {0x003B, "TLS_RSA_WITH_NULL_SHA256", "rsa rsa NULL 0 null SHA256 1.2-1.2 insecure"},
    {0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
     "rsa rsa RC4_40 40 stream MD5 3.0-1.2 export insecure"},
    {0x0006, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5",
     "rsa rsa RC2_CBC_40 40 cbc MD5 3.0-1.2 export insecure"},
    {0x0064, "TLS_RSA_EXPORT1024_WITH_RC4_56_SHA",
     "rsa rsa RC4_56 56 stream SHA1 3.0-1.2 export insecure"},
    {0x0061, "TLS_RSA_EXPORT1024_WITH_RC2_CBC_56_MD5",
     "rsa rsa RC2_CBC_56 56 cbc MD5 3.0-1.2 export insecure"},
    {0xFEFE, "SSL_RSA_FIPS_WITH_DES_CBC_SHA", "rsa rsa DES_CBC 56 cbc SHA1 3.0-1.2 insecure"},
};

/* No load balancer takes any of them, but clients list them. */
static const struct name_row other_rows[] = {
    {0x008C, "TLS_PSK_WITH_AES_128_CBC_SHA", "psk psk AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0x00A8, "TLS_PSK_WITH_AES_128_GCM_SHA256", "psk psk AES_128_GCM 128 aead AEAD 1.2-1.2"},
    {0xC0A8, "TLS_PSK_WITH_AES_128_CCM_8", "psk psk AES_128_CCM_8 128 aead AEAD 1.2-1.2"},
    {0x0090, "TLS_DHE_PSK_WITH_AES_128_CBC_SHA", "dhe psk AES_128_CBC 128 cbc SHA1 3.0-1.2 fs"},
    {0xC0AA, "TLS_PSK_DHE_WITH_AES_128_CCM_8", "dhe psk AES_128_CCM_8 128 aead AEAD 1.2-1.2 fs"},
    {0x0094, "TLS_RSA_PSK_WITH_AES_128_CBC_SHA", "rsa psk AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0xC035, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA", "ecdhe psk AES_128_CBC 128 cbc SHA1 1.0-1.2 fs"},
    {0xCCAC, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256",
     "ecdhe psk CHACHA20_POLY1305 256 aead AEAD 1.2-1.2 fs"},
    {0xD003, "TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256",
     "ecdhe psk AES_128_CCM_8 128 aead AEAD 1.2-1.2 fs"},
    {0x002C, "TLS_PSK_WITH_NULL_SHA", "psk psk NULL 0 null SHA1 3.0-1.2 insecure"},
    {0xC01D, "TLS_SRP_SHA_WITH_AES_128_CBC_SHA", "srp other AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0xC01E, "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA", "srp rsa AES_128_CBC 128 cbc SHA1 3.0-1.2"},
    {0xC01C, "TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA",
     "srp dss 3DES_EDE_CBC 168 cbc SHA1 3.0-1.2 insecure"},
    {0x001F, "TLS_KRB5_WITH_3DES_EDE_CBC_SHA",
     "krb5 other 3DES_EDE_CBC 168 cbc SHA1 3.0-1.2 insecure"},
    {0x0021, "TLS_KRB5_WITH_IDEA_CBC_SHA", "krb5 other IDEA_CBC 128 cbc SHA1 3.0-1.2"},
    {0x0026, "TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA",
     "krb5 other DES_CBC_40 40 cbc SHA1 3.0-1.2 export insecure"},
    {0x0028, "TLS_KRB5_EXPORT_WITH_RC4_40_SHA",
     "krb5 other RC4_40 40 stream SHA1 3.0-1.2 export insecure"},
    {0xC0B0, "TLS_ECCPWD_WITH_AES_128_GCM_SHA256", "other other AES_128_GCM 128 aead AEAD 1.2-1.2"},
    {0xC100, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC",
     "other other KUZNYECHIK_CTR 256 stream OMAC 1.2-1.2"},
    {0xC102, "TLS_GOSTR341112_256_WITH_28147_CNT_IMIT",
     "other other 28147_CNT 256 stream IMIT 1.2-1.2"},
    {0x16B7, "TLS_CECPQ1_RSA_WITH_CHACHA20_POLY1305_SHA256",
     "other rsa CHACHA20_POLY1305 256 aead AEAD 1.2-1.2"},
};

/* Nothing is made up: what a name does not say stays unknown. */
static const struct name_row unknown_rows[] = {
    {0x00FF, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV", "? ? ? 0 ? ? ?-1.2 signalling"},
    {0x5600, "TLS_FALLBACK_SCSV", "? ? ? 0 ? ? ?-1.2 signalling"},
    {0x0000, "TLS_NULL_WITH_NULL_NULL", "? ? NULL 0 null ? ?-1.2 insecure"},
    {0xFFFF, "", "? ? ? 0 ? ? ?-1.2"},
    {0xFFFF, "TLS_", "? ? ? 0 ? ? ?-1.2"},
    {0xFFFF, "TLS", "? ? ? 0 ? ? ?-1.2"},
    {0xFFFF, "_WITH_", "? ? ? 0 ? ? ?-1.2"},
    {0xFFFF, "TLS__WITH_", "? ? ? 0 ? ? ?-1.2"},
    {0xFFFF, "TLS_WITH_AES_128_GCM_SHA256", "? ? ? 0 ? ? ?-1.2"},
    {0xC02F, "ECDHE-RSA-AES128-GCM-SHA256", "? ? ? 0 ? ? ?-1.2"},
    {0xC02F, "tls_ecdhe_rsa_with_aes_128_gcm_sha256", "? ? ? 0 ? ? ?-1.2"},
    {0xC02F, "XTLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "? ? ? 0 ? ? ?-1.2"},
    {0x0A0A, "TLS_GREASE_0A0A", "? ? ? 0 ? ? ?-1.2"},
    {0xFF85, "GOST2012256-GOST89-GOST89", "? ? ? 0 ? ? ?-1.2"},
    {0xFFFF, "TLS_AES_128_GCM_SHA256", "? ? ? 0 ? ? ?-1.2"}, /* not a code of TLS 1.3 */
    {0xFFFF, "TLS_NEW_KEX_WITH_AES_128_CBC_SHA", "? ? AES_128_CBC 128 cbc SHA1 ?-1.2"},
    {0xFFFF, "TLS_NEW_KEX_WITH_AES_128_GCM_SHA256", "? ? AES_128_GCM 128 aead AEAD 1.2-1.2"},
    {0xFFFF, "TLS_ECDHE_RSA_WITH_NEW_128_SHA", "ecdhe rsa ? 0 ? SHA1 1.0-1.2 fs"},
    {0xFFFF, "TLS_ECDHE_RSA_WITH_AES_128_NEW_SHA", "ecdhe rsa AES_128_NEW 128 ? SHA1 1.0-1.2 fs"},
    {0xFFFF, "TLS_RSA_WITH_", "rsa rsa ? 0 ? ? 3.0-1.2"},
    {0xFFFF, "TLS_RSA_EXPORT_EXPORT1024_WITH_RC4_40_MD5",
     "rsa rsa RC4_40 40 stream MD5 3.0-1.2 export insecure"},
};

static const char *const key_exchanges[] = {"?",     "any", "rsa", "dh",   "dhe",  "ecdh",
                                            "ecdhe", "psk", "srp", "krb5", "other"};
static const char *const authentications[] = {"?",   "any", "rsa",       "ecdsa",
                                              "dss", "psk", "anonymous", "other"};
static const char *const modes[] = {"?", "aead", "cbc", "stream", "null"};

static const char *version(uint16_t code)
{
    static const char *const digits[] = {"3.0", "1.0", "1.1", "1.2", "1.3"};

    return code == 0 ? "?" : digits[code - ELB_SSL3];
}

static void print_suite(const struct elb_suite *suite, char *text, size_t size)
{
    snprintf(text, size, "%s %s %s %u %s %s %s-%s%s%s%s%s", key_exchanges[suite->key_exchange],
             authentications[suite->authentication], suite->encryption ? suite->encryption : "?",
             suite->key_bits, modes[suite->mode], suite->mac ? suite->mac : "?",
             version(suite->first_version), version(suite->last_version),
             suite->export_grade ? " export" : "", suite->signalling ? " signalling" : "",
             elb_suite_is_insecure(suite) ? " insecure" : "",
             elb_suite_has_forward_secrecy(suite) ? " fs" : "");
}

static void test_row(const struct name_row *row)
{
    struct elb_suite suite = {.code = row->code, .name = row->input};
    char storage[ELB_SUITE_ENCRYPTION_MAX];
    char text[160];

    elb_suite_parse_name(&suite, storage);
    print_suite(&suite, text, sizeof(text));
    ck_assert_msg(strcmp(text, row->expected) == 0, "%s: got '%s', expected '%s'", row->input, text,
                  row->expected);
    ck_assert_msg(elb_suite_is_tls13(&suite) == (suite.first_version == ELB_TLS1_3), "%s",
                  row->input);
    ck_assert_msg(elb_suite_is_cbc(&suite) == (suite.mode == ELB_MODE_CBC), "%s", row->input);
}

START_TEST(tls13)
{
    test_row(&tls13_rows[_i]);
}
END_TEST

START_TEST(ecdhe)
{
    test_row(&ecdhe_rows[_i]);
}
END_TEST

START_TEST(dhe)
{
    test_row(&dhe_rows[_i]);
}
END_TEST

START_TEST(static_keys)
{
    test_row(&static_rows[_i]);
}
END_TEST

START_TEST(others)
{
    test_row(&other_rows[_i]);
}
END_TEST

START_TEST(unknown)
{
    test_row(&unknown_rows[_i]);
}
END_TEST

START_TEST(long_encryption)
{
    struct elb_suite suite = {
        .name = "TLS_RSA_WITH_AES_128_AND_A_LOT_MORE_THAN_FITS_INTO_THE_STORAGE_OF_IT_SHA"};
    char storage[ELB_SUITE_ENCRYPTION_MAX];

    elb_suite_parse_name(&suite, storage);
    ck_assert_uint_eq(strlen(suite.encryption), ELB_SUITE_ENCRYPTION_MAX - 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tls/suite_name");
    TCase *tcase = tcase_create("names");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, tls13, 0, LENGTH(tls13_rows));
    tcase_add_loop_test(tcase, ecdhe, 0, LENGTH(ecdhe_rows));
    tcase_add_loop_test(tcase, dhe, 0, LENGTH(dhe_rows));
    tcase_add_loop_test(tcase, static_keys, 0, LENGTH(static_rows));
    tcase_add_loop_test(tcase, others, 0, LENGTH(other_rows));
    tcase_add_loop_test(tcase, unknown, 0, LENGTH(unknown_rows));
    tcase_add_test(tcase, long_encryption);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
