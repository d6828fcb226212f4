/* SPDX-License-Identifier: MIT */

/*
 * Which version is negotiated, which of several faults counts, and what is assumed where nobody
 * said. "s2n" and its files as in src/judge/negotiate.c.
 */
#include "sample_catalog.h"
#include "sample_hello.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* s2n_client_supported_versions.c, s2n_client_hello.c */
static const struct sample_row version_rows[] = {
    {"listed", "modern", "rsa2048", "tls13", "TLSv1.3 1301 1D 0804 rsa2048"},
    {"listed last", "modern", "rsa2048", "tls13 versions=0303,0304",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"listed alone", "modern", "rsa2048", "tls13 versions=0304", "TLSv1.3 1301 1D 0804 rsa2048"},
    {"behind GREASE and a draft", "modern", "rsa2048", "tls13 versions=0A0A,7F1C,0304,0303",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"behind what does not exist yet", "modern", "rsa2048", "tls13 versions=0305,0304",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"listed, whatever the old field says", "modern", "rsa2048", "tls13 legacy=0301",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"listed without TLSv1.3", "modern", "rsa2048", "tls13 versions=0303",
     "TLSv1.2 C02F 1D 0804 rsa2048"},
    {"listed, but not for this server", "legacy", "rsa2048", "tls13",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"not listed", "modern", "rsa2048", "tls12", "TLSv1.2 C02F 17 0401 rsa2048"},
    {"not known whether listed", "modern", "rsa2048", "tls12 versions=?",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"TLSv1", "wide", "rsa2048", "tls10", "TLSv1 C013 17 - rsa2048"},
    {"TLSv1.1", "wide", "rsa2048", "tls10 legacy=0302", "TLSv1.1 C013 17 - rsa2048"},
    {"0x0304 not listed", "modern", "rsa2048", "tls12 legacy=0304", "TLSv1.2 C02F 17 0401 rsa2048"},
    {"0x0305", "modern", "rsa2048", "tls12 legacy=0305", "TLSv1.2 C02F 17 0401 rsa2048"},
    {"0x0400", "modern", "rsa2048", "tls12 legacy=0400", "TLSv1.2 C02F 17 0401 rsa2048"},
    {"last before the byte is full", "modern", "rsa2048", "tls12 legacy=03E1",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"the version of DTLS", "modern", "rsa2048", "tls12 legacy=FEFD",
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"hello of SSLv2", "wide", "rsa2048", "tls10 sslv2", "TLSv1 C013 17 - rsa2048"},

    {"too old", "modern", "rsa2048", "tls10", "no-shared-protocol"},
    {"only older ones listed", "modern", "rsa2048", "tls13 versions=0302,0301",
     "no-shared-protocol"},
    {"empty list", "modern", "rsa2048", "tls13 versions=", "no-shared-protocol"},
    {"only GREASE listed", "modern", "rsa2048", "tls13 versions=1A1A", "no-shared-protocol"},
    {"only a later one listed", "modern", "rsa2048", "tls13 versions=0305", "no-shared-protocol"},
    {"TLSv1.3 alone here, listed to TLSv1.2", "strict", "rsa2048", "tls13 versions=0303",
     "no-shared-protocol"},
    {"TLSv1.3 alone here, not listed", "strict", "rsa2048", "tls12", "no-shared-protocol"},
    {"TLSv1.3 alone here, in the old field", "strict", "rsa2048", "tls12 legacy=0304",
     "no-shared-protocol"},
    {"SSLv3", "wide", "rsa2048", "tls10 legacy=0300", "no-shared-protocol"},
    {"SSLv3 is answered to nobody", "ssl3", "rsa2048", "tls10 legacy=0300", "no-shared-protocol"},
    {"the byte is full: 0x03E2", "modern", "rsa2048", "tls12 legacy=03E2", "no-shared-protocol"},
    {"the byte is full: 0x03FF", "modern", "rsa2048", "tls12 legacy=03FF", "no-shared-protocol"},
    {"0x0200", "wide", "rsa2048", "tls12 legacy=0200", "no-shared-protocol"},
    {"0x7F12", "wide", "rsa2048", "tls12 legacy=7F12", "no-shared-protocol"},
    {"the version of SSLv2 in its hello", "wide", "rsa2048", "tls10 sslv2 legacy=0002",
     "no-shared-protocol"},
    {"0x020C folds to TLSv1.1", "wide", "rsa2048", "tls10 legacy=020C",
     "version-not-offered: TLSv1.1 C013 17 - rsa2048"},
    {"0x020F folds to TLSv1.2", "modern", "rsa2048", "tls12 legacy=020F",
     "version-not-offered: TLSv1.2 C02F 17 0401 rsa2048"},
    {"a server without TLSv1.3 reads no list", "legacy", "rsa2048", "tls13 versions=0304",
     "version-not-offered: TLSv1.2 C02F 17 0401 rsa2048"},
    {"nor an empty one", "legacy", "rsa2048",
     "tls13 versions=", "version-not-offered: TLSv1.2 C02F 17 0401 rsa2048"},
    {"below the client's minimum", "legacy", "rsa2048", "tls13 least=0304",
     "version-not-offered: TLSv1.2 C02F 17 0401 rsa2048"},
    {"not in the description", "legacy", "rsa2048", "tls12 offers=0301,0302",
     "version-not-offered: TLSv1.2 C02F 17 0401 rsa2048"},
};

