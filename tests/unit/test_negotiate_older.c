/* SPDX-License-Identifier: MIT */

/* TLS 1.2 and below, on all load balancers: curve, suite, certificate, signature. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* s2n-tls, extensions/s2n_client_supported_groups.c and s2n_client_hello.c */
static const struct sample_row curve_rows[] = {
    {"the server's order", "forward", "rsa2048", "tls12 groups=18,17",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"the only common one", "forward", "rsa2048", "tls12 groups=1D,18",
     "TLSv1.2 C02F 18 0401 rsa2048"},
    {"no extension: P-256", "modern", "rsa2048", "tls12 groups=none",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"no extension, no P-256: the first", "cnsa12", "ecdsa384", "tls12 groups=none",
     "TLSv1.2 C02C 18 0503 ecdsa384"},
    {"no extension, hybrids first", "pq", "rsa2048", "tls12 groups=none",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"no curve, but RSA key exchange", "legacy", "rsa2048", "tls12 groups=1D",
     "TLSv1.2 009C - - rsa2048"},
    {"empty list, but RSA key exchange", "legacy", "rsa2048",
     "tls12 groups=", "TLSv1.2 009C - - rsa2048"},
    {"finite fields, but RSA key exchange", "wide", "rsa2048", "tls12 groups=0100",
     "TLSv1.2 009C - - rsa2048"},
    {"TLSv1", "legacy", "rsa2048", "tls10 groups=none", "TLSv1 C013 17 - rsa2048"},

    {"nothing shared", "forward", "rsa2048", "tls12 groups=1D", "no-shared-group TLSv1.2"},
    {"empty list", "forward", "rsa2048", "tls12 groups=", "no-shared-group TLSv1.2"},
    {"only GREASE", "forward", "rsa2048", "tls12 groups=4A4A", "no-shared-group TLSv1.2"},
    {"only finite fields", "forward", "ecdsa256", "tls12 groups=0100", "no-shared-group TLSv1.2"},
    {"RSA key exchange without its key", "legacy", "ecdsa256", "tls12 groups=1D",
     "no-shared-group TLSv1.2"},
    {"neither group nor key", "forward", "ecdsa256", "tls12 groups=1D suites=C02F,C030",
     "no-shared-group TLSv1.2"},
    {"the group of some, the key of others", "legacy", "ecdsa256",
     "tls12 groups=1D suites=C02F,002F", "no-certificate-for-suite TLSv1.2"},
};

/* The server looks for a hybrid before it knows that the client will get TLS 1.2. */
static const struct sample_row lost_rows[] = {
    {"supported_versions sent", "pq", "rsa2048", "tls12 versions=0303 groups=11EC,17",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"a hybrid of others", "pq", "rsa2048", "tls12 groups=0202,17", "TLSv1.2 C02F 17 0401 rsa2048"},
    {"the server has none", "modern", "rsa2048", "tls12 groups=11EC,17",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"the server has no TLSv1.3", "legacy", "rsa2048", "tls12 groups=11EC,17",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"left with RSA key exchange", "pq", "rsa2048", "tls12 groups=11EC,17",
     "TLSv1.2 009C - - rsa2048 !ecdhe-lost"},
    {"left with nothing", "pq", "ecdsa256", "tls12 groups=11EC,17",
     "no-shared-group TLSv1.2 !ecdhe-lost"},
    {"left with nothing: no such suite", "strong", "rsa2048", "tls12 groups=17,11EC",
     "no-shared-group TLSv1.2 !ecdhe-lost"},
};

