/* SPDX-License-Identifier: MIT */

/* Classic Load Balancers: another library, of which groups, DH and signatures are not known. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

#define ECDHE " +policy-groups +policy-schemes"

static const struct sample_row rows[] = {
    {"the server's order", "classic", "rsa2048", "tls12 suites=002F,C013,C02F",
     "TLSv1.2 C02F - - rsa2048" ECDHE},
    {"the client's order", "classic-client", "rsa2048", "tls12 suites=002F,C013,C02F",
     "TLSv1.2 002F - - rsa2048"},
    {"the client's order passes over the unknown", "classic-client", "rsa2048",
     "tls12 suites=0A0A,00FF,1301,C013,C02F", "TLSv1.2 C013 - - rsa2048" ECDHE},
    {"the client's order passes over ECDSA", "classic-client", "rsa2048",
     "tls12 suites=C02B,C009,009C,C02F", "TLSv1.2 009C - - rsa2048"},
    {"the client's order in TLSv1", "classic-client", "rsa2048", "tls10 suites=C02F,002F,C013",
     "TLSv1 002F - - rsa2048"},
    {"both keys: the suite picks one", "classic", "rsa2048,ecdsa256", "tls12",
     "TLSv1.2 C02B - - ecdsa256" ECDHE},
    {"TLSv1", "classic", "rsa2048", "tls10", "TLSv1 C013 - - rsa2048 +policy-groups"},
    {"TLSv1.3 is not spoken", "classic", "rsa2048", "tls13", "TLSv1.2 C02F - - rsa2048" ECDHE},
    {"down over a gap", "classic-gap", "rsa2048", "tls10 legacy=0302",
     "TLSv1 C013 - - rsa2048 +minimum +policy-groups"},
    {"down over a gap, not below the minimum", "classic-gap", "rsa2048",
     "tls10 legacy=0302 least=0301", "TLSv1 C013 - - rsa2048 +policy-groups"},
    {"down to an old server", "classic-old", "rsa2048", "tls12 offers=0303,0302,0301",
     "TLSv1 C013 - - rsa2048 +policy-groups"},
    {"SSLv3", "classic-old", "rsa2048", "tls10 legacy=0300 suites=002F", "SSLv3 002F - - rsa2048"},
    {"without certificate", "classic-old", "rsa2048", "tls10 suites=0034",
     "TLSv1 0034 - - - +policy-dhe"},
    {"DHE", "classic", "rsa2048", "tls12 suites=0033",
     "TLSv1.2 0033 - - rsa2048 +policy-dhe +policy-schemes"},
    {"DHE in TLSv1", "classic", "rsa2048", "tls10 suites=0033",
     "TLSv1 0033 - - rsa2048 +policy-dhe"},
    {"no groups sent", "classic", "rsa2048", "tls12 groups=none", "TLSv1.2 C02F - - rsa2048" ECDHE},
    {"groups not known", "classic", "rsa2048", "tls12 groups=?", "TLSv1.2 C02F - - rsa2048" ECDHE},
    {"schemes are not compared", "classic", "rsa2048", "tls12 schemes=0804",
     "TLSv1.2 C02F - - rsa2048" ECDHE},
    {"empty groups, but RSA key exchange", "classic", "rsa2048",
     "tls12 groups=", "TLSv1.2 009C - - rsa2048"},
    {"no curve in the groups, but RSA key exchange", "classic", "rsa2048",
     "tls12 groups=0A0A,0100,11EC", "TLSv1.2 009C - - rsa2048"},
    {"hello of SSLv2", "classic", "rsa2048", "tls10 sslv2",
     "TLSv1 C013 - - rsa2048 +policy-groups"},

    {"too old", "classic", "rsa2048", "tls10 legacy=0300", "no-shared-protocol"},
    {"too new a minimum", "classic", "rsa2048", "tls13 least=0304",
     "version-not-offered: TLSv1.2 C02F - - rsa2048" ECDHE},
    {"TLSv1.3 alone", "classic", "rsa2048", "tls13 versions=0304",
     "version-not-offered: TLSv1.2 C02F - - rsa2048" ECDHE},
    {"down below the minimum", "classic-gap", "rsa2048", "tls10 legacy=0302 least=0302",
     "version-not-offered: TLSv1 C013 - - rsa2048 +policy-groups"},
    {"a gap in what the client offers, too", "classic-gap", "rsa2048",
     "tls10 legacy=0302 offers=0302", "version-not-offered: TLSv1 C013 - - rsa2048 +policy-groups"},
    {"none", "classic", "rsa2048", "tls12 suites=C030,000A", "no-shared-suite TLSv1.2"},
    {"none in the client's order", "classic-client", "rsa2048", "tls12 suites=C030,000A",
     "no-shared-suite TLSv1.2"},
    {"no answer with a suite of a higher version", "classic", "rsa2048", "tls10 suites=C02F,009C",
     "no-shared-suite TLSv1"},
    {"empty hello", "classic-client", "rsa2048", "tls12 suites=", "no-shared-suite"},
    {"only ECDSA with an RSA key", "classic", "rsa2048", "tls12 suites=C02B,C009",
     "no-certificate-for-suite TLSv1.2"},
    {"DHE with an ECDSA key", "classic", "ecdsa256", "tls12 suites=0033",
     "no-certificate-for-suite TLSv1.2"},
    {"empty groups", "classic", "rsa2048", "tls12 suites=C02F groups=", "no-shared-group TLSv1.2"},
    {"no curve in the groups", "classic", "rsa2048", "tls12 suites=C02F groups=0A0A,0100,11EC",
     "no-shared-group TLSv1.2"},
    {"curve of the certificate", "classic", "ecdsa256", "tls12 groups=18",
     "certificate-curve-not-offered: TLSv1.2 C02B - - ecdsa256" ECDHE},
    {"size of the certificate", "classic", "rsa4096", "tls10 rsa-max=2048",
     "certificate-not-accepted: TLSv1 C013 - - rsa4096 +policy-groups"},
};

START_TEST(handshakes)
{
    sample_row_test(&rows[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/negotiate, Classic");
    TCase *tcase = tcase_create("Classic");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, handshakes, 0, LENGTH(rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