/* RFC 7507; s2n_cipher_suites.c. The last code is TLS_FALLBACK_SCSV. */
#define FALLBACK "suites=C02F,C013,002F,1301,5600"
static const struct sample_row fallback_rows[] = {
    {"at the server's best", "modern", "rsa2048", "tls13 " FALLBACK,
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"TLSv1.3 alone", "strict", "rsa2048", "tls13 " FALLBACK, "TLSv1.3 1301 1D 0804 rsa2048"},
    {"at the best of an older server", "legacy", "rsa2048", "tls12 " FALLBACK,
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"listed higher than an older server", "legacy", "rsa2048", "tls13 " FALLBACK,
     "TLSv1.2 C02F 17 0401 rsa2048"},
    {"Classic may not look", "classic", "rsa2048", "tls10 " FALLBACK,
     "TLSv1 C013 - - rsa2048 +policy-groups +no-fallback-check"},
    {"Classic at its best", "classic", "rsa2048", "tls12 " FALLBACK,
     "TLSv1.2 C02F - - rsa2048 +policy-groups +policy-schemes"},

    {"one below", "modern", "rsa2048", "tls12 " FALLBACK, "inappropriate-fallback TLSv1.2"},
    {"one below in the list", "modern", "rsa2048", "tls13 versions=0303 " FALLBACK,
     "inappropriate-fallback TLSv1.2"},
    {"TLSv1.3 in the old field only", "modern", "rsa2048", "tls12 legacy=0304 " FALLBACK,
     "inappropriate-fallback TLSv1.2"},
    {"three below", "wide", "rsa2048", "tls10 " FALLBACK, "inappropriate-fallback TLSv1"},
    {"below an older server", "legacy", "rsa2048", "tls10 " FALLBACK,
     "inappropriate-fallback TLSv1"},
    {"in a hello of SSLv2", "wide", "rsa2048", "tls10 sslv2 " FALLBACK,
     "inappropriate-fallback TLSv1"},
    {"the floor comes first", "modern", "rsa2048", "tls10 " FALLBACK, "no-shared-protocol"},
    {"before the suites", "modern", "rsa2048", "tls12 suites=5600",
     "inappropriate-fallback TLSv1.2"},
    {"not a suite", "legacy", "rsa2048", "tls12 suites=5600,00FF", "no-shared-suite TLSv1.2"},
};