/* s2n-tls, s2n_cipher_suites.c */
static const struct sample_row suite_rows[] = {
    {"the server's order", "legacy", "rsa2048", "tls12 suites=002F,C013,C02F",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"ECDSA first where both keys are", "legacy", "rsa2048,ecdsa256", "tls12",
     "TLSv1.2 C02B 17 0403 ecdsa256"},
    {"passing over ECDSA", "legacy", "rsa2048", "tls12 suites=C02B,C009,C013",
     "TLSv1.2 C013 17 0401 rsa2048"},
    {"passing over RSA", "legacy", "ecdsa256", "tls12 suites=C02F,C013,C009,002F",
     "TLSv1.2 C009 17 0403 ecdsa256"},
    {"passing over TLSv1.3", "modern", "rsa2048", "tls12 suites=1301,1302,C030",
     "TLSv1.2 C030 17 0401 rsa2048"},
    {"an older one in TLSv1.2", "legacy", "rsa2048", "tls12 suites=000A",
     "TLSv1.2 000A - - rsa2048"},
    {"passing over DHE", "legacy", "rsa2048", "tls12 suites=0033,002F", "TLSv1.2 002F - - rsa2048"},
    {"TLSv1: below the GCM suites", "legacy", "rsa2048", "tls10 suites=C02F,009C,002F",
     "TLSv1 002F - - rsa2048"},
    {"TLSv1: the last of the list", "legacy", "rsa2048", "tls10 suites=C02F,000A",
     "TLSv1 000A - - rsa2048"},

    {"none", "forward", "rsa2048", "tls12 suites=C013,002F", "no-shared-suite TLSv1.2"},
    {"only of TLSv1.3", "modern", "rsa2048", "tls12 suites=1301,1302", "no-shared-suite TLSv1.2"},
    {"only unknown ones", "legacy", "rsa2048", "tls12 suites=5A5A,FFFF,00FF",
     "no-shared-suite TLSv1.2"},
    {"only DHE", "legacy", "rsa2048", "tls12 suites=0033", "no-shared-suite TLSv1.2 !dhe"},
    {"DHE beside ECDSA", "legacy", "rsa2048", "tls12 suites=0033,C02B",
     "no-certificate-for-suite TLSv1.2 !dhe"},
    {"only ECDSA with an RSA key", "forward", "rsa2048", "tls12 suites=C02B,C02C",
     "no-certificate-for-suite TLSv1.2"},
    {"only RSA with an ECDSA key", "forward", "ecdsa256", "tls12 suites=C02F,C030",
     "no-certificate-for-suite TLSv1.2"},
    {"RSA key exchange with an ECDSA key", "legacy", "ecdsa384", "tls12 suites=009C,002F",
     "no-certificate-for-suite TLSv1.2"},
    {"answered with a suite of TLSv1.2", "legacy", "rsa2048", "tls10 suites=C02F,009C",
     "suite-above-version: TLSv1 C02F 17 - rsa2048"},
    {"answered with RSA key exchange of TLSv1.2", "wide", "rsa2048",
     "tls10 legacy=0302 suites=009C", "suite-above-version: TLSv1.1 009C - - rsa2048"},
    {"above, but without its key", "legacy", "rsa2048", "tls10 suites=C02B",
     "no-certificate-for-suite TLSv1"},
    {"above, but without a curve", "legacy", "rsa2048",
     "tls10 suites=C02F groups=", "no-shared-group TLSv1"},
    {"above, of TLSv1.3", "wide", "rsa2048", "tls10 suites=1301", "no-shared-suite TLSv1"},
};

/* s2n-tls, s2n_signature_algorithms.c */
static const struct sample_row signature_rows[] = {
    {"the server's order", "forward", "rsa2048", "tls12 schemes=0201,0501,0401",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"SHA-1 asked for", "forward", "rsa2048", "tls12 schemes=0201", "TLSv1.2 C02F 17 0201 rsa2048"},
    {"SHA-224 asked for", "forward", "rsa2048", "tls12 schemes=0301",
     "TLSv1.2 C02F 17 0301 rsa2048"},
    {"PSS in TLSv1.2", "modern", "rsa2048", "tls12 schemes=0804", "TLSv1.2 C02F 17 0804 rsa2048"},
    {"ECDSA", "forward", "ecdsa256", "tls12", "TLSv1.2 C02B 17 0403 ecdsa256"},
    {"ECDSA of any curve with any hash", "forward", "ecdsa384", "tls12 schemes=0403",
     "TLSv1.2 C02B 17 0403 ecdsa384"},
    {"even where TLSv1.3 can't sign", "cnsa12", "ecdsa521", "tls12 schemes=0503 groups=18,19",
     "TLSv1.2 C02C 18 0503 ecdsa521"},
    {"ECDSA with SHA-1", "forward", "ecdsa256", "tls12 schemes=0203",
     "TLSv1.2 C02B 17 0203 ecdsa256"},
    {"none sent: SHA-1", "forward", "rsa2048", "tls12 schemes=none",
     "TLSv1.2 C02F 17 0201 rsa2048"},
    {"none sent: SHA-1 with ECDSA", "forward", "ecdsa256", "tls12 schemes=none",
     "TLSv1.2 C02B 17 0203 ecdsa256"},
    {"none sent, no SHA-1 here", "fips", "rsa2048", "tls12 schemes=none",
     "TLSv1.2 C02F 17 0804 rsa2048 !sha1"},
    {"none sent, no SHA-1 for ECDSA", "fips", "ecdsa256", "tls12 schemes=none",
     "TLSv1.2 C02B 17 0403 ecdsa256 !sha1"},
    {"RSA key exchange signs nothing", "legacy", "rsa2048",
     "tls12 suites=002F schemes=", "TLSv1.2 002F - - rsa2048"},
    {"TLSv1.1 does not look", "legacy", "rsa2048", "tls10 legacy=0302 schemes=0403",
     "TLSv1.1 C013 17 - rsa2048"},
    {"TLSv1 without SHA-1 in the policy", "ssl3", "rsa2048", "tls10 schemes=0401",
     "TLSv1 C013 17 - rsa2048"},

    {"PSS only, SHA-1 is the way out", "forward", "rsa2048", "tls12 schemes=0804,0805",
     "signature-not-offered: TLSv1.2 C02F 17 0201 rsa2048"},
    {"PSS only, ECDSA key", "forward", "ecdsa256", "tls12 schemes=0804",
     "signature-not-offered: TLSv1.2 C02B 17 0203 ecdsa256"},
    {"SHA-1 only, none here: the first", "fips", "rsa2048", "tls12 schemes=0201,0203",
     "signature-not-offered: TLSv1.2 C02F 17 0804 rsa2048"},
    {"empty list", "forward", "rsa2048",
     "tls12 schemes=", "signature-not-offered: TLSv1.2 C02F 17 0201 rsa2048"},
    {"only GREASE", "forward", "rsa2048", "tls12 schemes=6A6A",
     "signature-not-offered: TLSv1.2 C02F 17 0201 rsa2048"},
    {"the suite came first: no going back to RSA", "legacy", "rsa2048,ecdsa256",
     "tls12 schemes=0401,0501", "signature-not-offered: TLSv1.2 C02B 17 0203 ecdsa256"},
    {"ML-DSA is of TLSv1.3", "fips", "ecdsa256", "tls12 schemes=0906",
     "signature-not-offered: TLSv1.2 C02B 17 0403 ecdsa256"},
};

