/* SPDX-License-Identifier: MIT */

/* JA4, against published fingerprints of a browser and by its rules. */
#include "test_read_common.h"

#include "read/ja4.h"
#include "read/openssl.h"
#include "tls/hello.h"

static struct elb_hello hello;
static struct elb_arena arena;
static struct elb_buffer buffer;
static struct elb_error error;

static void set_up(void)
{
    hello = (struct elb_hello){.legacy_version = ELB_TLS1_2};
    error = (struct elb_error){0};
    elb_buffer_init(&buffer);
    elb_arena_init(&arena);
}

static void tear_down(void)
{
    elb_hello_done(&hello);
    elb_buffer_done(&buffer);
    elb_arena_done(&arena);
}

/* "1301 C02F"; NULL: not sent */
static void add(struct elb_hello_list *list, const char *codes)
{
    struct elb_text rest = elb_text_from(codes);
    struct elb_text word;
    uint64_t code = 0;

    list->presence = codes ? ELB_SENT : ELB_NOT_SENT;
    while (elb_text_next_word(&rest, " ", &word)) {
        ck_assert(elb_text_parse_hex(word, UINT16_MAX, &code));
        elb_hello_add(&hello, list, (uint16_t)code);
    }
}

static bool describe(void)
{
    struct elb_client client = {0};

    ck_assert(elb_hello_copy(&hello, &arena, &client));
    elb_buffer_clear(&buffer);
    return elb_client_ja4_r(&client, &buffer);
}

static void expect_hash(const char *expected)
{
    char ja4[ELB_JA4_SIZE] = "";

    if (elb_openssl_version()[0] == '\0')
        return;
    ck_assert_msg(elb_ja4_hash(elb_buffer_text(&buffer), ja4, &error) == ELB_OK, "%s",
                  error.message);
    ck_assert_str_eq(ja4, expected);
}

#define CHROME_SUITES                                                                              \
    "3A3A 1301 1302 1303 C02B C02F C02C C030 CCA9 CCA8 C013 C014 009C 009D 002F 0035"
#define CHROME_EXTENSIONS                                                                          \
    "002D 0033 0010 FE0D 0017 44CD 0000 000B 000A 002B FF01 0023 0012 0005 000D 001B"

/* Chrome 143, as fingerprinting services print it. */
START_TEST(chrome)
{
    add(&hello.suites, CHROME_SUITES);
    add(&hello.extensions, "9A9A " CHROME_EXTENSIONS " EAEA");
    add(&hello.schemes, "0403 0804 0401 0503 0805 0501 0806 0601");
    add(&hello.versions, "1A1A 0304 0303");
    elb_hello_add_alpn(&hello, ELB_TEXT("h2"));
    elb_hello_add_alpn(&hello, ELB_TEXT("http/1.1"));
    ck_assert(describe());
    ck_assert_str_eq(elb_buffer_string(&buffer),
                     "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,"
                     "cca8,cca9_0005,000a,000b,000d,0012,0017,001b,0023,002b,002d,0033,44cd,fe0d,"
                     "ff01_0403,0804,0401,0503,0805,0501,0806,0601");
    expect_hash("t13d1516h2_8daaf6152771_d8a2da3f94cd");
}
END_TEST

