/* SPDX-License-Identifier: MIT */

/* TLS 1.3: groups, key shares and retries; signatures and certificates. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* s2n-tls, extensions/s2n_server_key_share.c and s2n_client_supported_groups.c */
static const struct sample_row curve_rows[] = {
    {"share of the first", "modern", "rsa2048", "tls13", "TLSv1.3 1301 1D 0804 rsa2048"},
    {"shares in the server's order", "modern", "rsa2048", "tls13 groups=17,1D shares=17,1D",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"a share spares the retry, though a better group is common", "modern", "rsa2048",
     "tls13 shares=18", "TLSv1.3 1301 18 0804 rsa2048"},
    {"GREASE is neither", "modern", "rsa2048", "tls13 groups=0A0A,1D shares=0A0A,1D",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"empty key_share", "modern", "rsa2048", "tls13 shares=", "TLSv1.3 1301 1D 0804 rsa2048 retry"},
    {"only a share of GREASE", "modern", "rsa2048", "tls13 shares=1A1A",
     "TLSv1.3 1301 1D 0804 rsa2048 retry"},
    {"share of a group that the server lacks", "fips", "rsa2048", "tls13",
     "TLSv1.3 1301 17 0804 rsa2048 retry"},
    {"retry in the server's order", "modern", "rsa2048", "tls13 groups=18,17,0100 shares=0100",
     "TLSv1.3 1301 17 0804 rsa2048 retry"},
    {"share of a group that is not listed", "modern", "rsa2048", "tls13 groups=17,18 shares=1D",
     "TLSv1.3 1301 17 0804 rsa2048 retry"},

    {"nothing shared", "fips", "rsa2048", "tls13 groups=1D", "no-shared-group TLSv1.3"},
    {"only finite fields", "modern", "rsa2048", "tls13 groups=0100 shares=0100",
     "no-shared-group TLSv1.3"},
    {"only GREASE", "modern", "rsa2048", "tls13 groups=2A2A shares=2A2A",
     "no-shared-group TLSv1.3"},
    {"empty list", "modern", "rsa2048", "tls13 groups=", "no-shared-group TLSv1.3"},
    {"empty list, unlisted share", "modern", "rsa2048", "tls13 groups= shares=1D",
     "no-shared-group TLSv1.3"},
    {"a share does not help what is not listed", "fips", "rsa2048", "tls13 groups=1D shares=17",
     "no-shared-group TLSv1.3"},
    {"no key_share", "modern", "rsa2048", "tls13 shares=none", "no-shared-group TLSv1.3 !no-share"},
    {"no supported_groups", "modern", "rsa2048", "tls13 groups=none",
     "no-shared-group TLSv1.3 !no-groups"},
    {"neither", "modern", "rsa2048", "tls13 groups=none shares=none",
     "no-shared-group TLSv1.3 !no-groups"},
    {"no key_share and nothing shared", "fips", "rsa2048", "tls13 groups=1D shares=none",
     "no-shared-group TLSv1.3"},
};

static const struct sample_row post_quantum_rows[] = {
    {"share", "pq", "rsa2048", "tls13 groups=11EC,1D shares=11EC,1D",
     "TLSv1.3 1301 11EC 0804 rsa2048"},
    {"share of the second", "pq", "rsa2048", "tls13 groups=11EC,11EB,1D shares=11EB",
     "TLSv1.3 1301 11EB 0804 rsa2048"},
    {"no share: a retry, in spite of x25519's", "pq", "rsa2048", "tls13 groups=1D,11EC shares=1D",
     "TLSv1.3 1301 11EC 0804 rsa2048 retry"},
    {"no share at all", "pq", "rsa2048",
     "tls13 groups=11EB,11EC shares=", "TLSv1.3 1301 11EC 0804 rsa2048 retry"},
    {"unlisted share", "pq", "rsa2048", "tls13 groups=1D shares=11EC,1D",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"not offered", "pq", "rsa2048", "tls13", "TLSv1.3 1301 1D 0804 rsa2048"},
    {"the server has none", "modern", "rsa2048", "tls13 groups=11EC,1D shares=11EC,1D",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"the server has another", "pq", "rsa2048", "tls13 groups=0202,17 shares=0202",
     "TLSv1.3 1301 17 0804 rsa2048 retry"},
    {"alone and not the server's", "pq", "rsa2048", "tls13 groups=0202 shares=0202",
     "no-shared-group TLSv1.3"},
    {"alone, the server has none", "fips", "rsa2048", "tls13 groups=11EC shares=11EC",
     "no-shared-group TLSv1.3"},

    {"strongly preferred, with its share", "strong", "rsa2048", "tls13 shares=18",
     "TLSv1.3 1301 18 0804 rsa2048"},
    {"strongly preferred, without", "strong", "rsa2048", "tls13 shares=1D,17",
     "TLSv1.3 1301 18 0804 rsa2048 retry"},
    {"strongly preferred, no shares", "strong", "rsa2048",
     "tls13 shares=", "TLSv1.3 1301 18 0804 rsa2048 retry"},
    {"strongly preferred, not offered", "strong", "rsa2048", "tls13 groups=1D,17 shares=1D",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"a post-quantum share comes before", "strong", "rsa2048", "tls13 groups=18,11EC shares=11EC",
     "TLSv1.3 1301 11EC 0804 rsa2048"},
    {"a post-quantum retry as well", "strong", "rsa2048", "tls13 groups=18,11EC shares=18",
     "TLSv1.3 1301 11EC 0804 rsa2048 retry"},
    {"strongly preferred, nothing shared", "strong", "rsa2048", "tls13 groups=19 shares=19",
     "no-shared-group TLSv1.3"},
};

