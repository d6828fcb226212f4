/* SPDX-License-Identifier: MIT */

/* Where a description leaves more than one handshake open: versions, suites, certificates. */
#include "sample_catalog.h"
#include "sample_hello.h"

#include "elblint/check.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* `expected`: the verdict, `?` with what would settle it; the outcome; the failure if it differs.
 */
#define OLD_SUITES "list suites=C013,002F,00FF "
#define NEW_SUITES "list suites=C02F,C030 "
#define MIXED      "list suites=C02F,C013,002F "
#define ALL        " +groups +schemes +versions"

static const struct sample_row version_rows[] = {
    {"known: nothing is inferred", "legacy", "rsa2048", "tls12",
     "ok | TLSv1.2 C02F 17 0401 rsa2048"},
    {"suites of TLSv1.3 prove it", "strict", "rsa2048", "list suites=1301",
     "ok | TLSv1.3 1301 - - rsa2048 +groups +shares +schemes +versions"},
    {"GCM proves TLSv1.2", "modern", "rsa2048", NEW_SUITES, "ok | TLSv1.2 C02F - - rsa2048" ALL},
    {"SHA-2 proves TLSv1.2", "modern", "rsa2048", "list suites=C027,C02F",
     "ok | TLSv1.2 C02F - - rsa2048" ALL},
    {"GCM beside old suites", "modern", "rsa2048", MIXED, "ok | TLSv1.2 C02F - - rsa2048" ALL},
    {"old suites, both ends fit", "legacy", "rsa2048", OLD_SUITES,
     "ok | TLSv1.2 C013 - - rsa2048" ALL},
    {"GCM and TLSv1.3", "fips", "rsa2048", "list suites=1301,C02F",
     "ok | TLSv1.3 1301 - - rsa2048 +groups +shares +schemes +versions"},
    {"GCM and TLSv1.3, an old server", "forward", "rsa2048", "list suites=1301,C02F",
     "ok | TLSv1.2 C02F - - rsa2048" ALL},
    {"unknown suites prove nothing", "legacy", "rsa2048", "list suites=5A5A,FFFF,002F",
     "ok | TLSv1.2 002F - - rsa2048 +versions"},
    {"SCSVs prove nothing", "legacy", "rsa2048", "list suites=00FF,002F",
     "ok | TLSv1.2 002F - - rsa2048 +versions"},

    {"old suites, the server wants TLSv1.2", "classic-gap", "rsa2048", OLD_SUITES,
     "ok | TLSv1.2 C013 - - rsa2048 +policy-groups +policy-schemes +versions"},
    {"old suites with a fallback mark", "legacy", "rsa2048", "list suites=C013,5600",
     "?versions | TLSv1.2 C013 - - rsa2048" ALL " | inappropriate-fallback TLSv1"},
    {"no suite in either", "forward", "rsa2048", OLD_SUITES,
     "FAIL | no-shared-suite TLSv1.2 +versions"},
    {"GCM against TLSv1.3 alone", "strict", "rsa2048", NEW_SUITES,
     "FAIL | no-shared-protocol +versions"},
    {"old suites against TLSv1.3 alone", "strict", "rsa2048", OLD_SUITES,
     "FAIL | no-shared-protocol +versions"},
    {"TLSv1.3 against an old server", "forward", "rsa2048", "list suites=1301,1302",
     "FAIL | no-shared-suite TLSv1.2 +versions"},
    {"nothing but GREASE", "legacy", "rsa2048", "list suites=6A6A",
     "FAIL | no-shared-suite TLSv1.2 +versions"},
    {"nothing", "legacy", "rsa2048", "list suites=", "FAIL | no-shared-suite +versions"},
    {"groups don't fit at best", "wide", "rsa2048", "list suites=1301,C013,002F groups=19",
     "FAIL | no-shared-group TLSv1.3 +versions"},
    {"known groups don't fit, RSA does", "legacy", "rsa2048", OLD_SUITES "groups=19",
     "ok | TLSv1.2 002F - - rsa2048 +versions"},
};

static const struct sample_row open_version_rows[] = {
    {"old suites, TLSv1.2 or nothing", "wide12", "rsa2048", OLD_SUITES,
     "?versions | TLSv1.2 C013 - - rsa2048" ALL " | no-shared-protocol"},
    {"GCM proves it", "wide12", "rsa2048", MIXED, "ok | TLSv1.2 C02F - - rsa2048" ALL},
    {"known to be old", "wide12", "rsa2048", "tls10", "FAIL | no-shared-protocol"},
};

static const struct sample_row incomplete_rows[] = {
    {"works", "legacy", "rsa2048", "tls12 incomplete",
     "ok | TLSv1.2 C02F 17 0401 rsa2048 +complete"},
    {"no common suite proves nothing", "forward", "rsa2048", "tls12 suites=002F incomplete",
     "?suites | no-shared-suite TLSv1.2"},
    {"no certificate proves nothing", "forward", "ecdsa256", "tls12 suites=C02F incomplete",
     "?suites | no-certificate-for-suite TLSv1.2"},
    {"empty", "legacy", "rsa2048", "tls12 suites= incomplete", "?suites | no-shared-suite"},
    {"nothing proves versions that are not known", "strict", "rsa2048",
     "list suites=C02F incomplete", "?suites | no-shared-protocol +versions"},
    {"known versions are a proof", "strict", "rsa2048", "tls12 incomplete",
     "FAIL | no-shared-protocol"},
    {"versions are open besides", "wide12", "rsa2048", OLD_SUITES "incomplete",
     "?versions | TLSv1.2 C013 - - rsa2048" ALL " | no-shared-protocol"},
};