/* Of several faults the first in the order of the handshake counts. */
static const struct sample_row order_rows[] = {
    {"configuration before an empty hello", "picky", "rsa2048",
     "tls13 suites=", "certificate-not-allowed"},
    {"configuration before the version", "picky", "ecdsa384,rsa2048", "tls10",
     "certificate-not-allowed"},
    {"an empty hello before the version", "modern", "rsa2048", "tls10 suites=", "no-shared-suite"},
    {"version before group", "modern", "rsa2048", "tls13 versions=0302 groups=0100",
     "no-shared-protocol"},
    {"group before suite", "modern", "rsa2048", "tls13 suites=C02F groups=0100",
     "no-shared-group TLSv1.3"},
    {"group before signature", "cnsa", "ecdsa256", "tls13 groups=17", "no-shared-group TLSv1.3"},
    {"suite before signature", "cnsa", "ecdsa256", "tls13 suites=1301", "no-shared-suite TLSv1.3"},
    {"suite instead of a retry", "modern", "rsa2048",
     "tls13 suites=C02F shares=", "no-shared-suite TLSv1.3"},
    {"suite before the missing key share", "modern", "rsa2048", "tls13 suites=C02F shares=none",
     "no-shared-suite TLSv1.3"},
    {"suite before the missing groups", "modern", "rsa2048", "tls13 suites=C02F groups=none",
     "no-shared-suite TLSv1.3"},
    {"signature before the missing groups", "cnsa", "ecdsa256", "tls13 groups=none",
     "no-signature-for-certificate TLSv1.3"},
    {"signature instead of a retry", "cnsa", "ecdsa256",
     "tls13 groups=18 shares=", "no-signature-for-certificate TLSv1.3"},
    {"the client: version before signature", "legacy", "rsa2048",
     "tls13 versions=0304 schemes=0804", "version-not-offered: TLSv1.2 C02F 17 0201 rsa2048"},
    {"the client: version before suite", "wide", "rsa2048", "tls10 offers=0303 suites=C02F,1301",
     "version-not-offered: TLSv1 C02F 17 - rsa2048"},
    {"the client: signature before curve", "legacy", "ecdsa256",
     "tls12 suites=C02B groups=18 schemes=0804",
     "signature-not-offered: TLSv1.2 C02B 18 0203 ecdsa256"},
    {"the client: suite before curve", "legacy", "ecdsa256", "tls10 suites=C02B groups=18",
     "suite-above-version: TLSv1 C02B 18 - ecdsa256"},
    {"the client: signature before size", "legacy", "rsa4096", "tls12 schemes=0804 rsa-max=2048",
     "signature-not-offered: TLSv1.2 C02F 17 0201 rsa4096"},
};

/* Unknown is not none: what nobody said is assumed to fit, and the outcome says so. */
static const struct sample_row unknown_rows[] = {
    {"groups, TLSv1.3", "modern", "rsa2048", "tls13 groups=? shares=?",
     "TLSv1.3 1301 - 0804 rsa2048 +groups +shares"},
    {"groups, with shares that are known", "modern", "rsa2048", "tls13 groups=?",
     "TLSv1.3 1301 - 0804 rsa2048 +groups"},
    {"shares", "modern", "rsa2048", "tls13 shares=?", "TLSv1.3 1301 1D 0804 rsa2048 +shares"},
    {"shares, post-quantum", "pq", "rsa2048", "tls13 groups=1D,11EC shares=?",
     "TLSv1.3 1301 11EC 0804 rsa2048 +shares"},
    {"shares, strongly preferred group", "strong", "rsa2048", "tls13 shares=?",
     "TLSv1.3 1301 18 0804 rsa2048 +shares"},
    {"schemes, TLSv1.3", "modern", "rsa2048", "tls13 schemes=?",
     "TLSv1.3 1301 1D - rsa2048 +schemes"},
    {"schemes, TLSv1.2", "modern", "rsa2048", "tls12 schemes=?",
     "TLSv1.2 C02F 17 - rsa2048 +schemes"},
    {"schemes, RSA key exchange", "legacy", "rsa2048", "tls12 suites=002F schemes=?",
     "TLSv1.2 002F - - rsa2048"},
    {"schemes, TLSv1", "legacy", "rsa2048", "tls10 schemes=?", "TLSv1 C013 17 - rsa2048"},
    {"groups, TLSv1.2", "legacy", "rsa2048", "tls12 groups=?",
     "TLSv1.2 C02F - 0401 rsa2048 +groups"},
    {"groups, RSA key exchange", "legacy", "rsa2048", "tls12 suites=002F groups=?",
     "TLSv1.2 002F - - rsa2048"},
    {"everything", "modern", "rsa2048", "list legacy=0303 versions=0304 suites=1301",
     "TLSv1.3 1301 - - rsa2048 +groups +shares +schemes"},
    {"size of the certificate", "modern", "rsa", "tls13", "TLSv1.3 1301 1D 0804 rsa"},
    {"curve of the certificate", "modern", "ecdsa", "tls13", "TLSv1.3 1301 1D 0403 ecdsa"},
    {"groups of the policy, TLSv1.2", "bare", "rsa2048", "tls12",
     "TLSv1.2 C02F - - rsa2048 +policy-groups +policy-schemes"},
    {"groups of the policy, TLSv1.3", "bare", "rsa2048", "tls13",
     "TLSv1.3 1301 - - rsa2048 +policy-groups +policy-schemes"},
    {"groups of both", "bare", "rsa2048", "tls13 groups=? shares=? schemes=?",
     "TLSv1.3 1301 - - rsa2048 +groups +shares +policy-groups +policy-schemes"},

    {"shares of nothing shared", "modern", "rsa2048", "tls13 groups=0100 shares=?",
     "no-shared-group TLSv1.3"},
    {"groups, but no key share", "modern", "rsa2048", "tls13 groups=? shares=none",
     "no-shared-group TLSv1.3 +groups !no-share"},
    {"groups, but no suite", "modern", "rsa2048", "tls13 suites=C02F groups=? shares=?",
     "no-shared-suite TLSv1.3 +groups +shares"},
    {"schemes, but no signature", "cnsa", "ecdsa256", "tls13 schemes=?",
     "no-signature-for-certificate TLSv1.3"},
    {"groups of the policy, but no suite", "bare", "rsa2048", "tls12 suites=C013",
     "no-shared-suite TLSv1.2"},
    {"groups of the policy, but none here", "bare", "rsa2048",
     "tls12 suites=C02F groups=", "no-shared-group TLSv1.2"},
    {"groups of the policy, but none here in TLSv1.3", "bare", "rsa2048",
     "tls13 groups=", "no-shared-group TLSv1.3"},
};

