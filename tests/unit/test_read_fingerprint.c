/* SPDX-License-Identifier: MIT */

/* JA3 and JA4 strings: what they say, and what they don't. */
#include "test_read_rows.h"

#define OLD      "769,47-53-10,0-10-11,23-24-25,0"
#define NEW      "771,4865-49195-47,0-11-10-13-43-51,29-23,0"
#define RAW      "t13d0306h2_002f,1301,c02b_000a,000b,000d,002b_0403,0804"
#define ORIGINAL "t12i0304h2_c02b,002f,c013_000a,000b,000d,0010_0403,0804"

static const struct good_row good_rows[] = {
    {"without TLS 1.3", OLD,
     "l 0301 s 002F 0035 000A g 0017 0018 0019 k - a - e 0000 000A 000B p 0000 n yes", NULL},
    {"with a list of versions", NEW,
     "s 1301 C02B 002F g 001D 0017 e 0000 000B 000A 000D 002B 0033 p 0000 n yes",
     "the versions are not known"},
    {"no extensions", "769,4-5,,,", "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"SCSV", "770,255-47,,,", "l 0302 s 00FF 002F g - k - a - e p - n no", NULL},
    {"label", "ja3: 769,4-5,,,\n", "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"label in capitals, quotes", "JA3_FULL = \"769,4-5,,,\"",
     "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"with its hash", "ja3: 769,4-5,,,\nja3_hash: de350869b8c85de67a350c8d186f11e6\n",
     "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"JSON", "{\"ja3\": \"769,4-5,,,\", \"ja3_hash\": \"de350869b8c85de67a350c8d186f11e6\"}",
     "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"JSON of Suricata",
     "{\"tls\": {\"ja3\": {\"hash\": \"de350869b8c85de67a350c8d186f11e6\","
     "\"string\": \"769,4-5,,,\"}}}",
     "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"JSON with JA4 and JA3", "{\"ja4_r\": \"" RAW "\", \"x\": [{\"ja3\": \"769,4-5,,,\"}]}",
     "l 0301 s 0004 0005 g - k - a - e p - n no", NULL},
    {"JA4_r", RAW, "s 002F 1301 C02B k - a 0403 0804 n yes", "the order"},
    {"JA4_r with a label", "JA4_r: " RAW, "s 002F 1301 C02B k - a 0403 0804 n yes",
     "below the highest one, TLSv1.3"},
    {"JA4_ro", ORIGINAL, "l 0303 s C02B 002F C013 k - a 0403 0804 e 000A 000B 000D 0010 n no",
     NULL},
    {"JA4_r without signature schemes", "t10i020100_0004,0005_ff01",
     "l 0301 s 0004 0005 g - k - a - p - n no", "the order"},
    {"JSON with JA4",
     "[{\"ja4\": \"t12i0304h2_5b57614c22b0_3d5424432f57\", \"ja4_ro\": \"" ORIGINAL "\"}]",
     "l 0303 s C02B 002F C013 k - a 0403 0804 e 000A 000B 000D 0010 n no", NULL},
};

START_TEST(good)
{
    check_good(&good_rows[_i]);
}
END_TEST

#define HASH "a hash can't be turned back"

static const struct bad_row bad_rows[] = {
    {"MD5", ELB_TEXT_INIT("ja3: ada70206e40642a3e4461f35503241d5"), ELB_ERROR_DATA, 1, HASH},
    {"MD5 in JSON", ELB_TEXT_INIT("{\n\"ja3\": \"ada70206e40642a3e4461f35503241d5\"}"),
     ELB_ERROR_DATA, 2, HASH},
    {"JA4", ELB_TEXT_INIT("t13d1715h2_5b57614c22b0_3d5424432f57"), ELB_ERROR_DATA, 1, HASH},
    {"JA4 with a label", ELB_TEXT_INIT("JA4: t13d1715h2_5b57614c22b0_3d5424432f57\n"),
     ELB_ERROR_DATA, 1, HASH},
    {"four fields", ELB_TEXT_INIT("769,47-53-10,0-10-11,23-24-25"), ELB_ERROR_SYNTAX, 1,
     "5 fields"},
    {"two fields", ELB_TEXT_INIT("769,47"), ELB_ERROR_SYNTAX, 1, "5 fields"},
    {"six fields", ELB_TEXT_INIT(OLD ",0"), ELB_ERROR_SYNTAX, 1, "5 fields"},
    {"an empty number", ELB_TEXT_INIT("769,47--53,,,"), ELB_ERROR_SYNTAX, 1, "is no number"},
    {"too large", ELB_TEXT_INIT("769,65536,,,"), ELB_ERROR_SYNTAX, 1, "'65536' is no number"},
    {"huge", ELB_TEXT_INIT("769,99999999999999999999999,,,"), ELB_ERROR_SYNTAX, 1, "is no number"},
    {"point format too large", ELB_TEXT_INIT("769,47,11,,256"), ELB_ERROR_SYNTAX, 1, "0 to 255"},
    {"no suites", ELB_TEXT_INIT("771,,0-10,,"), ELB_ERROR_DATA, 0, "no cipher suite"},
    {"something below", ELB_TEXT_INIT(OLD "\nhello"), ELB_ERROR_SYNTAX, 2, "expected a finger"},
    {"label alone", ELB_TEXT_INIT("ja3: none"), ELB_ERROR_SYNTAX, 1, "expected a fingerprint"},
    {"JA4_r without a suite", ELB_TEXT_INIT("t13d0206h2_1301_000a,000b,000d,002b_0403"),
     ELB_ERROR_DATA, 1, "counts 2 cipher suites, and lists 1"},
    {"JA4_r without an extension", ELB_TEXT_INIT("t13d0106h2_1301_000a,000b,002b_0403"),
     ELB_ERROR_DATA, 1, "counts 6 extensions, and has 5"},
    {"JA4_r with three digits", ELB_TEXT_INIT("t13d0106h2_1301_000a,000b,000d,002b_040"),
     ELB_ERROR_SYNTAX, 1, "'040' is not four hex digits"},
    {"JA4_r with one list", ELB_TEXT_INIT("t13d0106h2_1301"), ELB_ERROR_SYNTAX, 1, "here are 1"},
    {"JA4_r with four lists", ELB_TEXT_INIT("t13d0102h2_1301___"), ELB_ERROR_SYNTAX, 1,
     "here are 4"},
    {"DTLS", ELB_TEXT_INIT("dd2d0100h2_1301_"), ELB_ERROR_UNSUPPORTED, 1, "DTLS"},
    {"version", ELB_TEXT_INIT("t99d0100h2_1301_"), ELB_ERROR_UNSUPPORTED, 1, "'99'"},
    {"JSON that breaks off", ELB_TEXT_INIT("{\"ja3\": \"769,4-5,,,\""), ELB_ERROR_SYNTAX, 1, ""},
    {"JSON with something else", ELB_TEXT_INIT("{\"ja3\": 5}"), ELB_ERROR_SYNTAX, 1,
     "expected a fingerprint"},
    {"JSON with escapes", ELB_TEXT_INIT("{\"ja3\": \"769,4-5,,\\u002c\"}"), ELB_ERROR_SYNTAX, 1,
     "expected a fingerprint"},
};

START_TEST(bad)
{
    check_bad(&bad_rows[_i]);
}
END_TEST

/* Each line is a client of its own. */
START_TEST(several)
{
    struct elb_client_list *list = NULL;
    struct elb_error error = {0};

    ck_assert_int_eq(read_input(ELB_TEXT(OLD "\n\n" NEW "\n" RAW), &list, &error), ELB_OK);
    ck_assert_uint_eq(elb_client_list_count(list), 3);
    ck_assert_str_eq(elb_client_list_at(list, 0)->id, "in#1");
    ck_assert_str_eq(elb_client_list_at(list, 2)->id, "in#3");
    elb_client_list_free(list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/fingerprint");
    TCase *tcase = tcase_create("fingerprint");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, several);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