static const struct sample_row size_rows[] = {
    {"RSA of any size", "modern", "rsa", "tls13", "ok | TLSv1.3 1301 1D 0804 rsa +size"},
    {"ECDSA of any curve", "forward", "ecdsa", "tls12 groups=17,18,19",
     "ok | TLSv1.2 C02B 17 0403 ecdsa +size"},
    {"not the one that serves", "legacy", "rsa2048,ecdsa", "tls12 suites=C02F",
     "ok | TLSv1.2 C02F 17 0401 rsa2048"},
    {"neither size is known", "legacy", "rsa,ecdsa", "tls12 suites=C02F",
     "ok | TLSv1.2 C02F 17 0401 rsa +size"},
    {"an open one behind one that is not", "legacy", "rsa2048,rsa", "tls12",
     "ok | TLSv1.2 C02F 17 0401 rsa2048 !choice"},

    {"the client's limit", "modern", "rsa", "tls13 rsa-max=3072",
     "?size | TLSv1.3 1301 1D 0804 rsa +size | "
     "certificate-not-accepted: TLSv1.3 1301 1D 0804 rsa4096"},
    {"only the largest is accepted", "modern", "rsa", "tls13 rsa-min=4096",
     "?size | TLSv1.3 1301 1D 0804 rsa +size | "
     "certificate-not-accepted: TLSv1.3 1301 1D 0804 rsa2048"},
    {"the client's groups", "forward", "ecdsa", "tls12",
     "?size | TLSv1.2 C02B 17 0403 ecdsa +size | "
     "certificate-curve-not-offered: TLSv1.2 C02B 17 0403 ecdsa521"},
    {"the policy's schemes", "cnsa", "ecdsa", "tls13 groups=18 shares=18",
     "?size | TLSv1.3 1302 18 0503 ecdsa +size | no-signature-for-certificate TLSv1.3"},
    {"the policy's list", "picky", "ecdsa", "tls13",
     "?size | TLSv1.3 1301 1D 0503 ecdsa +size | certificate-not-allowed"},
    {"no size is accepted", "modern", "rsa", "tls13 rsa-min=8192",
     "FAIL | certificate-not-accepted: TLSv1.3 1301 1D 0804 rsa +size"},
    {"no size helps", "legacy", "ecdsa", "tls12 suites=002F",
     "FAIL | no-certificate-for-suite TLSv1.2"},
};

static const struct sample_row choice_rows[] = {
    {"both work: a remark", "modern", "rsa2048,ecdsa256", "tls13",
     "ok | TLSv1.3 1301 1D 0804 rsa2048 !choice"},
    {"the order of the list is nothing", "modern", "ecdsa256,rsa2048", "tls13",
     "ok | TLSv1.3 1301 1D 0804 rsa2048 !choice"},
    {"of two of a type the largest", "modern", "rsa2048,rsa4096", "tls13",
     "ok | TLSv1.3 1301 1D 0804 rsa4096 !choice"},
    {"TLSv1.2 has no choice", "modern", "rsa2048,ecdsa256", "tls12",
     "ok | TLSv1.2 C02B 17 0403 ecdsa256"},
    {"one type can't be verified", "modern", "rsa2048,ecdsa256", "tls13 schemes=0804",
     "?choice | TLSv1.3 1301 1D 0804 rsa2048 !choice | "
     "signature-not-offered: TLSv1.3 1301 1D 0403 ecdsa256"},
    {"nor the other", "modern", "rsa2048,ecdsa256", "tls13 schemes=0403",
     "?choice | TLSv1.3 1301 1D 0403 ecdsa256 !choice | "
     "signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048"},
    {"one type can't sign", "cnsa", "rsa2048,ecdsa256", "tls13 groups=18 shares=18",
     "?choice | TLSv1.3 1302 18 0805 rsa2048 !choice | no-signature-for-certificate TLSv1.3"},
    {"one type is too large", "modern", "rsa4096,ecdsa256", "tls13 rsa-max=2048",
     "?choice | TLSv1.3 1301 1D 0403 ecdsa256 | "
     "certificate-not-accepted: TLSv1.3 1301 1D 0804 rsa4096 !choice"},
    {"a size is open, but is not the question", "modern", "rsa,ecdsa256", "tls13 schemes=0804",
     "?choice | TLSv1.3 1301 1D 0804 rsa +size !choice | "
     "signature-not-offered: TLSv1.3 1301 1D 0403 ecdsa256"},
    {"size and choice", "cnsa", "rsa2048,ecdsa", "tls13 groups=18 shares=18",
     "?size,choice | TLSv1.3 1302 18 0805 rsa2048 !choice | no-signature-for-certificate TLSv1.3"},
    {"both fail", "modern", "rsa2048,ecdsa256", "tls13 schemes=0503",
     "FAIL | signature-not-offered: TLSv1.3 1301 1D 0804 rsa2048 !choice"},
    {"neither is asked", "fips", "rsa2048,ecdsa256", "tls13 groups=1D",
     "FAIL | no-shared-group TLSv1.3 !choice"},
};