static const struct {
    const char *name;
    uint16_t legacy;
    const char *versions; /* NULL: not sent */
    const char *suites;
    const char *extensions;
    const char *schemes;
    struct elb_text alpn;
    const char *ja4_r;
} rows[] = {
    {"no extensions", ELB_TLS1_0, NULL, "002F 0005", NULL, NULL, {0}, "t10i020000_0005,002f_"},
    {"SSLv3", ELB_SSL3, NULL, "0005", NULL, NULL, {0}, "ts3i010000_0005_"},
    {"TLS 1.1", ELB_TLS1_1, NULL, "0005", "", NULL, {0}, "t11i010000_0005_"},
    {"only GREASE", ELB_TLS1_2, NULL, "0A0A", "1A1A", NULL, {0}, "t12i000000__"},
    {"schemes without underscore",
     ELB_TLS1_2,
     NULL,
     "0005",
     "000D",
     "",
     {0},
     "t12i010100_0005_000d"},
    {"GREASE among the schemes",
     ELB_TLS1_2,
     NULL,
     "0005",
     "000D",
     "0A0A 0401",
     {0},
     "t12i010100_0005_000d_0401"},
    {"draft version", ELB_TLS1_2, "7F1C", "0005", "002B", NULL, {0}, "t00i010100_0005_002b"},
    {"server name", ELB_TLS1_2, NULL, "0005", "0000", NULL, {0}, "t12d010100_0005_"},
    {"repeated suite",
     ELB_TLS1_2,
     NULL,
     "0005 0004 0005",
     NULL,
     NULL,
     {0},
     "t12i030000_0004,0005,0005_"},
    {"ALPN of one character", ELB_TLS1_2, NULL, "0005", "0010", NULL, ELB_TEXT_INIT("x"),
     "t12i0101xx_0005_"},
    {"ALPN http/1.1", ELB_TLS1_2, NULL, "0005", "0010", NULL, ELB_TEXT_INIT("http/1.1"),
     "t12i0101h1_0005_"},
    {"ALPN AB", ELB_TLS1_2, NULL, "0005", "0010", NULL, ELB_TEXT_INIT("\xAB"), "t12i0101ab_0005_"},
    {"ALPN AB CD", ELB_TLS1_2, NULL, "0005", "0010", NULL, ELB_TEXT_INIT("\xAB\xCD"),
     "t12i0101ad_0005_"},
    {"ALPN 30 AB", ELB_TLS1_2, NULL, "0005", "0010", NULL, ELB_TEXT_INIT("0\xAB"),
     "t12i01013b_0005_"},
    {"ALPN 30 31 AB CD", ELB_TLS1_2, NULL, "0005", "0010", NULL, ELB_TEXT_INIT("01\xAB\xCD"),
     "t12i01013d_0005_"},
    {"ALPN 30 AB CD 31", ELB_TLS1_2, NULL, "0005", "0010", NULL,
     ELB_TEXT_INIT("0\xAB\xCD"
                   "1"),
     "t12i010101_0005_"},
    {"ALPN with a NUL and a backslash", ELB_TLS1_2, NULL, "0005", "0010", NULL,
     ELB_TEXT_INIT("\0x\\"), "t12i01010c_0005_"},
};

START_TEST(row)
{
    hello.legacy_version = rows[_i].legacy;
    add(&hello.versions, rows[_i].versions);
    add(&hello.suites, rows[_i].suites);
    add(&hello.extensions, rows[_i].extensions);
    add(&hello.schemes, rows[_i].schemes);
    if (rows[_i].alpn.length > 0)
        elb_hello_add_alpn(&hello, rows[_i].alpn);
    ck_assert_msg(describe(), "%s", rows[_i].name);
    ck_assert_msg(strcmp(elb_buffer_string(&buffer), rows[_i].ja4_r) == 0, "%s: %s", rows[_i].name,
                  elb_buffer_string(&buffer));
}
END_TEST

START_TEST(empty_lists_have_zeroes)
{
    add(&hello.suites, "0A0A");
    add(&hello.extensions, NULL);
    ck_assert(describe());
    expect_hash("t12i000000_000000000000_000000000000");
}
END_TEST

/* More than two digits can tell. */
START_TEST(many)
{
    for (unsigned i = 0; i < 300; i++)
        elb_hello_add(&hello, &hello.suites, (uint16_t)(300 - i));
    add(&hello.extensions, NULL);
    ck_assert(describe());
    ck_assert(elb_text_has_prefix(elb_buffer_text(&buffer), "t12i990000_0001,0002,0003"));
}
END_TEST

/* Each of what it is made of, left open. */
static const struct {
    const char *name;
    bool sslv2;
    bool no_version;
    const char *extensions; /* NULL: unknown */
} open_rows[] = {
    {"SSLv2", true, false, ""},         {"no version", false, true, ""},
    {"extensions", false, false, NULL}, {"schemes", false, false, "000D"},
    {"versions", false, false, "002B"}, {"ALPN", false, false, "0010"},
};

START_TEST(left_open)
{
    add(&hello.suites, "0005");
    if (open_rows[_i].extensions)
        add(&hello.extensions, open_rows[_i].extensions);
    if (open_rows[_i].sslv2)
        hello.format = ELB_HELLO_SSLV2;
    if (open_rows[_i].no_version)
        hello.legacy_version = 0;
    ck_assert_msg(!describe() && buffer.length == 0, "%s: %s", open_rows[_i].name,
                  elb_buffer_string(&buffer));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/ja4");
    TCase *tcase = tcase_create("ja4");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, chrome);
    tcase_add_loop_test(tcase, row, 0, LENGTH(rows));
    tcase_add_test(tcase, empty_lists_have_zeroes);
    tcase_add_test(tcase, many);
    tcase_add_loop_test(tcase, left_open, 0, LENGTH(open_rows));
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