/* The client's own limits on keys, and what the policy says of certificates. */
static const struct sample_row certificate_rows[] = {
    {"within the limits", "modern", "rsa3072", "tls13 rsa-min=2048 rsa-max=4096",
     "TLSv1.3 1301 1D 0804 rsa3072"},
    {"at the limits", "modern", "rsa2048", "tls13 rsa-min=2048 rsa-max=2048",
     "TLSv1.3 1301 1D 0804 rsa2048"},
    {"of the other type", "modern", "ecdsa256", "tls13 rsa-min=4096",
     "TLSv1.3 1301 1D 0403 ecdsa256"},
    {"not known", "modern", "rsa", "tls13 rsa-max=2048", "TLSv1.3 1301 1D 0804 rsa"},
    {"allowed", "picky", "ecdsa384,rsa3072", "tls13", "TLSv1.3 1301 1D 0804 rsa3072"},
    {"too large", "modern", "rsa4096", "tls13 rsa-max=2048",
     "certificate-not-accepted: TLSv1.3 1301 1D 0804 rsa4096"},
    {"too small", "legacy", "rsa2048", "tls12 suites=002F rsa-min=3072",
     "certificate-not-accepted: TLSv1.2 002F - - rsa2048"},
    {"not allowed", "picky", "ecdsa256", "tls13", "certificate-not-allowed"},
    {"one of two not allowed", "picky", "rsa3072,ecdsa256", "tls13", "certificate-not-allowed"},
};

START_TEST(versions)
{
    sample_row_test(&version_rows[_i]);
}
END_TEST

START_TEST(fallback)
{
    sample_row_test(&fallback_rows[_i]);
}
END_TEST

START_TEST(order)
{
    sample_row_test(&order_rows[_i]);
}
END_TEST

START_TEST(unknown)
{
    sample_row_test(&unknown_rows[_i]);
}
END_TEST

START_TEST(certificate_limits)
{
    sample_row_test(&certificate_rows[_i]);
}
END_TEST

/* s2n_signature_algorithms.c: one more than it has room for, and nothing else matters. */
static const struct {
    const char *name;
    const char *policy;
    const char *hello;
    size_t count;
    const char *expected;
} many_rows[] = {
    {"as many as there is room for", "modern", "tls13", 128, "TLSv1.3 1301 1D 0804 rsa2048"},
    {"Classic", "classic", "tls10", 129, "TLSv1 C013 - - rsa2048 +policy-groups"},
    {"one more", "modern", "tls13", 129, "no-signature-for-certificate TLSv1.3 !too-many"},
    {"one more, before the groups", "modern", "tls13 groups=", 129,
     "no-signature-for-certificate TLSv1.3 !too-many"},
    {"one more, though nothing is signed", "legacy", "tls10 suites=002F", 129,
     "no-signature-for-certificate TLSv1 !too-many"},
    {"one more, but the version is first", "modern", "tls13 versions=0301", 129,
     "no-shared-protocol"},
};