/* s2n-tls, s2n_cipher_suites.c: the server's order, and no suite of an older version */
static const struct sample_row suite_rows[] = {
    {"the server's order", "modern", "rsa2048", "tls13 suites=1303,1302,C02F",
     "TLSv1.3 1302 1D 0804 rsa2048"},
    {"the last", "modern", "ecdsa256", "tls13 suites=1A1A,1303", "TLSv1.3 1303 1D 0403 ecdsa256"},
    {"only of TLSv1.2", "modern", "rsa2048", "tls13 suites=C02F,C030", "no-shared-suite TLSv1.3"},
    {"not the server's", "cnsa", "rsa2048", "tls13 groups=18 shares=18 suites=1301,1303,C030",
     "no-shared-suite TLSv1.3"},
    {"CCM", "modern", "rsa2048", "tls13 suites=1304,1305", "no-shared-suite TLSv1.3"},
    {"no going back to TLSv1.2", "strict", "rsa2048", "tls13 suites=C02F",
     "no-shared-suite TLSv1.3"},
};

/* s2n-tls, s2n_signature_algorithms.c and s2n_auth_selection.c */
static const struct sample_row signature_rows[] = {
    {"RSA", "modern", "rsa2048", "tls13", "TLSv1.3 1301 1D 0804 rsa2048"},
    {"larger RSA", "modern", "rsa4096", "tls13", "TLSv1.3 1301 1D 0804 rsa4096"},
    {"the server's order", "modern", "rsa2048", "tls13 schemes=0805,0804",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"the second", "modern", "rsa2048", "tls13 schemes=0805,0403", "TLSv1.3 1301 1D 0805 rsa2048"},
    {"P-256", "modern", "ecdsa256", "tls13", "TLSv1.3 1301 1D 0403 ecdsa256"},
    {"P-384", "modern", "ecdsa384", "tls13", "TLSv1.3 1301 1D 0503 ecdsa384"},
    {"P-521", "modern", "ecdsa521", "tls13 schemes=0403,0603", "TLSv1.3 1301 1D 0603 ecdsa521"},
    {"the curve need not be among the groups", "modern", "ecdsa384", "tls13 groups=1D",
     "TLSv1.3 1301 1D 0503 ecdsa384"},
    {"both: the first scheme picks the key", "modern", "ecdsa256,rsa2048", "tls13",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"both: only ECDSA offered", "modern", "rsa2048,ecdsa256", "tls13 schemes=0403",
     "TLSv1.3 1301 1D 0403 ecdsa256"},
    {"both: the ECDSA key does not fit", "cnsa", "ecdsa256,rsa2048",
     "tls13 groups=18 shares=18 schemes=0503,0805", "TLSv1.3 1302 18 0805 rsa2048"},
    {"both: ECDSA first in the policy", "cnsa", "rsa2048,ecdsa384",
     "tls13 groups=18 shares=18 schemes=0503,0805", "TLSv1.3 1302 18 0503 ecdsa384"},
    {"two of a type: the first serves", "modern", "ecdsa384,ecdsa256", "tls13",
     "TLSv1.3 1301 1D 0503 ecdsa384"},
    {"in a retry", "fips", "ecdsa256", "tls13", "TLSv1.3 1301 17 0403 ecdsa256 retry"},

    {"the key does not fit any scheme", "cnsa", "ecdsa256", "tls13 groups=18 shares=18",
     "no-signature-for-certificate TLSv1.3"},
    {"nor the largest", "cnsa", "ecdsa521", "tls13 groups=18 shares=18",
     "no-signature-for-certificate TLSv1.3"},
    {"two of a type: the second does not help", "cnsa", "ecdsa256,ecdsa384",
     "tls13 groups=18 shares=18", "no-signature-for-certificate TLSv1.3"},
    {"PKCS#1 signs no handshake", "modern", "rsa2048", "tls13 schemes=0401,0501",
     "signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048"},
    {"SHA-1 is no way out", "modern", "rsa2048", "tls13 schemes=0201,0203",
     "signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048"},
    {"PSS with a key of its own", "modern", "rsa2048", "tls13 schemes=0809",
     "signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048"},
    {"ML-DSA", "fips", "rsa2048", "tls13 schemes=0906",
     "signature-not-offered: TLSv1.3 1301 17 0804 rsa2048 retry"},
    {"another curve", "modern", "ecdsa256", "tls13 schemes=0503,0603",
     "signature-not-offered: TLSv1.3 1301 1D 0403 ecdsa256"},
    {"another key", "modern", "ecdsa384", "tls13 schemes=0804,0805",
     "signature-not-offered: TLSv1.3 1301 1D 0503 ecdsa384"},
    {"no signature_algorithms", "modern", "rsa2048", "tls13 schemes=none",
     "signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048"},
    {"empty signature_algorithms", "modern", "rsa2048",
     "tls13 schemes=", "signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048"},
    {"only GREASE", "modern", "ecdsa256", "tls13 schemes=3A3A",
     "signature-not-offered: TLSv1.3 1301 1D 0403 ecdsa256"},
};

START_TEST(curves)
{
    sample_row_test(&curve_rows[_i]);
}
END_TEST

START_TEST(post_quantum)
{
    sample_row_test(&post_quantum_rows[_i]);
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

int main(void)
{
    Suite *suite = suite_create("judge/negotiate, TLS 1.3");
    TCase *tcase = tcase_create("TLS 1.3");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, curves, 0, LENGTH(curve_rows));
    tcase_add_loop_test(tcase, post_quantum, 0, LENGTH(post_quantum_rows));
    tcase_add_loop_test(tcase, suites, 0, LENGTH(suite_rows));
    tcase_add_loop_test(tcase, signatures, 0, LENGTH(signature_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
