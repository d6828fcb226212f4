/* SPDX-License-Identifier: MIT */

/* Lists of suites in the forms of many tools. */
#include "test_read_rows.h"

static const struct good_row good_rows[] = {
    {"quotes and commas", "\"TLS_RSA_WITH_AES_128_CBC_SHA\",\n'TLS_RSA_WITH_AES_256_CBC_SHA'",
     "s 002F 0035", NULL},
    {"brackets", "[TLS_RSA_WITH_AES_128_CBC_SHA, TLS_AES_128_GCM_SHA256]", "s 002F 1301", NULL},
    {"names with codes", "TLS_AES_256_GCM_SHA384 (0x1302)\nTLS_AES_128_GCM_SHA256 (0x1301)",
     "s 1302 1301", NULL},
    {"hex without 0x", "c02f", "s C02F", NULL},
    {"hex between colons", "c02b:c02f:009c", "s C02B C02F 009C", NULL},
    {"hex of digits only", "1301 1302 1303", "s 1301 1302 1303", NULL},
    {"hex stream", "130113021303c02bc02f", "s 1301 1302 1303 C02B C02F", NULL},
    {"hex stream of 32 digits", "130113021303c02bc02fc02cc030cca9",
     "s 1301 1302 1303 C02B C02F C02C C030 CCA9", NULL},
    {"bytes", "13 01 13 02 c0 2b", "s 1301 1302 C02B", NULL},
    {"bytes between colons", "13:01:13:02:C0:2B", "s 1301 1302 C02B", NULL},
    {"pairs", "C0,2F:00,9C", "s C02F 009C", NULL},
    {"pairs of digits only", "00,35:00,39", "s 0035 0039", NULL},
    {"pairs with 0x in braces", "{0xC0, 0x2F}, {0x00,0x9C}", "s C02F 009C", NULL},
    {"pairs that GnuTLS prints", "0xc0, 0x2f\n0x00, 0x9c", "s C02F 009C", NULL},
    {"decimal", "49199", "s C02F", NULL},
    {"decimal, old ones too", "4865,49195,47,53,10", "s 1301 C02B 002F 0035 000A", NULL},
    {"decimal of four digits", "4865 4866 4867", "s 1301 1302 1303", NULL},
    {"decimal of two digits", "47,53", "s 002F 0035", NULL},
    {"decimal in JSON's brackets with a comment", "# a client\n[49199, 49195]\n", "s C02F C02B",
     NULL},
    {"names and decimal", "AES128-SHA 49199", "s 002F C02F", NULL},
    {"names and hex", "AES128-SHA c02f 0x1301", "s 002F C02F 1301", NULL},
    {"GREASE in hex", "0a0a 1301 fafa", "s 0A0A 1301 FAFA", NULL},
    {"GREASE and SCSV by name",
     "TLS_GREASE_IS_THE_WORD_4A TLS_EMPTY_RENEGOTIATION_INFO_SCSV "
     "TLS_RSA_WITH_AES_128_CBC_SHA TLS_FALLBACK_SCSV",
     "s 4A4A 00FF 002F 5600", NULL},
    {"GREASE without a value", "GREASE, TLS_AES_128_GCM_SHA256", "s 1301", "left out: GREASE"},
    {"GREASE with its value", "GREASE (0x5A5A), TLS_AES_128_GCM_SHA256 (0x1301)", "s 5A5A 1301",
     "left out: GREASE"},
    {"Java", "SSL_RSA_WITH_3DES_EDE_CBC_SHA,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "s 000A C013",
     NULL},
    {"GnuTLS", "TLS_ECDHE_RSA_AES_128_CBC_SHA1;TLS_RSA_AES_128_GCM_SHA256", "s C013 009C", NULL},
    {"Go", "\ttls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305,\n\ttls.TLS_RSA_WITH_AES_128_CBC_SHA,\n",
     "s CCA8 002F", NULL},
    {"rustls", "rustls::CipherSuite::TLS13_AES_128_GCM_SHA256", "s 1301", NULL},
    {"OkHttp", "CipherSuite.TLS_AES_128_GCM_SHA256", "s 1301", NULL},
    {"Windows", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256,TLS_RSA_WITH_AES_128_CBC_SHA",
     "s C028 002F", NULL},
    {"markdown", "- TLS\\_RSA\\_WITH\\_AES\\_128\\_CBC\\_SHA\n* AES256-SHA\n", "s 002F 0035", NULL},
    {"a table of markdown", "| TLS_RSA_WITH_AES_128_CBC_SHA | 0x00,0x2F |\n", "s 002F", NULL},
    {"lower case", "aes128-gcm-sha256:des-cbc3-sha", "s 009C 000A", NULL},
    {"comments", "# from the vendor\n// two\nAES128-SHA\n  # three [\nAES256-SHA", "s 002F 0035",
     NULL},
    {"unknown names", "AES128-SHA FUTURE-AES512", "s 002F ...", "'FUTURE-AES512'"},
    {"unknown code among known", "c02f fefa", "s C02F FEFA", NULL},
};