START_TEST(many_schemes)
{
    uint16_t schemes[129];
    struct elb_certificates certificates = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct sample_hello hello;
    struct elb_outcome outcome;
    char text[SAMPLE_TEXT_MAX];

    for (size_t i = 0; i < LENGTH(schemes); i++)
        schemes[i] = 0x0804;
    sample_hello_parse(many_rows[_i].hello, &hello);
    hello.client.schemes = (struct elb_codes){ELB_SENT, schemes, many_rows[_i].count};
    elb_negotiate(sample_policy(many_rows[_i].policy), &certificates, &hello.client, &outcome);
    sample_outcome_print(&outcome, text);
    ck_assert_msg(strcmp(text, many_rows[_i].expected) == 0, "%s: got '%s'", many_rows[_i].name,
                  text);
}
END_TEST

/* The names are in scripts and reports of others: for ever. */
static const struct {
    enum elb_cause cause;
    const char *name;
    const char *by;
    unsigned alert;
} cause_rows[] = {
    {ELB_CAUSE_NO_SHARED_PROTOCOL, "no-shared-protocol", "server", 70},
    {ELB_CAUSE_NO_SHARED_SUITE, "no-shared-suite", "server", 0},
    {ELB_CAUSE_NO_SHARED_GROUP, "no-shared-group", "server", 0},
    {ELB_CAUSE_NO_CERTIFICATE_FOR_SUITE, "no-certificate-for-suite", "server", 0},
    {ELB_CAUSE_NO_SIGNATURE_FOR_CERTIFICATE, "no-signature-for-certificate", "server", 0},
    {ELB_CAUSE_INAPPROPRIATE_FALLBACK, "inappropriate-fallback", "server", 0},
    {ELB_CAUSE_CERTIFICATE_NOT_ALLOWED, "certificate-not-allowed", "configuration", 0},
    {ELB_CAUSE_VERSION_NOT_OFFERED, "version-not-offered", "client", 0},
    {ELB_CAUSE_SIGNATURE_NOT_OFFERED, "signature-not-offered", "client", 0},
    {ELB_CAUSE_SUITE_ABOVE_VERSION, "suite-above-version", "client", 0},
    {ELB_CAUSE_CERTIFICATE_CURVE_NOT_OFFERED, "certificate-curve-not-offered", "client", 0},
    {ELB_CAUSE_CERTIFICATE_NOT_ACCEPTED, "certificate-not-accepted", "client", 0},
};

START_TEST(causes)
{
    enum elb_cause cause = cause_rows[_i].cause;

    ck_assert_str_eq(elb_cause_name(cause), cause_rows[_i].name);
    ck_assert_str_eq(elb_cause_by(cause), cause_rows[_i].by);
    ck_assert_uint_eq(elb_cause_alert(cause), cause_rows[_i].alert);
}
END_TEST

START_TEST(no_cause)
{
    ck_assert_uint_eq(LENGTH(cause_rows), ELB_CAUSE_COUNT - 1);
    ck_assert_str_eq(elb_cause_name(ELB_CAUSE_NONE), "none");
    ck_assert_ptr_null(elb_cause_by(ELB_CAUSE_NONE));
    ck_assert_uint_eq(elb_cause_alert(ELB_CAUSE_NONE), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/negotiate");
    TCase *tcase = tcase_create("negotiate");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, versions, 0, LENGTH(version_rows));
    tcase_add_loop_test(tcase, fallback, 0, LENGTH(fallback_rows));
    tcase_add_loop_test(tcase, order, 0, LENGTH(order_rows));
    tcase_add_loop_test(tcase, unknown, 0, LENGTH(unknown_rows));
    tcase_add_loop_test(tcase, certificate_limits, 0, LENGTH(certificate_rows));
    tcase_add_loop_test(tcase, many_schemes, 0, LENGTH(many_rows));
    tcase_add_loop_test(tcase, causes, 0, LENGTH(cause_rows));
    tcase_add_test(tcase, no_cause);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