/* RFC 8422 section 5.1: supported_groups speaks of certificates, too. The server does not look. */
static const struct sample_row certificate_rows[] = {
    {"curve offered", "forward", "ecdsa384", "tls12", "TLSv1.2 C02B 17 0403 ecdsa384"},
    {"no groups sent", "forward", "ecdsa521", "tls12 groups=none", "TLSv1.2 C02B 17 0403 ecdsa521"},
    {"groups not known", "forward", "ecdsa521", "tls12 groups=?",
     "TLSv1.2 C02B - 0403 ecdsa521 +groups"},
    {"curve not known", "forward", "ecdsa", "tls12 groups=18", "TLSv1.2 C02B 18 0403 ecdsa"},
    {"RSA has none", "forward", "rsa2048", "tls12 groups=18", "TLSv1.2 C02F 18 0401 rsa2048"},
    {"two of a type: the first serves", "forward", "ecdsa256,ecdsa521", "tls12",
     "TLSv1.2 C02B 17 0403 ecdsa256"},
    {"curve not offered", "forward", "ecdsa521", "tls12",
     "certificate-curve-not-offered: TLSv1.2 C02B 17 0403 ecdsa521"},
    {"not the one of the key exchange", "forward", "ecdsa256", "tls12 groups=18",
     "certificate-curve-not-offered: TLSv1.2 C02B 18 0403 ecdsa256"},
    {"a second key that breaks what worked", "forward", "rsa2048,ecdsa521", "tls12",
     "certificate-curve-not-offered: TLSv1.2 C02B 17 0403 ecdsa521"},
    {"two of a type: the second does not help", "forward", "ecdsa521,ecdsa256", "tls12",
     "certificate-curve-not-offered: TLSv1.2 C02B 17 0403 ecdsa521"},
    {"TLSv1 as well", "legacy", "ecdsa256", "tls10 groups=18",
     "certificate-curve-not-offered: TLSv1 C009 18 - ecdsa256"},
};

START_TEST(curves)
{
    sample_row_test(&curve_rows[_i]);
}
END_TEST

START_TEST(curve_lost)
{
    sample_row_test(&lost_rows[_i]);
}
END_TEST

START_TEST(suites)
{
    sample_row_test(&suite_rows[_i]);
}
END_TEST

START_TEST(signatures)
{
    sample_row_test(&signature_rows[_i]);
}
END_TEST

START_TEST(certificates)
{
    sample_row_test(&certificate_rows[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/negotiate, TLS 1.2 and below");
    TCase *tcase = tcase_create("older");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, curves, 0, LENGTH(curve_rows));
    tcase_add_loop_test(tcase, curve_lost, 0, LENGTH(lost_rows));
    tcase_add_loop_test(tcase, suites, 0, LENGTH(suite_rows));
    tcase_add_loop_test(tcase, signatures, 0, LENGTH(signature_rows));
    tcase_add_loop_test(tcase, certificates, 0, LENGTH(certificate_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