/* Like `wide`, but from TLSv1.2 on. */
static const struct elb_policy *policy_of(const char *name, struct elb_policy *storage)
{
    if (strcmp(name, "wide12") != 0)
        return sample_policy(name);
    *storage = *sample_policy("wide");
    storage->versions = elb_version_bit(ELB_TLS1_2) | elb_version_bit(ELB_TLS1_3);
    return storage;
}

static void print_verdict(const struct elb_check *check, char *text)
{
    static const char *const verdicts[] = {"ok", "FAIL", "?"};
    static const char *const questions[] = {"versions", "suites", "size", "choice"};
    const char *comma = "";

    strcat(text, verdicts[check->verdict]);
    for (size_t i = 0; i < LENGTH(questions); i++) {
        if (check->open & 1u << i) {
            strcat(strcat(text, comma), questions[i]);
            comma = ",";
        }
    }
}

static void test_row(const struct sample_row *row)
{
    struct elb_certificates certificates;
    struct elb_policy storage;
    struct sample_hello hello;
    struct elb_check check;
    char outcome[SAMPLE_TEXT_MAX];
    char failed[SAMPLE_TEXT_MAX];
    char text[2 * SAMPLE_TEXT_MAX + 64] = "";

    sample_certificates_parse(row->certificates, &certificates);
    sample_hello_parse(row->hello, &hello);
    memset(&check, 0xA5, sizeof(check));
    elb_check(sample_catalog(), policy_of(row->policy, &storage), &certificates, &hello.client,
              &check);
    sample_outcome_print(&check.outcome, outcome);
    sample_outcome_print(&check.failed, failed);
    print_verdict(&check, text);
    strcat(strcat(text, " | "), outcome);
    if (check.failed.cause != ELB_CAUSE_NONE && check.outcome.cause == ELB_CAUSE_NONE)
        strcat(strcat(text, " | "), failed);
    ck_assert_msg(strcmp(text, row->expected) == 0, "%s: got '%s', expected '%s'", row->name, text,
                  row->expected);
    ck_assert_msg((check.verdict == ELB_COMPATIBLE) == (check.failed.cause == ELB_CAUSE_NONE),
                  "%s: failed: %s", row->name, failed);
    ck_assert_msg((check.verdict == ELB_VERDICT_UNKNOWN) == (check.open != 0), "%s: open",
                  row->name);
    ck_assert(check.client == &hello.client && check.certificates == &certificates);
}

START_TEST(versions)
{
    test_row(&version_rows[_i]);
}
END_TEST

START_TEST(open_versions)
{
    test_row(&open_version_rows[_i]);
}
END_TEST

START_TEST(incomplete)
{
    test_row(&incomplete_rows[_i]);
}
END_TEST

START_TEST(sizes)
{
    test_row(&size_rows[_i]);
}
END_TEST

START_TEST(choices)
{
    test_row(&choice_rows[_i]);
}
END_TEST

/* Each bit has a sentence of its own, without a full stop. */
static void test_text(const char *text, const char *seen[], size_t count)
{
    ck_assert_uint_gt(strlen(text), 10);
    ck_assert_msg(text[strlen(text) - 1] != '.', "%s", text);
    for (size_t i = 0; i < count; i++)
        ck_assert_str_ne(text, seen[i]);
    seen[count] = text;
}

START_TEST(texts)
{
    const char *seen[32];
    size_t count = 0;

    for (unsigned bit = ELB_ASSUMED_CLIENT_GROUPS; bit <= ELB_ASSUMED_LIST_COMPLETE; bit <<= 1)
        test_text(elb_assumption_text((enum elb_assumption)bit), seen, count++);
    for (unsigned bit = ELB_REMARK_DEFAULT_SHA1; bit <= ELB_REMARK_TOO_MANY_SCHEMES; bit <<= 1)
        test_text(elb_remark_text((enum elb_remark)bit), seen, count++);
    for (unsigned bit = ELB_OPEN_VERSIONS; bit <= ELB_OPEN_CERTIFICATE_CHOICE; bit <<= 1)
        test_text(elb_open_question_text((enum elb_open_question)bit), seen, count++);
    ck_assert_uint_eq(count, 22);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge/check");
    TCase *tcase = tcase_create("check");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, versions, 0, LENGTH(version_rows));
    tcase_add_loop_test(tcase, open_versions, 0, LENGTH(open_version_rows));
    tcase_add_loop_test(tcase, incomplete, 0, LENGTH(incomplete_rows));
    tcase_add_loop_test(tcase, sizes, 0, LENGTH(size_rows));
    tcase_add_loop_test(tcase, choices, 0, LENGTH(choice_rows));
    tcase_add_test(tcase, texts);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