START_TEST(good)
{
    check_good(&good_rows[_i]);
}
END_TEST

static const struct bad_row bad_rows[] = {
    {"hash", ELB_TEXT_INIT("ada70206e40642a3e4461f35503241d5"), ELB_ERROR_DATA, 1,
     "a hash can't be turned back"},
    {"unknown hex", ELB_TEXT_INIT("dead be3f"), ELB_ERROR_DATA, 1, "no cipher suite has this code"},
    {"hex stream that breaks off", ELB_TEXT_INIT("13011302c0"), ELB_ERROR_DATA, 1,
     "numbers of several forms"},
    {"hex stream that breaks off within a byte", ELB_TEXT_INIT("130113021"), ELB_ERROR_DATA, 1,
     "numbers of several forms"},
    {"half a pair", ELB_TEXT_INIT("C0,2F:00"), ELB_ERROR_DATA, 1, "numbers of several forms"},
    {"several forms", ELB_TEXT_INIT("\nc02f 49199"), ELB_ERROR_DATA, 2, "several forms"},
    {"too large", ELB_TEXT_INIT("4865 65536"), ELB_ERROR_DATA, 1, "several forms"},
    {"huge", ELB_TEXT_INIT("99999999999999999999999999999"), ELB_ERROR_DATA, 1, "several forms"},
    {"numbered names", ELB_TEXT_INIT("1 AES128-SHA\n2 AES256-SHA"), ELB_ERROR_DATA, 1,
     "just a number"},
    {"negative", ELB_TEXT_INIT("-5 -6"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"only GREASE", ELB_TEXT_INIT("GREASE 0x"), ELB_ERROR_DATA, 1, "unknown cipher suite '0x'"},
    {"open bracket", ELB_TEXT_INIT("[AES128-SHA,\nAES256-SHA"), ELB_ERROR_SYNTAX, 1,
     "this '[' is not closed"},
    {"open brace", ELB_TEXT_INIT("{0xC0, 0x2F}, {0x00, 0x9C"), ELB_ERROR_SYNTAX, 1,
     "this '{' is not closed"},
    {"open quote", ELB_TEXT_INIT("\"AES128-SHA\",\n\"AES256-SHA"), ELB_ERROR_SYNTAX, 2,
     "this '\"' is not closed"},
    {"open parenthesis", ELB_TEXT_INIT("TLS_AES_128_GCM_SHA256 (0x13"), ELB_ERROR_SYNTAX, 1,
     "this '(' is not closed"},
    {"hex words", ELB_TEXT_INIT("dead beef cafe"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"row of -v cut behind the version", ELB_TEXT_INIT("AES128-SHA SSLv3 Kx=RSA"), ELB_ERROR_SYNTAX,
     1, "expected a row"},
    {"unknown words among prose", ELB_TEXT_INIT("use AES128-SHA256 FOO\n"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"words without a suite", ELB_TEXT_INIT("FOO:BAR"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"prose", ELB_TEXT_INIT("a well-known list"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"a date", ELB_TEXT_INIT("2026-11-23"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"only comments", ELB_TEXT_INIT("# AES128-SHA\n"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"only brackets", ELB_TEXT_INIT("[{()}]"), ELB_ERROR_DATA, 1, "unknown key '()'"},
    {"escape sequence", ELB_TEXT_INIT("AES128-SHA \x1b[2J"), ELB_ERROR_SYNTAX, 0, "no description"},
    {"NUL", ELB_TEXT_INIT("AES128-SHA\0AES256-SHA"), ELB_ERROR_SYNTAX, 0, "binary"},
    {"not UTF-8", ELB_TEXT_INIT("AES128-SHA \xc3\x28"), ELB_ERROR_SYNTAX, 0, "UTF-8"},
};

START_TEST(bad)
{
    check_bad(&bad_rows[_i]);
}
END_TEST

/* A million items: refused by the limit, whether they are known or not. */
START_TEST(million)
{
    static const char *const items[] = {"AES128-SHA\n", "c02f ", "BOGUS-1:", "49199,"};
    struct elb_client_list *list = NULL;
    struct elb_buffer buffer = {0};
    struct elb_error error = {0};

    for (size_t i = 0; i < 1000000; i++)
        elb_buffer_append_string(&buffer, items[_i]);
    ck_assert_int_eq(read_input(elb_buffer_text(&buffer), &list, &error), ELB_ERROR_LIMIT);
    ck_assert_msg(contains(error.message, "65536"), "%s", error.message);
    elb_buffer_done(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/lists");
    TCase *tcase = tcase_create("lists");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, million, 0, 4);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
